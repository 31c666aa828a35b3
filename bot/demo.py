"""`xianfeng demo`: sandbox, real bot, seeded branch and page on this machine; nothing is kept and nothing remains."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

import typer

from bot.app import App
from bot.assembly import build_house
from bot.clock import SandboxClock
from bot.demo_history import NOW, write_history
from bot.demo_people import Resident, residents
from sandbox.client import Control, Person
from sandbox.server import Sandbox
from services.cards import refresh_branch
from storage.database import Database, open_database
from storage.migrate import upgrade
from storage.tables import GroupChat
from storage.vocabulary import Role

TOKEN = "700000001:AAdemodemodemodemodemodemodemodemo"  # noqa: S105 (good in the sandbox only)
GROUP_TITLE = "机关第一党支部"


async def show(*, port: int, members: int) -> None:
    """Run the demo until cancelled; prints where the page is when everything is ready."""
    folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="xianfeng-demo-"))
    url = f"sqlite:///{folder / 'demo.db'}"
    await asyncio.to_thread(upgrade, url)
    db = open_database(url)
    box = Sandbox(start=NOW)
    try:
        base = await box.start(port=port)
        async with Control(base) as control:
            people = residents(members)
            accounts, group = await _settle(control, people)
            await _seed(db, people, accounts, group)
        house = await build_house(db, SandboxClock(base), token=TOKEN, api_base=base)
        app = App(house, token=TOKEN, api_base=base)
        async with app:
            typer.echo(_welcome(base, people, accounts, group))
            await app.watch()
    finally:
        await box.stop()
        await db.close()
        await asyncio.to_thread(shutil.rmtree, folder)


async def _settle(control: Control, people: tuple[Resident, ...]) -> tuple[dict[str, Person], int]:
    """Let everybody live in the sandbox, press Start, and be in the group with the bot."""
    bot = await control.bot(TOKEN, username="xianfeng_demo_bot", first_name="先锋")
    accounts = {one.name: await control.user(one.name) for one in people}
    founder, *others = accounts.values()
    group = await control.group(GROUP_TITLE, founder, others)
    await control.member(group, int(bot["id"]), "administrator", by=founder)
    for person in accounts.values():
        await control.start(person)
    return accounts, group


async def _seed(db: Database, people: tuple[Resident, ...], accounts: dict[str, Person], group: int) -> None:
    branch_id = await db.write(write_history, people, {name: person.id for name, person in accounts.items()})
    await db.write(
        lambda session: session.add(
            GroupChat(chat_id=group, branch_id=branch_id, title=GROUP_TITLE, bound_by=1, bound_at=NOW)
        )
    )
    await db.write(refresh_branch, branch_id, NOW)


def _welcome(base: str, people: tuple[Resident, ...], accounts: dict[str, Person], group: int) -> str:
    secretary = next(accounts[one.name] for one in people if Role.SECRETARY in one.roles)
    member = accounts["张伟"]
    panels = ",".join(
        f"{who.id}:{chat}" for who, chat in ((member, member.id), (secretary, secretary.id), (member, group))
    )
    return f"先锋已就绪 · Xianfeng is ready:\n\n    {base}/#panels={panels}\n\n按 Ctrl-C 结束 · Ctrl-C ends it."
