"""My points: the member's own card, and behind every line the facts with author and date."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from scoring import Period, ScoreCard, to_json
from scoring.periods import enclosing, parse
from services.actors import Actor, Caller, resolve
from services.cards import card_of, keep
from services.clock import Clock, local_day
from services.errors import Refused
from services.pages import page_of
from services.permissions import Action, require
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.points import FactSeen, MyPoints, PointsNeedChat, PointsSection, PointsSent, PointsWhy
from storage.outbox import DIRECT, owe
from storage.queries.cards import MY_MONTH
from storage.queries.facts import seen_facts
from storage.tables import Account, Member
from storage.vocabulary import ChatState

FACTS_A_PAGE = 6
YEARS_BACK = 1
"""How many calendar years before the running one a member can look at."""


class Points:
    """What a member may ask about his own points; nobody's but his own."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def mine(self, caller: Caller) -> MyPoints:
        """Show the running month: one indexed read when the card is kept, worked out and kept when not."""
        now = self._clock.now()
        row = await self._db.fetch_row(MY_MONTH, (caller.user_id,))
        if row is not None and _is_current(row, now):
            return MyPoints(card=row[0])
        return await self._db.write(_work_out_mine, caller, now)

    async def of_period(self, caller: Caller, label: str) -> MyPoints:
        """Show a month, quarter or year by its label, back to the year before; an empty label is the running month."""
        if not label:
            return await self.mine(caller)
        return await self._db.read(_of_period, caller, label, self._clock.now())

    async def section(self, caller: Caller, label: str, section: int, page: int) -> PointsSection:
        """Show a section of a card by its place."""
        return await self._db.read(_section, caller, label, section, page, self._clock.now())

    async def why(self, caller: Caller, label: str, section: int, line: int, page: int) -> PointsWhy:
        """Show the reasons and facts of a line by its place."""
        return await self._db.read(_why, caller, label, section, line, page, self._clock.now())

    async def to_private(self, caller: Caller, key: str, bot: str) -> PointsSent | PointsNeedChat:
        """Asked in a group: send the card to the private chat, once for each ``key``; tell how if that is closed."""
        return await self._db.write(_to_private, caller, key, bot, self._clock.now())


def _is_current(row: tuple[Any, ...], now: datetime) -> bool:
    """Whether a kept card is of the month that it is now where the branch is, and its member still belongs to it."""
    _card, start, end, zone, left_on = row
    return left_on is None and _day(start) <= local_day(now, zone) < _day(end)


def _day(value: date | str) -> date:
    """Read a day of a plain read: SQLite has it as text."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _work_out_mine(session: Session, caller: Caller, now: datetime) -> MyPoints:
    actor = _asker(session, caller, now)
    member = session.get_one(Member, actor.member_id)
    card = card_of(session, member, enclosing(actor.today, "month"), actor.today)
    keep(session, member, card, now)
    return MyPoints(card=to_json(card))


def _of_period(session: Session, caller: Caller, label: str, now: datetime) -> MyPoints:
    actor = _asker(session, caller, now)
    card = _card(session, actor, label)
    return MyPoints(card=to_json(card), running=card.period == enclosing(actor.today, "month"))


def _section(session: Session, caller: Caller, label: str, section: int, page: int, now: datetime) -> PointsSection:
    card = _card(session, _asker(session, caller, now), label)
    if not 0 <= section < len(card.sections) or page < 0:
        raise Refused(Gone())
    return PointsSection(card=to_json(card), section=section, page=page)


def _why(session: Session, caller: Caller, label: str, section: int, line: int, page: int, now: datetime) -> PointsWhy:
    actor = _asker(session, caller, now)
    card = _card(session, actor, label)
    if not 0 <= section < len(card.sections) or not 0 <= line < len(card.sections[section].lines):
        raise Refused(Gone())
    cited = [int(fact_id) for fact_id in card.sections[section].lines[line].fact_ids]
    ids, page, pages = page_of(cited, page, FACTS_A_PAGE)
    facts = tuple(
        FactSeen(
            kind=row.kind,
            outcome=row.outcome,
            detail=row.detail,
            on=row.on_date,
            quantity=row.quantity,
            note=row.note,
            author=author,
            recorded_on=local_day(row.recorded_at, actor.zone),
        )
        for row, author in seen_facts(session, actor.member_id, ids)
    )
    return PointsWhy(card=to_json(card), section=section, line=line, facts=facts, page=page, pages=pages)


def _to_private(session: Session, caller: Caller, key: str, bot: str, now: datetime) -> PointsSent | PointsNeedChat:
    points = _work_out_mine(session, caller, now)
    account = session.get_one(Account, caller.user_id)
    if account.chat_state is not ChatState.ACTIVE:
        return PointsNeedChat(bot=bot)
    owe(session, points, key=key, now=now, branch_id=None, to_person=account.person_id, priority=DIRECT)
    return PointsSent()


def _asker(session: Session, caller: Caller, now: datetime) -> Actor:
    actor = resolve(session, caller, now)
    require(actor, Action.SEE_OWN_POINTS)
    return actor


def _card(session: Session, actor: Actor, label: str) -> ScoreCard:
    """Give the asker's own card of a period that he may look at; a forged label is refused."""
    period = _period(label)
    earliest = date(actor.today.year - YEARS_BACK, 1, 1)
    if not earliest <= period.start <= actor.today:
        raise Refused(Gone())
    return card_of(session, session.get_one(Member, actor.member_id), period, actor.today)


def _period(label: str) -> Period:
    try:
        return parse(label)
    except (ValueError, IndexError) as fault:
        raise Refused(Gone()) from fault
