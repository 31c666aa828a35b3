"""The ladders' case files: what follows from breaches, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

import schemes
from messages.i18n import LANGUAGES, speaking
from messages.reasons import reason_words
from scoring import REASONS, Climb, Fact, climb
from scoring.ladders.rows import reasons_of
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


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.scheme}: {case.name}") for case in CASES])
def test_every_reason_of_a_ladder_reads_as_a_sentence(case: Case) -> None:
    found = _climb(case)
    for why in (why for reasons in reasons_of(found) for why in reasons):
        assert set(why.params) == set(REASONS[why.code])
        for lang in LANGUAGES:
            with speaking(lang):
                assert "{" not in reason_words(why)


def test_a_letter_says_which_breach_of_the_year_it_is_for_and_a_proposal_how_many_letters() -> None:
    case = next(one for one in CASES if one.name.startswith("The first miss is a reminder"))
    found = _climb(case)
    with speaking("zh_CN"):
        assert [reason_words(why) for why in found.steps[1].reasons] == ["本年度第 2 次"]
        assert [reason_words(why) for why in found.proposals[0].reasons] == [
            "本年度累计 2 次警戒书",
            "本年度同一情形累计 2 次警戒书，仍未整改",
        ]


def test_every_ladder_has_its_members_and_branches() -> None:
    names = [(case.scheme, case.name) for case in CASES]
    assert len(names) == len(set(names))
    for scheme in (name for name in schemes.names() if schemes.load(name).ladder):
        mine = [case.profile.category == "branch" for case in CASES if case.scheme == scheme]
        assert mine.count(False) >= 8
        assert any(mine)
