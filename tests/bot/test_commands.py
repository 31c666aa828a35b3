"""The command line as an operator meets it: what it prints, and how it ends when something is wrong."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app

SHEET = """党员,类别,结果,日期,数量,细目
张三,会议,出席,2026-07-10,,主题党日
李四,会议,无故缺席,2026-07-10,,主题党日
李四,志愿服务,参加,2026-07-12,3,
"""
FAULTY = 2


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def xianfeng(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, list(arguments), input=typed)


def test_a_sheet_is_scored_with_ranks_and_a_reason_for_each_line(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text(SHEET, encoding="gbk")
    told = xianfeng("score", "changzhou-2021", "facts.csv", "--period", "2026-07")
    assert told.exit_code == 0
    # 张三 keeps the base of 70; 李四 misses the only theme day (−5) and gains 5 by service: 65 + 5.
    assert "│ 1    │ 张三 │ 70   │ 70     │ 0      │" in told.stdout
    assert "│ 1    │ 李四 │ 70   │ 65     │ 5      │" in told.stdout
    assert "│   主题党日                       │ 0/5   │ 组织 1 次，参加 0 次" in told.stdout


def test_the_same_as_json_is_exact(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text(SHEET, encoding="utf-8-sig")
    cards = json.loads(xianfeng("score", "changzhou-2021", "facts.csv", "--period", "2026-07", "--json").stdout)
    assert [card["member"] for card in cards] == ["张三", "李四"]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        pytest.param(["nosuch", "facts.csv"], 'scheme "nosuch" is unknown; allowed: ', id="scheme"),
        pytest.param(["my.toml", "facts.csv"], "my.toml: cannot be read: No such file", id="scheme-file"),
        pytest.param(["changzhou-2021", "none.csv"], "none.csv: cannot be read: No such file", id="sheet"),
        pytest.param(["changzhou-2021", "facts.csv", "--period", "2026-13"], "allowed: 2026-07, 2026-Q3", id="period"),
        pytest.param(["changzhou-2021", "facts.csv", "--as-of", "soon"], "expected a day such as 2026-07-31", id="day"),
        pytest.param(["changzhou-2021", "empty.csv"], "no facts found", id="empty-sheet"),
        pytest.param(["changzhou-2021", "years.csv"], "the facts are of 2025 to 2026; say which", id="two-years"),
    ],
)
def test_what_cannot_be_scored_is_named_and_ends_with_2(tmp_path: Path, arguments: list[str], fault: str) -> None:
    (tmp_path / "facts.csv").write_text(SHEET, encoding="utf-8")
    (tmp_path / "empty.csv").write_text(SHEET.splitlines()[0], encoding="utf-8")
    (tmp_path / "years.csv").write_text(SHEET + "李四,会议,出席,2025-07-10,,主题党日\n", encoding="utf-8")
    told = xianfeng("score", *arguments)
    assert (told.exit_code, fault in told.stderr) == (FAULTY, True), told.stderr


def test_every_faulty_cell_of_a_sheet_is_named(tmp_path: Path) -> None:
    (tmp_path / "facts.csv").write_text(SHEET.replace("出席", "在").replace("07-12", "07-32"), encoding="utf-8")
    told = xianfeng("score", "changzhou-2021", "facts.csv")
    assert told.stderr.splitlines()[0].startswith('facts.csv: row 2, column "outcome": found "在"; allowed: present')
    assert told.stderr.splitlines()[1] == (
        'facts.csv: row 4, column "on": found "2026-07-32"; allowed: a day such as 2026-07-01'
    )


def test_the_configuration_is_checked_with_its_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert xianfeng("check-config").exit_code == FAULTY
    monkeypatch.setenv("XIANFENG_TELEGRAM__TOKEN", "123456789:AAtesttokentesttokentesttoken")
    told = xianfeng("check-config")
    assert (told.exit_code, told.stdout) == (0, "The configuration is right.\n")
    (tmp_path / "config.toml").write_text("[log]\nlevel = 3\n", encoding="utf-8")
    assert "log.level: found 3" in xianfeng("check-config").stderr
    assert "log.level: found 3" in xianfeng("run").stderr


def test_a_branch_is_added_once_with_a_link_for_its_secretary() -> None:
    add = ["branch", "add", "机关第一党支部", "--superior", "机关党委", "--secretary", "王书记", "--bot", "@b_bot"]
    told = xianfeng(*add)
    assert "https://t.me/b_bot?start=" in told.stdout
    assert "机关第一党支部" in xianfeng("branch", "list").stdout
    anew = xianfeng("branch", "invite", "机关第一党支部")
    assert anew.exit_code == 0
    assert "/start " in anew.stdout
    assert "branch '乙' is unknown" in xianfeng("branch", "invite", "乙").stderr
    again = xianfeng(*add)
    assert again.exit_code == FAULTY
    assert "机关第一党支部" in again.stderr


def test_every_fault_of_a_new_branch_is_named() -> None:
    told = xianfeng("branch", "add", "", "--superior", "", "--secretary", "王", "--scheme", "x", "--zone", "Mars")
    assert told.exit_code == FAULTY
    assert [line.split(":")[0] for line in told.stderr.splitlines()] == ["superior", "name", "zone", "scheme"]


def test_what_is_no_roster_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    xianfeng("branch", "add", "甲支部", "--superior", "党委", "--secretary", "王书记")
    (tmp_path / "roster.xlsx").write_bytes(b"junk")
    told = xianfeng("roster", "import", "roster.xlsx", "--branch", "甲支部")
    assert told.exit_code == FAULTY
    assert "roster.xlsx" in told.stderr
    unknown = xianfeng("roster", "import", "roster.xlsx", "--branch", "乙支部")
    assert 'branch "乙支部" is unknown; known are: 甲支部' in unknown.stderr


def test_a_port_that_is_taken_is_named_with_the_way_out() -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        told = xianfeng("demo", "--port", str(port))
    assert told.exit_code == FAULTY
    assert f"--port: {port} is taken" in told.stderr
