"""The office through the sandbox: deputies, roles, several branches, and the screens that refuse."""

from __future__ import annotations

from services.branches import Branches
from tests.joining.places import accounts, open_link
from tests.town import Town


async def test_a_secretary_names_a_deputy_by_calendar_who_acts_and_is_called_back(town: Town) -> None:
    await town.say("王书记", "/deputy")
    await town.tap("王书记", "委托代理人")
    await town.tap("王书记", "张三")
    assert "2026年7月" in str((await town.messages("王书记"))[-1]["reply_markup"])
    await town.tap("王书记", "›")
    await town.tap("王书记", "3")
    await town.tap("王书记", "5")
    await town.say("王书记", "外出培训")
    summary = await town.last("王书记")
    assert "2026年8月3日" in summary
    assert "2026年8月5日" in summary
    await town.tap("王书记", "✅ 确认")
    assert "王书记委托您代理" in await town.last("张三")
    await town.say("张三", "/roster")
    assert "不能办理" in await town.last("张三")
    await town.at("2026-08-04 09:00")
    await town.say("张三", "/roster")
    assert "名册" in await town.last("张三")
    await town.say("张三", "/cancel")
    await town.say("王书记", "/deputy")
    await town.tap("王书记", "结束代理：张三")
    await town.say("张三", "/roster")
    assert "不能办理" in await town.last("张三")


async def test_a_day_is_written_too_and_an_odd_one_is_told_what_would_be_right(town: Town) -> None:
    await town.say("王书记", "/deputy")
    await town.tap("王书记", "委托代理人")
    await town.say("王书记", "张三")
    assert "请点上面的按钮" in await town.last("王书记")
    await town.tap("王书记", "李四")
    for odd, told in (
        ("改天", "没有看懂"),
        ("2020年1月1日", "之间"),
        ("2月30日", "没有看懂"),
        ("啊" * 4000, "没有看懂"),
    ):
        await town.say("王书记", odd)
        assert told in await town.last("王书记"), odd[:9]
    await town.send("王书记", b"x", kind="sticker")
    assert "请用文字或按钮回答" in await town.last("王书记")
    await town.say("王书记", "7月20日")
    await town.tap("王书记", "‹ 上一步")
    await town.say("王书记", "7月21日")
    await town.say("王书记", "7月22日")
    await town.tap("王书记", "跳过")
    assert "2026年7月21日" in await town.last("王书记")
    await town.tap("王书记", "✖️ 取消")
    assert "没有改动" in await town.last("王书记")
    await town.say("王书记", "/deputy")
    assert "还没有代理人" in await town.last("王书记")


async def test_a_plain_member_can_lend_nothing_and_forged_taps_open_no_form(town: Town) -> None:
    await town.say("张三", "/deputy")
    assert "不能办理" in await town.last("张三")
    message = (await town.messages("张三"))[-1]
    secretary = town.members["王书记"]
    for data in ("ob:deputy:0", f"ob:role:{secretary}", f"ob:role_end:{secretary}", "ob:role:999999", "ob:nonsense:1"):
        tapped = await town.control.tap(town.people["张三"], message, data, forged=True)
        assert tapped.text, data
    for data in ("of:q1:deputy:=1", "oc:q1", "ox:q1", "of:q1:since:m9999-99", "depx:1", "cal", "br:1", "br:99"):
        assert (await town.control.tap(town.people["张三"], message, data, forged=True)).answered, data


async def test_the_secretary_gives_a_role_from_the_members_card(town: Town) -> None:
    await town.say("王书记", "/members")
    await town.tap("王书记", "✅ 李四")
    await town.tap("王书记", "职务")
    assert "没有担任职务" in await town.last("王书记")
    await town.tap("王书记", "任命职务")
    await town.tap("王书记", "党小组长")
    await town.tap("王书记", "1")
    await town.tap("王书记", "跳过")
    await town.say("王书记", "小组选举")
    await town.tap("王书记", "✅ 确认")
    assert "党小组长" in await town.last("李四")
    old = await town.tap("王书记", "✅ 确认") if await _has(town, "王书记", "✅ 确认") else None
    assert old is None or "已失效" in (old.text or "")


async def _has(town: Town, name: str, label: str) -> bool:
    return label in str((await town.messages(name))[-1].get("reply_markup", ""))


