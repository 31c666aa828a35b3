"""A forgotten check-in: asked within seven days, attested by two who were there, confirmed by one who records."""

from __future__ import annotations

import asyncio

import pytest

from services.actors import Caller
from services.errors import NotAllowed
from storage.notices.common import Gone, NotBound
from storage.notices.making_up import (
    AttestCard,
    Attested,
    MakeUpCard,
    MakeUpStands,
    MakeUpTooLate,
    MakeUpWitnesses,
    NotMissed,
    NotYours,
    NoWitness,
)
from storage.tables import Attestation, FactRow, MakeUp
from storage.vocabulary import CheckInMode, MakeUpState, Presence, Role
from tests.meetings.refusals import refusal
from tests.meetings.sight import rows
from tests.meetings.stage import Hall
from tests.meetings.test_walk import hold
from tests.town import Town

HELD = "2026-07-10 19:00"
WITNESSES = ("李四", "陈奶奶")


async def missed(house: Hall, *present: str) -> int:
    """A confirmed meeting at which 张三 is recorded as missing."""
    return await house.hold(HELD, *(present or ("王书记", "李委员", "赵记分", *WITNESSES)))


async def asked(house: Hall, name: str = "张三", *present: str) -> int:
    """A request that waits for its witnesses; gives its id."""
    told = await house.make_ups.ask(house.callers[name], await missed(house, *present))
    assert isinstance(told, MakeUpWitnesses)
    return told.make_up_id


async def attested(house: Hall, make_up_id: int, *witnesses: str, by: str = "张三") -> None:
    """Let members be asked and attest it."""
    for name in witnesses or WITNESSES:
        await house.make_ups.ask_witness(house.callers[by], make_up_id, house.members[name])
        await house.make_ups.attest(house.callers[name], make_up_id)


async def test_the_absence_is_reversed_and_presence_said_by_who_confirmed(house: Hall) -> None:
    make_up_id = await asked(house)
    await attested(house, make_up_id)
    told = await house.make_ups.decide(house.callers["赵记分"], make_up_id, approve=True)
    assert (told.state, told.by) == (MakeUpState.CONFIRMED, "赵记分")
    facts = [row for row in await house.rows(FactRow) if row.member_id == house.members["张三"]]
    assert [row.outcome for row in facts] == ["absent", "absent", "present"]
    assert facts[1].reverses_id == facts[0].id
    assert {row.author_id for row in facts[1:]} == {house.members["赵记分"]}
    assert {row.event for row in facts} == {facts[0].event}
    make_up = (await house.rows(MakeUp))[0]
    entry = await house.entry("张三", make_up.meeting_id)
    assert entry == (Presence.PRESENT, CheckInMode.MADE_UP, "赵记分")
    assert [one.state for one in await house.told("张三", MakeUpStands)] == [MakeUpState.CONFIRMED]


async def test_one_witness_is_not_enough_and_the_second_brings_it_to_who_records(house: Hall) -> None:
    make_up_id = await asked(house)
    await attested(house, make_up_id, "李四")
    assert await house.told("赵记分", MakeUpCard) == []
    early = await house.make_ups.decide(house.callers["赵记分"], make_up_id, approve=True)
    assert early.state is MakeUpState.ASKED
    await attested(house, make_up_id, "陈奶奶")
    [card] = await house.told("赵记分", MakeUpCard)
    assert (card.name, card.witnesses) == ("张三", ["李四", "陈奶奶"])
    assert len(await house.told("王书记", MakeUpCard)) == 1
    assert await house.told("李委员", MakeUpCard) == []


async def test_a_refused_one_leaves_the_absence_and_a_second_decider_gets_the_outcome(house: Hall) -> None:
    make_up_id = await asked(house)
    await attested(house, make_up_id)
    await house.make_ups.decide(house.callers["王书记"], make_up_id, approve=False)
    second = await house.make_ups.decide(house.callers["赵记分"], make_up_id, approve=True)
    assert (second.state, second.by) == (MakeUpState.REFUSED, "王书记")
    facts = [row for row in await house.rows(FactRow) if row.member_id == house.members["张三"]]
    assert [row.outcome for row in facts] == ["absent"]


async def test_asking_again_goes_on_where_it_stands(house: Hall) -> None:
    make_up_id = await asked(house)
    meeting_id = (await house.rows(MakeUp))[0].meeting_id
    again = await house.make_ups.ask(house.callers["张三"], meeting_id)
    assert isinstance(again, MakeUpWitnesses)
    assert again.make_up_id == make_up_id
    for _ in range(2):
        await house.make_ups.ask_witness(house.callers["张三"], make_up_id, house.members["李四"])
    assert len(await house.told("李四", AttestCard)) == 1
    await attested(house, make_up_id)
    waits = await house.make_ups.ask(house.callers["张三"], meeting_id)
    assert isinstance(waits, MakeUpStands)
    assert waits.state is MakeUpState.ATTESTED


