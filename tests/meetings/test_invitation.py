"""The invitation: a calendar entry that any telephone reads, sent to the group and to a narrow circle itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from icalendar import Calendar

from reports.calendar_entry import CalendarEntry, write_entry
from storage.notices.meetings import MeetingAnnounced
from storage.vocabulary import Audience, MeetingKind
from tests.meetings.stage import Hall
from tests.meetings.test_walk import plan
from tests.town import Town

ENTRY = CalendarEntry(
    uid="meeting-7@xianfeng",
    sequence=0,
    issued_at=datetime(2026, 7, 1, tzinfo=UTC),
    title="学习; 讨论, \\ 总结",
    starts_at=datetime(2026, 7, 10, 11, tzinfo=UTC),
    ends_at=datetime(2026, 7, 10, 12, 30, tzinfo=UTC),
    place="三楼会议室\nBEGIN:VEVENT",
    note="参加：全体党员",
)


def read(content: bytes) -> tuple[str, Any]:
    """A file's method and its one event."""
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    return str(calendar["method"]), event


async def entries(town: Town, name: str, *, in_group: bool = False) -> list[tuple[str, Any]]:
    """The calendar entries that a member has been sent, oldest first."""
    files = [m["document"] for m in await town.messages(name, in_group=in_group) if "document" in m]
    assert all(file["file_name"].endswith(".ics") for file in files)
    return [read(await town.control.file(file["file_id"])) for file in files]


def test_what_people_write_stays_text_in_the_entry() -> None:
    method, event = read(write_entry(ENTRY))
    assert method == "PUBLISH"
    assert str(event["summary"]) == "学习; 讨论, \\ 总结"
    assert str(event["location"]) == "三楼会议室\nBEGIN:VEVENT"
    assert event["dtstart"].dt == ENTRY.starts_at
    assert event["dtend"].dt == ENTRY.ends_at
    assert [str(alarm["action"]) for alarm in event.subcomponents] == ["DISPLAY"]


def test_the_same_entry_is_the_same_file() -> None:
    assert write_entry(ENTRY) == write_entry(ENTRY)


@pytest.mark.parametrize("kind", list(MeetingKind))
async def test_every_kind_of_meeting_is_planned_and_announced(house: Hall, kind: MeetingKind) -> None:
    await house.plan(kind=kind)
    [told] = [notice for notice in await house.to_group() if isinstance(notice, MeetingAnnounced)]
    assert told.info.kind is kind
    assert told.entry is not None


@pytest.mark.parametrize(
    ("audience", "invited"),
    [
        pytest.param(Audience.BRANCH, set(), id="the-branch-has-its-group"),
        pytest.param(Audience.COMMITTEE, {"王书记", "李委员"}, id="the-committee-each-by-himself"),
        pytest.param(Audience.GROUP, {"张三", "陈奶奶"}, id="a-party-group-each-by-himself"),
    ],
)
async def test_who_is_invited_in_private(house: Hall, audience: Audience, invited: set[str]) -> None:
    group = await house.group("第一党小组", "张三", "陈奶奶")
    await house.plan(audience=audience, group_id=group if audience is Audience.GROUP else None)
    assert {name for name in house.members if await house.told(name, MeetingAnnounced)} == invited
    assert len(await house.to_group()) == 1


async def test_the_invitation_carries_an_entry_that_follows_the_meeting(town: Town) -> None:
    await plan(town, "7月10日 19:00")
    [(method, event)] = await entries(town, "张三", in_group=True)
    assert (method, str(event["status"]), event["sequence"]) == ("PUBLISH", "CONFIRMED", 0)
    assert str(event["summary"]) == "支部党员大会"
    assert event["dtstart"].dt == datetime(2026, 7, 10, 11, tzinfo=UTC)
    await town.say("王书记", "/meetings")
    await town.tap("王书记", "1 🗓 改期")
    await town.say("王书记", "7月17日 19:30")
    await town.tap("王书记", "✅ 确认改期")
    await town.say("王书记", "/meetings")
    await town.tap("王书记", "1 🚫 取消会议")
    await town.tap("王书记", "确定取消")
    found = await entries(town, "张三", in_group=True)
    assert [(method, event["sequence"]) for method, event in found] == [("PUBLISH", 0), ("PUBLISH", 1), ("CANCEL", 2)]
    assert len({str(event["uid"]) for _, event in found}) == 1
    assert found[1][1]["dtstart"].dt == datetime(2026, 7, 17, 11, 30, tzinfo=UTC)
