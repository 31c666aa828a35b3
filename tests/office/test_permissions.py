"""The table of permissions, cell by cell: who may does, who may not is refused and told who may."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable
from datetime import timedelta
from pathlib import Path
from types import NoneType

import pytest

from services.actors import resolve
from services.errors import Refused
from services.permissions import ALLOWED, STAND_INS, Action
from services.reviews import Reviews
from storage.notices import Notice
from storage.notices.common import Gone, NoPermission
from storage.notices.deputies import DeputyBoard, DeputyEnded, DeputyNamed, DeputyOverlap
from storage.notices.meetings import NotExpected
from storage.notices.office import OfficeDone, OwnOffice, Topic
from storage.notices.reviews import ReviewSettled
from storage.notices.roles import LastSecretary, RoleTold
from storage.vocabulary import Role
from tests.office.deeds import DEEDS
from tests.office.world import CAST, REVIEWER, World, roles_of, world

HOLDERS = {Role.MEMBER: "张三", Role.REVIEWER: REVIEWER, **{role: name for name, role in CAST.items()}}


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as made:
        yield made


def allowed(action: Action, role: Role) -> bool:
    """What the table says: whoever is something else is a member too, but for the superior's reviewer."""
    return role in ALLOWED[action] or (Role.MEMBER in ALLOWED[action] and role is not Role.REVIEWER)


@pytest.mark.parametrize("action", DEEDS)
async def test_each_role_can_do_what_the_table_allows_and_nothing_else(here: World, action: Action) -> None:
    await here.belonging.choose(here.callers[REVIEWER], here.branch_id)
    refusals = {role: await refusal_of(DEEDS[action](here, here.callers[name])) for role, name in HOLDERS.items()}
    # A reviewer from outside is expected at no meeting of the branch: he is told that instead.
    assert {type(refusal) for refusal in refusals.values()} <= {NoneType, NoPermission, NotExpected}
    assert {role: refusal is None for role, refusal in refusals.items()} == {
        role: allowed(action, role) for role in HOLDERS
    }


async def refusal_of(deed: Awaitable[object]) -> Notice | None:
    """What somebody is told whose deed is refused."""
    try:
        await deed
    except Refused as refused:
        return refused.notice
    return None


def test_a_deed_is_known_for_every_action() -> None:
    assert set(DEEDS) == set(Action)


async def test_a_refusal_names_those_who_may(here: World) -> None:
    with pytest.raises(Refused) as refused:
        await DEEDS[Action.DECIDE_LEAVE](here, here.callers["赵记分"])
    assert refused.value.notice == NoPermission(action="decide_leave", roles=(Role.COMMITTEE, Role.SECRETARY))


# The way out


@pytest.mark.parametrize("action", [Action.REVIEW_CLAIM, Action.SIGN_LETTER])
async def test_where_all_are_concerned_the_committee_decides_and_without_one_the_superior(
    here: World, action: Action
) -> None:
    await here.demote("赵记分")
    matter = {Action.REVIEW_CLAIM: here.claim, Action.SIGN_LETTER: here.letter}[action]
    for stand_in, name in zip(STAND_INS, ("李委员", REVIEWER), strict=True):
        assert stand_in in {CAST.get(name), Role.REVIEWER}
        for who in ("张三", "周组长", *({"李委员", REVIEWER} - {name})):
            with pytest.raises(Refused):
                await _decide(here, action, who, await matter("王书记"))
        await _decide(here, action, name, await matter("王书记"))
        await here.demote("李委员")


async def _decide(here: World, action: Action, who: str, matter: int) -> None:
    from services.letters import Letters

    if action is Action.REVIEW_CLAIM:
        await Reviews(here.db, here.clock).approve(here.callers[who], matter, 1)
    else:
        await Letters(here.db, here.clock).sign(here.callers[who], matter)


async def test_a_reviewer_of_another_superior_learns_nothing_of_the_branch(here: World) -> None:
    await here.db.write(_superior_of_his_own, here.members[REVIEWER])
    with pytest.raises(Refused) as refused:
        await here.belonging.choose(here.callers[REVIEWER], here.branch_id)
    assert refused.value.notice == Gone()


def _superior_of_his_own(session: object, member_id: int) -> None:
    from sqlmodel import Session, select

    from storage.tables import Branch, Member, RoleHeld

    assert isinstance(session, Session)
    home = session.get_one(Branch, session.get_one(Member, member_id).branch_id)
    for row in session.exec(select(RoleHeld).where(RoleHeld.member_id == member_id)):
        row.superior_id = home.superior_id
        session.add(row)


# Deputies


async def test_a_deputy_acts_in_his_days_and_is_told_and_is_nobody_after_them(here: World) -> None:
    await here.lend("王书记", "张三", "2026-07-12", "2026-07-13")
    assert [notice for _, notice in await here.owed("张三") if isinstance(notice, DeputyNamed)]
    for day, acts in (("2026-07-11", False), ("2026-07-12", True), ("2026-07-13", True), ("2026-07-14", False)):
        here.at(f"{day} 12:00")
        actor = await here.db.read(resolve, here.callers["张三"], here.clock.now())
        assert (Role.SECRETARY in actor.roles) is acts, day


