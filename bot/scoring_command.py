"""`xianfeng score`: a file of facts scored with a scheme, without a bot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from bot.scheme_files import CommandFaults, open_facts, open_members, open_scheme, which_day, which_period
from bot.scheme_progress import with_progress
from bot.scoring_grades import grades_of, ranks_of
from scoring import (
    Fact,
    Grade,
    MemberProfile,
    Period,
    Scheme,
    ScoreCard,
    outlook_of,
    score_card,
)
from scoring.errors import ScoringError
from scoring.ladders.climb import climb
from scoring.ladders.result import Climb


@dataclass(frozen=True, slots=True)
class Scored:
    """Everybody's card of one period, by rank, with grades where the period has any."""

    scheme: Scheme
    period: Period
    cards: tuple[ScoreCard, ...]
    ranks: Mapping[str, int]
    grades: Mapping[str, Grade]
    climbs: Mapping[str, Climb]


def score_files(scheme: str, sheet: Path, *, members: Path | None, period: str | None, as_of: str | None) -> Scored:
    """Score everybody in a sheet; CommandFaults names everything that is wrong."""
    loaded, facts = open_scheme(scheme), open_facts(sheet)
    return score_all(loaded, open_members(members, facts, loaded), facts, which_period(period, facts), which_day(as_of))


def score_all(
    scheme: Scheme, members: Sequence[MemberProfile], facts: Iterable[Fact], span: Period, until: date | None
) -> Scored:
    """Score, rank and grade the members."""
    by_member: dict[str, list[Fact]] = {profile.id: [] for profile in members}
    for fact in facts:
        by_member[fact.member].append(fact)
    try:
        cards = {
            profile.id: _card(scheme, profile, by_member[profile.id], span, until) for profile in with_progress(members)
        }
        grades = grades_of(scheme, members, cards, by_member)
        ranks = ranks_of(scheme, members, cards, by_member, grades)
        climbs = _climbs(scheme, members, by_member, span, until)
    except ScoringError as error:
        raise CommandFaults([str(error)]) from error
    order = sorted(cards, key=lambda member: (member not in ranks, ranks.get(member, 0), member))
    return Scored(scheme, span, tuple(cards[member] for member in order), ranks, grades, climbs)


def _card(scheme: Scheme, profile: MemberProfile, facts: Sequence[Fact], span: Period, until: date | None) -> ScoreCard:
    """A card, with what its period can still bring when it is not over."""
    card = score_card(scheme, profile, facts, span, as_of=until)
    running = card.as_of + timedelta(days=1) if card.as_of else card.covers.end
    if not card.rated or running >= card.covers.end:
        return card
    return replace(card, outlook=outlook_of(scheme, profile, facts, card, running))


def _climbs(
    scheme: Scheme,
    members: Sequence[MemberProfile],
    facts: Mapping[str, Sequence[Fact]],
    span: Period,
    until: date | None,
) -> dict[str, Climb]:
    """Where everybody stands on the scheme's ladder, if it has one."""
    if scheme.ladder is None:
        return {}
    return {one.id: climb(scheme, one, facts[one.id], span, as_of=until) for one in members}
