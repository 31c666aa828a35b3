"""A branch that announces volunteer activities, for tests that call services directly."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from services.activities import Activities
from services.activity_approval import ActivityRolls
from services.activity_form import ActivityForm
from storage.notices import Notice
from storage.tables import ActivitySeat
from storage.vocabulary import Role
from tests.claims.stage import Stage, opened

TYPED = ("社区环境清理", "幸福社区南门", "7月18日 9:00", "3", "2")
"""An activity of three hours with two places."""


@dataclass
class Green(Stage):
    """A stage with the services of this conversation."""

    def __post_init__(self) -> None:
        self.activities = Activities(self.db, self.clock)
        self.rolls = ActivityRolls(self.db, self.clock)

    async def form(self, *answers: str, by: str = "王书记", form: str = "m1") -> ActivityForm:
        """A form filled with answers, `TYPED` where none are given."""
        filled = await self.activities.begin(self.callers[by], form)
        for said in answers or TYPED:
            filled = filled.wrote(said, self.clock.now())
        return filled

    async def announce(self, *answers: str, by: str = "王书记", form: str = "m1") -> int:
        """Announce an activity; give its id."""
        announced = await self.activities.announce(self.callers[by], await self.form(*answers, by=by, form=form))
        return announced.info.activity_id

    async def join(self, activity_id: int, *names: str) -> list[Any]:
        """Let members join one after the other."""
        return [await self.activities.join(self.callers[name], activity_id) for name in names]

    async def serve(self, activity_id: int, name: str, came: str, left: str | None = None) -> None:
        """Check a member in and, when it is given, out, at times of 18 July."""
        self.at(f"2026-07-18 {came}")
        await self.rolls.open_due(self.clock.now())
        await self.activities.check_in(self.callers[name], activity_id)
        if left is not None:
            self.at(f"2026-07-18 {left}")
            await self.activities.check_out(self.callers[name], activity_id)

    async def close(self) -> None:
        """Let the time for check-out pass."""
        self.at("2026-07-18 08:30")
        await self.rolls.open_due(self.clock.now())
        self.at("2026-07-18 13:00")
        assert await self.rolls.close_due(self.clock.now()) == 1

    async def seat(self, name: str) -> int:
        """The id of a member's seat."""
        return next(int(row.id) for row in await self.rows(ActivitySeat) if row.member_id == self.members[name])

    async def states(self) -> dict[str, str]:
        """How everybody stands."""
        names = {member_id: name for name, member_id in self.members.items()}
        return {names[row.member_id]: row.state.value for row in await self.rows(ActivitySeat)}

    async def told(self, name: str, kind: type[Notice]) -> list[Any]:
        """What of a kind is owed to a member."""
        return [notice for _, notice in await self.owed(name) if isinstance(notice, kind)]


@asynccontextmanager
async def green(url: str) -> AsyncIterator[Green]:
    """Open a stage with a secretary, a committee member, a recorder and three members."""
    async with opened(url) as stage:
        made = Green(stage.db, stage.clock)
        await made.found()
        await made.settle("王书记", Role.SECRETARY)
        await made.settle("李委员", Role.COMMITTEE)
        await made.settle("赵记分", Role.RECORDER)
        for name in ("张三", "李四", "陈奶奶"):
            await made.settle(name)
        yield made
