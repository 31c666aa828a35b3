"""Exemption from dues: granted for months and a reason by the secretary, never for himself; ended the same way."""

from __future__ import annotations

from datetime import date, datetime

from dateutil.relativedelta import relativedelta
from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from services.actors import Actor, Caller
from services.claim_draft import fit
from services.clock import Clock
from services.daytime import next_daytime
from services.dues_calendar import open_for
from services.dues_ledger import state_fact
from services.dues_standards import first_month, require_decision, subject_member
from services.errors import Refused
from services.permissions import Action
from services.reminder_digest import refresh
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.dues_standards import ExemptionGranted, ExemptionQuestion, ExemptionStep
from storage.outbox import owe
from storage.queries import dues as ask
from storage.queries.claims import name_of_member
from storage.tables import Branch, DuesExemption, Member
from storage.vocabulary import DuesState

REASON_LIMIT = 100
MONTHS = (3, 6, 12, 0)
"""For how many months; 0 is until it is ended."""


class ExemptionForm(BaseModel):
    """What has been answered so far."""

    model_config = ConfigDict(frozen=True)

    member_id: int
    step: ExemptionStep = ExemptionStep.SINCE
    since: date | None = None
    months: int = 0
    reason: str = ""


class DuesExemptions:
    """What a secretary does for those who cannot pay."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def begin(self, caller: Caller, member_id: int) -> tuple[ExemptionForm, ExemptionQuestion]:
        """Open the form. Refused with `DuesOwnMatter` for his own."""
        form = ExemptionForm(member_id=member_id)
        return form, await self.ask(caller, form)

    async def ask(self, caller: Caller, form: ExemptionForm) -> ExemptionQuestion:
        """Put the question that the form waits for, or its summary."""
        return await self._db.read(_ask, caller, form, self._clock.now())

    async def answer(
        self, caller: Caller, form: ExemptionForm, value: str, *, step: str = ""
    ) -> tuple[ExemptionForm, ExemptionQuestion]:
        """Take an answer; ``step`` is named by a button, so that one of another question is gone."""
        question = await self.ask(caller, form)
        if step and step != form.step:
            raise Refused(Gone())
        form = _answered(form, value, question.starts)
        return form, await self.ask(caller, form)

    async def grant(self, caller: Caller, form: ExemptionForm) -> ExemptionGranted:
        """Exempt him: months that he has not paid are no debt, and facts that said so are reversed; he is told."""
        return await self._db.write(_grant, caller, form, self._clock.now())

    async def end(self, caller: Caller, member_id: int) -> ExemptionGranted:
        """Let him pay again, from this month on if its entry is untouched, else from the next."""
        return await self._db.write(_end, caller, member_id, self._clock.now())


def _who(session: Session, caller: Caller, member_id: int, now: datetime) -> tuple[Actor, Member]:
    actor, member = subject_member(session, caller, member_id, now)
    require_decision(session, actor, Action.EXEMPT_FROM_DUES, member_id)
    return actor, member


def _ask(session: Session, caller: Caller, form: ExemptionForm, now: datetime) -> ExemptionQuestion:
    actor, member = _who(session, caller, form.member_id, now)
    return ExemptionQuestion(
        member_id=member.id,
        name=name_of_member(session, member.id),
        step=form.step,
        starts=_starts(session, member.id, actor.today),
        since=form.since,
        until=_until(form),
        reason=form.reason,
    )


def _starts(session: Session, member_id: int, today: date) -> tuple[date, ...]:
    """This month, and the earliest of the last two years that he has not paid."""
    month = today.replace(day=1)
    owed = ask.unpaid_of(session, member_id, month - relativedelta(years=2), None)
    return tuple(dict.fromkeys((month, *(entry.month for entry in owed[:1]))))


def _answered(form: ExemptionForm, value: str, starts: tuple[date, ...]) -> ExemptionForm:
    if form.step is ExemptionStep.SINCE:
        since = next((start for start in starts if start.isoformat() == value), None)
        if since is None:
            raise Refused(Gone())
        return form.model_copy(update={"since": since, "step": ExemptionStep.MONTHS})
    if form.step is ExemptionStep.MONTHS:
        months = next((count for count in MONTHS if str(count) == value), None)
        if months is None:
            raise Refused(Gone())
        return form.model_copy(update={"months": months, "step": ExemptionStep.REASON})
    if form.step is ExemptionStep.REASON:
        return form.model_copy(update={"reason": fit(value, REASON_LIMIT), "step": ExemptionStep.SUMMARY})
    raise Refused(Gone())


def _until(form: ExemptionForm) -> date | None:
    return form.since + relativedelta(months=form.months) if form.since is not None and form.months else None


def _grant(session: Session, caller: Caller, form: ExemptionForm, now: datetime) -> ExemptionGranted:
    actor, member = _who(session, caller, form.member_id, now)
    if form.step is not ExemptionStep.SUMMARY or form.since not in _starts(session, member.id, actor.today):
        raise Refused(Gone())
    exemption = DuesExemption(
        branch_id=member.branch_id,
        member_id=member.id,
        since=form.since,
        until=_until(form),
        reason=form.reason,
        granted_by=actor.member_id,
        granted_at=now,
    )
    session.add(exemption)
    session.flush()
    for entry in ask.unpaid_of(session, member.id, exemption.since, exemption.until):
        entry.state, entry.recorded_by, entry.recorded_at = DuesState.EXEMPT, actor.member_id, now
        session.add(entry)
        session.flush()
        if entry.settled_at is not None:
            state_fact(session, entry, member, author_id=actor.member_id, now=now)
        refresh(session, f"dues:{entry.id}", member.id)
    return _tell(session, actor, member, exemption, now, ended=False)


def _end(session: Session, caller: Caller, member_id: int, now: datetime) -> ExemptionGranted:
    actor, member = _who(session, caller, member_id, now)
    month = actor.today.replace(day=1)
    exemption = ask.standing_exemption(session, member_id, month)
    if exemption is None:
        raise Refused(Gone())
    exemption.until = max(first_month(session, member_id, actor.today), exemption.since)
    session.add(exemption)
    session.flush()
    open_for(session, session.get_one(Branch, member.branch_id), month)
    return _tell(session, actor, member, exemption, now, ended=True)


def _tell(
    session: Session, actor: Actor, member: Member, exemption: DuesExemption, now: datetime, *, ended: bool
) -> ExemptionGranted:
    told = ExemptionGranted(
        member_id=member.id,
        name=name_of_member(session, member.id),
        since=exemption.since,
        until=exemption.until,
        reason=exemption.reason,
        by=actor.name,
        ended=ended,
    )
    owe(
        session,
        told.model_copy(update={"own": True}),
        key=f"dues_exemption:{exemption.id}:{'ended' if ended else 'granted'}",
        now=now,
        branch_id=member.branch_id,
        to_person=member.person_id,
        due_at=next_daytime(now, actor.zone),
    )
    return told
