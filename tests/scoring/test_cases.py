from __future__ import annotations

from typing import Any

import pytest

import schemes
from scoring import GradingCase, ScoreCard, from_json, grade_branch, score_card, to_json
from scoring.points import plain
from tests.scoring.cases import Case, cases

CASES = cases()


def _card(case: Case) -> ScoreCard:
    return score_card(schemes.load(case.scheme), case.profile, case.facts, case.period, as_of=case.as_of)


def _seen(case: Case, card: ScoreCard) -> dict[str, Any]:
    """What the card says about everything that the case expects something of."""
    lines = {line.item_id: line for section in card.sections for line in section.lines}
    hit = [section.id for section in card.sections if section.bound_hit]
    hit = [line.item_id for line in lines.values() if line.bound_hit] + hit
    seen = {
        "total": plain(card.total),
        "shown": plain(card.shown_total),
        "standing": card.standing,
        "sections": {section.id: plain(section.points) for section in card.sections},
        "items": {item: plain(line.points) for item, line in lines.items()},
        "cited": {item: str(len(line.fact_ids)) for item, line in lines.items()},
        "pending": sorted(section.id for section in card.sections if section.pending),
        "bounds": sorted(hit),
        "absent_items": sorted(item for item in case.expected.get("absent_items", ()) if item not in lines),
    }
    if not seen.keys() >= case.expected.keys():
        seen |= _graded(case, card)
    return {key: _part(seen[key], wanted) for key, wanted in case.expected.items()}


def _graded(case: Case, card: ScoreCard) -> dict[str, Any]:
    """The grade of this member alone, and everything about it that a case may expect."""
    alone = GradingCase(case.profile, card, case.facts, case.earlier)
    grade = grade_branch(schemes.load(case.scheme), [alone])["m"]
    return {
        "grade": grade.code,
        "proposed": grade.proposed,
        "alerts": sorted(grade.alerts),
        "consequences": sorted(grade.consequences),
        "reasons": sorted(why.code for why in grade.reasons),
    }


def _part(seen: Any, wanted: Any) -> Any:
    return {key: seen.get(key) for key in wanted} if isinstance(wanted, dict) else seen


def _plain(wanted: Any) -> Any:
    if isinstance(wanted, dict):
        return {key: str(value) for key, value in wanted.items()}
    return sorted(wanted) if isinstance(wanted, list) else str(wanted)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.scheme}: {case.name}") for case in CASES])
def test_the_card_says_what_was_worked_out_by_hand(case: Case) -> None:
    card = _card(case)
    assert _seen(case, card) == {key: _plain(wanted) for key, wanted in case.expected.items()}
    assert from_json(to_json(card)) == card


def test_every_case_says_something_different() -> None:
    names = [(case.scheme, case.name) for case in CASES]
    assert len(names) == len(set(names))
    assert all(
        sum(case.scheme == name for case in CASES) >= 8 for name in schemes.names() if schemes.load(name).sections
    )
