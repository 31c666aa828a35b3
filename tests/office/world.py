"""A branch with one holder of each role, a reviewer of its superior, and rows to decide on; for service-level tests."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from services.belonging import Belonging
from services.deputies import Deputies
from services.office import Office
from services.office_form import Answer, OfficeForm, tapped, wrote
from services.roles import Roles
from storage.notices import Notice
from storage.notices.office import Topic
from storage.tables import (
    Branch,
    Claim,
    Duty,
    DutyDone,
    DutyPlan,
    ErasureRequest,
    Exemption,
    Leave,
    Letter,
    Meeting,
    Member,
    MemberChange,
    RoleHeld,
)
from storage.vocabulary import ClaimKind, DutyEvery, DutyEvidence, DutyState, LeaveKind, MeetingKind, MeetingState, Role
from tests.claims.stage import LONG_AGO, Stage, opened, sqlite_url

CAST: dict[str, Role] = {
    "周组长": Role.GROUP_LEADER,
    "赵记分": Role.RECORDER,
    "李委员": Role.COMMITTEE,
    "王书记": Role.SECRETARY,
}
REVIEWER = "孙上级"
_numbers = itertools.count(1)


@dataclass
class World(Stage):
    """A stage with the office's services."""

    def __post_init__(self) -> None:
        self.office = Office(self.db, self.clock)
        self.deputies = Deputies(self.db, self.clock)
        self.roles = Roles(self.db, self.clock)
        self.belonging = Belonging(self.db, self.clock)

    async def fill(self, by: str, topic: Topic, about: str = "", /, form: str = "f1", **answers: str) -> OfficeForm:
        """Fill a form of the office up to its summary; a day is written ``2026-07-20``, an empty answer skipped."""
        filled = await self.office.begin(self.callers[by], topic, self.members[about] if about else 0, form)
        while (question := filled.question) is not None:
            answer = answers[question.key]
            if not answer:
                filled = tapped(filled, question.key, "-")
            elif question.kind is not Answer.TEXT:
                filled = tapped(filled, question.key, f"={answer}")
            else:
                filled = wrote(filled, answer)
        return filled

    async def do(self, by: str, topic: Topic, about: str = "", /, form: str = "f1", **answers: str) -> Notice:
        """Fill a form and confirm it."""
        return await self.office.commit(self.callers[by], await self.fill(by, topic, about, form=form, **answers))

    async def lend(self, by: str, to: str, since: str, last: str) -> Notice:
        """Name a deputy."""
        deputy = str(self.members[to])
        return await self.do(
            by, Topic.DEPUTY, form=f"{by}{to}{since}", deputy=deputy, since=since, until=last, reason=""
        )

    async def meeting(self, state: MeetingState = MeetingState.PLANNED) -> int:
        """A meeting of today: planned for in an hour, or begun an hour ago."""
        return await self.db.write(_meeting, self.branch_id, self.members["王书记"], self.clock.now(), state)

    async def leave(self, of: str) -> int:
        """A request for leave that waits."""
        return await self.db.write(
            _insert,
            Leave(
                branch_id=self.branch_id,
                meeting_id=await self.meeting(),
                member_id=self.members[of],
                kind=LeaveKind.ILL,
                asked_at=self.clock.now(),
            ),
        )

    async def claim(self, of: str) -> int:
        """A claim that waits."""
        return await self.db.write(
            _insert,
            Claim(
                branch_id=self.branch_id,
                member_id=self.members[of],
                kind=ClaimKind.SERVICE,
                item_id="",
                title="社区环境清理",
                on_date=date(2026, 7, 3),
                quantity=Decimal(2),
                filed_key=f"claim{next(_numbers)}",
                submitted_at=self.clock.now(),
            ),
        )

    async def letter(self, to: str) -> int:
        """A warning letter that waits for its signature."""
        return await self.db.write(
            _insert,
            Letter(
                branch_id=self.branch_id,
                member_id=self.members[to],
                year=2026,
                cause_key=f"cause{next(_numbers)}",
                absences=[{"day": "2026-07-03", "title": "党员大会"}],
            ),
        )

    async def duty(self) -> int:
        """A duty of the branch that can be done now."""
        return await self.db.write(_duty, self.branch_id, self.clock.now())

    async def handed_in(self, by: str) -> int:
        """A duty that a member has handed in and nobody has looked at."""
        row = DutyDone(
            branch_id=self.branch_id,
            duty_id=await self.duty(),
            member_id=self.members[by],
            state=DutyState.FILED,
            at=self.clock.now(),
        )
        return await self.db.write(_insert, row)

    async def exemption(self, of: str) -> int:
        """An application for exemption that waits."""
        return await self.db.write(
            _insert,
            Exemption(
                branch_id=self.branch_id,
                member_id=self.members[of],
                since=self.clock.now().date(),
                reason="住院",
                filed_key=f"exemption{next(_numbers)}",
                filed_by=self.members[of],
                asked_at=self.clock.now(),
            ),
        )

    async def erasure(self, of: str) -> int:
        """A request for erasure that waits, by somebody who has left."""
        await self.settle(of, left_on=self.clock.now().date())
        person = next(row.person_id for row in await self.rows(Member) if row.id == self.members[of])
        row = ErasureRequest(branch_id=self.branch_id, person_id=person, asked_at=self.clock.now())
        return await self.db.write(_insert, row)

    async def changes(self, of: str) -> list[MemberChange]:
        """The history of a member."""
        return [row for row in await self.rows(MemberChange) if row.member_id == self.members[of]]


