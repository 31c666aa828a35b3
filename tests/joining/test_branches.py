"""What the operator does: a branch with its secretary, a new link, the list."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.actors import Caller
from services.branches import Branches
from services.clock import SetClock
from services.errors import InputFaults, Refused
from services.joining import Joining
from services.roster import Rosters
from storage.database import Database, open_database
from storage.migrate import upgrade
from storage.notices.home import LinkRevoked
from tests.joining.sheets import LI, SECRETARY, ZHANG, workbook

CLOCK = SetClock(datetime(2026, 7, 1, 0, 0, tzinfo=UTC))
NAME = "机关第一党支部"


@pytest.fixture(params=["sqlite", "postgresql"])
async def db(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database, of each kind that the product runs on."""
    on_postgres = request.param == "postgresql"
    url = request.getfixturevalue("postgres_url") if on_postgres else f"sqlite:///{tmp_path / 'branches.db'}"
    await asyncio.to_thread(upgrade, url)
    opened = open_database(url)
    yield opened
    await opened.close()


async def test_a_branch_is_listed_with_what_the_operator_may_know(db: Database) -> None:
    branches = Branches(db, CLOCK)
    made = await branches.add("工委", NAME, "xinyu-2017", "Asia/Shanghai", "王书记")
    caller = Caller(user_id=7, chat_id=7)
    await Joining(db, CLOCK).open_link(caller, made.token, language="zh_CN", at=CLOCK.now())
    line = (await branches.list())[0]
    assert (line.name, line.superior, line.scheme_id, line.members, line.joined) == (NAME, "工委", "xinyu-2017", 1, 1)
    assert (line.secretaries, line.group, line.group_reachable) == (("王书记",), "", False)


async def test_two_branches_share_a_superior_committee(db: Database) -> None:
    branches = Branches(db, CLOCK)
    await branches.add("工委", NAME, "xinyu-2017", "Asia/Shanghai", "王书记")
    await branches.add("工委", "机关第二党支部", "changzhou-2021", "Asia/Urumqi", "李书记")
    assert [line.superior for line in await branches.list()] == ["工委", "工委"]


async def test_every_fault_of_a_new_branch_is_named_at_once(db: Database) -> None:
    branches = Branches(db, CLOCK)
    await branches.add("工委", NAME, "xinyu-2017", "Asia/Shanghai", "王书记")
    with pytest.raises(InputFaults) as caught:
        await branches.add(" ", NAME, "no-scheme", "Mars/Olympus", "书" * 61, language="fr", dues_day=31)
    told = [fault.split(":", 1)[0] for fault in caught.value.faults]
    assert told == ["superior", "secretary", "name", "zone", "scheme", "language", "dues day"]
    assert "changzhou-2021" in str(caught.value)
    assert len(await branches.list()) == 1


async def test_a_new_link_for_the_secretary_voids_the_old_one(db: Database) -> None:
    branches = Branches(db, CLOCK)
    old = await branches.add("工委", NAME, "xinyu-2017", "Asia/Shanghai", "王书记")
    new = await branches.invite_secretary(NAME)
    joining = Joining(db, CLOCK)
    caller = Caller(user_id=7, chat_id=7)
    with pytest.raises(Refused) as caught:
        await joining.open_link(caller, old.token, language="zh_CN", at=CLOCK.now())
    assert caught.value.notice == LinkRevoked()
    welcome = await joining.open_link(caller, new.token, language="zh_CN", at=CLOCK.now())
    assert welcome.home.name == "王书记"
    with pytest.raises(InputFaults, match="has joined"):
        await branches.invite_secretary(NAME)
    with pytest.raises(InputFaults, match=NAME):
        await branches.invite_secretary("无此支部")


async def test_only_hashes_of_tokens_are_kept(db: Database) -> None:
    made = await Branches(db, CLOCK).add("工委", NAME, "xinyu-2017", "Asia/Shanghai", "王书记")
    row = await db.fetch_row("SELECT token_hash FROM invitation WHERE id = ?", [1])
    assert row == (hashlib.sha256(made.token.encode()).hexdigest(),)


async def test_the_operator_imports_a_roster_by_the_same_road(db: Database) -> None:
    await Branches(db, CLOCK).add("工委", NAME, "xinyu-2017", "Asia/Shanghai", "王书记")
    rosters = Rosters(db, CLOCK)
    sheet, preview = await rosters.preview_for(NAME, workbook(SECRETARY, ZHANG, LI), "zh_CN")
    assert (len(preview.added), len(preview.changed)) == (2, 1)
    first = await rosters.apply_for(NAME, sheet)
    again = await rosters.apply_for(NAME, sheet)
    assert (first.added, first.changed) == (2, 1)
    assert (again.added, again.changed, again.unchanged) == (0, 0, 3)
    with pytest.raises(InputFaults, match="无此支部"):
        await rosters.preview_for("无此支部", b"", "zh_CN")
