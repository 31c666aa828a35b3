from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from scoring import Fact, TangledReversal, UnknownFact, standing
from scoring.vocabulary import VOCABULARY
from tests.scoring.cases import fact

DAY = date(2026, 7, 1)


@pytest.mark.parametrize(
    ("kind", "outcome", "detail", "quantity", "told"),
    [
        pytest.param("metting", "late", "", 1, "meeting, dues", id="an-unknown-kind-names-the-kinds"),
        pytest.param("dues", "lost", "", 1, "on_time, late", id="an-unknown-outcome-names-the-outcomes"),
        pytest.param("meeting", "late", "party", 1, "theme_day", id="an-unknown-meeting-type-names-the-types"),
        pytest.param("claim", "approved", "", 1, "id of the scheme's item", id="a-claim-names-its-item"),
        pytest.param("quiz", "points", "", -1, "from 0", id="a-negative-quantity"),
        pytest.param("quiz", "points", "", "NaN", "from 0", id="a-quantity-that-is-no-number"),
        pytest.param("quiz", "points", "", "Infinity", "from 0", id="a-quantity-without-end"),
    ],
)
def test_a_fact_outside_the_vocabulary_is_refused_and_told_what_is_allowed(
    kind: str, outcome: str, detail: str, quantity: object, told: str
) -> None:
    with pytest.raises(UnknownFact, match=told):
        Fact("1", "m", kind, outcome, DAY, Decimal(str(quantity)), detail)


def test_all_faults_of_a_fact_are_told_at_once() -> None:
    with pytest.raises(UnknownFact) as refused:
        Fact("1", "m", "meeting", "gone", DAY, Decimal(-1), "party")
    assert str(refused.value).count("allowed") == 3


@pytest.mark.parametrize("kind", VOCABULARY.values(), ids=VOCABULARY)
def test_every_outcome_of_the_vocabulary_makes_a_fact(kind: object) -> None:
    entry = VOCABULARY[getattr(kind, "code")]  # noqa: B009 - the parameter is typed loosely by pytest
    detail = {"listed": next(iter(entry.details), ""), "item": "any", "free": ""}[entry.detail_use]
    for outcome in entry.outcomes:
        assert Fact("1", "m", entry.code, outcome, DAY, detail=detail).quantity == 1


def _ids(*lines: str) -> list[str]:
    return [f.id for f in standing([fact(line) for line in lines])]


A = "2026-07-01 dues late id=a"
B = "2026-07-01 dues late id=b reverses=a"
C = "2026-07-01 dues late id=c reverses=b"
D = "2026-07-01 dues late id=d reverses=a"


@pytest.mark.parametrize(
    ("lines", "left"),
    [
        pytest.param([A], ["a"], id="nothing-reversed"),
        pytest.param([A, B], [], id="a-reversal-cancels-both"),
        pytest.param([C, B, A], ["a"], id="a-reversal-reversed-restores-the-first"),
        pytest.param([A, B, C, D], [], id="a-second-reversal-still-stands"),
        pytest.param([A, B, D], [], id="reversed-twice-is-reversed"),
        pytest.param([C], [], id="a-reversal-of-something-unseen-scores-nothing"),
    ],
)
def test_reversals(lines: list[str], left: list[str]) -> None:
    assert _ids(*lines) == left


def test_reversals_in_a_circle_are_refused() -> None:
    with pytest.raises(TangledReversal, match="circle"):
        _ids(A, "2026-07-01 dues late id=x reverses=a", "2026-07-01 dues late id=a reverses=x")
