"""A meeting's record as a workbook: complete, for who records, and never taken for formulas."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from messages.meeting_sheet import sheet_words
from reports.meeting_sheet import MeetingSheet, write_meeting
from services.errors import NotAllowed
from storage.notices.common import Gone
from storage.notices.meetings import MeetingSettled
from storage.tables import Meeting
from storage.vocabulary import LeaveKind, MeetingState
from tests.meetings.refusals import refusal
from tests.meetings.sight import rows
from tests.meetings.stage import Hall
from tests.meetings.test_walk import hold
from tests.town import Town


def cells(content: bytes) -> list[list[str]]:
    """Every row of a workbook, without its empty cells."""
    page = load_workbook(BytesIO(content)).active
    assert page is not None
    return [[str(cell) for cell in row if cell] for row in page.iter_rows(values_only=True)]


async def test_the_record_says_how_everybody_stood_and_by_what_it_was_recorded(house: Hall) -> None:
    meeting_id = await house.open()
    await house.excused("李四", meeting_id, LeaveKind.OFFICIAL)
    await house.meetings.check_in(house.callers["张三"], meeting_id)
    await house.rolls.check_in_for(house.callers["赵记分"], meeting_id, house.members["陈奶奶"])
    await house.rolls.mark_left(house.callers["赵记分"], meeting_id, house.members["张三"], left=True)
    await house.close(meeting_id)
    await house.rolls.confirm(house.callers["王书记"], meeting_id)
    written = sheet_words(await house.rolls.record(house.callers["赵记分"], meeting_id), "zh_CN")
    lines = {row[1]: row[2:] for row in written.rows}
    assert lines["张三"] == ["出席、早退", "", "19:00", "群内按钮"]
    assert lines["陈奶奶"] == ["出席", "", "19:00", "代为登记"]
    assert lines["李四"] == ["请假", "公假", "", ""]
    assert lines["王书记"] == ["缺席", "", "", ""]
    facts = dict(written.facts)
    assert (facts["出席"], facts["请假"], facts["缺席"], facts["早退"]) == ("2", "1", "3", "1")
    assert facts["确认"].startswith("王书记 7月10日")


async def test_before_it_is_held_the_record_lists_who_is_expected(house: Hall) -> None:
    meeting_id = await house.plan()
    record = await house.rolls.record(house.callers["王书记"], meeting_id)
    assert [entry.presence for entry in record.entries] == [None] * 6
    assert record.state is MeetingState.PLANNED


def test_what_looks_like_a_formula_stays_text() -> None:
    sheet = MeetingSheet("=1+1", [("地点", "=HYPERLINK(1)")], ["姓名"], [["=cmd|' /C calc'!A0"]])
    assert cells(write_meeting(sheet)) == [["=1+1"], ["地点", "=HYPERLINK(1)"], [], ["姓名"], ["=cmd|' /C calc'!A0"]]
    page = load_workbook(BytesIO(write_meeting(sheet))).active
    assert page is not None
    assert {cell.data_type for row in page.iter_rows() for cell in row if cell.value is not None} == {"s"}


@pytest.mark.parametrize("name", ["张三", "李委员"])
async def test_who_does_not_get_the_record(house: Hall, name: str) -> None:
    meeting_id = await house.plan()
    with pytest.raises(NotAllowed):
        await house.rolls.record(house.callers[name], meeting_id)


async def test_of_which_meetings_there_is_none(house: Hall) -> None:
    meeting_id = await house.bring_to(MeetingState.CANCELLED)
    assert isinstance(await refusal(house.rolls.record(house.callers["王书记"], meeting_id)), MeetingSettled)
    assert await refusal(house.rolls.record(house.callers["王书记"], 999)) == Gone()


async def test_the_secretary_gets_the_record_in_chat_and_the_group_never(town: Town) -> None:
    await hold(town, "2026-07-10", "张三")
    await town.tap("王书记", "📄 导出记录")
    document = (await town.messages("王书记"))[-1]["document"]
    assert document["file_name"] == "会议记录-2026-07-10.xlsx"
    found = cells(await town.control.file(document["file_id"]))
    assert ["4", "张三", "出席", "18:40", "群内按钮"] in found
    [meeting] = await rows(town, Meeting)
    message, _label = await town.find_button("张三", "请病假", in_group=True)
    told = await town.control.tap(
        town.people["王书记"], message, f"ma:export:{meeting.id}:0", chat=town.group, forged=True
    )
    assert "失效" in (told.text or "")
