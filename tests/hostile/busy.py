"""A branch in the middle of everything: whatever can be decided waits for its decision."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Table, inspect
from sqlmodel import Session, SQLModel, col, select

from sandbox.client import Tap
from services.branches import Branches
from storage.tables import Account, Conversation, MessageRef, OutboxRow, ScoreCardRow, SentFile
from tests.walk import claims, joining, meetings
from tests.walk.cast import CHEN, COMMITTEE, LI, RECORDER, SECRETARY, WU, ZHANG, roster
from tests.walk.lodging import InHouse
from tests.walk.month import Errors, town
from tests.walk.walker import Walk

Row = TypeVar("Row", bound=SQLModel)

OTHER, STRANGER = "外支部书记", "路人"
"""The secretary of another branch, and somebody who is no member at all."""

BROKEN = "系统出了点问题"
"""What the bot says when a handler failed."""

NOVICE = ("12", "新人", "", "在职", "", "", "2026-07-01", 9, "否", "", "")
"""One more member, in a roster that waits for its confirmation."""

MADE_UP = (Conversation, MessageRef, OutboxRow, ScoreCardRow, SentFile, Account)
"""Tables that say nothing about the branch: where conversations stand, what was said, what is derived."""


@dataclass
class Busy:
    """The walk that led here, its bot, and every button that was ever shown."""

    walk: Walk
    lodging: InHouse
    errors: Errors

    async def data(self, *, but: Iterable[type[SQLModel]] = ()) -> dict[str, list[str]]:
        """Everything that is decided or recorded, by table; tables of ``but`` are left out."""
        return await self.walk.db.read(_rows_of_branch, [*MADE_UP, *but])

    async def rows(self, table: type[Row]) -> list[Row]:
        """Every row of a table, in order."""
        return await self.walk.db.read(_rows_of, table)

    async def send_newcomer(self) -> None:
        """Let the secretary send a roster with one more member, and get its preview."""
        await self.walk.send(SECRETARY, roster(NOVICE), name="名册.xlsx")

    async def restart(self) -> None:
        """End the bot and start it anew: what it only remembered is gone."""
        await self.lodging.stop()
        await self.lodging.start()

    async def stands(self, name: str) -> list[str]:
        """Where somebody stands in a form: its state and data."""
        return await self.walk.db.read(_forms_of, self.walk.people[name].id)

    async def buttons(self) -> list[str]:
        """The data of every button that the bot ever showed to anybody."""
        shown: dict[str, None] = {}
        for call in await self.walk.control.calls():
            markup = call["params"].get("reply_markup")
            rows = (json.loads(markup) if isinstance(markup, str) else markup or {}).get("inline_keyboard", [])
            shown |= dict.fromkeys(
                button["callback_data"] for row in rows for button in row if "callback_data" in button
            )
        return list(shown)

    async def forge(self, name: str, data: str, *, wait: float = 10.0) -> Tap:
        """Let somebody tap a button that he was never shown, in his own chat."""
        message = (await self.walk.bots(name))[-1]
        return await self.walk.control.tap(self.walk.people[name], message, data, forged=True, wait=wait)


@asynccontextmanager
async def busy(folder: Path) -> AsyncIterator[Busy]:
    """Lead a branch into the middle of everything."""
    with Errors.watched() as errors:
        async with town(folder) as (walk, url):
            await walk.control.strict(False)  # the messenger's limits are not what is tried here
            lodging = InHouse(url, walk.box.base_url)
            await lodging.start()
            try:
                await settle_in(walk)
                yield Busy(walk, lodging, errors)
            finally:
                await lodging.stop()


async def settle_in(walk: Walk) -> None:
    """Live through the month's beginning, and leave everything open that can be open."""
    for step in (*joining.STEPS, *meetings.FIRST[:1]):
        await step.act(walk)
        await walk.settle()
        if step.act in (joining.found_branch, joining.ask_links):
            await step.expect(walk)  # which takes the links up
    other = await Branches(walk.db, walk.box.clock).add("县委", "外支部", "xinyu-2017", "Asia/Shanghai", OTHER)
    await walk.open_link(OTHER, other.token)
    await walk.person(STRANGER)
    await walk.say(STRANGER, "/start")
    await first_and_second_meeting(walk)
    await third_meeting(walk)
    await everything_open(walk)
    await walk.settle(edits=True)


