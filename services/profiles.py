"""From rows to what the scoring core reads: members as profiles, fact rows as facts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from scoring import Fact, MemberProfile, Period
from scoring.member import Category as SchemeCategory
from storage.tables import FactRow, Member
from storage.vocabulary import Category

_CATEGORIES: dict[Category, SchemeCategory] = {
    Category.IN_SERVICE: "in_service",
    Category.RETIRED: "retired",
    Category.RURAL: "rural",
    Category.AGENCY: "agency",
    Category.NEW_ORGANISATION: "new_org",
    Category.MIGRANT: "migrant",
}


Span = tuple[date, date | None]
"""From a day to before a day, or without end."""


def profile_of(member: Member, granted: Sequence[Span] = ()) -> MemberProfile:
    """A member as a scheme sees him; ``granted``: exemptions of earlier days, beside the one in his entry."""
    own = member.exempt_from
    spans = [(since, until) for since, until in granted if own is None or (until is not None and until < own)]
    if own is not None:
        spans.append((own, member.exempt_until))
    exempt = tuple(Period(since, until or date.max) for since, until in spans)
    return MemberProfile(
        id=str(member.id),
        category=_CATEGORIES[member.category],
        probationary=member.probationary,
        joined=member.joined_on,
        left=member.left_on,
        exempt=exempt,
        admitted=member.admitted_on,
        roles=("leading_cadre",) if member.leading else (),
    )


def scoring_fact(row: FactRow) -> Fact:
    """A stored fact as the core reads it."""
    return Fact(
        id=str(row.id),
        member=str(row.member_id),
        kind=row.kind,
        outcome=row.outcome,
        on=row.on_date,
        quantity=row.quantity,
        detail=row.detail,
        event=row.event,
        reverses=None if row.reverses_id is None else str(row.reverses_id),
    )
