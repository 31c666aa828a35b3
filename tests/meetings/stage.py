"""A branch that holds meetings, for tests that call services directly."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from services.code_desk import CodeDesk
from services.leave import Leaves
from services.letters import Letters
from services.making_up import MakeUps
from services.meetings import Meetings
from services.plan_form import Step
from services.planning import Planning
from services.roll import Rolls
from storage.notices import Notice, load_notice
from storage.notices.planning import MeetingPlanned
from storage.tables import Attendance, FactRow, Leave, Letter, OutboxRow, PartyGroup
from storage.vocabulary import Audience, CheckInMode, LeaveKind, MeetingKind, MeetingState, Presence, Role
from tests.claims.stage import ZONE, Stage, opened

START = "2026-07-10 19:00"


@dataclass
class Hall(Stage):
    """A stage with the services of this conversation."""

    def __post_init__(self) -> None:
        self.meetings = Meetings(self.db, self.clock)
        self.rolls = Rolls(self.db, self.clock)
        self.leaves = Leaves(self.db, self.clock)
        self.codes = CodeDesk(self.db, self.clock)
        self.make_ups = MakeUps(self.db, self.clock)
        self.letters = Letters(self.db, self.clock)
        self.planning = Planning(self.db, self.clock)

    # Meetings

    async def group(self, name: str, *members: str) -> int:
        """Make a party group of some members; give its id."""
        group_id = await self.db.write(_group, self.branch_id, name)
        for member in members:
            await self.change(member, group_id=group_id)
        return group_id

    async def plan(self, start: str = START, *, by: str = "王书记", form: str = "", **answers: Any) -> int:
        """Plan a meeting a day ahead of its start; give its id."""
        starts_at = datetime.fromisoformat(start).replace(tzinfo=ZONE)
        self.clock.at = starts_at - timedelta(days=1)
        filled = await self.planning.begin(self.callers[by], form or f"m{start}{answers.get('kind', '')}")
        planned = await self.planning.plan(self.callers[by], filled.to(Step.SUMMARY, **self.answers(start, **answers)))
        return planned.info.meeting_id

    def answers(self, start: str = START, **answers: Any) -> dict[str, Any]:
        """A form's answers: a general meeting of ninety minutes for the whole branch."""
        given: dict[str, Any] = {
            "kind": MeetingKind.GENERAL,
            "title": "七月党员大会",
            "starts_at": datetime.fromisoformat(start).replace(tzinfo=ZONE),
            "minutes": 90,
            "audience": Audience.BRANCH,
        }
        return {**given, **answers}

    async def open(self, start: str = START, **answers: Any) -> int:
        """Plan a meeting and open its check-in, at its start."""
        meeting_id = await self.plan(start, **answers)
        await self.meetings.open_due(self.at(start))
        return meeting_id

    async def postpone(self, meeting_id: int, start: str, *, by: str = "王书记", form: str = "q1") -> MeetingPlanned:
        """Move a planned meeting to another start."""
        asked = await self.planning.begin_move(self.callers[by], meeting_id, form)
        starts_at = datetime.fromisoformat(start).replace(tzinfo=ZONE)
        return await self.planning.plan(self.callers[by], asked.to(Step.SUMMARY, starts_at=starts_at))

    async def hold(self, start: str, *present: str, **answers: Any) -> int:
        """Hold a meeting to its confirmation: who is not ``present`` is missing without cause."""
        meeting_id = await self.open(start, **answers)
        for name in present:
            await self.meetings.check_in(self.callers[name], meeting_id)
        await self.close(meeting_id)
        await self.rolls.confirm(self.callers["王书记"], meeting_id)
        return meeting_id

    async def bring_to(self, state: MeetingState) -> int:
        """Plan a meeting and bring it to a state."""
        meeting_id = await self.plan()
        if state is MeetingState.CANCELLED:
            await self.meetings.cancel(self.callers["王书记"], meeting_id)
        if state in (MeetingState.OPEN, MeetingState.CLOSED, MeetingState.CONFIRMED):
            await self.meetings.open_due(self.at(START))
        if state in (MeetingState.CLOSED, MeetingState.CONFIRMED):
            await self.close(meeting_id)
        if state is MeetingState.CONFIRMED:
            await self.rolls.confirm(self.callers["王书记"], meeting_id)
        return meeting_id

    async def close(self, meeting_id: int) -> None:
        """Move to the meeting's end and let the sweep close it."""
        self.clock.at += timedelta(hours=2)
        assert await self.rolls.close_due(self.clock.now()) == 1

    async def excused(self, name: str, meeting_id: int, kind: LeaveKind = LeaveKind.ILL) -> int:
        """Ask leave and have it approved by the committee."""
        await self.leaves.ask(self.callers[name], meeting_id, kind)
        leave_id = await self.leave_of(name)
        await self.leaves.decide(self.callers["李委员"], leave_id, approve=True)
        return leave_id

    # What is kept

    async def leave_of(self, name: str) -> int:
        """The id of a member's latest request."""
        return max(int(row.id) for row in await self.rows(Leave) if row.member_id == self.members[name])

    async def entry(self, name: str, meeting_id: int) -> tuple[Presence, CheckInMode, str | None] | None:
        """A member's entry: how he stood, by what it came, and who recorded it."""
        names = {member_id: known for known, member_id in self.members.items()}
        for row in await self.rows(Attendance):
            if row.meeting_id == meeting_id and row.member_id == self.members[name]:
                return row.presence, row.mode, names.get(row.recorded_by)
        return None

    async def outcomes(self, meeting_id: int) -> dict[str, str]:
        """Each member's fact of a meeting; a member without one is missing."""
        names = {member_id: known for known, member_id in self.members.items()}
        rows = [row for row in await self.rows(FactRow) if row.event == f"meeting:{meeting_id}"]
        assert len(rows) == len({row.member_id for row in rows})
        return {names[row.member_id]: row.outcome for row in rows}

    async def letters_of(self, name: str) -> list[Letter]:
        """A member's letters."""
        return [row for row in await self.rows(Letter) if row.member_id == self.members[name]]

    async def to_group(self) -> list[Notice]:
        """What the outbox holds for the group, in order, as it would be said now."""
        return await self.db.read(_to_group)

    async def group_keys(self) -> list[str]:
        """Under which keys something is owed to the group."""
        return [row.key for row in await self.rows(OutboxRow) if row.to_group]

    async def notice(self, key: str) -> Notice | None:
        """The notice owed under a key."""
        return await self.db.read(_notice, key)

    async def told(self, name: str, kind: type[Notice]) -> list[Any]:
        """What of a kind is owed to a member."""
        return [notice for _, notice in await self.owed(name) if isinstance(notice, kind)]


@asynccontextmanager
async def hall(url: str) -> AsyncIterator[Hall]:
    """Open a hall with a branch of six: secretary, committee member, recorder and three members."""
    async with opened(url) as stage:
        made = Hall(stage.db, stage.clock)
        await made.found()
        await made.settle("王书记", Role.SECRETARY)
        await made.settle("李委员", Role.COMMITTEE)
        await made.settle("赵记分", Role.RECORDER)
        for name in ("张三", "李四", "陈奶奶"):
            await made.settle(name)
        yield made


def day(text: str) -> date:
    """A date."""
    return date.fromisoformat(text)


def _group(session: Session, branch_id: int, name: str) -> int:
    group = PartyGroup(branch_id=branch_id, name=name)
    session.add(group)
    session.flush()
    return group.id


def _to_group(session: Session) -> list[Notice]:
    rows = session.exec(select(OutboxRow).where(col(OutboxRow.to_group).is_(True)).order_by(col(OutboxRow.id)))
    return [load_notice(row.kind, row.data) for row in rows]


def _notice(session: Session, key: str) -> Notice | None:
    row = session.exec(select(OutboxRow).where(OutboxRow.key == key)).first()
    return load_notice(row.kind, row.data) if row is not None else None
