"""Duties with a deadline. The first is the self-inspection 自查, which M1's calendar wants before 1 July each year."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.claim_draft import fit
from services.clock import Clock, local, local_day
from services.daytime import is_daytime
from services.dues_ledger import exempt_on
from services.errors import Refused
from services.permissions import Action, may, require
from storage.database import Database
from storage.notices import Notice
from storage.notices.common import Gone
from storage.notices.duties import (
    DutyAskNote,
    DutyList,
    DutyMarked,
    DutyNone,
    DutyOwn,
    DutyPerson,
    DutyReminder,
)
from storage.outbox import owe, rewrite
from storage.queries.dues import branches
from storage.queries.duties import done_by, duty_on, duty_roll, latest_duty
from storage.tables import Branch, Duty, DutyDone, Member

SELF_INSPECTION = "self_inspection"
OPENS, DUE = (6, 1), (6, 30)
"""Month and day on which the yearly duty appears, and by which it is to be done."""
STAGES = {"7days": range(4, 8), "3days": range(2, 4), "1day": range(1, 2), "today": range(1)}
"""Days left at which each reminder may go out: the first, and those after it if that was missed."""
NOTE_LIMIT = 200


class Duties:
    """What members and the secretary do with duties, and the sweeps that open them and remind."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def open_year(self, now: datetime) -> int:
        """Sweep: enter the year's duty of every branch that has it not; say how many were entered."""
        return await self._db.write(_open_year, now)

    async def remind(self, now: datetime) -> int:
        """Sweep: remind those who have not done it, 7, 3 and 1 days before and on the day; never at night."""
        return await self._db.write(_remind, now)

    async def show(self, caller: Caller) -> Notice:
        """Show the latest duty: to the secretary who has done it, to a member whether he has."""
        return await self._db.read(_show, caller, self._clock.now())

    async def done(self, caller: Caller, duty_id: int) -> DutyMarked:
        """Mark one's own duty done; twice is once."""
        return await self._db.write(_done, caller, duty_id, self._clock.now())

    async def ask_note(self, caller: Caller, duty_id: int) -> DutyAskNote:
        """Ask for a few words on a duty that is done."""
        return await self._db.read(_ask_note, caller, duty_id, self._clock.now())

    async def note(self, caller: Caller, duty_id: int, text: str) -> DutyMarked:
        """Keep the words on one's own duty."""
        return await self._db.write(_note, caller, duty_id, text, self._clock.now())


def _open_year(session: Session, now: datetime) -> int:
    return sum(_open_for(session, branch, local(now, branch.zone).date()) for branch in branches(session))


def _open_for(session: Session, branch: Branch, today: date) -> bool:
    due_on = date(today.year, *DUE)
    if not date(today.year, *OPENS) <= today <= due_on:
        return False
    if duty_on(session, branch.id, SELF_INSPECTION, due_on) is not None:
        return False
    session.add(Duty(branch_id=branch.id, kind=SELF_INSPECTION, due_on=due_on))
    session.flush()
    return True


def _remind(session: Session, now: datetime) -> int:
    sent = 0
    for branch in branches(session):
        today = local(now, branch.zone).date()
        duty = duty_on(session, branch.id, SELF_INSPECTION, date(today.year, *DUE))
        if duty is None or not is_daytime(now, branch.zone):
            continue
        for member, _, done in duty_roll(session, duty):
            if done is None and member.left_on is None and not exempt_on(member, today):
                sent += _remind_member(session, duty, member, today, now)
    return sent


def _remind_member(session: Session, duty: Duty, member: Member, today: date, now: datetime) -> bool:
    left = (duty.due_on - today).days
    stage = next((name for name, days in STAGES.items() if left in days), None)
    return stage is not None and owe(
        session,
        DutyReminder(duty_id=duty.id, duty=duty.kind, due_on=duty.due_on, left=left),
        key=f"reminder:{duty.kind}:{duty.due_on.year}:{stage}:member-{member.id}",
        now=now,
        branch_id=duty.branch_id,
        to_person=member.person_id,
        subject=_subject(duty.id, member.id),
    )


def _subject(duty_id: int, member_id: int) -> str:
    return f"duty:{duty_id}:member:{member_id}"


def _own(session: Session, caller: Caller, duty_id: int, now: datetime) -> tuple[Actor, Duty]:
    duty = session.get(Duty, duty_id)
    if duty is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=duty.branch_id)
    require(actor, Action.MARK_DUTY)
    return actor, duty


def _marked(duty: Duty, done: DutyDone, zone: str) -> DutyMarked:
    return DutyMarked(duty_id=duty.id, duty=duty.kind, on=local_day(done.at, zone), note=done.note)


def _done(session: Session, caller: Caller, duty_id: int, now: datetime) -> DutyMarked:
    actor, duty = _own(session, caller, duty_id, now)
    done = done_by(session, duty.id, actor.member_id)
    if done is None:
        done = DutyDone(branch_id=duty.branch_id, duty_id=duty.id, member_id=actor.member_id, at=now)
        session.add(done)
        session.flush()
    marked = _marked(duty, done, actor.zone)
    rewrite(session, _subject(duty.id, actor.member_id), marked)
    return marked


def _ask_note(session: Session, caller: Caller, duty_id: int, now: datetime) -> DutyAskNote:
    actor, duty = _own(session, caller, duty_id, now)
    if done_by(session, duty.id, actor.member_id) is None:
        raise Refused(Gone())
    return DutyAskNote(duty=duty.kind)


def _note(session: Session, caller: Caller, duty_id: int, text: str, now: datetime) -> DutyMarked:
    actor, duty = _own(session, caller, duty_id, now)
    done = done_by(session, duty.id, actor.member_id)
    if done is None:
        raise Refused(Gone())
    done.note = fit(text, NOTE_LIMIT)
    session.add(done)
    session.flush()
    marked = _marked(duty, done, actor.zone)
    rewrite(session, _subject(duty.id, actor.member_id), marked)
    return marked


def _show(session: Session, caller: Caller, now: datetime) -> Notice:
    actor = resolve(session, caller, now)
    duty = latest_duty(session, actor.branch_id)
    if duty is None:
        return DutyNone()
    roll = duty_roll(session, duty)
    if may(actor, Action.SEE_BRANCH):
        return _list(duty, roll, actor)
    mine = [done for member, _, done in roll if member.id == actor.member_id]
    if not mine:
        return DutyNone()
    if mine[0] is not None:
        return _marked(duty, mine[0], actor.zone)
    return DutyOwn(duty_id=duty.id, duty=duty.kind, due_on=duty.due_on)


def _list(duty: Duty, roll: list[tuple[Member, str, DutyDone | None]], actor: Actor) -> DutyList:
    people = tuple(
        DutyPerson(name=name)
        if done is None
        else DutyPerson(name=name, on=local_day(done.at, actor.zone), note=done.note)
        for _, name, done in roll
    )
    own_open = any(done is None for member, _, done in roll if member.id == actor.member_id)
    return DutyList(duty_id=duty.id, duty=duty.kind, due_on=duty.due_on, people=people, own_open=own_open)