@asynccontextmanager
async def world(folder: Path, start: str = "2026-07-10 10:00") -> AsyncIterator[World]:
    """Open a world: the cast, two plain members, and the superior's reviewer, who lives in another branch."""
    async with opened(sqlite_url(folder), start) as stage:
        made = World(stage.db, stage.clock)
        own = await made.found()
        for name, role in CAST.items():
            await made.settle(name, role)
        for name in ("张三", "李四"):
            await made.settle(name)
        other = await made.found("第二党支部")
        await made.settle(REVIEWER)
        await made.db.write(_review_for, made.members[REVIEWER], other, own)
        made.branch_id = own
        yield made


def _review_for(session: Session, member_id: int, home: int, branch_id: int) -> None:
    superior = session.get_one(Branch, branch_id).superior_id
    session.add(RoleHeld(branch_id=home, member_id=member_id, role=Role.REVIEWER, superior_id=superior, since=LONG_AGO))


def _insert(session: Session, row: Any) -> int:
    session.add(row)
    session.flush()
    return int(row.id)


def _duty(session: Session, branch_id: int, now: datetime) -> int:
    today, code = now.date(), f"own:{next(_numbers)}"
    due = today + timedelta(days=5)
    plan = DutyPlan(
        branch_id=branch_id,
        code=code,
        title="上交学习笔记",
        every=DutyEvery.ONCE,
        first_due=due,
        open_days=10,
        evidence=DutyEvidence.WORDS,
        confirm=True,
        created_at=now,
    )
    plan_id = _insert(session, plan)
    opens = today - timedelta(days=5)
    duty = Duty(branch_id=branch_id, kind=code, due_on=due, plan_id=plan_id, opens_on=opens, closes_on=due)
    return _insert(session, duty)


def _meeting(session: Session, branch_id: int, by: int, now: datetime, state: MeetingState) -> int:
    starts_at = now + timedelta(hours=1 if state is MeetingState.PLANNED else -1)
    row = Meeting(
        branch_id=branch_id,
        kind=MeetingKind.GENERAL,
        title="党员大会",
        on_date=now.date(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        opens_at=starts_at - timedelta(minutes=30),
        grace_minutes=10,
        state=state,
        planned_by=by,
        planned_key=f"meeting{next(_numbers)}",
    )
    return _insert(session, row)


def roles_of(session: Session, member_id: int) -> list[tuple[Role, date, date | None]]:
    """The rows of a member's roles."""
    rows = session.exec(select(RoleHeld).where(RoleHeld.member_id == member_id).order_by(col(RoleHeld.id)))
    return [(row.role, row.since, row.until) for row in rows]
