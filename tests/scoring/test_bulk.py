"""One meaning, two speeds: what bulk scores say is what the cards say."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import schemes
from scoring import MemberProfile, score_card
from scoring.bulk import BulkScores, from_facts, score_bulk
from scoring.rules import Rule
from tests.scoring.bulk_worlds import RULES, Town, made_up, towns
from tests.scoring.cases import Case, cases
from tests.scoring.strategies import SCHEMES


def _in_bulk(town: Town) -> list[object]:
    table = from_facts(town.facts)
    scores = score_bulk(town.scheme, town.profiles, table, town.period, as_of=town.as_of, running=town.running)
    return [_said(scores, place) for place in range(len(town.profiles))]


def _said(scores: BulkScores, place: int) -> object:
    waiting = scores.pending[:, place].tolist()
    pending = [section for section, waits in zip(scores.section_ids, waiting, strict=True) if waits]
    return scores.members[place], scores.standings[place], scores.points(place), pending, scores.total(place)


def _one_by_one(town: Town) -> list[object]:
    return [_on_card(town, profile) for profile in town.profiles]


def _on_card(town: Town, profile: MemberProfile) -> object:
    card = score_card(town.scheme, profile, town.facts, town.period, as_of=town.as_of, running=town.running)
    points = {section.id: section.points for section in card.sections}
    return card.member, card.standing, points, [one.id for one in card.sections if one.pending], card.total


@given(towns(SCHEMES))
def test_every_preset_scores_in_bulk_as_it_does_card_by_card(town: Town) -> None:
    assert _in_bulk(town) == _one_by_one(town)


@pytest.mark.parametrize("rules", [pytest.param(rules, id=name) for name, rules in RULES.items()])
@settings(max_examples=40)
@given(data=st.data())
def test_every_rule_scores_in_bulk_as_it_does_card_by_card(rules: st.SearchStrategy[Rule], data: st.DataObject) -> None:
    town = data.draw(towns(made_up(rules)))
    assert _in_bulk(town) == _one_by_one(town)


@settings(max_examples=200)
@given(towns(made_up()))
def test_every_mixture_of_rules_scores_in_bulk_as_it_does_card_by_card(town: Town) -> None:
    assert _in_bulk(town) == _one_by_one(town)


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.scheme}: {case.name}") for case in cases()])
def test_the_cases_worked_out_by_hand_hold_in_bulk(case: Case) -> None:
    town = Town(schemes.load(case.scheme), [case.profile], case.facts, case.period, case.as_of, None)
    assert _in_bulk(town) == _one_by_one(town)
