"""The branch's group: linked by its secretary, lost, found again, upgraded, renamed."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, select

from storage.tables import GroupChat
from storage.vocabulary import ChatState
from tests.joining.places import BRANCH, found, open_link
from tests.town import Town


async def groups(town: Town) -> dict[int, GroupChat]:
    """Every group by its id."""
    return {row.chat_id: row for row in await town.db.read(_groups)}


def _groups(session: Session) -> Any:
    return list(session.exec(select(GroupChat)))


async def open_group(town: Town, *, kind: str = "supergroup", title: str = "支部群", founder: str = "王书记") -> int:
    """Open a group with the bot in it; the town's walks go there from now on."""
    others = [person for name, person in town.people.items() if name != founder]
    town.group = await town.control.group(title, town.people[founder], others, kind=kind)
    await town.control.member(town.group, town.bot_id, by=town.people[founder])
    await town.quiet()
    return town.group


async def move_in(town: Town) -> None:
    """A branch whose members have accounts, without a group."""
    await open_link(town, "王书记", await found(town))
    await town.stranger("路人")


async def test_the_bot_introduces_itself_and_the_secretary_links_the_group(bare_town: Town) -> None:
    await move_in(bare_town)
    group = await open_group(bare_town)
    assert "请支部书记在本群发送 /bind" in await bare_town.last("王书记", in_group=True)
    await bare_town.say("王书记", "/bind", in_group=True)
    assert f"本群现在是{BRANCH}的支部群" in await bare_town.last("王书记", in_group=True)
    assert (await groups(bare_town))[group].title == "支部群"
    await bare_town.say("王书记", "/bind@xianfeng_bot", in_group=True)
    assert "已经是" in await bare_town.last("王书记", in_group=True)
    assert len(await groups(bare_town)) == 1


async def test_only_a_secretary_who_administers_the_group_links_it(town: Town) -> None:
    await town.stranger("路人")
    group = await open_group(town, founder="张三")
    await town.say("王书记", "/bind", in_group=True)
    assert "须是群管理员" in await town.last("王书记", in_group=True)
    await town.say("张三", "/bind", in_group=True)
    assert "不能办理" in await town.last("张三", in_group=True)
    await town.say("路人", "/bind", in_group=True)
    assert "还没有对应的党员" in await town.last("路人", in_group=True)
    assert group not in await groups(town)


async def test_an_anonymous_administrator_is_told_how_to_show_himself(bare_town: Town) -> None:
    await move_in(bare_town)
    group = await open_group(bare_town, founder="路人")
    secretary = bare_town.people["王书记"]
    await bare_town.control.member(group, secretary, "administrator", anonymous=True, by=bare_town.people["路人"])
    await bare_town.say("王书记", "/bind", in_group=True)
    assert "匿名管理员" in await bare_town.last("王书记", in_group=True)
    assert await groups(bare_town) == {}
    await bare_town.control.member(group, secretary, "administrator", by=bare_town.people["路人"])
    await bare_town.say("王书记", "/bind", in_group=True)
    assert group in await groups(bare_town)


async def test_a_group_of_another_branch_is_refused_and_its_name_kept_quiet(bare_town: Town) -> None:
    await move_in(bare_town)
    await open_link(bare_town, "外支书", await found(bare_town, "机关第二党支部", "外支书"))
    group = await open_group(bare_town)
    await bare_town.say("王书记", "/bind", in_group=True)
    await bare_town.control.member(group, bare_town.people["外支书"], "administrator", by=bare_town.people["王书记"])
    await bare_town.say("外支书", "/bind", in_group=True)
    told = await bare_town.last("外支书", in_group=True)
    assert "已属于另一个支部" in told
    assert BRANCH not in told


async def test_a_branch_has_one_group_and_the_newer_replaces_the_older(bare_town: Town) -> None:
    await move_in(bare_town)
    await open_group(bare_town, title="老群")
    await bare_town.say("王书记", "/bind", in_group=True)
    newer = await open_group(bare_town, title="新群")
    await bare_town.say("王书记", "/bind", in_group=True)
    assert "代替了原来的群“老群”" in await bare_town.last("王书记", in_group=True)
    assert set(await groups(bare_town)) == {newer}


