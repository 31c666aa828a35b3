"""Dues 党费 in the chat: the keeper's ticking screen, a member's own year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.clock import Clock
from services.dues_calendar import open_for
from services.dues_ledger import receive, sign, take_back
from services.dues_statements import OWN, THIS_YEAR, statement
from services.errors import NotAllowed, Refused
from services.keepers import keepers_for
from services.permissions import Action
from services.spoken import parse_number
from storage.database import Database
from storage.notices import Notice
from storage.notices.common import Gone
from storage.notices.dues import (
    DuesAmountTaken,
    DuesAskAmount,
    DuesBadAmount,
    DuesLine,
    DuesNotDue,
    DuesOwnTick,
    DuesScreen,
    DuesYear,
    TickMode,
)
from storage.queries.claims import name_of_member
from storage.queries.dues import locked_dues, neighbour_months, sheet
from storage.tables import Branch, Dues, Member
from storage.vocabulary import DuesState

PAGE = 10
MOST = Decimal(100_000)
CENT = Decimal("0.01")
NOBODY = 0
"""No member has this id."""


@dataclass(frozen=True, slots=True)
class Look:
    """Which page of the screen is looked at, and what a tap on a name will mean there."""

    page: int = 0
    mode: TickMode = "today"


class DuesBook:
    """What keepers and members do with dues."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def open(self, caller: Caller) -> Notice:
        """Show a keeper the running month's screen, anybody else his own year."""
        return await self._db.write(_open, caller, self._clock.now())

    async def screen(self, caller: Caller, month: date, look: Look) -> DuesScreen:
        """Show a page of a month's payers."""
        return await self._db.read(_screen, caller, month, look, self._clock.now())

    async def tick(self, caller: Caller, dues_id: int, look: Look, *, paid: bool) -> DuesScreen:
        """Enter a full payment or take it back; the button says which, so that a second tap changes nothing."""
        return await self._db.write(_tick, caller, dues_id, look, paid=paid, now=self._clock.now())

    async def ask_amount(self, caller: Caller, dues_id: int) -> DuesAskAmount:
        """Ask how much somebody paid."""
        return await self._db.read(_ask_amount, caller, dues_id, self._clock.now())

    async def enter_amount(self, caller: Caller, dues_id: int, text: str) -> DuesAmountTaken:
        """Enter an amount as it was written, today."""
        return await self._db.write(_enter_amount, caller, dues_id, text, self._clock.now())

    async def mine(self, caller: Caller) -> DuesYear:
        """Show one's own dues of the running year."""
        return await self._db.read(_mine, caller, self._clock.now())


@dataclass(frozen=True, slots=True)
class _Hand:
    """Whom an actor may tick: as a keeper everybody but himself; on the committee, a lone keeper only."""

    member_id: int
    keeps: bool
    lone: int | None

    def reaches(self, about: int) -> bool:
        """Whether he may tick this member."""
        return about != self.member_id and (self.keeps or about == self.lone)


def _hand(session: Session, actor: Actor) -> _Hand:
    """What the actor may do with dues today; refused when it is nothing at all."""
    keepers = [member.id for member in keepers_for(session, actor.branch_id, actor.today, about=NOBODY)]
    if actor.member_id in keepers:
        return _Hand(actor.member_id, keeps=True, lone=None)
    lone = keepers[0] if len(keepers) == 1 else NOBODY
    stand_ins = keepers_for(session, actor.branch_id, actor.today, about=lone)
    if lone == NOBODY or actor.member_id not in {member.id for member in stand_ins}:
        raise NotAllowed(Action.RECORD_DUES)
    return _Hand(actor.member_id, keeps=False, lone=lone)


def _open(session: Session, caller: Caller, now: datetime) -> Notice:
    actor = resolve(session, caller, now)
    month = actor.today.replace(day=1)
    try:
        hand = _hand(session, actor)
    except NotAllowed:
        return _mine(session, caller, now)
    open_for(session, session.get_one(Branch, actor.branch_id), month)
    return _page(session, actor, hand, month, Look())


