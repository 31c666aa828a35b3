"""`xianfeng score`: a file of facts scored with a scheme, without a bot."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot.scheme_files import CommandFaults, open_facts, open_members, open_scheme, which_day, which_period
from bot.scheme_progress import with_progress
from scoring import (
    Fact,
    Grade,
    GradingCase,
    MemberProfile,
    Period,
    Ranked,
    Scheme,
    ScoreCard,
    grade_branch,
    rank,
    score_card,
    to_json,
)
from scoring.errors import ScoringError
from scoring.periods import MONTHS_OF


@dataclass(frozen=True, slots=True)
class Scored:
    """Everybody's card of one period, by rank, with grades where the period has any."""

    scheme: Scheme
    period: Period
    cards: tuple[ScoreCard, ...]
    ranking: tuple[Ranked, ...]
    grades: Mapping[str, Grade]


def score_files(scheme: str, sheet: Path, *, members: Path | None, period: str | None, as_of: str | None) -> Scored:
    """Score everybody in a sheet; CommandFaults names everything that is wrong."""
    loaded, facts = open_scheme(scheme), open_facts(sheet)
    return score_all(loaded, open_members(members, facts), facts, which_period(period, facts), which_day(as_of))


def score_all(
    scheme: Scheme, members: Sequence[MemberProfile], facts: Iterable[Fact], span: Period, until: date | None
) -> Scored:
    """Score, rank and grade the members."""
    by_member: dict[str, list[Fact]] = {profile.id: [] for profile in members}
    for fact in facts:
        by_member[fact.member].append(fact)
    try:
        cards = {
            profile.id: score_card(scheme, profile, by_member[profile.id], span, as_of=until)
            for profile in with_progress(members)
        }
        ranking = rank(cards.values())
        grades = grades_of(scheme, members, cards, by_member)
    except ScoringError as error:
        raise CommandFaults([str(error)]) from error
    unranked = sorted(cards.keys() - {place.member for place in ranking})
    order = [place.member for place in ranking] + unranked
    return Scored(scheme, span, tuple(cards[member] for member in order), ranking, grades)


def grades_of(
    scheme: Scheme,
    members: Sequence[MemberProfile],
    cards: Mapping[str, ScoreCard],
    facts: Mapping[str, Sequence[Fact]],
) -> dict[str, Grade]:
    """Grade the members, when the period is one that the scheme grades."""
    covers = next(iter(cards.values())).covers
    if MONTHS_OF[covers.name] < MONTHS_OF[scheme.grading.at]:
        return {}
    return grade_branch(scheme, [GradingCase(one, cards[one.id], facts[one.id]) for one in members])


def json_of(scored: Scored) -> str:
    """Write all cards with ranks and grades for a program: points as decimal texts."""
    ranks = {place.member: place.rank for place in scored.ranking}
    cards = [
        {
            **json.loads(to_json(card)),
            "rank": ranks.get(card.member),
            "grade": _grade(scored.grades[card.member]) if card.member in scored.grades else None,
        }
        for card in scored.cards
    ]
    return json.dumps(cards, ensure_ascii=False, indent=2)


def _grade(grade: Grade) -> dict[str, object]:
    return {
        "code": grade.code,
        "proposed": grade.proposed,
        "reasons": [[why.code, dict(why.params), why.when] for why in grade.reasons],
        "consequences": list(grade.consequences),
        "alerts": list(grade.alerts),
    }