async def test_one_person_joins_two_branches_and_chooses_where_he_works(town: Town) -> None:
    made = await Branches(town.db, town.house.clock).add(
        "街道工委", "社区第二党支部", "changzhou-2021", "Asia/Shanghai", "张三"
    )
    await open_link(town, "张三", made.token)
    assert "加入成功" in await town.last("张三")
    assert len([name for name in await accounts(town.db) if name == "张三"]) == 1
    await town.say("张三", "/branch")
    await town.tap("张三", "社区第二党支部")
    await town.say("张三", "/invite")
    assert "全体党员都已加入" in await town.last("张三")
    await town.say("张三", "/branch")
    await town.tap("张三", "机关第一党支部")
    await town.say("张三", "/invite")
    assert "不能办理" in await town.last("张三")


async def test_a_link_for_somebody_of_another_name_is_still_refused(town: Town) -> None:
    made = await Branches(town.db, town.house.clock).add(
        "街道工委", "社区第二党支部", "changzhou-2021", "Asia/Shanghai", "钱书记"
    )
    await open_link(town, "张三", made.token)
    assert "这个账号已是张三的" in await town.last("张三")


async def test_the_superiors_reviewer_works_in_a_branch_below_and_sees_no_other(town: Town) -> None:
    branches = Branches(town.db, town.house.clock)
    await branches.add("机关第一党支部的上级", "机关第二党支部", "changzhou-2021", "Asia/Shanghai", "孙上级")
    other = await branches.add("街道工委", "社区第二党支部", "changzhou-2021", "Asia/Shanghai", "钱书记")
    link = await branches.invite_secretary("机关第二党支部")
    await branches.name_reviewer("机关第二党支部", "孙上级")
    await open_link(town, "孙上级", link.token)
    await town.say("孙上级", "/branch")
    assert "社区第二党支部" not in str((await town.messages("孙上级"))[-1]["reply_markup"])
    await town.tap("孙上级", "机关第一党支部")
    await town.say("孙上级", "/members")
    await town.find_button("孙上级", "✅ 陈奶奶")
    message = (await town.messages("孙上级"))[-1]
    tapped = await town.control.tap(town.people["孙上级"], message, f"br:{other.branch_id}", forged=True)
    assert "已失效" in (tapped.text or "")
    await branches.name_reviewer("机关第二党支部", "孙上级", ends=True)
    await town.say("孙上级", "/members")
    await town.find_button("孙上级", "✅ 孙上级")


async def test_the_secretary_reads_a_file_changes_it_and_finds_the_change_in_the_history(town: Town) -> None:
    await town.say("王书记", "/members")
    await town.tap("王书记", "✅ 陈奶奶")
    await town.tap("王书记", "年度档案")
    file = await town.last("王书记")
    for line in ("2026年度档案", "本年积分", "会议：", "请假：", "党费：", "任务：", "申报：", "警戒书："):
        assert line in file, line
    await town.tap("王书记", "类别／流动")
    await town.tap("王书记", "离退休")
    await town.say("王书记", "已退休")
    await town.tap("王书记", "✅ 确认")
    await town.say("王书记", "/members")
    await town.tap("王书记", "✅ 陈奶奶")
    await town.tap("王书记", "年度档案")
    await town.tap("王书记", "变更记录（1）")
    history = await town.last("王书记")
    for part in ("类别", "离退休", "王书记", "已退休"):
        assert part in history, part


async def test_a_member_applies_for_exemption_and_the_secretary_approves_by_a_tap(town: Town) -> None:
    await town.say("陈奶奶", "/start")
    await town.tap("陈奶奶", "更多")
    await town.tap("陈奶奶", "申请免考核")
    await town.tap("陈奶奶", "15")
    await town.tap("陈奶奶", "跳过")
    await town.say("陈奶奶", "年过八十")
    await town.tap("陈奶奶", "✅ 确认")
    assert "申请已提交" in await town.last("陈奶奶")
    assert "陈奶奶申请免考核" in await town.last("王书记")
    await town.tap("王书记", "✅ 通过")
    assert "已由王书记同意" in await town.last("王书记")
    assert "已由王书记同意" in await town.last("陈奶奶")


async def test_forged_taps_on_files_are_refused(town: Town) -> None:
    await town.say("张三", "/start")
    message = (await town.messages("张三"))[-1]
    for data in (
        "fil:1",
        "filh:1:0",
        "exy:1",
        "fil:999999",
        "filh:1:-5",
        "ob:leaving:1",
        "ob:accept:1",
        "ob:refusal:7",
    ):
        tapped = await town.control.tap(town.people["张三"], message, data, forged=True)
        assert tapped.text, data
