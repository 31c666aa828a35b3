"""What the house left behind: rows of its database, and words that arrived in chats."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from scoring import Period, ScoreCard
from services.cards import cards_of
from storage.tables import (
    Dues,
    Duty,
    DutyDone,
    FactRow,
    Letter,
    Member,
    OutboxRow,
    Person,
    Reminded,
)
from tests.year.expected import Said
from tests.year.life import Year
from tests.year.reminding import Reminder

STAGES = {
    "3before": "before",
    "due": "due",
    "3after": "after",
    "7days": "week",
    "3days": "days",
    "1day": "day",
    "today": "today",
}


def standing_facts(session: Session) -> Counter[Said]:
    """Every fact that stands, reversals applied; letters apart."""
    names = names_of(session)
    rows = session.exec(select(FactRow).where(FactRow.kind != "discipline")).all()
    gone = {row.reverses_id for row in rows if row.reverses_id is not None}
    return Counter(
        Said(names[row.member_id], row.kind, row.outcome, row.on_date, row.detail, Decimal(row.quantity))
        for row in rows
        if row.reverses_id is None and row.id not in gone
    )


def reminded(session: Session) -> list[Reminder]:
    """Every reminder that was given, by its row."""
    names = names_of(session)
    return [
        Reminder(row.on, names[row.member_id], *_named(session, names, row)) for row in session.exec(select(Reminded))
    ]


def _named(session: Session, names: dict[int, str], row: Reminded) -> tuple[str, str]:
    kind, _, number = row.what.partition(":")
    if kind == "dues":
        return f"dues:{session.get_one(Dues, int(number)).month}", STAGES[row.stage]
    if kind == "duty":
        duty = session.get_one(Duty, int(number))
        return f"{duty.kind}:{duty.due_on}", STAGES[row.stage]
    done_id, _, times = row.stage.partition(".")
    done = session.get_one(DutyDone, int(done_id))
    duty = session.get_one(Duty, done.duty_id)
    return "word", f"{duty.kind}:{duty.due_on}:{names[done.member_id]}:{times}"


def letters(session: Session) -> list[tuple[str, Letter]]:
    """Every letter with its addressee."""
    names = names_of(session)
    return [(names[row.member_id], row) for row in session.exec(select(Letter).order_by(col(Letter.id)))]


def outbox(session: Session) -> list[OutboxRow]:
    """Everything that was ever owed."""
    return list(session.exec(select(OutboxRow).order_by(col(OutboxRow.id))))


def members(session: Session) -> dict[str, Member]:
    """Members by name."""
    rows = session.exec(select(Member, Person.name).join(Person, col(Person.id) == Member.person_id))
    return {name: member for member, name in rows}


def cards(session: Session, periods: list[Period], today: date) -> dict[tuple[str, Period], ScoreCard]:
    """Everybody's card of each period, kept or worked out: what he is shown."""
    people = members(session)
    found: dict[tuple[str, Period], ScoreCard] = {}
    for period in periods:
        there = [one for one in people.values() if one.joined_on < period.end]
        there = [one for one in there if one.left_on is None or one.left_on > period.start]
        shown = cards_of(session, there, period, today)
        names = {member.id: name for name, member in people.items()}
        found |= {(names[member_id], period): card for member_id, card in shown.items()}
    return found


def names_of(session: Session) -> dict[int, str]:
    """Names by member."""
    return {member.id: name for name, member in members(session).items()}


def chat_names(year: Year) -> dict[int, str]:
    """Whose chat it is; the group's name is empty."""
    return {**{user.id: name for name, user in year.users.items()}, year.group.id: ""}
