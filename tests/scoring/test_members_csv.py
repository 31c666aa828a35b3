from __future__ import annotations

from datetime import date

import pytest

from scoring import CATEGORIES, FactsFaults, MemberProfile, Period, read_members
from scoring.member import ROLES, UNIT_CATEGORIES
from scoring.sheets.member_words import CATEGORY_WORDS, ROLE_WORDS
from scoring.sheets.members import MEMBER_HEADINGS

EVERYTHING = """党员,类别,预备,转入日期,转出日期,入党日期,身份,免考核
张三,农村,是,2026-03-01,2026/9/1,2025年6月30日,领导干部；外出,2026-04-01..2026-04-30；2026-06-01至2026-06-30
"""
PERIODS = (Period(date(2026, 4, 1), date(2026, 5, 1)), Period(date(2026, 6, 1), date(2026, 7, 1)))
ZHANG = MemberProfile(
    "张三", "rural", True, date(2026, 3, 1), date(2026, 9, 1), PERIODS, date(2025, 6, 30), ("leading_cadre", "away")
)


def _faults(sheet: str) -> list[str]:
    with pytest.raises(FactsFaults) as caught:
        read_members(sheet)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_sheet_filled_in_chinese_says_everything_of_a_member(encoding: str) -> None:
    assert read_members(EVERYTHING.encode(encoding)) == [ZHANG]


def test_codes_may_be_written_in_english() -> None:
    head = "id,category,probationary,joined,left,admitted,roles,exempt\n"
    row = '张三,rural,yes,2026-03-01,2026-09-01,2025-06-30,"leading_cadre, away"'
    spans = "2026-04-01~2026-04-30;2026-06-01..2026-06-30"
    assert read_members(f"{head}{row},{spans}\n") == [ZHANG]


def test_only_the_id_is_needed() -> None:
    assert read_members("id\n张三\n\n李四\n") == [MemberProfile("张三"), MemberProfile("李四")]


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        pytest.param(",,,,,,,x", 'column "id": found ""; allowed: it must be filled in', id="no-id"),
        pytest.param("a,cadre", 'column "category": found "cadre"; allowed: in_service (在职), ', id="category"),
        pytest.param("a,,perhaps", 'column "probationary": found "perhaps"; allowed: yes (是) or no (否)', id="flag"),
        pytest.param("a,,,2026-02-30", 'column "joined": found "2026-02-30"; allowed: a day such as', id="no-such-day"),
        pytest.param("a,,,2026-05-01,2026-05-01", "allowed: a day after joined (2026-05-01)", id="left-before-joined"),
        pytest.param("a,,,,,,boss", 'column "roles": found "boss"; allowed: leading_cadre (领导干部), ', id="role"),
        pytest.param("a,,,,,,,2026-05", 'column "exempt": found "2026-05"; allowed: first and last day', id="one-day"),
        pytest.param("a,,,,,,,2026-05-02..", 'column "exempt": found "2026-05-02.."', id="no-last-day"),
        pytest.param("a,,,,,,,2026-05-02..2026-05-01", 'found "2026-05-02..2026-05-01"', id="last-before-first"),
        pytest.param("a,,,,,,,2026-05-02..soon", 'column "exempt": found "soon"; allowed: a day', id="odd-last-day"),
        pytest.param("a,,,,,,,2026-05-02..9999-12-31", 'found "2026-05-02..9999-12-31"', id="past-all-calendars"),
        pytest.param("a,,,,,,,,more", 'column "(no heading)": found "more"', id="right-of-the-last-heading"),
    ],
)
def test_a_faulty_cell_is_named_with_what_is_allowed(cells: str, fault: str) -> None:
    sheet = ",".join(MEMBER_HEADINGS.values()) + "\n" + cells + "\n"
    assert any(one.startswith("row 2, ") and fault in one for one in _faults(sheet)), _faults(sheet)


def test_every_faulty_row_is_named_and_a_member_stands_once() -> None:
    faults = _faults("id,probationary\na,\nb,x\na,\n")
    assert faults == [
        'row 3, column "probationary": found "x"; allowed: yes (是) or no (否)',
        'row 4, column "id": found "a"; allowed: an id that row 2 does not have',
    ]


def test_headings_are_checked_as_those_of_facts_are() -> None:
    assert _faults("name,category,category\n") == [
        'row 1, column "id": found ""; allowed: this column is needed',
        f'row 1, column "name": found "name"; allowed: {", ".join(MEMBER_HEADINGS.values())}',
        'row 1, column "category": found "category"; allowed: each column once',
    ]


def test_every_category_and_role_can_be_written_in_both_languages() -> None:
    assert set(CATEGORY_WORDS) == {*CATEGORIES, *UNIT_CATEGORIES}
    assert set(ROLE_WORDS) == set(ROLES)