async def test_attesting_twice_counts_once(house: Hall) -> None:
    make_up_id = await asked(house)
    await house.make_ups.ask_witness(house.callers["张三"], make_up_id, house.members["李四"])
    told = [await house.make_ups.attest(house.callers["李四"], make_up_id) for _ in range(3)]
    assert [isinstance(one, Attested) and one.again for one in told] == [False, True, True]
    [make_up] = await house.rows(MakeUp)
    assert make_up.state is MakeUpState.ASKED


@pytest.mark.parametrize(
    ("moment", "in_time"),
    [
        pytest.param("2026-07-17 23:59", True, id="on-the-seventh-day-yes"),
        pytest.param("2026-07-18 00:00", False, id="on-the-eighth-no"),
    ],
)
async def test_until_when_it_is_asked(house: Hall, moment: str, in_time: bool) -> None:
    meeting_id = await missed(house)
    house.at(moment)
    choices = await house.make_ups.choices(house.callers["张三"])
    assert [one.info.meeting_id for one in choices.meetings] == ([meeting_id] if in_time else [])
    told = house.make_ups.ask(house.callers["张三"], meeting_id)
    if in_time:
        assert isinstance(await told, MakeUpWitnesses)
    else:
        assert isinstance(await refusal(told), MakeUpTooLate)


async def test_until_when_it_is_attested_and_that_who_records_may_take_longer(house: Hall) -> None:
    make_up_id = await asked(house)
    await attested(house, make_up_id, "李四")
    await house.make_ups.ask_witness(house.callers["张三"], make_up_id, house.members["陈奶奶"])
    house.at("2026-07-18 00:00")
    assert isinstance(await refusal(house.make_ups.attest(house.callers["陈奶奶"], make_up_id)), MakeUpTooLate)
    again = house.make_ups.ask_witness(house.callers["张三"], make_up_id, house.members["王书记"])
    assert isinstance(await refusal(again), MakeUpTooLate)
    house.at("2026-07-17 23:59")
    await house.make_ups.attest(house.callers["陈奶奶"], make_up_id)
    house.at("2026-07-25 09:00")
    told = await house.make_ups.decide(house.callers["赵记分"], make_up_id, approve=True)
    assert told.state is MakeUpState.CONFIRMED


async def test_nobody_attests_for_himself_nor_who_was_not_there(house: Hall) -> None:
    make_up_id = await asked(house, "张三", "王书记", "赵记分", "陈奶奶")
    for name in ("张三", "李四"):
        assert await refusal(house.make_ups.attest(house.callers[name], make_up_id)) == NoWitness()
        asking = house.make_ups.ask_witness(house.callers["张三"], make_up_id, house.members[name])
        assert await refusal(asking) == Gone()
    assert await refusal(house.make_ups.attest(house.callers["陈奶奶"], make_up_id)) == Gone()
    assert await house.rows(Attestation) == []


async def test_two_who_were_missing_do_not_help_each_other(house: Hall) -> None:
    first = await asked(house, "张三", "王书记", "李委员", "赵记分", "陈奶奶")
    meeting_id = (await house.rows(MakeUp))[0].meeting_id
    other = await house.make_ups.ask(house.callers["李四"], meeting_id)
    assert isinstance(other, MakeUpWitnesses)
    await attested(house, first, "陈奶奶", "李委员")
    await house.make_ups.decide(house.callers["赵记分"], first, approve=True)
    assert "张三" not in [entry.name for entry in other.entries]
    later = await house.make_ups.witnesses(house.callers["李四"], other.make_up_id)
    assert isinstance(later, MakeUpWitnesses)
    assert "张三" not in [entry.name for entry in later.entries]
    assert await refusal(house.make_ups.attest(house.callers["张三"], other.make_up_id)) == NoWitness()


async def test_who_has_attested_does_not_decide(house: Hall) -> None:
    make_up_id = await asked(house)
    await attested(house, make_up_id, "赵记分", "李四")
    assert await house.told("赵记分", MakeUpCard) == []
    decided = house.make_ups.decide(house.callers["赵记分"], make_up_id, approve=True)
    assert await refusal(decided) == NotYours()


async def test_where_all_who_record_are_concerned_the_committee_decides(house: Hall) -> None:
    make_up_id = await asked(house)
    await attested(house, make_up_id, "赵记分", "王书记")
    assert len(await house.told("李委员", MakeUpCard)) == 1
    told = await house.make_ups.decide(house.callers["李委员"], make_up_id, approve=True)
    assert told.state is MakeUpState.CONFIRMED


