"""Duties, for those who keep the branch: how far each is, who has done what, what waits for a word."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.claim_draft import EvidenceFile
from services.clock import Clock, local_day
from services.duty_deciding import (
    Why,
    ask_reason,
    confirm,
    entry_for,
    excuse,
    is_decider,
    send_back,
    unexcuse,
)
from services.duty_ledger import LATEST, name_of, recorded_elsewhere, standing_of, view_of
from services.errors import Refused
from services.pages import page_of
from services.permissions import Action, may, require
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.duties import (
    BranchDuties,
    DutyAskReason,
    DutyCard,
    DutyCount,
    DutyDecided,
    DutyList,
    DutyPerson,
    NothingFiled,
    Standing,
)
from storage.queries import duties as ask
from storage.queries.duties import Asked, RollEntry
from storage.tables import DutyDone

DUTIES_PAGE = 6
PEOPLE_PAGE = 8
ORDER = (Standing.MISSED, Standing.OPEN, Standing.RETURNED, Standing.FILED, Standing.DONE, Standing.EXCUSED)
"""Who still has to comes first."""


class DutyDesk:
    """What recorders, committee and secretary see of the branch's duties, and their word on them."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def overview(self, caller: Caller, page: int = 0) -> BranchDuties:
        """Show every duty that is open or ended within the last two months, with how many have done it."""
        return await self._db.read(_overview, caller, page, self._clock.now())

    async def listing(self, caller: Caller, duty_id: int, page: int = 0) -> DutyList:
        """Show how everybody stands to one duty."""
        return await self._db.read(_listing, caller, duty_id, page, self._clock.now())

    async def card(self, caller: Caller, duty_id: int, member_id: int) -> DutyCard:
        """Show one member's standing to one duty, with what the caller can do about it."""
        return await self._db.read(_card, caller, duty_id, member_id, self._clock.now())

    async def queue(self, caller: Caller, place: int = 0) -> DutyCard | NothingFiled:
        """Show what waits for the caller's word, one at a time, the oldest first."""
        return await self._db.read(_queue, caller, place, self._clock.now())

    async def evidence(self, caller: Caller, done_id: int) -> EvidenceFile:
        """Give the picture or paper that was handed in, to whom it concerns and who sees the branch."""
        return await self._db.read(_evidence, caller, done_id, self._clock.now())

    async def confirm(self, caller: Caller, done_id: int, round_: int) -> DutyDecided:
        """Take what was handed in for done; refused with `DutyChanged` where he has handed in anew since."""
        return await self._db.write(confirm, caller, done_id, round_, self._clock.now())

    async def send_back(self, caller: Caller, done_id: int, round_: int, reason: str) -> DutyDecided:
        """Return it with a reason; corrected within a week it counts as of its first day."""
        return await self._db.write(send_back, caller, done_id, round_, reason, self._clock.now())

    async def excuse(self, caller: Caller, duty_id: int, member_id: int, reason: str) -> DutyDecided:
        """Excuse a member, with a reason; a miss that was recorded is reversed."""
        return await self._db.write(excuse, caller, duty_id, member_id, reason, self._clock.now())

    async def unexcuse(self, caller: Caller, duty_id: int, member_id: int) -> DutyDecided:
        """Take an excuse back; he has a week to do it after all."""
        return await self._db.write(unexcuse, caller, duty_id, member_id, self._clock.now())

    async def ask_reason(self, caller: Caller, what: Why, duty_id: int, member_id: int) -> DutyAskReason:
        """Ask why, of one who may decide it."""
        return await self._db.read(ask_reason, caller, what, duty_id, member_id, self._clock.now())


def _overview(session: Session, caller: Caller, page: int, now: datetime) -> BranchDuties:
    actor = resolve(session, caller, now)
    require(actor, Action.SEE_BRANCH)
    current = ask.current(session, actor.branch_id, actor.today, since=actor.today - LATEST)
    shown, page, pages = page_of(current, page, DUTIES_PAGE)
    return BranchDuties(
        duties=tuple(_count(session, asked) for asked in shown),
        page=page,
        pages=pages,
        waiting=len(_waiting(session, actor)),
        manages=may(actor, Action.MANAGE_DUTIES),
        imports=may(actor, Action.IMPORT_STUDY_POINTS),
    )