def _screen(session: Session, caller: Caller, month: date, look: Look, now: datetime) -> DuesScreen:
    actor = resolve(session, caller, now)
    return _page(session, actor, _hand(session, actor), month, look)


def _page(session: Session, actor: Actor, hand: _Hand, month: date, look: Look) -> DuesScreen:
    rows = sheet(session, actor.branch_id, month)
    if not rows:
        raise Refused(Gone())
    pages = -(-len(rows) // PAGE)
    page = min(max(look.page, 0), pages - 1)
    payers = [dues for dues, _, _ in rows if dues.state is not DuesState.EXEMPT]
    earlier, later = neighbour_months(session, actor.branch_id, month)
    due_on = rows[0][0].due_on
    past_due = actor.today > due_on
    return DuesScreen(
        month=month,
        due_on=due_on,
        lines=tuple(_line(hand, row) for row in rows[page * PAGE : (page + 1) * PAGE]),
        page=page,
        pages=pages,
        paid=sum(dues.state in (DuesState.PAID, DuesState.LATE) for dues in payers),
        payers=len(payers),
        mode="today" if look.mode == "ontime" and not past_due else look.mode,
        past_due=past_due,
        settled=any(dues.settled_at is not None for dues, _, _ in rows),
        earlier=earlier,
        later=later,
    )


def _line(hand: _Hand, row: tuple[Dues, Member, str]) -> DuesLine:
    dues, member, name = row
    return DuesLine(
        dues_id=dues.id,
        name=name,
        amount=dues.amount,
        paid=dues.paid,
        state=dues.state,
        open=dues.state is not DuesState.EXEMPT and hand.reaches(member.id),
    )


def _entry(session: Session, caller: Caller, dues_id: int, now: datetime) -> tuple[Actor, _Hand, Dues]:
    """An entry that the actor may change today."""
    dues = locked_dues(session, dues_id)
    if dues is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=dues.branch_id)
    hand = _hand(session, actor)
    if not hand.reaches(dues.member_id):
        others = keepers_for(session, dues.branch_id, actor.today, about=dues.member_id)
        raise Refused(DuesOwnTick(others=tuple(name_of_member(session, member.id) for member in others)))
    if dues.state is DuesState.EXEMPT:
        raise Refused(DuesNotDue(name=name_of_member(session, dues.member_id)))
    return actor, hand, dues


def _tick(session: Session, caller: Caller, dues_id: int, look: Look, *, paid: bool, now: datetime) -> DuesScreen:
    actor, hand, dues = _entry(session, caller, dues_id, now)
    if paid and dues.state not in (DuesState.PAID, DuesState.LATE):
        receive(session, dues, dues.amount, dues.due_on if look.mode == "ontime" else actor.today)
        sign(session, dues, actor.member_id, now)
    elif not paid and dues.paid_on is not None:
        take_back(session, dues)
        sign(session, dues, actor.member_id, now)
    return _page(session, actor, hand, dues.month, look)


def _ask_amount(session: Session, caller: Caller, dues_id: int, now: datetime) -> DuesAskAmount:
    _, _, dues = _entry(session, caller, dues_id, now)
    name = name_of_member(session, dues.member_id)
    return DuesAskAmount(name=name, month=dues.month, amount=dues.amount)


def _enter_amount(session: Session, caller: Caller, dues_id: int, text: str, now: datetime) -> DuesAmountTaken:
    actor, _, dues = _entry(session, caller, dues_id, now)
    paid = parse_number(text)
    if paid is None or not 0 < paid <= MOST or paid % CENT:
        raise Refused(DuesBadAmount(most=MOST))
    receive(session, dues, paid, actor.today)
    sign(session, dues, actor.member_id, now)
    name = name_of_member(session, dues.member_id)
    return DuesAmountTaken(name=name, month=dues.month, amount=dues.amount, paid=paid, state=dues.state)


def _mine(session: Session, caller: Caller, now: datetime) -> DuesYear:
    return statement(session, caller, OWN, THIS_YEAR, now)