async def test_the_recorders_own_is_decided_by_somebody_else(house: Hall) -> None:
    make_up_id = await asked(house, "赵记分", "王书记", "李委员", *WITNESSES)
    await attested(house, make_up_id, by="赵记分")
    assert await refusal(house.make_ups.decide(house.callers["赵记分"], make_up_id, approve=True)) == NotYours()
    assert (await house.make_ups.decide(house.callers["王书记"], make_up_id, approve=True)).by == "王书记"


@pytest.mark.parametrize("name", ["李委员", "张三的同事"])
async def test_who_does_not_decide(house: Hall, name: str) -> None:
    await house.settle("张三的同事")
    make_up_id = await asked(house)
    await attested(house, make_up_id)
    with pytest.raises(NotAllowed):
        await house.make_ups.decide(house.callers[name], make_up_id, approve=True)


async def test_what_cannot_be_made_up(house: Hall) -> None:
    meeting_id = await house.open()
    assert await refusal(house.make_ups.ask(house.callers["张三"], meeting_id)) == NotMissed()
    await house.meetings.check_in(house.callers["李四"], meeting_id)
    await house.close(meeting_id)
    assert await refusal(house.make_ups.ask(house.callers["张三"], meeting_id)) == NotMissed()
    await house.rolls.confirm(house.callers["王书记"], meeting_id)
    assert await refusal(house.make_ups.ask(house.callers["李四"], meeting_id)) == NotMissed()
    assert (await house.make_ups.choices(house.callers["李四"])).meetings == []


async def test_strangers_other_branches_and_other_members_do_nothing(house: Hall) -> None:
    make_up_id = await asked(house)
    meeting_id = (await house.rows(MakeUp))[0].meeting_id
    await house.found("第二党支部")
    await house.settle("外人", Role.SECRETARY)
    assert await refusal(house.make_ups.ask(Caller(9, 9), meeting_id)) == NotBound()
    for told in (
        house.make_ups.ask(house.callers["外人"], meeting_id),
        house.make_ups.attest(house.callers["外人"], make_up_id),
        house.make_ups.decide(house.callers["外人"], make_up_id, approve=True),
        house.make_ups.witnesses(house.callers["李四"], make_up_id),
        house.make_ups.ask_witness(house.callers["李四"], make_up_id, house.members["陈奶奶"]),
        house.make_ups.ask(house.callers["张三"], 999),
        house.make_ups.attest(house.callers["张三"], 999),
        house.make_ups.decide(house.callers["张三"], 999, approve=True),
    ):
        assert await refusal(told) == Gone()


async def test_two_deciders_and_two_witnesses_at_once(any_house: Hall) -> None:
    make_up_id = await asked(any_house)
    for name in WITNESSES:
        await any_house.make_ups.ask_witness(any_house.callers["张三"], make_up_id, any_house.members[name])
    await asyncio.gather(*(any_house.make_ups.attest(any_house.callers[name], make_up_id) for name in WITNESSES * 2))
    assert len(await any_house.told("赵记分", MakeUpCard)) == 1
    told = await asyncio.gather(
        any_house.make_ups.decide(any_house.callers["赵记分"], make_up_id, approve=True),
        any_house.make_ups.decide(any_house.callers["王书记"], make_up_id, approve=True),
    )
    assert told[0] == told[1]
    facts = [row for row in await any_house.rows(FactRow) if row.member_id == any_house.members["张三"]]
    assert len(facts) == 3


async def test_the_whole_way_in_chat(town: Town) -> None:
    others = [name for name in town.members if name != "张三"]
    await hold(town, "2026-07-10", *others)
    await town.say("张三", "/meetings")
    await town.tap("张三", "🙋 忘了签到？")
    await town.tap("张三", "支部党员大会")
    assert "已有 0 人证明，需要 2 人" in await town.last("张三")
    for name in ("李四", "陈奶奶"):
        await town.tap("张三", f"▫️ {name}")
        assert "张三说：我参加了会议，但忘了签到" in await town.last(name)
        await town.tap(name, "✅ 我证明张三在场")
        assert "您证明张三在场" in await town.last(name)
    assert "证明人：李四、陈奶奶" in await town.last("赵记分")
    assert "按出席计" in ((await town.tap("赵记分", "✅ 确认出席")).text or "")
    await town.quiet(edits=True)
    assert "赵记分已确认，按出席计" in await town.last("张三")
    assert "赵记分已确认" in await town.last("王书记")
    assert [row.outcome for row in await rows(town, FactRow) if row.member_id == town.members["张三"]] == [
        "absent",
        "absent",
        "present",
    ]
    await town.say("张三", "/makeup")
    assert "没有您缺席的记录" in await town.last("张三")
