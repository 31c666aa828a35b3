"""What a claim would be worth: the member's card with it, less the card without it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from scoring import Fact, MemberProfile, score_card
from scoring.card import ScoreCard
from scoring.items import Item, Section
from scoring.periods import Period, enclosing
from scoring.points import ZERO, shown
from scoring.rules.occurrence import PerOccurrence
from scoring.scheme import ClaimableItem, Scheme
from services.profiles import profile_of, scoring_fact
from services.schemes import branch_scheme
from storage.queries.claims import facts_since, open_claims_of
from storage.tables import Branch, Claim, Member
from storage.vocabulary import ClaimKind


@dataclass(frozen=True, slots=True)
class Worth:
    """Points in hundredths; ``capped`` when a cap makes them less than the item's own worth."""

    points: Decimal
    capped: bool


@dataclass(frozen=True, slots=True)
class Book:
    """A member's facts of the year and, as if they were approved, his claims that wait."""

    scheme: Scheme
    profile: MemberProfile
    facts: tuple[Fact, ...]

    def worth(self, kind: ClaimKind, item_id: str, on: date, quantity: Decimal) -> Worth:
        """What one more approved claim would add to the card of its section's unit."""
        fact = claim_fact("draft", self.profile.id, kind=kind, item_id=item_id, on=on, quantity=quantity)
        added = self._gain(fact)
        return Worth(points=added, capped=added < self._uncapped(fact))

    def left(self, item: ClaimableItem, today: date) -> Decimal | None:
        """What is left under the item's cap in the section's running unit; None without a cap."""
        if self.cap(item) is None:
            return None
        card = self._card(self.facts, self._period(item.every, today))
        if not card.rated:
            return ZERO
        section = card.section(item.section_id)
        mates = {one.id for _, one in self.scheme.items() if item.pool and one.pool == item.pool}
        pooled = sum((line.points for line in section.lines if line.item_id in mates), ZERO)
        rests = [] if item.cap is None else [item.cap - card.line(item.item_id).points]
        rests += [] if item.pool_cap is None else [item.pool_cap - pooled]
        return shown(max(ZERO, min(rests)))

    @staticmethod
    def cap(item: ClaimableItem) -> Decimal | None:
        """The tighter of the item's own cap and the one that it shares."""
        return min((cap for cap in (item.cap, item.pool_cap) if cap is not None), default=None)

    def _gain(self, fact: Fact) -> Decimal:
        reader = next(self._readers(fact), None)
        if reader is None:
            return shown(ZERO)
        period = self._period(reader[0].every, fact.on)
        with_it, without = ((*self.facts, fact), self.facts)
        return shown(self._card(with_it, period).total - self._card(without, period).total)

    def _uncapped(self, fact: Fact) -> Decimal:
        """What it would be worth if nothing were bounded."""
        rules = (item.rule for _, item in self._readers(fact))
        rule = next((rule for rule in rules if isinstance(rule, PerOccurrence) and not rule.starts_full), None)
        if rule is None:
            return ZERO
        return rule.each * (fact.quantity if rule.per == "quantity" else 1)

    def _readers(self, fact: Fact) -> Iterator[tuple[Section, Item]]:
        for section, item in self.scheme.items():
            if any(reads.matches(fact) for reads in item.rule.sources):
                yield section, item

    def _period(self, unit: str, day: date) -> Period:
        return enclosing(day, unit)

    def _card(self, facts: tuple[Fact, ...], period: Period) -> ScoreCard:
        return score_card(self.scheme, self.profile, facts, period)


def open_book(session: Session, member_id: int, day: date, *, besides: int | None = None) -> Book:
    """The book of a member for the year that a day lies in; ``besides`` leaves one waiting claim out."""
    member = session.get_one(Member, member_id)
    scheme = branch_scheme(session.get_one(Branch, member.branch_id))
    since = scheme.facts_from(enclosing(day, "year"))
    facts = [scoring_fact(row) for row in facts_since(session, member_id, since)]
    waiting = [fact_of(claim, f"claim-{claim.id}") for claim in open_claims_of(session, member_id, besides=besides)]
    return Book(scheme, profile_of(member), (*facts, *waiting))


def claim_fact(fact_id: str, member: str, *, kind: ClaimKind, item_id: str, on: date, quantity: Decimal) -> Fact:
    """The fact that an approved claim becomes: hours of service, or times or points of an item."""
    if kind is ClaimKind.SERVICE:
        return Fact(fact_id, member, "service", "done", on, quantity)
    return Fact(fact_id, member, "claim", "approved", on, quantity, detail=item_id)


def fact_of(claim: Claim, fact_id: str = "") -> Fact:
    """The fact that a claim becomes when it is approved."""
    return claim_fact(
        fact_id,
        str(claim.member_id),
        kind=claim.kind,
        item_id=claim.item_id,
        on=claim.on_date,
        quantity=claim.quantity,
    )