async def test_the_secretary_is_told_when_the_bot_is_removed_and_when_it_is_back(bare_town: Town) -> None:
    await move_in(bare_town)
    group = await open_group(bare_town)
    await bare_town.say("王书记", "/bind", in_group=True)
    await bare_town.control.member(group, bare_town.bot_id, "kicked", by=bare_town.people["王书记"])
    await bare_town.quiet()
    assert (await groups(bare_town))[group].state is ChatState.UNREACHABLE
    assert "不能在群“支部群”里发言了" in await bare_town.last("王书记")
    await bare_town.say("王书记", "/members")
    assert "⛔ 支部群：支部群" in await bare_town.last("王书记")

    await bare_town.later(minutes=5)
    await bare_town.control.member(group, bare_town.bot_id, "member", by=bare_town.people["王书记"])
    await bare_town.quiet()
    assert (await groups(bare_town))[group].state is ChatState.ACTIVE
    assert "又能在群“支部群”里发言了" in await bare_town.last("王书记")
    assert "我回来了" in await bare_town.last("王书记", in_group=True)


async def test_word_of_a_removal_that_comes_late_or_twice_changes_nothing(bare_town: Town) -> None:
    await move_in(bare_town)
    group = await open_group(bare_town)
    await bare_town.say("王书记", "/bind", in_group=True)
    await bare_town.later(minutes=10)
    now = int((await bare_town.control.now()).timestamp())
    await bare_town.control.inject(removal(bare_town, group, now - 3600))
    await bare_town.quiet()
    assert (await groups(bare_town))[group].state is ChatState.ACTIVE
    for _delivery in range(2):
        await bare_town.control.inject(removal(bare_town, group, now))
        await bare_town.quiet()
    assert (await groups(bare_town))[group].state is ChatState.UNREACHABLE
    told = [words for words in await bare_town.texts("王书记") if "不能在群" in words]
    assert len(told) == 1


def removal(town: Town, group: int, date: int) -> dict[str, object]:
    """Word from the messenger that the bot was removed."""
    bot = {"id": town.bot_id, "is_bot": True, "first_name": "先锋"}
    person = {"id": town.people["王书记"].id, "is_bot": False, "first_name": "王书记"}
    chat = {"id": group, "type": "supergroup", "title": "支部群"}
    old, new = {"user": bot, "status": "member"}, {"user": bot, "status": "left"}
    return {
        "my_chat_member": {"chat": chat, "from": person, "date": date, "old_chat_member": old, "new_chat_member": new}
    }


async def test_a_bot_that_is_silenced_counts_as_gone(bare_town: Town) -> None:
    await move_in(bare_town)
    group = await open_group(bare_town)
    await bare_town.say("王书记", "/bind", in_group=True)
    await bare_town.control.member(
        group,
        bare_town.bot_id,
        "restricted",
        by=bare_town.people["王书记"],
        rights={"can_send_messages": False},
    )
    await bare_town.quiet()
    assert (await groups(bare_town))[group].state is ChatState.UNREACHABLE


async def test_a_group_that_becomes_a_supergroup_stays_the_branchs_group(bare_town: Town) -> None:
    await move_in(bare_town)
    old = await open_group(bare_town, kind="group")
    await bare_town.say("王书记", "/bind", in_group=True)
    new = await bare_town.control.migrate(old)
    await bare_town.quiet()
    rows = await groups(bare_town)
    assert (rows[old].state, rows[old].migrated_to) == (ChatState.MIGRATED, new)
    assert rows[new].state is ChatState.ACTIVE
    bare_town.group = new
    await bare_town.say("王书记", "/bind", in_group=True)
    assert "已经是" in await bare_town.last("王书记", in_group=True)
    await bare_town.say("王书记", "/members")
    assert "支部群：支部群" in await bare_town.last("王书记")


async def test_a_renamed_group_is_known_by_its_new_name(bare_town: Town) -> None:
    await move_in(bare_town)
    group = await open_group(bare_town)
    await bare_town.say("王书记", "/bind", in_group=True)
    chat = {"id": group, "type": "supergroup", "title": "先锋群"}
    sender = {"id": bare_town.people["王书记"].id, "is_bot": False, "first_name": "王书记"}
    title = {"message_id": 900, "date": 1782864000, "chat": chat, "from": sender, "new_chat_title": "先锋群"}
    await bare_town.control.inject({"message": title})
    await bare_town.quiet()
    assert (await groups(bare_town))[group].title == "先锋群"


async def test_bind_in_private_says_where_it_belongs(town: Town) -> None:
    await town.say("王书记", "/bind")
    assert "请在支部群里发送 /bind" in await town.last("王书记")


async def test_talk_in_the_group_is_left_in_peace_and_help_points_to_the_private_chat(town: Town) -> None:
    before = await town.texts("张三", in_group=True)
    await town.say("张三", "大家好", in_group=True)
    await town.say("张三", "/whatever", in_group=True)
    assert await town.texts("张三", in_group=True) == before
    await town.say("张三", "/help", in_group=True)
    assert "个人的事请私聊我" in await town.last("张三", in_group=True)
