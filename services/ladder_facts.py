"""Climbing a scheme's own ladder with a member's facts, less those whose letter was declined or withdrawn."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from scoring import Climb, climb
from scoring.periods import enclosing
from services.profiles import profile_of, scoring_fact
from services.schemes import branch_scheme
from storage.queries.cards import facts_between
from storage.queries.letters import void_causes
from storage.tables import Branch, Member


def climb_of(session: Session, member: Member, day: date) -> Climb | None:
    """Where a member stands on his scheme's ladder up to a day of its year; None for a scheme without a ladder."""
    scheme = branch_scheme(session.get_one(Branch, member.branch_id))
    if scheme.ladder is None:
        return None
    year = enclosing(day, "year")
    void = void_causes(session, member.id)
    rows = facts_between(session, [member.id], scheme.since, day)
    facts = [scoring_fact(row) for row in rows if row.source_key not in void]
    return climb(scheme, profile_of(member), facts, year, as_of=day)