async def test_a_deputy_decides_neither_on_himself_nor_on_the_one_in_whose_place_he_acts(here: World) -> None:
    await here.lend("赵记分", "张三", "2026-07-10", "2026-07-20")
    reviews = Reviews(here.db, here.clock)
    for concerned in ("张三", "赵记分"):
        with pytest.raises(Refused):
            await reviews.approve(here.callers["张三"], await here.claim(concerned), 1)
    settled = await reviews.approve(here.callers["张三"], await here.claim("李四"), 1)
    assert isinstance(settled, ReviewSettled)


async def test_what_was_lent_is_lent_no_further(here: World) -> None:
    await here.lend("王书记", "张三", "2026-07-10", "2026-07-20")
    with pytest.raises(Refused) as refused:
        await here.lend("张三", "李四", "2026-07-11", "2026-07-12")
    assert isinstance(refused.value.notice, NoPermission)


async def test_a_lender_who_loses_his_role_lends_nothing_any_more(here: World) -> None:
    await here.lend("赵记分", "张三", "2026-07-10", "2026-07-20")
    await here.demote("赵记分")
    actor = await here.db.read(resolve, here.callers["张三"], here.clock.now())
    assert actor.roles == {Role.MEMBER}


async def test_the_same_days_go_to_one_deputy_and_a_called_back_one_frees_them(here: World) -> None:
    await here.lend("王书记", "张三", "2026-07-10", "2026-07-20")
    with pytest.raises(Refused) as refused:
        await here.lend("王书记", "李四", "2026-07-20", "2026-07-25")
    assert isinstance(refused.value.notice, DeputyOverlap)
    [line] = (await here.deputies.board(here.callers["王书记"])).lines
    for _tap in range(2):
        board = await here.deputies.end(here.callers["王书记"], line.delegation_id)
        assert board == DeputyBoard(roles=(Role.SECRETARY,), lines=())
    assert [notice for _, notice in await here.owed("张三") if isinstance(notice, DeputyEnded)]
    await here.lend("王书记", "李四", "2026-07-10", "2026-07-25")


async def test_only_the_lender_calls_his_deputy_back(here: World) -> None:
    await here.lend("王书记", "张三", "2026-07-10", "2026-07-20")
    [line] = (await here.deputies.board(here.callers["张三"])).lines
    for who in ("张三", "李四", "李委员", REVIEWER):
        with pytest.raises(Refused) as refused:
            await here.deputies.end(here.callers[who], line.delegation_id)
        assert refused.value.notice == Gone(), who


async def test_a_form_confirmed_twice_names_one_deputy(here: World) -> None:
    form = await here.fill(
        "王书记",
        Topic.DEPUTY,
        deputy=str(here.members["张三"]),
        since="2026-07-12",
        until="2026-07-13",
        reason="外出培训",
    )
    for _delivery in range(2):
        assert isinstance(await here.office.commit(here.callers["王书记"], form), OfficeDone)
    assert len((await here.deputies.board(here.callers["王书记"])).lines) == 1


# Roles with dates


async def test_a_role_is_given_for_its_days_with_author_and_reason_and_the_member_is_told(here: World) -> None:
    answers = {"role": "recorder", "since": "2026-07-12", "last": "2026-08-31", "reason": "赵记分住院"}
    for _delivery in range(2):
        await here.do("王书记", Topic.ROLE, "张三", **answers)
    start = here.clock.now().date()
    assert await here.db.read(roles_of, here.members["张三"]) == [
        (Role.RECORDER, start + timedelta(days=2), start.replace(month=9, day=1))
    ]
    [change] = await here.changes("张三")
    assert (change.field, change.by_member_id, change.reason) == ("role.recorder", here.members["王书记"], "赵记分住院")
    assert [notice for _, notice in await here.owed("张三") if isinstance(notice, RoleTold)]


async def test_nobody_gives_himself_a_role_and_a_deputy_gives_none_to_his_lender(here: World) -> None:
    with pytest.raises(Refused) as refused:
        await here.office.begin(here.callers["王书记"], Topic.ROLE, here.members["王书记"], "f1")
    assert refused.value.notice == OwnOffice()
    await here.lend("王书记", "张三", "2026-07-10", "2026-07-20")
    with pytest.raises(Refused):
        await here.office.begin(here.callers["张三"], Topic.ROLE, here.members["王书记"], "f1")
    await here.office.begin(here.callers["张三"], Topic.ROLE, here.members["李四"], "f1")


async def test_the_only_secretary_stays_until_there_is_another(here: World) -> None:
    answers = {"role": "secretary", "on": "2026-08-01", "reason": "换届"}
    with pytest.raises(Refused) as refused:
        await here.do("李委员", Topic.ROLE_END, "王书记", **answers)
    assert isinstance(refused.value.notice, LastSecretary)
    await here.do("王书记", Topic.ROLE, "张三", role="secretary", since="2026-08-01", last="", reason="换届")
    here.at("2026-08-01 09:00")
    await here.do("张三", Topic.ROLE_END, "王书记", **{**answers, "on": "2026-08-01"})
    actor = await here.db.read(resolve, here.callers["王书记"], here.clock.now())
    assert actor.roles == {Role.MEMBER}
