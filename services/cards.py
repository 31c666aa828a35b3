"""Score cards: worked out from facts when they are asked for, kept until a fact changes them.

A card is thrown away in the transaction of the fact that changes it (`forget_cards`), so a kept card is never wrong;
who reads one that is missing works it out. A month card depends on nothing but facts; one of a longer period that is
under way leaves out the months that have not begun, and is kept for the running month only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session

from scoring import Fact, MemberProfile, Period, Scheme, ScoreCard, from_json, outlook_of, score_card, to_json
from scoring.periods import enclosing
from services.clock import Clock, local_day
from services.profiles import profile_of, scoring_fact
from services.schemes import branch_scheme
from storage.database import Database
from storage.queries import cards as ask
from storage.queries.transfers import granted_exemptions
from storage.tables import Branch, Member

AT_ONCE = 40
"""Members whose cards are worked out in one transaction: a hall that checks in must not wait for more."""


class Cards:
    """The sweep that works out what nobody has asked for yet."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def refresh_due(self, now: datetime) -> int:
        """Work out the running month's missing cards of every branch; say how many."""
        worked_out = 0
        for branch_id in await self._db.read(_branch_ids):
            while found := await self._db.write(_refresh_some, branch_id, now):
                worked_out += found
        return worked_out


def card_of(session: Session, member: Member, period: Period, today: date) -> ScoreCard:
    """Give one member's card as it stands today; nothing is kept."""
    return cards_of(session, [member], period, today)[member.id]


def cards_of(session: Session, members: Sequence[Member], period: Period, today: date) -> dict[int, ScoreCard]:
    """Give the cards of members of one branch, kept ones where they are right; nothing is kept."""
    if not members:
        return {}
    as_of = last_day(period, today)
    kept = ask.kept_cards(session, [member.id for member in members], period.start, period.end)
    found = {member_id: card for member_id, text in kept.items() if (card := from_json(text)).as_of == as_of}
    missing = [member for member in members if member.id not in found]
    return found | _work_out(session, missing, period, today)


def refresh(session: Session, members: Sequence[Member], period: Period, now: datetime) -> None:
    """Work out the cards of members of one branch for a period, and keep them."""
    if not members:
        return
    today = local_day(now, session.get_one(Branch, members[0].branch_id).zone)
    by_id = {member.id: member for member in members}
    for member_id, card in _work_out(session, members, period, today).items():
        keep(session, by_id[member_id], card, now)


def refresh_branch(session: Session, branch_id: int, now: datetime) -> None:
    """Work out and keep the cards of a whole branch for the running month, quarter and year."""
    today = local_day(now, session.get_one(Branch, branch_id).zone)
    for unit in ("month", "quarter", "year"):
        period = enclosing(today, unit)
        refresh(session, ask.members_in(session, branch_id, period.start, period.end), period, now)


def keep(session: Session, member: Member, card: ScoreCard, now: datetime) -> None:
    """Keep a card."""
    ask.keep_card(
        session,
        ask.card_values(
            member,
            unit=card.period.name,
            start=card.period.start,
            end=card.period.end,
            scheme_id=card.scheme_id,
            total=card.shown_total,
            card=to_json(card),
            now=now,
        ),
    )


def last_day(period: Period, today: date) -> date:
    """The last day that a card looks at: months that have not begun are left out, the running one counts whole."""
    return min(period.last, max(period.start, enclosing(today, "month").last))


def _work_out(session: Session, members: Sequence[Member], period: Period, today: date) -> dict[int, ScoreCard]:
    if not members:
        return {}
    scheme = branch_scheme(session.get_one(Branch, members[0].branch_id))
    first, last = scheme.facts_from(period), enclosing(period.start, "year").last
    facts: defaultdict[int, list[Fact]] = defaultdict(list)
    for row in ask.facts_between(session, [member.id for member in members], first, last):
        facts[row.member_id].append(scoring_fact(row))
    granted = granted_exemptions(session, [member.id for member in members])
    return {
        member.id: _card(scheme, profile_of(member, granted.get(member.id, ())), facts[member.id], period, today)
        for member in members
    }


def _card(scheme: Scheme, profile: MemberProfile, facts: Sequence[Fact], period: Period, today: date) -> ScoreCard:
    """The card, and what the period can still bring while it is under way; both hold for the running month."""
    running = enclosing(today, "month").start
    card = score_card(scheme, profile, facts, period, as_of=last_day(period, today), running=running)
    if not card.rated or card.covers.end <= running:
        return card
    return replace(card, outlook=outlook_of(scheme, profile, facts, card, running))


def _branch_ids(session: Session) -> list[int]:
    return [branch.id for branch in ask.all_branches(session)]


def _refresh_some(session: Session, branch_id: int, now: datetime) -> int:
    month = enclosing(local_day(now, session.get_one(Branch, branch_id).zone), "month")
    members = ask.members_without_card(session, branch_id, month.start, month.end, limit=AT_ONCE)
    refresh(session, members, month, now)
    return len(members)
