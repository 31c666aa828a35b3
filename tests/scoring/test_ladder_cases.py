"""The ladders' case files: what follows from breaches, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

import schemes
from scoring import Climb, Fact, climb
from tests.scoring.cases import Case, climbs

CASES = climbs()


def _climb(case: Case, facts: list[Fact] | None = None) -> Climb:
    scheme = schemes.load(case.scheme)
    return climb(scheme, case.profile, case.facts if facts is None else facts, case.period, as_of=case.as_of)


def _seen(found: Climb) -> dict[str, Any]:
    return {
        "steps": [f"{step.on} {step.action} {step.cause}" for step in found.steps],
        "proposals": [
            " ".join((str(one.on), one.measure, *one.grounds, *([one.decision] if one.decided else [])))
            for one in found.proposals
        ],
        "measures": [
            " ".join((str(one.since), one.measure, one.state, *([str(one.until)] if one.until else [])))
            for one in found.measures
        ],
        "standing": found.standing,
        "numbers": [step.number for step in found.steps],
        "reasons": [" ".join(why.code for why in step.reasons) for step in found.steps],
        "consequences": [word for one in found.measures for word in one.consequences],
    }


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.scheme}: {case.name}") for case in CASES])
def test_the_ladder_leads_where_it_was_worked_out_to_lead(case: Case) -> None:
    seen, expected = _seen(_climb(case)), {"proposals": [], "measures": []} | case.expected
    assert {key: seen[key] for key in expected} == expected


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.scheme}: {case.name}") for case in CASES])
def test_neither_the_order_of_facts_nor_those_of_others_matter(case: Case) -> None:
    others = [
        Fact(f"other-{fact.id}", "someone-else", fact.kind, fact.outcome, fact.on, fact.quantity, fact.detail)
        for fact in case.facts
    ]
    assert _climb(case, [*others, *reversed(case.facts)]) == _climb(case)


def test_every_ladder_has_its_members_and_branches() -> None:
    names = [(case.scheme, case.name) for case in CASES]
    assert len(names) == len(set(names))
    for scheme in (name for name in schemes.names() if schemes.load(name).ladder):
        mine = [case.profile.category == "branch" for case in CASES if case.scheme == scheme]
        assert mine.count(False) >= 8
        assert any(mine)
