"""Facts scored and compared on the command line, with and without a sheet of members."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

import schemes
from bot.cli import app
from scoring import MemberProfile

FAULTY = 2
FACTS = """党员,类别,结果,日期,数量,细目
张三,每日一题,得分,2026-07-31,13,
李四,每日一题,得分,2026-07-31,15,
李四,会议,无故缺席,2026-07-10,,主题党日
"""
APPRAISED = FACTS + "张三,评议结果,优秀,2026-12-31,,\n李四,评议结果,合格,2026-12-31,,\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("facts.csv").write_text(FACTS, encoding="utf-8")
    Path("year.csv").write_text(APPRAISED, encoding="utf-8")


def xianfeng(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def cards(*arguments: str) -> dict[str, dict[str, Any]]:
    told = xianfeng("score", "changzhou-2021", *arguments, "--json")
    assert told.exit_code == 0, told.stderr
    return {card["member"]: card for card in json.loads(told.stdout)}


def test_every_line_of_a_card_carries_its_sentence() -> None:
    told = xianfeng("score", "changzhou-2021", "facts.csv", "--period", "2026-07").stdout
    # 张三 has 13 of 15: 2 × 0.5 = 1 off his 70. 李四 misses the only theme day: 5 off.
    assert "张三 · 2026年7月 · 69 分" in told
    assert "李四 · 2026年7月 · 65 分" in told
    assert "9/10" in told


def test_the_year_is_graded_with_reasons_and_what_follows() -> None:
    told = xianfeng("score", "changzhou-2021", "year.csv").stdout
    # 张三: (11 × 70 + 69) / 12 + 10 = 79.92; 李四: (11 × 70 + 65) / 12 + 7 = 76.58; both from 70 and below 80.
    assert "张三 · 2026年度 · 79.92 分" in told
    assert "李四 · 2026年度 · 76.58 分" in told
    assert "等次: 激励关怀" in told
    assert "→ 优先安排学习培训" in told
    assert "Grade: encouraged" in xianfeng("score", "changzhou-2021", "year.csv", "--lang", "en").stdout


def test_a_month_that_is_not_graded_shows_no_grade() -> None:
    assert "等次" not in xianfeng("score", "changzhou-2021", "facts.csv", "--period", "2026-07").stdout


def test_json_carries_rank_and_grade_of_each() -> None:
    found = cards("year.csv")
    assert {name: card["rank"] for name, card in found.items()} == {"张三": 1, "李四": 2}
    assert found["张三"]["grade"] == {
        "code": "encouraged",
        "proposed": "",
        "reasons": [["band", {"of": "total", "grade": "encouraged", "total": "79.916667", "at_least": "70"}, ""]],
        "consequences": ["study_and_training"],
        "alerts": [],
    }
    assert cards("facts.csv", "--period", "2026-07")["张三"]["grade"] is None


def test_facts_after_the_last_day_looked_at_do_not_count() -> None:
    assert cards("facts.csv", "--period", "2026-07", "--as-of", "2026-07-30")["张三"]["total"] == "70"


def test_a_sheet_of_members_says_who_is_what() -> None:
    Path("members.csv").write_text("党员,预备,转入日期,免考核\n张三,是,,\n李四,,,2026-07-01..2026-07-31\n", "utf-8")
    given = cards("year.csv", "--members", "members.csv")
    assert given["张三"]["total"] == cards("year.csv")["张三"]["total"]
    assert given["李四"]["months"] == 11
    assert cards("facts.csv", "--period", "2026-07", "--members", "members.csv")["李四"]["standing"] == "exempt"
    told = xianfeng("score", "changzhou-2021", "facts.csv", "--period", "2026-07", "--members", "members.csv").stdout
    assert "李四 · 2026年7月 · 本期免于考核" in told


def test_members_without_facts_are_scored_as_well() -> None:
    Path("members.csv").write_text("id\n张三\n李四\n王五\n", "utf-8")
    assert cards("facts.csv", "--period", "2026-07", "--members", "members.csv")["王五"]["total"] == "70"


def test_every_faulty_cell_of_a_members_sheet_is_named_and_nothing_scored() -> None:
    Path("members.csv").write_text(
        "id,category,probationary,joined,roles,exempt\n张三,cadre,maybe,2026-02-30,boss,2026-05\n李四,,,,,\n李四,,,,,\n",
        "utf-8",
    )
    told = xianfeng("score", "changzhou-2021", "facts.csv", "--members", "members.csv")
    assert (told.exit_code, told.stdout) == (FAULTY, "")
    assert [line.split(": found")[0] for line in told.stderr.splitlines()] == [
        'members.csv: row 2, column "category"',
        'members.csv: row 2, column "probationary"',
        'members.csv: row 2, column "joined"',
        'members.csv: row 2, column "exempt"',
        'members.csv: row 2, column "roles"',
        'members.csv: row 4, column "id"',
    ]


def test_who_has_facts_but_no_row_among_the_members_is_named() -> None:
    Path("members.csv").write_text("id\n张三\n", "utf-8")
    told = xianfeng("score", "changzhou-2021", "facts.csv", "--members", "members.csv")
    assert told.exit_code == FAULTY
    assert told.stderr == 'members.csv: member "李四" has facts but no row here; expected a row for each\n'


def test_a_period_that_is_not_over_says_what_it_can_still_bring() -> None:
    told = xianfeng("score", "changzhou-2021", "facts.csv", "--period", "2026-07", "--as-of", "2026-07-15").stdout
    # 张三 has his 70 and 李四 65; the special part can still give 20 before July ends.
    assert "到2026年7月末最多可达 90 分" in told
    assert "到2026年7月末最多可达 85 分" in told


def test_two_years_running_are_found_when_the_facts_reach_back() -> None:
    months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)]
    low = "".join(f"张三,政治表现,列举的违反行为,{month}-01,,\n" for month in months)
    low += "".join(f"张三,学习强国,未登录,{month}-02,20,\n" for month in months)
    low += "".join(f"张三,评议结果,不合格,{year}-12-31,,\n" for year in (2025, 2026))
    Path("two.csv").write_text(FACTS.splitlines()[0] + "\n" + low, encoding="utf-8")
    # Each year 70 − 10 − 10 + 0 = 50: red, and below 60 two years running.
    card = cards("two.csv", "--period", "2026")["张三"]
    assert (card["total"], card["grade"]["code"], card["grade"]["alerts"]) == ("50", "red", ["low_years"])
    first = cards("two.csv", "--period", "2025")["张三"]
    assert (first["grade"]["code"], first["grade"]["alerts"]) == ("red", [])


def test_a_scheme_without_points_shows_the_steps_of_its_ladder() -> None:
    missed = "".join(f"张三,会议,无故缺席,2026-{month:02}-10,,主题党日\n" for month in (2, 3, 4))
    present = "李四,会议,出席,2026-02-10,,主题党日\n"
    Path("rural.csv").write_text(FACTS.splitlines()[0] + "\n" + missed + present, encoding="utf-8")
    told = xianfeng("score", "street-rural", "rural.csv").stdout
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in told.splitlines() if "│" in line]
    assert ["2026-02-10", "提醒", "无故不参加组织生活", "本年度第 1 次"] in rows
    assert ["2026-03-10", "警戒书", "无故不参加组织生活", "本年度第 2 次"] in rows
    assert "提请：“落后党员”管理" in told
    assert "尚未决定" in told
    assert "李四 · 2026年度\n没有记录。" in told
    assert "0 分" not in told
    steps = json.loads(xianfeng("score", "street-rural", "rural.csv", "--json").stdout)[0]["ladder"]["steps"]
    assert [(step["action"], step["number"], step["facts"]) for step in steps] == [
        ("reminder", 1, ["row-2"]),
        ("letter", 2, ["row-3"]),
        ("letter", 3, ["row-4"]),
    ]


def test_two_schemes_are_compared_by_who_moves_and_why() -> None:
    text = Path(schemes.__file__).with_name("changzhou-2021.toml").read_text("utf-8")
    Path("mine.toml").write_text(text.replace("target = 15, each = 0.5", "target = 15, each = 4"), "utf-8")
    told = xianfeng("compare", "changzhou-2021", "mine.toml", "facts.csv", "--period", "2026-07")
    assert told.exit_code == 0, told.stderr
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in told.stdout.splitlines() if "│" in line]
    # 2 short: −1 before, −8 after, so that 69 becomes 62; 李四 keeps his 65. On average the quiz changes by −3.5.
    assert rows == [
        ["李四", "2 → 1", "升 1 名", "65 → 65", "每日一题 0（人均 −3.5）"],
        ["张三", "1 → 2", "降 1 名", "69 → 62", "每日一题 −7（人均 −3.5）"],
    ]
    english = xianfeng("compare", "changzhou-2021", "mine.toml", "facts.csv", "--period", "2026-07", "--lang", "en")
    assert "Daily quiz −7 (on average −3.5)" in english.stdout


def test_a_year_without_its_appraisal_is_compared_all_the_same_and_says_so() -> None:
    told = xianfeng("compare", "changzhou-2021", "xinyu-2017", "facts.csv", "--period", "2026")
    assert told.exit_code == 0, told.stderr
    places = {cell.strip() for line in told.stdout.splitlines() if "→" in line for cell in line.split("│")[2:3]}
    assert places <= {"1 → 1", "1 → 2", "2 → 1", "2 → 2"}
    assert "名次为暂定名次" in told.stdout
    assert (
        "暂定" not in xianfeng("compare", "changzhou-2021", "changzhou-2021", "facts.csv", "--period", "2026-07").stdout
    )


def test_units_are_branches_unless_their_sheet_says_otherwise() -> None:
    Path("units.csv").write_text("党员,类别,结果,日期,数量,细目\n甲单位,志愿服务,参加,2026-07-10,1,\n", "utf-8")
    Path("members.csv").write_text("id,category\n甲单位,县区\n", "utf-8")
    plain = json.loads(xianfeng("score", "xinyu-2017-unit", "units.csv", "--json").stdout)
    county = json.loads(xianfeng("score", "xinyu-2017-unit", "units.csv", "--members", "members.csv", "--json").stdout)
    applying = [
        [
            section.id
            for section in schemes.load("xinyu-2017-unit").sections
            if MemberProfile("x", who).fits(section.applies_to)
        ]
        for who in ("branch", "county")
    ]
    assert [[section["id"] for section in card[0]["sections"]] for card in (plain, county)] == applying
    assert applying[0] != applying[1]


@pytest.mark.parametrize("name", schemes.names())
def test_every_preset_scores_and_compares_the_same_sheet(name: str) -> None:
    told = xianfeng("compare", name, "changzhou-2021", "year.csv")
    assert (told.exit_code, "张三" in told.stdout) == (0, True), told.stderr or told.exception


def test_equal_totals_are_ranked_by_what_the_scheme_says() -> None:
    # 张三 loses 5 for absence and 李四 5 for a missing registration; both have 20 of the ballots, 95 in all. Both lost
    # 5 as well, so that they share the place; with one reverse vote less of appraisal and no loss 王五 has 95, too, and
    # comes after them by appraisal.
    Path("members.csv").write_text("id,category\n张三,agency\n李四,agency\n王五,agency\n", "utf-8")
    rows = [
        "张三,会议,无故缺席,2026-07-10,,主题党日",
        "李四,社区报到,未报到,2026-07-10,,",
        "王五,民主测评票,反向测评（属实）,2026-12-31,1,",
        *(f"{name},民主测评票,优秀,2026-12-31,10," for name in ("张三", "李四", "王五")),
    ]
    Path("ties.csv").write_text("\n".join([FACTS.splitlines()[0], *rows]) + "\n", encoding="utf-8")
    told = xianfeng("score", "xinyu-2017", "ties.csv", "--members", "members.csv", "--json")
    found = {card["member"]: (card["total"], card["rank"]) for card in json.loads(told.stdout)}
    assert found == {"张三": ("95", 1), "李四": ("95", 1), "王五": ("95", 3)}


def test_whoever_is_not_rated_holds_no_place_in_a_comparison() -> None:
    Path("members.csv").write_text("党员,免考核\n张三,\n李四,2026-07-01至2026-07-31\n", "utf-8")
    told = xianfeng(
        "compare", "changzhou-2021", "changzhou-2021", "facts.csv", "--period", "2026-07", "--members", "members.csv"
    )
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in told.stdout.splitlines() if "│" in line]
    assert rows == [["张三", "1 → 1", "不变", "69 → 69", ""], ["李四", "– → –", "–", "0 → 0", ""]]


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        pytest.param(["nosuch", "none.toml", "facts.csv"], 'scheme "nosuch" is unknown', id="first-scheme"),
        pytest.param(["nosuch", "none.toml", "facts.csv"], "none.toml: cannot be read", id="second-scheme"),
        pytest.param(["xinyu-2017", "xinyu-2017", "none.csv"], "none.csv: cannot be read", id="sheet"),
        pytest.param(["xinyu-2017", "xinyu-2017", "facts.csv", "--members", "no.csv"], "no.csv: cannot", id="members"),
        pytest.param(["xinyu-2017", "xinyu-2017", "facts.csv", "--period", "x"], "--period: period", id="period"),
        pytest.param(["xinyu-2017", "xinyu-2017", "facts.csv", "--as-of", "2025-01-01"], "has not begun", id="as-of"),
    ],
)
def test_what_cannot_be_compared_is_named_and_ends_with_2(arguments: list[str], fault: str) -> None:
    told = xianfeng("compare", *arguments)
    assert (told.exit_code, fault in told.stderr) == (FAULTY, True), told.stderr


def test_many_members_are_scored_with_progress_that_leaves_the_output_alone() -> None:
    Path("members.csv").write_text("id\n张三\n李四\n" + "".join(f"m{n}\n" for n in range(250)), "utf-8")
    assert len(cards("facts.csv", "--period", "2026-07", "--members", "members.csv")) == 252
