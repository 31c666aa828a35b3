"""Schemes on the command line: what they say, what is wrong with one, what two differ in."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import schemes
from bot.cli import app

FAULTY, UNCLEAN = 2, 1
CHANGZHOU = Path(schemes.__file__).with_name("changzhou-2021.toml").read_text("utf-8")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def scheme(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["scheme", *arguments])


def changed(name: str, *changes: tuple[str, str]) -> str:
    """Write a copy of changzhou-2021 with other words in it."""
    text = CHANGZHOU
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_every_preset_is_listed_in_both_languages() -> None:
    for name in schemes.names():
        assert name in scheme("list").stdout
    assert "常州机关党员积分制" in scheme("list").stdout
    assert "Changzhou agency members" in scheme("list", "--lang", "en").stdout


@pytest.mark.parametrize("name", schemes.names())
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_every_preset_can_be_shown(name: str, language: str) -> None:
    told = scheme("show", name, "--lang", language)
    assert told.exit_code == 0
    for section in schemes.load(name).sections:
        assert section.title.to(language) in told.stdout


def test_a_shown_scheme_says_its_rules_its_grades_and_what_was_decided() -> None:
    told = scheme("show", "changzhou-2021").stdout
    assert "每日一题，目标 15 分，每少 1 分扣 0.5 分" in told
    assert "优先推荐；80 分及以上" in told
    assert "附件有一行字迹损坏" in told


def test_a_scheme_of_ones_own_is_shown_from_its_file() -> None:
    assert "目标 20 分" in scheme("show", changed("mine.toml", ("target = 15", "target = 20"))).stdout


def test_lint_says_of_each_file_that_nothing_is_wrong() -> None:
    told = scheme("lint", changed("mine.toml"), "xinyu-2017")
    assert (told.exit_code, told.stdout) == (0, "mine.toml：没有错误\nxinyu-2017：没有错误\n")


def test_lint_names_every_fault_of_every_file_and_ends_with_1() -> None:
    first = changed("a.toml", ('gather = "quarter"', 'gather = "week"'), ('effect = "deduct"', 'effect = "remove"'))
    second = changed("b.toml", ("full = 70", "full = 71"))
    told = scheme("lint", first, second, "xinyu-2017")
    assert told.exit_code == UNCLEAN
    lines = told.stdout.splitlines()
    assert any(one.startswith('a.toml: section "base", item "general_meeting": gather is') for one in lines)
    assert any(one.startswith('a.toml: section "base", item "study_app": rule.effect is') for one in lines)
    assert any('b.toml: section "base": its items add up to 70; they must add up to full 71' in one for one in lines)
    assert lines[0] == "xinyu-2017：没有错误"
    assert lines[-1] == "2 个文件共有 3 处错误"


def test_lint_of_a_file_that_cannot_be_read_still_tells_of_the_others_and_ends_with_2() -> None:
    told = scheme("lint", "none.toml", changed("b.toml", ("full = 70", "full = 71")), "nosuch")
    assert told.exit_code == FAULTY
    assert "b.toml" in told.stdout
    assert "none.toml: cannot be read: No such file" in told.stderr
    assert 'scheme "nosuch" is unknown; allowed: ' in told.stderr


def test_what_is_no_toml_is_a_fault_of_the_file() -> None:
    Path("broken.toml").write_text("id = ", encoding="utf-8")
    told = scheme("lint", "broken.toml")
    assert (told.exit_code, "broken.toml: not TOML" in told.stdout) == (UNCLEAN, True)


def test_a_changed_copy_differs_from_its_preset_in_what_was_changed() -> None:
    mine = changed("mine.toml", ("target = 15", "target = 20"), ("at_least = 80", "at_least = 85"))
    told = scheme("diff", "changzhou-2021", mine)
    assert told.exit_code == 0
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in told.stdout.splitlines() if "│" in line]
    assert ["base", "quiz", "rule.target", "改动", "15", "20"] in rows


def test_equal_schemes_do_not_differ() -> None:
    assert scheme("diff", "changzhou-2021", changed("mine.toml")).stdout == "两个办法没有差别。\n"


@pytest.mark.parametrize(
    ("arguments", "faults"),
    [
        pytest.param(["show", "nosuch"], ['scheme "nosuch" is unknown; allowed: '], id="unknown-scheme"),
        pytest.param(["show", "none.toml"], ["none.toml: cannot be read: No such file"], id="no-file"),
        pytest.param(["show", "latin.toml"], ["latin.toml: cannot be read: it is not UTF-8"], id="not-utf-8"),
        pytest.param(["list", "--lang", "fr"], ["--lang: found fr; allowed: zh_CN, en"], id="language"),
        pytest.param(["diff", "nosuch", "none.toml"], ["nosuch", "none.toml: cannot be read"], id="both-of-two"),
    ],
)
def test_what_cannot_be_shown_is_named_and_ends_with_2(arguments: list[str], faults: list[str]) -> None:
    Path("latin.toml").write_bytes("title = '办法'".encode("gbk"))
    told = scheme(*arguments)
    assert told.exit_code == FAULTY
    assert all(fault in told.stderr for fault in faults), told.stderr


def test_lint_names_each_fault_once_and_not_what_only_follows_from_it() -> None:
    mine = changed(
        "a.toml",
        ('kind = "study_app"', 'kind = "studyapp"'),
        ("target = 15", "target = -1"),
        ('kind = "share"', 'kind = "shar"'),
    )
    places = [line.split(";")[0].split(" is ")[0] for line in scheme("lint", mine).stdout.splitlines()[:-1]]
    assert places == [
        'a.toml: section "base", item "study_app": rule.reads.kind',
        'a.toml: section "base", item "quiz": rule.target',
        'a.toml: section "base", item "group_study": rule.kind',
    ]
