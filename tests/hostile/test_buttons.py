"""Every button that the bot ever showed to anybody, tapped by those whom it was not for."""

from __future__ import annotations

import re
from datetime import date

import pytest
from sqlmodel import Session, col, select

from storage.tables import Invitation, Member, Person, RoleHeld
from tests.hostile.busy import BROKEN, OTHER, STRANGER, Busy
from tests.walk.cast import BRANCH, MEMBERS, SECRETARY, SUN
from tests.walk.walker import ZONE

pytestmark = pytest.mark.asyncio(loop_scope="package")

OWN_RIGHT = re.compile(r"(meet|lt|lo|lr|lx|c[bcefimpswx]|cf|p[stw]|u[dn]|lang|home|dm):?")
"""Buttons that mean the tapper himself: every member may check in, ask leave, claim, and look at what is his."""

KINDS = 38
"""Kinds of button that a branch in the middle of everything has shown at least."""


async def tap_all(branch: Busy, name: str, buttons: list[str]) -> list[str]:
    """Let somebody tap buttons that were never his; every tap must be answered. Gives what he was told."""
    told = []
    for data in buttons:
        tapped = await branch.forge(name, data)
        assert tapped.answered, data
        told.append(tapped.text or "")
    await branch.walk.settle(edits=True)
    return told


async def test_the_day_has_shown_nearly_every_kind_of_button(branch: Busy) -> None:
    kinds = {data.split(":", 1)[0] for data in await branch.buttons()}
    assert len(kinds) >= KINDS, kinds


async def test_a_stranger_changes_nothing_and_learns_nothing(branch: Busy) -> None:
    before = await branch.data()
    told = await tap_all(branch, STRANGER, await branch.buttons())
    seen = "\n".join([*told, *await branch.walk.texts(STRANGER)])
    assert [word for word in (*MEMBERS, BRANCH, BROKEN, "党课", "主题党日") if word in seen] == []
    assert await branch.data() == before


async def test_the_secretary_of_another_branch_changes_nothing_and_sees_nobody(branch: Busy) -> None:
    buttons = [data for data in await branch.buttons() if not data.startswith("lang:")]
    before = await branch.data()
    told = await tap_all(branch, OTHER, buttons)
    seen = "\n".join([*told, *await branch.walk.texts(OTHER)])
    assert [word for word in (*MEMBERS, BRANCH, BROKEN) if word in seen] == []
    assert await branch.data() == before


async def test_a_secretary_who_is_none_any_more_keeps_his_buttons_and_decides_nothing(branch: Busy) -> None:
    buttons = [data for data in await branch.buttons() if not OWN_RIGHT.match(data)]
    await branch.walk.db.write(_end_roles, SECRETARY, branch.walk.box.clock.now().astimezone(ZONE).date())
    before = await branch.data()
    try:
        told = await tap_all(branch, SECRETARY, buttons)
        assert BROKEN not in "\n".join(told)
        assert await branch.data() == before
    finally:
        await branch.walk.db.write(_end_roles, SECRETARY, None)


async def test_a_plain_member_decides_nothing_with_the_buttons_of_others(branch: Busy) -> None:
    buttons = [data for data in await branch.buttons() if not OWN_RIGHT.match(data)]
    before = await branch.data()
    told = await tap_all(branch, SUN, buttons)
    assert BROKEN not in "\n".join(told)
    assert await branch.data() == before


@pytest.mark.parametrize("number", ["0", "-1", "999999999", "99999999999999999999", "abc", ""])
async def test_a_button_with_another_number_finds_nothing(branch: Busy, number: str) -> None:
    """What the secretary's own buttons become when other ids are written into them; only new links come of it."""
    before = await branch.data(but=[Invitation])
    forged = {re.sub(r"(?<=:)\d+(?=:|$)", number, data, count=1)[:64] for data in await branch.buttons()}
    told = await tap_all(branch, SECRETARY, sorted(forged - set(await branch.buttons())))
    assert BROKEN not in "\n".join(told)
    assert await branch.data(but=[Invitation]) == before


def _end_roles(session: Session, name: str, day: date | None) -> None:
    rows = session.exec(
        select(RoleHeld)
        .join(Member, col(Member.id) == RoleHeld.member_id)
        .join(Person, col(Person.id) == Member.person_id)
        .where(Person.name == name, RoleHeld.branch_id == 1)
    )
    for held in rows:
        held.until = day
        session.add(held)
