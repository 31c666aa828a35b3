"""Reminders, as a sweep: one message a day to each person with all that is due, by day, never twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from services.actors import Caller, resolve
from services.clock import Clock, local, local_day
from services.daytime import is_daytime
from services.dues_ledger import exempt_on
from services.duty_ledger import left_in_peace, recorded_elsewhere, standing_of
from services.errors import Refused
from services.reminder_digest import digest_of, waiting_for
from services.workdays import WorkDays
from storage.database import Database
from storage.notices.common import Gone
from storage.notices.duties import Standing
from storage.notices.reminders import ReminderSettings
from storage.outbox import owe
from storage.queries import duties as ask_duties
from storage.queries import reminders as ask
from storage.queries.deliveries import is_owed
from storage.queries.dues import owing
from storage.tables import Branch, DutyDone, Member, Person, Reminded
from storage.vocabulary import ReminderMode

DUES_STAGES = {"3before": range(1, 4), "due": range(1), "3after": range(-5, -2)}
DUTY_STAGES = {"7days": range(4, 8), "3days": range(2, 4), "1day": range(1, 2), "today": range(1)}
"""Days left at which each reminder may go out: the first, and those after it if that one was missed or at rest."""
HOURS = (8, 9, 12, 15, 18)
"""From which hour on somebody can choose to be reminded; `bot.moments` stops a clock that jumps at each."""
PATIENCE = timedelta(days=2)
"""How long a hand-in waits for a word before its keepers are reminded."""


@dataclass(frozen=True, slots=True)
class Due:
    """Something that a member is to be reminded of today. ``last`` says that today is its last day."""

    what: str
    stage: str
    member_id: int
    last: bool


class Reminders:
    """The sweep, and how each person wants it."""

    def __init__(self, db: Database, clock: Clock, days: WorkDays) -> None:
        self._db = db
        self._clock = clock
        self._days = days

    async def remind(self, now: datetime) -> int:
        """Remind everybody who has something due, once a day; say how many messages that made.

        Only from 8 to 21 of the branch's wall clock, and from the person's own hour on. On rest days only of what is
        due that very day. A stage that fell on a rest day or into an outage is made up while its days last.
        """
        return await self._db.write(_remind, now, self._days)

    async def settings(self, caller: Caller) -> ReminderSettings:
        """Show how the caller is reminded."""
        return await self._db.read(_settings, caller, self._clock.now())

    async def choose(self, caller: Caller, *, mode: str = "", hour: int = 0) -> ReminderSettings:
        """Be reminded in another way (``all``, ``last_day``, ``none``), or from another hour on."""
        return await self._db.write(_choose, caller, mode, hour, self._clock.now())


def _remind(session: Session, now: datetime, days: WorkDays) -> int:
    return sum(
        _remind_branch(session, branch, now, days)
        for branch in ask.locked_branches(session)
        if is_daytime(now, branch.zone)
    )


def _remind_branch(session: Session, branch: Branch, now: datetime, days: WorkDays) -> int:
    here = local(now, branch.zone)
    today, working = here.date(), days.is_working(here.date())
    people = ask.people_of(session, branch.id)
    wanted: dict[int, list[Due]] = {}
    for due in (*_dues(session, branch, today), *_duties(session, branch, today), *_words(session, branch, now)):
        if due.member_id not in people:
            continue  # the superior's reviewer, who is told in his own branch
        member, person = people[due.member_id]
        if (working or due.last) and _wants(person, due, here.hour) and _reachable(member, today):
            wanted.setdefault(due.member_id, []).append(due)
    return sum(_owe(session, branch, people[member_id], dues, now) for member_id, dues in wanted.items())


def _wants(person: Person, due: Due, hour: int) -> bool:
    if hour < person.reminder_hour or person.reminders is ReminderMode.NONE:
        return False
    return due.last or person.reminders is ReminderMode.ALL


def _reachable(member: Member, today: date) -> bool:
    return member.left_on is None and not exempt_on(member, today)


def _dues(session: Session, branch: Branch, today: date) -> Iterator[Due]:
    for dues, member in owing(session, branch.id, today.replace(day=1)):
        left = (dues.due_on - today).days
        yield from _staged(session, branch, f"dues:{dues.id}", DUES_STAGES, left, [member.id])


def _duties(session: Session, branch: Branch, today: date) -> Iterator[Due]:
    for asked in ask_duties.current(session, branch.id, today, since=today):
        left = (asked.duty.due_on - today).days
        if not any(left in stage for stage in DUTY_STAGES.values()):
            continue
        elsewhere, on_leave = recorded_elsewhere(session, asked), left_in_peace(session, asked)
        missing = [
            entry.member.id
            for entry in ask_duties.roll(session, asked)
            if standing_of(entry, asked, elsewhere) in (Standing.OPEN, Standing.RETURNED)
            and entry.member.id not in on_leave
        ]
        yield from _staged(session, branch, f"duty:{asked.duty.id}", DUTY_STAGES, left, missing)


def _staged(
    session: Session, branch: Branch, what: str, stages: dict[str, range], left: int, member_ids: list[int]
) -> Iterator[Due]:
    stage = next((name for name, days in stages.items() if left in days), None)
    if stage is None or not member_ids:
        return
    told = ask.told(session, branch.id, what)
    for member_id in member_ids:
        if (stage, member_id) not in told:
            yield Due(what, stage, member_id, last=left == 0)


def _words(session: Session, branch: Branch, now: datetime) -> Iterator[Due]:
    """Remind keepers of hand-ins that have waited for two days: once for each that has become the oldest."""
    told = ask.told(session, branch.id, f"word:{branch.id}")
    for member_id, waiting in waiting_for(session, branch.id, local_day(now, branch.zone)).items():
        oldest = session.get_one(DutyDone, waiting[0])
        stage = f"{oldest.id}.{oldest.round}"
        if oldest.at <= now - PATIENCE and (stage, member_id) not in told:
            yield Due(f"word:{branch.id}", stage, member_id, last=False)


def _owe(session: Session, branch: Branch, whom: tuple[Member, Person], dues: list[Due], now: datetime) -> bool:
    """Owe the day's one message; what comes up after it waits for the next day."""
    member, person = whom
    day = local_day(now, branch.zone)
    digest = f"digest:{day}:person-{person.id}"
    if is_owed(session, digest):
        return False
    rows = [
        Reminded(branch_id=branch.id, member_id=member.id, what=due.what, stage=due.stage, digest=digest, on=day)
        for due in dues
    ]
    session.add_all(rows)
    session.flush()
    notice = digest_of(session, rows)
    return owe(
        session,
        notice,
        key=digest,
        now=now,
        branch_id=branch.id,
        to_person=person.id,
        subject=digest,
    )


def _settings(session: Session, caller: Caller, now: datetime) -> ReminderSettings:
    person = session.get_one(Person, resolve(session, caller, now).person_id)
    return ReminderSettings(mode=person.reminders, hour=person.reminder_hour, hours=HOURS)


def _choose(session: Session, caller: Caller, mode: str, hour: int, now: datetime) -> ReminderSettings:
    person = session.get_one(Person, resolve(session, caller, now).person_id)
    if (mode and mode not in set(ReminderMode)) or (hour and hour not in HOURS):
        raise Refused(Gone())
    person.reminders = ReminderMode(mode) if mode else person.reminders
    person.reminder_hour = hour or person.reminder_hour
    session.add(person)
    session.flush()
    return _settings(session, caller, now)
