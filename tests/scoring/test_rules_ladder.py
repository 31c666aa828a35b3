from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.rules import Ladder, Reads, Step
from tests.scoring.rules import TEN, codes, run

OFFICIAL = Ladder("deduct", (Reads("meeting", ("official_leave",)),), (Step(Decimal(7), Decimal(2)),))
PERSONAL = Ladder(
    "deduct",
    (Reads("meeting", ("personal_leave",)),),
    (Step(Decimal(1), Decimal(1)), Step(Decimal(5), Decimal(2))),
)


def _leaves(kind: str, count: int) -> list[str]:
    return [f"2026-{1 + n % 12:02}-1{n % 7} meeting {kind} detail=general event={n}" for n in range(count)]


@pytest.mark.parametrize(
    ("count", "points"),
    [
        pytest.param(0, "0", id="no-leave-no-loss"),
        pytest.param(6, "0", id="six-official-leaves-are-free"),
        pytest.param(7, "-2", id="the-seventh-costs-two"),
        pytest.param(9, "-6", id="the-ninth-as-well"),
    ],
)
def test_official_leave(count: int, points: str) -> None:
    score = run(OFFICIAL, _leaves("official_leave", count))
    assert (score.points, len(score.fact_ids)) == (Decimal(points), count)


@pytest.mark.parametrize(
    ("count", "points"),
    [
        pytest.param(1, "-1", id="the-first-costs-one"),
        pytest.param(4, "-4", id="the-fourth-still-costs-one"),
        pytest.param(5, "-6", id="from-the-fifth-each-costs-two"),
        pytest.param(6, "-8", id="the-sixth"),
    ],
)
def test_personal_leave(count: int, points: str) -> None:
    assert run(PERSONAL, _leaves("personal_leave", count)).points == Decimal(points)


def test_a_quantity_is_so_many_occurrences_and_an_event_is_counted_once() -> None:
    line = "2026-01-05 meeting personal_leave detail=general event=e"
    assert run(PERSONAL, [f"{line} quantity=5", f"{line} quantity=2"]).points == -6


def test_what_begins_on_a_step_pays_its_part() -> None:
    line = "2026-01-05 meeting personal_leave detail=general quantity=4.5"
    assert run(PERSONAL, [line]).points == -5


def test_every_step_that_is_stood_on_is_told() -> None:
    free, charged = run(OFFICIAL, _leaves("official_leave", 8)).reasons
    assert (free.code, free.params) == ("ladder_free", {"count": "6", "free": "6"})
    assert (charged.code, charged.params) == ("ladder_deduct", {"start": "7", "count": "2", "each": "2", "sum": "4"})
    (free,) = run(OFFICIAL, _leaves("official_leave", 2)).reasons
    assert free.params == {"count": "2", "free": "6"}
    first, second = run(PERSONAL, _leaves("personal_leave", 6)).reasons
    assert first.params == {"start": "1", "count": "4", "each": "1", "sum": "4"}
    assert second.params == {"start": "5", "count": "2", "each": "2", "sum": "4"}


def test_a_step_that_is_just_not_reached_is_not_told() -> None:
    assert codes(run(OFFICIAL, _leaves("official_leave", 6))) == ["ladder_free"]
    assert codes(run(PERSONAL, _leaves("personal_leave", 4))) == ["ladder_deduct"]


def test_a_ladder_keeps_within_its_full() -> None:
    score = run(PERSONAL, _leaves("personal_leave", 8), TEN)
    assert (score.points, score.bound_hit, codes(score)[-1]) == (Decimal(0), True, "floored")
    assert run(PERSONAL, [], TEN).points == 10


def test_a_ladder_can_award() -> None:
    steps = (Step(Decimal(2), Decimal(3)), Step(Decimal(4), Decimal(1)))
    rule = Ladder("award", (Reads("deed", ("done",)),), steps)
    deeds = [f"2026-0{month}-05 deed done" for month in range(1, 6)]
    assert [run(rule, deeds[:count], Decimal(7)).points for count in range(6)] == [0, 0, 3, 6, 7, 7]
    assert codes(run(rule, deeds)) == ["ladder_free", "ladder_award", "ladder_award"]
