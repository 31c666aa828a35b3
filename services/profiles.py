"""From rows to what the scoring core reads: members as profiles, fact rows as facts."""

from __future__ import annotations

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


def profile_of(member: Member) -> MemberProfile:
    """A member as a scheme sees him."""
    exempt: tuple[Period, ...] = ()
    if member.exempt_from is not None:
        exempt = (Period(member.exempt_from, member.exempt_until or date.max),)
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
