"""How much a member pays each month: by the official bands or as an amount, set by a keeper, never by himself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.clock import Clock
from services.daytime import next_daytime
from services.deciders import deciders
from services.dues_alarms import unpaid_running
from services.dues_bands import BANDS, CENT, FARMER_LEAST, FARMER_MOST, band_of, monthly
from services.dues_calendar import open_for
from services.errors import Refused
from services.pages import page_of
from services.permissions import Action, may, not_allowed, require
from services.spoken import parse_number
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.dues_standards import (
    DuesOwnMatter,
    Payer,
    PayerCard,
    Payers,
    StandardAsk,
    StandardAskNumber,
    StandardFaulty,
    StandardSet,
    StandardSummary,
)
from storage.outbox import owe
from storage.queries import dues as ask
from storage.queries.claims import name_of_member
from storage.tables import Branch, DuesStandard, Member
from storage.vocabulary import DuesBasis

PAGE = 8
MOST_BASE, MOST_AMOUNT = Decimal(1_000_000), Decimal(100_000)


@dataclass(frozen=True, slots=True)
class Worked:
    """What a number makes by a basis; ``base`` and ``percent`` only where it was an income."""

    amount: Decimal
    base: Decimal | None = None
    percent: Decimal | None = None


class DuesStandards:
    """What keepers do with the amounts that members pay."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def payers(self, caller: Caller, page: int = 0) -> Payers:
        """Show everybody with what he pays."""
        return await self._db.read(_payers, caller, page, self._clock.now())

    async def card(self, caller: Caller, member_id: int) -> PayerCard:
        """Show one member's amount, exemption and how many months he has not paid."""
        return await self._db.read(_card, caller, member_id, self._clock.now())

    async def begin(self, caller: Caller, member_id: int) -> StandardAsk:
        """Ask by which rule the amount is found. Refused with `DuesOwnMatter` for his own."""
        return await self._db.read(_begin, caller, member_id, self._clock.now())

    async def ask_number(self, caller: Caller, member_id: int, basis: str) -> StandardAskNumber:
        """Ask for the income, or for the amount itself."""
        return await self._db.read(_ask_number, caller, member_id, basis, self._clock.now())

    async def summary(self, caller: Caller, member_id: int, basis: str, text: str) -> StandardSummary:
        """Work the amount out and show it before it is kept. Refused with `StandardFaulty`."""
        return await self._db.read(_summary, caller, member_id, basis, text, self._clock.now())

    async def set(self, caller: Caller, member_id: int, basis: str, text: str) -> StandardSet:
        """Keep the amount, from this month on if nobody has touched its entry, else from the next; he is told."""
        return await self._db.write(_set, caller, member_id, basis, text, self._clock.now())


def subject_member(session: Session, caller: Caller, member_id: int, now: datetime) -> tuple[Actor, Member]:
    """A member of the caller's branch; Gone for another's, or one who has left."""
    member = session.get(Member, member_id)
    if member is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=member.branch_id)
    if member.left_on is not None and member.left_on <= actor.today:
        raise Refused(Gone())
    return actor, member


def may_decide(session: Session, actor: Actor, action: Action, about: int) -> bool:
    """Whether somebody may decide on this member's dues today."""
    found = deciders(session, actor.branch_id, action, actor.today, about=about)
    return actor.member_id in {member.id for member in found}


def require_decision(session: Session, actor: Actor, action: Action, about: int) -> None:
    """Refuse who may not decide: on his own dues with the names of who can, on another's by his role."""
    if may_decide(session, actor, action, about):
        return
    if about != actor.member_id:
        raise not_allowed(action)
    others = deciders(session, actor.branch_id, action, actor.today, about=about)
    raise Refused(DuesOwnMatter(others=tuple(name_of_member(session, member.id) for member in others)))


def first_month(session: Session, member_id: int, today: date) -> date:
    """The first month that a decision of today can still change: this one, if nobody has put a hand into its entry."""
    month = today.replace(day=1)
    entry = ask.entry_of(session, member_id, month)
    if entry is None or (entry.recorded_by is None and entry.settled_at is None):
        return month
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def work_out(basis: str, text: str) -> Worked:
    """What was written, by a basis: an income in its band, or an amount within its bounds."""
    rule = _basis(basis)
    number = parse_number(text)
    least, most = bounds(rule)
    if number is None or not least <= number <= most or number % CENT:
        raise Refused(StandardFaulty(basis=rule, least=least, most=most))
    if rule not in BANDS:
        return Worked(number)
    return Worked(monthly(rule, number), number, band_of(rule, number).percent)


