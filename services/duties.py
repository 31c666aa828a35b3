"""Duties with a deadline, for the member: what he has to do, and handing it in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.claim_draft import EvidenceFile, check_file
from services.clock import Clock, local_day
from services.duty_ledger import (
    CORRECTION,
    LATEST,
    begins_on,
    ends_on,
    recorded_elsewhere,
    standing_of,
    state_done,
    subject_of,
    view_of,
)
from services.duty_plans import open_due
from services.duty_settling import settle_due
from services.errors import Refused
from services.permissions import Action, may, require
from services.reminder_digest import refresh
from services.spoken import parse_number
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.duties import (
    DutyAsk,
    DutyEarly,
    DutyFault,
    DutyFaulty,
    DutyMarked,
    DutyNotForYou,
    DutyView,
    MyDuties,
    Standing,
)
from storage.outbox import rewrite
from storage.queries import duties as ask
from storage.queries.duties import Asked, RollEntry
from storage.tables import DutyDone
from storage.vocabulary import DutyEvidence, DutyState

NOTE_LIMIT = 1000
SHORTEST = 2
"""Characters below which words say nothing."""
MOST_POINTS = Decimal(100_000)
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class HandIn:
    """What a member sent: words (or the words under a picture), a picture or paper, or neither."""

    words: str = ""
    file: EvidenceFile | None = None


class Duties:
    """What a member does with his duties, and the sweeps that open and settle them."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def open_due(self, now: datetime) -> int:
        """Sweep: open what can be handed in from today on; see `services.duty_plans`."""
        return await self._db.write(open_due, now)

    async def settle_due(self, now: datetime) -> int:
        """Sweep: settle what is over; see `services.duty_settling`."""
        return await self._db.write(settle_due, now)

    async def mine(self, caller: Caller) -> MyDuties:
        """Show one's own duties: open, waiting, lately done or missed."""
        return await self._db.read(_mine, caller, self._clock.now())

    async def begin(self, caller: Caller, duty_id: int) -> DutyAsk | DutyMarked:
        """Ask for what has to be handed in; where nothing has to, or it is done, that is the end of it.

        Refused with `DutyNotForYou` or `DutyEarly`.
        """
        return await self._db.write(_begin, caller, duty_id, self._clock.now())

    async def hand_in(self, caller: Caller, duty_id: int, what: HandIn) -> DutyMarked:
        """Hand it in; refused with `DutyFaulty` for what is not what was asked for.

        The same once more, while it waits for a keeper, changes nothing: his card stays good.
        """
        return await self._db.write(_hand_in, caller, duty_id, what, self._clock.now())


def _mine(session: Session, caller: Caller, now: datetime) -> MyDuties:
    actor = resolve(session, caller, now)
    mine = [
        _seen(session, asked, entry, actor.zone)
        for asked in ask.current(session, actor.branch_id, actor.today, since=actor.today - LATEST)
        for entry in ask.roll(session, asked, member_id=actor.member_id)
    ]
    keeps = may(actor, Action.CONFIRM_DUTY)
    waiting = ask.filed(session, actor.branch_id, besides_member=actor.member_id) if keeps else []
    return MyDuties(
        duties=tuple(mine), today=actor.today, sees_branch=may(actor, Action.SEE_BRANCH), waiting=len(waiting)
    )


def _seen(session: Session, asked: Asked, entry: RollEntry, zone: str) -> DutyView:
    return view_of(asked, entry.done, standing_of(entry, asked, recorded_elsewhere(session, asked)), zone)


def _own(session: Session, caller: Caller, duty_id: int, now: datetime) -> tuple[Actor, Asked, RollEntry]:
    """The member's own entry of a duty that he can hand in today."""
    asked = ask.asked(session, duty_id)
    if asked is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=asked.duty.branch_id)
    require(actor, Action.MARK_DUTY)
    entries = ask.roll(session, asked, member_id=actor.member_id)
    if not entries:
        raise Refused(DutyNotForYou())
    if actor.today < begins_on(asked):
        raise Refused(DutyEarly(opens_on=begins_on(asked)))
    if actor.today > ends_on(asked) + LATEST:
        raise Refused(DutyEarly())
    return actor, asked, entries[0]