async def first_and_second_meeting(walk: Walk) -> None:
    """Hold two meetings that 孙七 misses: his warning letter waits for a signature."""
    await walk.at("2026-07-10 18:40")
    await meetings.check_in(walk, SECRETARY, COMMITTEE, RECORDER, ZHANG, LI, CHEN, WU)
    await walk.at("2026-07-10 20:30")
    await walk.tap(SECRETARY, "✅ 确认")
    await meetings.plan(walk, "支部党员大会", "7月11日 19:00", minutes=60, place="三楼会议室")
    await walk.at("2026-07-11 18:40")
    await meetings.check_in(walk, SECRETARY, COMMITTEE, RECORDER, ZHANG, LI, CHEN, WU)
    await walk.at("2026-07-11 20:00")
    await walk.tap(SECRETARY, "✅ 确认")


async def third_meeting(walk: Walk) -> None:
    """Hold a third whose roll waits for confirmation, and open a fourth for which leave is asked."""
    await meetings.plan(walk, "党课", "7月12日 09:00", minutes=60, place="三楼会议室")
    await walk.at("2026-07-12 08:40")
    await meetings.check_in(walk, SECRETARY, ZHANG)
    await walk.at("2026-07-12 10:00")
    await claims.wu_serves(walk)
    await claims.zhang_claims(walk)
    await claims.secretary_returns_it(walk)
    await meetings.plan(walk, "集中学习", "7月12日 15:00", minutes=90, place="党员活动室")
    await walk.at("2026-07-12 14:40")
    await walk.tap(LI, "请事假", in_group=True)


async def everything_open(walk: Walk) -> None:
    """Open every screen that has buttons."""
    await walk.tap(SECRETARY, "🖊 点名册")
    await walk.say(RECORDER, "/dues")
    await walk.tap(RECORDER, "登记其他金额")
    for name, command in ((ZHANG, "/points"), (ZHANG, "/myclaims"), (RECORDER, "/review"), (SECRETARY, "/members")):
        await walk.say(name, command)
    await walk.tap(ZHANG, "基础分")
    await walk.tap(SECRETARY, f"✅ {WU}")
    await walk.tap(SECRETARY, "解除账号绑定")
    for command in ("/meetings", "/letters", "/invite", "/language"):
        await walk.say(SECRETARY, command)
    await walk.send(
        SECRETARY, roster(("12", "新人", "", "在职", "", "", "2026-07-01", 9, "否", "", "")), name="名册.xlsx"
    )


def _rows_of(session: Session, table: type[Row]) -> list[Row]:
    return list(session.exec(select(table).order_by(inspect(table).primary_key[0])))


def _forms_of(session: Session, user_id: int) -> list[str]:
    rows = session.exec(select(Conversation).order_by(col(Conversation.key)))
    return [f"{row.key} {row.state} {row.data}" for row in rows if f":{user_id}:" in row.key]


def _rows_of_branch(session: Session, left_out: list[type[SQLModel]]) -> dict[str, list[str]]:
    """Every row of every table but some; of the other branch none."""
    skipped = {inspect(model).local_table.name for model in left_out}
    found: dict[str, list[str]] = {}
    for table in SQLModel.metadata.sorted_tables:
        if table.name not in skipped:
            found[table.name] = sorted(_row(row) for row in session.execute(_select(table)).mappings())
    return found


def _select(table: Table) -> Any:
    statement = table.select()
    return statement.where(table.c.branch_id == 1) if "branch_id" in table.c else statement


def _row(row: Any) -> str:
    return repr(dict(row))