def _count(session: Session, asked: Asked) -> DutyCount:
    elsewhere = recorded_elsewhere(session, asked)
    standings = Counter(standing_of(entry, asked, elsewhere) for entry in ask.roll(session, asked))
    return DutyCount(
        duty_id=asked.duty.id,
        name=name_of(asked.plan),
        due_on=asked.duty.due_on,
        done=standings[Standing.DONE],
        filed=standings[Standing.FILED],
        asked=standings.total() - standings[Standing.EXCUSED],
    )


def _waiting(session: Session, actor: Actor) -> list[DutyDone]:
    return [
        done
        for done in ask.filed(session, actor.branch_id, besides_member=actor.member_id)
        if is_decider(session, actor, Action.CONFIRM_DUTY, done.member_id)
    ]


def _listing(session: Session, caller: Caller, duty_id: int, page: int, now: datetime) -> DutyList:
    asked = ask.asked(session, duty_id)
    if asked is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=asked.duty.branch_id)
    require(actor, Action.SEE_BRANCH)
    elsewhere = recorded_elsewhere(session, asked)
    people = [_person(entry, asked, elsewhere, actor.zone) for entry in ask.roll(session, asked)]
    people.sort(key=lambda person: ORDER.index(person.standing))
    shown, page, pages = page_of(people, page, PEOPLE_PAGE)
    return DutyList(
        duty_id=asked.duty.id,
        name=name_of(asked.plan),
        due_on=asked.duty.due_on,
        people=tuple(shown),
        done=sum(person.standing is Standing.DONE for person in people),
        asked=sum(person.standing is not Standing.EXCUSED for person in people),
        page=page,
        pages=pages,
    )


def _person(entry: RollEntry, asked: Asked, elsewhere: set[int], zone: str) -> DutyPerson:
    done = entry.done
    return DutyPerson(
        member_id=entry.member.id,
        name=entry.name,
        standing=standing_of(entry, asked, elsewhere),
        on=local_day(done.at, zone) if done is not None else None,
        note=done.note if done is not None else "",
    )


def _card(session: Session, caller: Caller, duty_id: int, member_id: int, now: datetime) -> DutyCard:
    actor, asked, entry = entry_for(session, caller, duty_id, member_id, now)
    if not is_decider(session, actor, Action.CONFIRM_DUTY, member_id):
        require(actor, Action.SEE_BRANCH)
    return _card_of(session, actor, asked, entry)


def _card_of(session: Session, actor: Actor, asked: Asked, entry: RollEntry) -> DutyCard:
    standing = standing_of(entry, asked, recorded_elsewhere(session, asked))
    excuses = is_decider(session, actor, Action.EXCUSE_FROM_DUTY, entry.member.id)
    return DutyCard(
        done_id=entry.done.id if entry.done is not None else 0,
        member_id=entry.member.id,
        name=entry.name,
        duty=view_of(asked, entry.done, standing, actor.zone),
        file_kind=entry.done.file_kind if entry.done is not None else None,
        may_confirm=standing is Standing.FILED and is_decider(session, actor, Action.CONFIRM_DUTY, entry.member.id),
        may_excuse=excuses and standing not in (Standing.DONE, Standing.EXCUSED),
        may_unexcuse=excuses and standing is Standing.EXCUSED,
    )


def _queue(session: Session, caller: Caller, place: int, now: datetime) -> DutyCard | NothingFiled:
    actor = resolve(session, caller, now)
    waiting = _waiting(session, actor)
    if not waiting:
        require(actor, Action.SEE_BRANCH)
        return NothingFiled()
    place %= len(waiting)
    done = waiting[place]
    _, asked, entry = entry_for(session, caller, done.duty_id, done.member_id, now)
    card = _card_of(session, actor, asked, entry)
    return card.model_copy(update={"place": place, "waiting": len(waiting)})


def _evidence(session: Session, caller: Caller, done_id: int, now: datetime) -> EvidenceFile:
    done = session.get(DutyDone, done_id)
    if done is None or not done.file_id or done.file_kind is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=done.branch_id)
    if done.member_id != actor.member_id and not is_decider(session, actor, Action.CONFIRM_DUTY, done.member_id):
        require(actor, Action.CONFIRM_DUTY)
    return EvidenceFile(kind=done.file_kind, file_id=done.file_id, file_unique_id=done.file_unique_id)
