"""What a rule says beside its points: every number of its reasons, and every fact that it looked at."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring.rules import (
    Check,
    Discretionary,
    GradePoints,
    Levels,
    Mark,
    Part,
    PerOccurrence,
    Quota,
    RateSteps,
    Reads,
    Rule,
    ShareAttended,
    Shortfall,
    Threshold,
)
from tests.scoring.rules import FIVE, LECTURES, TEN, THERE, TWO, lectures, run

CRITERION = (Reads("criterion", ("met", "half_met", "unmet", "missing"), ("x",)),)
RECORDS = Check(CRITERION, TWO)
MARKS = Mark((Reads("mark", ("given", "corrected"), ("x",)),))
STUDY_APP = Threshold((Reads("study_app", ("points",)),), Decimal(40))
REVIEW = GradePoints((Reads("assessment", ("competent", "basic")),), (("competent", FIVE), ("basic", Decimal(-3))))
HONOURS = Levels((Reads("honour", ("municipal",)),), (("municipal", Decimal(3)),))
DEEDS = Quota((Part((Reads("deed", ("done",)),), TWO),), FIVE, once=True)
POINTS_OFF = Discretionary(
    "deduct",
    (Reads("discretionary", ("deduct",), ("x",)),),
    unless=(Reads("resolution", ("approved", "refused"), ("x",)),),
)
DUES = PerOccurrence("deduct", (Reads("dues", ("late",)),), TWO, "month", (Reads("dues", ("short",)),))
QUIZ = Shortfall((Reads("quiz", ("points",)),), TEN, TWO)
RATE = RateSteps((Reads("ballot", ("competent", "basic")),), ("competent",), FIVE, TWO)


@pytest.mark.parametrize(
    ("rule", "lines", "told"),
    [
        pytest.param(RECORDS, ["2026-12-01 criterion met detail=x"], {"points": "10"}, id="what-met-is-worth"),
        pytest.param(RECORDS, ["2026-12-01 criterion half_met detail=x"], {"points": "5"}, id="what-half-met-is-worth"),
        pytest.param(RECORDS, ["2026-12-01 criterion unmet detail=x"], {"points": "0"}, id="what-unmet-is-worth"),
        pytest.param(RECORDS, ["2026-12-01 criterion missing detail=x"], {"points": "10"}, id="what-is-there-is-worth"),
        pytest.param(MARKS, ["2026-12-01 mark given detail=x quantity=8.5"], {"points": "8.5"}, id="the-mark"),
        pytest.param(MARKS, ["2026-12-01 mark corrected detail=x"], {"points": "1"}, id="the-mark-corrected"),
        pytest.param(
            STUDY_APP,
            ["2026-12-01 study_app points quantity=41"],
            {"got": "41", "target": "40", "full": "10"},
            id="the-threshold-that-was-reached",
        ),
        pytest.param(
            REVIEW, ["2026-12-01 assessment competent"], {"grade": "competent", "points": "5"}, id="the-grade-given"
        ),
        pytest.param(
            HONOURS,
            ["2026-12-01 honour municipal detail=personal"],
            {"kind": "honour", "outcome": "municipal", "count": "1", "each": "3", "sum": "3"},
            id="the-level-of-an-honour",
        ),
        pytest.param(
            DEEDS,
            ["2026-12-01 deed done quantity=3"],
            {"kind": "deed", "details": "", "got": "3", "target": "2"},
            id="the-quota-that-was-reached",
        ),
        pytest.param(
            DEEDS,
            ["2026-12-01 deed done"],
            {"kind": "deed", "details": "", "got": "1", "target": "2"},
            id="the-quota-that-lacks-something",
        ),
        pytest.param(
            POINTS_OFF,
            ["2026-12-01 resolution approved detail=x"],
            {"kind": "resolution", "details": "x", "outcome": "approved"},
            id="what-excuses",
        ),
        pytest.param(
            DUES,
            ["2026-07-01 dues late", "2026-07-02 dues short", "2026-08-01 dues late", "2026-08-02 dues short"],
            {"count": "2"},
            id="how-many-another-item-charges",
        ),
        pytest.param(DUES, [], {"full": "10"}, id="the-full-that-was-kept"),
    ],
)
def test_the_first_reason_has_all_its_numbers(rule: Rule, lines: list[str], told: dict[str, str]) -> None:
    assert run(rule, lines, TEN).reasons[0].params == told


def test_points_below_nothing_are_told_with_what_they_were() -> None:
    score = run(REVIEW, ["2026-12-01 assessment basic"], TEN)
    assert score.reasons[-1].params == {"floor": "0", "raw": "-3"}


def test_every_leave_is_told() -> None:
    (why,) = run(ShareAttended(LECTURES, THERE), lectures("leave", "leave", "absent"), FIVE).reasons
    assert why.params == {"attended": "2", "held": "3", "leave": "2", "full": "5"}


@pytest.mark.parametrize(
    ("rule", "lines", "full"),
    [
        pytest.param(HONOURS, ["2026-12-01 honour municipal detail=personal"], None, id="an-award-without-a-full"),
        pytest.param(REVIEW, ["2026-12-01 assessment basic"], TEN, id="a-grade-that-takes-more-than-there-is"),
        pytest.param(QUIZ, ["2026-12-01 quiz points quantity=10"], TEN, id="a-target-that-was-reached"),
        pytest.param(ShareAttended(LECTURES, THERE), lectures("present"), TEN, id="a-lecture"),
        pytest.param(RATE, ["2026-12-01 ballot basic quantity=0"], TEN, id="a-ballot-without-a-vote"),
        pytest.param(POINTS_OFF, ["2026-12-01 resolution approved detail=x"], TEN, id="an-excuse"),
    ],
)
def test_what_was_looked_at_is_cited(rule: Rule, lines: list[str], full: Decimal | None) -> None:
    assert run(rule, lines, full).fact_ids == ("0",)


def test_what_only_another_item_charges_is_not_cited() -> None:
    assert run(DUES, ["2026-07-01 dues short"], TEN).fact_ids == ()


@pytest.mark.parametrize("rule", [RATE, REVIEW, MARKS, RECORDS])
def test_what_is_pending_has_no_points_yet(rule: Rule) -> None:
    score = run(rule, [], TEN)
    assert (score.points, score.pending) == (Decimal(0), True)
