"""What is left when the month is over: everything that a walk can be judged by."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sqlmodel import Session, col, select

import schemes
from sandbox.shapes import Json
from scoring import score_card
from scoring.periods import month as month_of
from services.cards import refresh
from services.profiles import profile_of, scoring_fact
from storage.tables import FactRow, Member, OutboxRow, Person, ScoreCardRow
from storage.vocabulary import OutboxState
from tests.walk.walker import ZONE, Walk, plain

JULY = month_of(2026, 7)
SECRET = re.compile(r"start=[\w-]+")


@dataclass(frozen=True)
class Owed:
    """One message that the bot owed, and what became of it."""

    key: str
    kind: str
    state: OutboxState
    attempts: int


@dataclass
class Evidence:
    """``chats`` holds the bot's messages in every private chat by name, and in the group under ``GROUP``."""

    GROUP = "支部群"

    chats: dict[str, list[Json]]
    facts: list[tuple[str, ...]]
    authors: dict[str, set[str]]
    owed: list[Owed]
    cards: dict[str, Decimal]
    xinyu: dict[str, Decimal]
    verbs: dict[str, int] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    kills: dict[str, int] = field(default_factory=dict)

    @property
    def people(self) -> list[str]:
        """Everybody who has a private chat."""
        return [name for name in self.chats if name != self.GROUP]

    def words(self, chat: str) -> list[str]:
        """The bot's words in a chat as they read at the end, oldest first, without the secret of one-time links."""
        return [SECRET.sub("start=…", plain(message)) for message in self.chats[chat]]

    def times(self, chat: str) -> list[datetime]:
        """When the bot wrote in a chat, by the branch's clock."""
        return [datetime.fromtimestamp(message["date"], ZONE) for message in self.chats[chat]]


async def gather(walk: Walk) -> Evidence:
    """Collect it once everything is delivered and every message shows the latest."""
    await walk.settle(edits=True)
    chats = {name: await walk.bots(name) for name in walk.people}
    someone = next(iter(walk.people))
    chats[Evidence.GROUP] = await walk.bots(someone, in_group=True)
    await walk.db.write(_keep_july, walk.box.clock.now())
    return Evidence(
        chats=chats,
        facts=await walk.db.read(_facts),
        authors=await walk.db.read(_authors),
        owed=await walk.db.read(_owed),
        cards=await walk.db.read(_cards),
        xinyu=await walk.db.read(_under_xinyu),
        verbs=walk.verbs,
    )


def _members(session: Session) -> Sequence[tuple[Member, str]]:
    return session.exec(
        select(Member, Person.name).join(Person, col(Person.id) == Member.person_id).order_by(col(Member.id))
    ).all()


def _keep_july(session: Session, now: datetime) -> None:
    """Work the month's cards out anew from the facts and keep them: rows are derived and can be rebuilt."""
    refresh(session, [member for member, _ in _members(session)], JULY, now)


def _facts(session: Session) -> list[tuple[str, ...]]:
    names = {member.id: name for member, name in _members(session)}
    rows = session.exec(select(FactRow).order_by(col(FactRow.id)))
    return sorted(
        (names[row.member_id], row.kind, row.outcome, row.detail, row.on_date.isoformat(), str(row.quantity))
        for row in rows
    )


def _authors(session: Session) -> dict[str, set[str]]:
    names = {member.id: name for member, name in _members(session)}
    found: dict[str, set[str]] = {}
    for row in session.exec(select(FactRow)):
        found.setdefault(row.kind, set()).add(names[row.author_id] if row.author_id is not None else "")
    return found


def _owed(session: Session) -> list[Owed]:
    rows = session.exec(select(OutboxRow).order_by(col(OutboxRow.key)))
    return [Owed(row.key, row.kind, row.state, row.attempts) for row in rows]


def _cards(session: Session) -> dict[str, Decimal]:
    names = {member.id: name for member, name in _members(session)}
    rows = session.exec(
        select(ScoreCardRow).where(ScoreCardRow.period_start == JULY.start, ScoreCardRow.period_end == JULY.end)
    )
    return {names[row.member_id]: row.total for row in rows}


def _under_xinyu(session: Session) -> dict[str, Decimal]:
    """Score the month's facts with the other preset, as ``xianfeng score`` does."""
    scheme = schemes.load("xinyu-2017")
    facts = [scoring_fact(row) for row in session.exec(select(FactRow))]
    cards = {name: score_card(scheme, profile_of(member), facts, JULY) for member, name in _members(session)}
    return {name: card.shown_total for name, card in cards.items() if card.rated}
