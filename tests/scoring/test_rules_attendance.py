from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.rules import AttendanceQuota, Reads, ShareAttended
from tests.scoring.rules import FIVE, LECTURES, TEN, THERE, TWENTY, codes, lectures, run


@pytest.mark.parametrize(
    ("outcomes", "points", "hit"),
    [
        pytest.param([], "5", False, id="not-held-counts-full"),
        pytest.param(["present"], "5", False, id="all-attended"),
        pytest.param(["absent"], "0", True, id="none-attended"),
        pytest.param(["late", "leave", "absent", "absent"], "2.5", False, id="late-and-leave-count"),
    ],
)
def test_share_attended(outcomes: list[str], points: str, hit: bool) -> None:
    score = run(ShareAttended(LECTURES, THERE), lectures(*outcomes), FIVE)
    assert (score.points, score.bound_hit) == (Decimal(points), hit)


def test_of_several_facts_of_one_meeting_the_best_counts() -> None:
    rule = ShareAttended(LECTURES, THERE)
    lines = [line.replace("event=2", "event=1") for line in lectures("absent", "present")]
    score = run(rule, lines, FIVE)
    assert score.points == 5
    assert codes(score) == ["share_attended"]
    assert score.reasons[0].params == {"attended": "1", "held": "1", "full": "5"}
    assert run(rule, lines[::-1], FIVE).points == 5


def test_without_an_event_each_fact_is_a_meeting_of_its_own() -> None:
    lines = [line.split(" event=")[0] for line in lectures("absent", "present")]
    assert run(ShareAttended(LECTURES, THERE), lines, TEN).points == 5


def test_the_leave_among_the_attended_is_told_and_so_is_that_nothing_was_held() -> None:
    rule = ShareAttended(LECTURES, THERE)
    (why,) = run(rule, lectures("present", "leave", "absent"), FIVE).reasons
    assert why.params == {"attended": "2", "held": "3", "leave": "1", "full": "5"}
    (why,) = run(rule, [], FIVE).reasons
    assert (why.code, why.params) == ("not_held_counts_full", {"full": "5"})


PAID = ShareAttended((Reads("dues", ("on_time", "late", "short", "unpaid")),), ("on_time",), "month")


@pytest.mark.parametrize(
    ("lines", "points", "hit"),
    [
        pytest.param([], "20", False, id="nothing-due-counts-full"),
        pytest.param(["07-05 on_time", "08-05 on_time", "09-05 on_time"], "20", False, id="every-month"),
        pytest.param(["07-05 on_time", "08-05 late", "09-05 on_time", "10-05 on_time"], "15", False, id="3-of-4"),
        pytest.param(["07-05 on_time", "07-06 short", "08-05 on_time"], "10", False, id="one-fact-spoils-a-month"),
        pytest.param(["07-05 late", "07-06 unpaid", "08-05 on_time"], "10", False, id="two-spoil-it-once"),
        pytest.param(["07-05 late"], "0", True, id="no-month"),
    ],
)
def test_by_month_a_month_counts_when_all_its_facts_do(lines: list[str], points: str, hit: bool) -> None:
    facts = [f"2026-{day} dues {outcome}" for day, outcome in map(str.split, lines)]
    score = run(PAID, facts, TWENTY)
    assert (score.points, score.bound_hit, len(score.fact_ids)) == (Decimal(points), hit, len(lines))


def test_the_share_of_months_is_told() -> None:
    (why,) = run(PAID, ["2026-07-05 dues on_time", "2026-08-05 dues late"], TWENTY).reasons
    assert (why.code, why.params) == ("share_of_months", {"kept": "1", "months": "2", "full": "20"})


def test_the_same_month_of_two_years_is_two_months() -> None:
    assert run(PAID, ["2026-01-05 dues on_time", "2027-01-05 dues late"], TWENTY).points == 10


AT_LEAST_FOUR = AttendanceQuota(LECTURES, THERE, Decimal(4), Decimal(3))


@pytest.mark.parametrize(
    ("outcomes", "points"),
    [
        pytest.param([], "0", id="none-held-none-asked"),
        pytest.param(["present"] * 4, "0", id="four-attended"),
        pytest.param(["present"] * 5, "0", id="more-than-asked"),
        pytest.param(["present"] * 4 + ["absent"] * 5, "0", id="past-the-fourth-absence-is-free"),
        pytest.param(["present"] * 3 + ["absent"] * 5, "-3", id="three-attended"),
        pytest.param(["leave", "late", "present", "absent"], "-3", id="leave-and-late-count-as-attended"),
        pytest.param(["absent"] * 9, "-12", id="at-most-four-times"),
        pytest.param(["present", "absent"], "-3", id="of-two-held-two-are-asked"),
        pytest.param(["present", "present"], "0", id="two-held-two-attended"),
    ],
)
def test_as_many_as_asked_or_as_were_held(outcomes: list[str], points: str) -> None:
    score = run(AT_LEAST_FOUR, lectures(*outcomes))
    assert (score.points, len(score.fact_ids)) == (Decimal(points), len(outcomes))


def test_an_attendance_quota_keeps_within_its_full() -> None:
    assert run(AT_LEAST_FOUR, [], TEN).points == 10
    assert run(AT_LEAST_FOUR, lectures("present"), TEN).points == 10
    short = run(AT_LEAST_FOUR, lectures(*["absent"] * 4), TEN)
    assert (short.points, short.bound_hit, codes(short)) == (Decimal(0), True, ["attended_short", "floored"])


def test_one_meeting_is_asked_once_and_its_best_fact_counts() -> None:
    lines = [line.replace("event=2", "event=1") for line in lectures("absent", "present")]
    assert run(AT_LEAST_FOUR, lines).points == 0


def test_an_attendance_quota_tells_what_was_asked() -> None:
    (why,) = run(AT_LEAST_FOUR, lectures("present", "absent", "absent")).reasons
    assert why.params == {"attended": "1", "asked": "3", "held": "3", "short": "2", "each": "3", "sum": "6"}
    (why,) = run(AT_LEAST_FOUR, lectures("present")).reasons
    assert (why.code, why.params) == ("attended_enough", {"attended": "1", "asked": "1", "held": "1"})