def _begin(session: Session, caller: Caller, duty_id: int, now: datetime) -> DutyAsk | DutyMarked:
    actor, asked, entry = _own(session, caller, duty_id, now)
    view = _seen(session, asked, entry, actor.zone)
    if view.standing in (Standing.DONE, Standing.EXCUSED):
        return DutyMarked(duty=view)
    if asked.plan.evidence is DutyEvidence.NONE:
        if view.standing is Standing.FILED:
            return DutyMarked(duty=view)
        return _hand_in(session, caller, duty_id, HandIn(), now)
    return DutyAsk(duty=view)


def _hand_in(session: Session, caller: Caller, duty_id: int, what: HandIn, now: datetime) -> DutyMarked:
    actor, asked, entry = _own(session, caller, duty_id, now)
    before = _seen(session, asked, entry, actor.zone)
    if before.standing in (Standing.DONE, Standing.EXCUSED):
        return DutyMarked(duty=before)
    words, quantity = _checked(asked.plan.evidence, what)
    done = ask.done_by(session, asked.duty.id, actor.member_id)
    done = done or DutyDone(
        branch_id=actor.branch_id, duty_id=asked.duty.id, member_id=actor.member_id, at=now, round=0
    )
    if done.state is DutyState.FILED and done.round and _is_the_same(done, words, what.file):
        return DutyMarked(duty=before)
    if not _corrects(done, actor):
        done.at = now
    done.round, done.note, done.quantity, done.reason = done.round + 1, words, quantity, ""
    done.decided_by = done.decided_at = None
    _attach(done, what.file)
    # After its grace a duty is missed: one cannot take that back alone.
    alone = not asked.plan.confirm and asked.duty.settled_at is None and actor.today <= ends_on(asked)
    done.state = DutyState.DONE if alone else DutyState.FILED
    session.add(done)
    session.flush()
    if alone:
        state_done(session, asked, entry.member, done, author_id=actor.member_id, now=now)
    marked = DutyMarked(duty=view_of(asked, done, Standing(done.state.value), actor.zone))
    rewrite(session, subject_of(asked.duty.id, actor.member_id), marked)
    refresh(session, f"duty:{asked.duty.id}", actor.member_id)
    return marked


def _is_the_same(done: DutyDone, words: str, file: EvidenceFile | None) -> bool:
    """Whether what came is what waits already: a second tap, or a message that was delivered twice."""
    return done.note == words and done.file_unique_id == (file.file_unique_id if file is not None else "")


def _corrects(done: DutyDone, actor: Actor) -> bool:
    """Whether it corrects within a week what came back: then the first day counts."""
    if done.round == 0 or done.state is not DutyState.RETURNED or done.decided_at is None:
        return False
    return actor.today <= local_day(done.decided_at, actor.zone) + CORRECTION


def _attach(done: DutyDone, file: EvidenceFile | None) -> None:
    done.file_kind = file.kind if file is not None else None
    done.file_id = file.file_id if file is not None else ""
    done.file_unique_id = file.file_unique_id if file is not None else ""


def _checked(evidence: DutyEvidence, what: HandIn) -> tuple[str, Decimal | None]:
    """The words and the points of what came, if it is what was asked for."""
    words = what.words.strip()
    if what.file is not None:
        check_file(what.file)
    if len(words) > NOTE_LIMIT:
        raise Refused(DutyFaulty(fault=DutyFault.LONG, most=NOTE_LIMIT))
    if evidence is DutyEvidence.WORDS and what.file is None and len(words) < SHORTEST:
        raise Refused(DutyFaulty(fault=DutyFault.WORDS))
    if evidence is DutyEvidence.FILE and what.file is None:
        raise Refused(DutyFaulty(fault=DutyFault.FILE))
    return words, _points(words) if evidence is DutyEvidence.POINTS else None


def _points(words: str) -> Decimal:
    number = parse_number(words)
    if number is None or not 0 <= number <= MOST_POINTS or number % CENT:
        raise Refused(DutyFaulty(fault=DutyFault.POINTS, most=int(MOST_POINTS)))
    return number
