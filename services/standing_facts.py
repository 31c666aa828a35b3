"""Facts that follow a record which can change: what stands is reversed and said anew, never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from services.facts import append_fact, reverse_fact
from storage.queries.facts import facts_of_cause, is_reversed
from storage.tables import FactRow, Member


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the facts of one cause are to say."""

    kind: str
    outcome: str
    on: date
    detail: str = ""
    quantity: Decimal = Decimal(1)

    def is_said_by(self, fact: FactRow) -> bool:
        """Whether a fact says just that."""
        said = (fact.kind, fact.outcome, fact.on_date, fact.detail, fact.quantity)
        return said == (self.kind, self.outcome, self.on, self.detail, self.quantity)


def let_facts_say(
    session: Session, key: str, member: Member, wanted: Wanted | None, *, author_id: int | None, now: datetime
) -> None:
    """Let the facts of a cause say what is wanted, or nothing: no change when they do, else a reversal, a new fact.

    The clock alone (no author) says something where nothing stood; it takes nothing back.
    """
    facts = facts_of_cause(session, key)
    standing = _last_standing(session, facts)
    if standing is not None:
        if author_id is None or (wanted is not None and wanted.is_said_by(standing)):
            return
        reverse_fact(session, standing, author_id=author_id, note="", now=now)
    if wanted is None:
        return
    append_fact(
        session,
        member=member,
        kind=wanted.kind,
        outcome=wanted.outcome,
        on=wanted.on,
        quantity=wanted.quantity,
        detail=wanted.detail,
        source_key=f"{key}:{len(facts) + 1}" if facts else key,
        author_id=author_id,
        now=now,
    )


def standing_fact(session: Session, key: str) -> FactRow | None:
    """What the facts of a cause say now, if they say anything."""
    return _last_standing(session, facts_of_cause(session, key))


def _last_standing(session: Session, facts: list[FactRow]) -> FactRow | None:
    return next((fact for fact in reversed(facts) if _stands(session, fact)), None)


def _stands(session: Session, fact: FactRow) -> bool:
    return fact.reverses_id is None and not is_reversed(session, fact.id)