def bounds(basis: DuesBasis) -> tuple[Decimal, Decimal]:
    """What can be written for a basis."""
    if basis in BANDS:
        return CENT, MOST_BASE
    return (FARMER_LEAST, FARMER_MOST) if basis is DuesBasis.FARMER else (Decimal(0), MOST_AMOUNT)


def _basis(text: str) -> DuesBasis:
    try:
        return DuesBasis(text)
    except ValueError as fault:
        raise Refused(Gone()) from fault


def _payers(session: Session, caller: Caller, page: int, now: datetime) -> Payers:
    actor = resolve(session, caller, now)
    if not may(actor, Action.EXEMPT_FROM_DUES):
        require(actor, Action.SET_DUES)
    exempted = ask.exempted(session, actor.branch_id, actor.today.replace(day=1))
    found = ask.payers(session, actor.branch_id, actor.today)
    shown, page, pages = page_of(found, page, PAGE)
    return Payers(
        payers=tuple(
            Payer(member_id=member.id, name=name, amount=member.dues_amount, exempt=member.id in exempted)
            for member, name in shown
        ),
        page=page,
        pages=pages,
    )


def _card(session: Session, caller: Caller, member_id: int, now: datetime) -> PayerCard:
    actor, member = subject_member(session, caller, member_id, now)
    sets = may_decide(session, actor, Action.SET_DUES, member_id)
    exempts = may_decide(session, actor, Action.EXEMPT_FROM_DUES, member_id)
    if not (sets or exempts):
        require(actor, Action.SET_DUES)
    standard = ask.latest_standard(session, member_id)
    exemption = ask.standing_exemption(session, member_id, actor.today.replace(day=1))
    card = PayerCard(
        member_id=member_id,
        name=name_of_member(session, member_id),
        amount=member.dues_amount,
        unpaid=len(unpaid_running(session, member_id)),
        may_set=sets,
        may_exempt=exempts,
    )
    if standard is not None and standard.amount == member.dues_amount:
        card = card.model_copy(update={"basis": standard.basis, "since": standard.since})
    if exemption is None:
        return card
    until = {"exempt_until": exemption.until, "exempt_reason": exemption.reason}
    return card.model_copy(update={"exempt_since": exemption.since, **until})


def _begin(session: Session, caller: Caller, member_id: int, now: datetime) -> StandardAsk:
    actor, member = subject_member(session, caller, member_id, now)
    require_decision(session, actor, Action.SET_DUES, member_id)
    return StandardAsk(member_id=member_id, name=name_of_member(session, member_id), amount=member.dues_amount)


def _ask_number(session: Session, caller: Caller, member_id: int, basis: str, now: datetime) -> StandardAskNumber:
    return StandardAskNumber(name=_begin(session, caller, member_id, now).name, basis=_basis(basis))


def _summary(session: Session, caller: Caller, member_id: int, basis: str, text: str, now: datetime) -> StandardSummary:
    actor, member = subject_member(session, caller, member_id, now)
    require_decision(session, actor, Action.SET_DUES, member_id)
    worked = work_out(basis, text)
    return StandardSummary(
        member_id=member_id,
        name=name_of_member(session, member_id),
        basis=_basis(basis),
        base=worked.base,
        percent=worked.percent,
        amount=worked.amount,
        before=member.dues_amount,
        since=first_month(session, member_id, actor.today),
    )


def _set(session: Session, caller: Caller, member_id: int, basis: str, text: str, now: datetime) -> StandardSet:
    actor, member = subject_member(session, caller, member_id, now)
    require_decision(session, actor, Action.SET_DUES, member_id)
    amount, since = work_out(basis, text).amount, first_month(session, member_id, actor.today)
    standard = DuesStandard(
        branch_id=member.branch_id,
        member_id=member_id,
        since=since,
        amount=amount,
        basis=_basis(basis),
        set_by=actor.member_id,
        set_at=now,
    )
    member.dues_amount = amount
    session.add_all([standard, member])
    session.flush()
    open_for(session, session.get_one(Branch, member.branch_id), actor.today.replace(day=1))
    kept = StandardSet(
        member_id=member_id, name=name_of_member(session, member_id), amount=amount, since=since, by=actor.name
    )
    owe(
        session,
        kept.model_copy(update={"own": True}),
        key=f"dues_standard:{standard.id}",
        now=now,
        branch_id=member.branch_id,
        to_person=member.person_id,
        due_at=next_daytime(now, actor.zone),
    )
    return kept
