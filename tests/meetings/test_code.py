"""Check-in by a rotating code: only who is there has one that is good; replayed, expired and wrong ones are told."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from reports.check_in_code import SCALE, code_picture
from services.actors import Caller
from services.code import Verdict, code_at, good_until, judge, new_secret
from services.errors import NotAllowed
from storage.notices import Notice
from storage.notices.code import CodeFault, CodeNeeded, CodeNotUsed, CodeRefused, NoCodeMeeting
from storage.notices.common import Gone, NotBound
from storage.notices.meetings import CheckedIn, CheckInClosed, CheckInNotOpen, MeetingPrompt, NotExpected
from storage.tables import Attendance, Meeting
from storage.vocabulary import Audience, CheckInMode, CheckInWay, Presence, Role
from tests.meetings.refusals import refusal
from tests.meetings.sight import rows
from tests.meetings.stage import Hall
from tests.meetings.test_walk import sweep
from tests.town import Town

AT = datetime(2026, 7, 10, 11, 0, 0, tzinfo=UTC)
CODED = {"check_in": CheckInWay.CODE}


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [
        pytest.param(0, Verdict.GOOD, id="at-once"),
        pytest.param(59, Verdict.GOOD, id="for-a-minute"),
        pytest.param(60, Verdict.EXPIRED, id="not-from-then-on"),
        pytest.param(599, Verdict.EXPIRED, id="known-as-old-for-ten-minutes"),
        pytest.param(600, Verdict.WRONG, id="then-as-good-as-wrong"),
        pytest.param(-1, Verdict.WRONG, id="never-before-it-was-shown"),
    ],
)
def test_how_long_a_code_is_good(seconds: int, verdict: Verdict) -> None:
    code = code_at("secret", AT)
    assert good_until(AT) == AT + timedelta(seconds=60)
    assert judge("secret", code, AT + timedelta(seconds=seconds)) is verdict


@given(st.integers(0, 10**9), st.integers(0, 29))
def test_a_code_is_six_digits_fresh_each_half_minute_and_good_when_shown(second: int, later: int) -> None:
    shown = AT - timedelta(seconds=second)
    secret = new_secret()
    code = code_at(secret, shown)
    assert re.fullmatch(r"\d{6}", code)
    assert judge(secret, code, shown + timedelta(seconds=later)) is Verdict.GOOD
    assert judge(secret, code, good_until(shown)) is not Verdict.GOOD


def test_two_meetings_have_codes_of_their_own() -> None:
    codes = {code_at(new_secret(), AT) for _ in range(50)}
    assert len(codes) > 45


def test_the_picture_is_large_and_sharp() -> None:
    picture = Image.open(BytesIO(code_picture("https://t.me/xianfeng_bot?start=ci_7_123456"))).convert("L")
    assert picture.width == picture.height >= 30 * SCALE
    assert {picture.getpixel((x, y)) for x in range(0, picture.width, SCALE) for y in (0, picture.height // 2)} == {
        0,
        255,
    }


async def code(house: Hall, meeting_id: int) -> str:
    """The code that the recorder's telephone shows now."""
    return (await house.codes.show(house.callers["赵记分"], meeting_id, "bot")).code


async def test_a_typed_code_checks_in_and_is_recorded_as_such(house: Hall) -> None:
    meeting_id = await house.open(**CODED)
    typed = await house.codes.check_in(house.callers["张三"], await code(house, meeting_id))
    assert typed == CheckedIn(at=AT, zone="Asia/Shanghai", minutes_late=0, again=False, was_on_leave=False)
    assert await house.entry("张三", meeting_id) == (Presence.PRESENT, CheckInMode.CODE, None)
    prompt = await house.notice(f"meeting:{meeting_id}:prompt")
    assert isinstance(prompt, MeetingPrompt)
    assert prompt.present == 1


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("{0}{1} {2}", id="with-a-space-in-the-middle"),
        pytest.param(" {0}{1}{2}\n", id="with-blanks-around"),
    ],
)
async def test_how_people_type_a_code(house: Hall, written: str) -> None:
    meeting_id = await house.open(**CODED)
    fresh = await code(house, meeting_id)
    text = written.format(fresh[:2], fresh[2], fresh[3:])
    assert isinstance(await house.codes.check_in(house.callers["张三"], text), CheckedIn)


async def test_full_width_digits_are_read(house: Hall) -> None:
    meeting_id = await house.open(**CODED)
    wide = (await code(house, meeting_id)).translate({ord(str(n)): chr(0xFF10 + n) for n in range(10)})
    assert isinstance(await house.codes.check_in(house.callers["张三"], wide), CheckedIn)


async def test_a_code_passed_on_is_worth_nothing_a_minute_later(house: Hall) -> None:
    meeting_id = await house.open(**CODED)
    shown = await code(house, meeting_id)
    await house.codes.check_in(house.callers["张三"], shown, meeting_id)
    house.at("2026-07-10 19:01:00")
    late = await house.codes.check_in(house.callers["李四"], shown, meeting_id)
    assert late == CodeRefused(fault=CodeFault.EXPIRED)
    again = await house.codes.check_in(house.callers["张三"], shown, meeting_id)
    assert isinstance(again, CheckedIn)
    assert again.again
    assert len(await house.rows(Attendance)) == 1


async def test_five_wrong_codes_bring_a_pause_in_which_a_good_one_does_not_help_either(house: Hall) -> None:
    meeting_id = await house.open(**CODED)
    good = await code(house, meeting_id)
    wrong = f"{(int(good) + 1) % 10**6:06}"
    zhang = house.callers["张三"]
    for _ in range(5):
        assert await house.codes.check_in(zhang, wrong) == CodeRefused(fault=CodeFault.WRONG)
    paused = await house.codes.check_in(zhang, good)
    assert isinstance(paused, CodeRefused)
    assert (paused.fault, paused.again_at) == (CodeFault.TOO_MANY, AT + timedelta(minutes=5))
    assert isinstance(await house.codes.check_in(house.callers["李四"], good), CheckedIn)
    house.at("2026-07-10 19:05:00")
    assert isinstance(await house.codes.check_in(zhang, await code(house, meeting_id)), CheckedIn)


async def test_a_button_does_not_check_in_where_a_code_is_needed(house: Hall) -> None:
    meeting_id = await house.open(**CODED)
    assert isinstance(await refusal(house.meetings.check_in(house.callers["张三"], meeting_id)), CodeNeeded)
    assert await house.rows(Attendance) == []


async def test_a_code_is_for_a_meeting_that_has_one(house: Hall) -> None:
    meeting_id = await house.open()
    assert isinstance(await refusal(house.codes.show(house.callers["赵记分"], meeting_id, "bot")), CodeNotUsed)
    assert await refusal(house.codes.check_in(house.callers["张三"], "123456")) == NoCodeMeeting()
    scanned = house.codes.check_in(house.callers["张三"], "123456", meeting_id)
    assert isinstance(await refusal(scanned), CodeNotUsed)


async def test_of_two_meetings_at_once_a_typed_code_finds_its_own(house: Hall) -> None:
    await house.open(form="m1", **CODED)
    second = await house.open(form="m2", **CODED)
    await house.codes.check_in(house.callers["张三"], await code(house, second))
    [entry] = await house.rows(Attendance)
    assert entry.meeting_id == second


@pytest.mark.parametrize("name", ["张三", "李委员"])
async def test_who_is_not_shown_the_code(house: Hall, name: str) -> None:
    meeting_id = await house.open(**CODED)
    with pytest.raises(NotAllowed):
        await house.codes.show(house.callers[name], meeting_id, "bot")


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        pytest.param("2026-07-10 18:29:59", CheckInNotOpen, id="before-it-opens"),
        pytest.param("2026-07-10 20:30:00", CheckInClosed, id="from-its-end"),
    ],
)
async def test_when_a_good_code_does_not_help(house: Hall, moment: str, told: type[Notice]) -> None:
    meeting_id = await house.plan(**CODED)
    now = house.at(moment)
    [meeting] = await house.rows(Meeting)
    scanned = house.codes.check_in(house.callers["张三"], code_at(meeting.code_secret, now), meeting_id)
    assert isinstance(await refusal(scanned), told)
    assert isinstance(await refusal(house.codes.show(house.callers["赵记分"], meeting_id, "bot")), told)


async def test_whom_a_good_code_does_not_let_in(house: Hall) -> None:
    meeting_id = await house.open(audience=Audience.COMMITTEE, **CODED)
    good = await code(house, meeting_id)
    assert isinstance(await refusal(house.codes.check_in(house.callers["张三"], good, meeting_id)), NotExpected)
    assert await refusal(house.codes.check_in(house.callers["张三"], good)) == NoCodeMeeting()
    assert await refusal(house.codes.check_in(Caller(9, 9), good, meeting_id)) == NotBound()
    await house.found("第二党支部")
    await house.settle("外人", Role.SECRETARY)
    assert await refusal(house.codes.check_in(house.callers["外人"], good, meeting_id)) == Gone()
    assert await refusal(house.codes.show(house.callers["外人"], meeting_id, "bot")) == Gone()
    assert await refusal(house.codes.check_in(house.callers["李委员"], good, 999)) == Gone()


async def plan_coded(town: Town) -> None:
    """Plan a meeting with check-in by code and open it."""
    await town.say("王书记", "/plan")
    for tap in ("支部党员大会", "用“"):
        await town.tap("王书记", tap)
    await town.say("王书记", "7月10日 19:00")
    for tap in ("90 分钟", "跳过", "全体党员", "签到方式：→ 现场签到码"):
        await town.tap("王书记", tap)
    assert "签到方式：现场签到码" in await town.last("王书记")
    await town.tap("王书记", "✅ 确认并通知")
    await sweep(town, "2026-07-10 18:40")


async def shown_code(town: Town) -> str:
    found = re.search(r"\b(\d{3}) (\d{3})\b", await town.last("赵记分"))
    assert found is not None
    return found[1] + found[2]


async def test_the_recorder_shows_the_code_and_members_scan_or_type_it(town: Town) -> None:
    await plan_coded(town)
    prompt = await town.last("张三", in_group=True)
    assert "六位数字" in prompt
    with pytest.raises(AssertionError):
        await town.find_button("张三", "✅ 签到", in_group=True)
    await town.tap("赵记分", "🔢 出示签到码")
    code = await shown_code(town)
    picture = (await town.messages("赵记分"))[-1]["photo"][-1]
    [meeting] = await rows(town, Meeting)
    link = f"https://t.me/xianfeng_bot?start=ci_{meeting.id}_{code}"
    assert await town.control.file(picture["file_id"]) == code_picture(link)
    await town.say("张三", f"{code[:3]} {code[3:]}")
    assert "签到成功" in await town.last("张三")
    await town.say("李四", f"/start ci_{meeting.id}_{code}")
    assert "签到成功" in await town.last("李四")
    await town.later(seconds=61)
    await town.say("陈奶奶", code)
    assert "已过期" in await town.last("陈奶奶")
    await town.say("陈奶奶", f"{(int(code) + 1) % 10**6:06}")
    assert "签到码不对" in await town.last("陈奶奶")
    await town.tap("赵记分", "🔄 换新码")
    assert await shown_code(town) != code
    assert "已签到 2/6" in await town.last("赵记分")
    await town.say("陈奶奶", await shown_code(town))
    assert "签到成功" in await town.last("陈奶奶")
    assert {row.mode for row in await rows(town, Attendance)} == {CheckInMode.CODE}


async def test_a_second_tap_within_the_half_minute_shows_the_same_and_a_member_is_shown_nothing(town: Town) -> None:
    await plan_coded(town)
    await town.tap("赵记分", "🔢 出示签到码")
    assert (await town.tap("赵记分", "🔄 换新码")).answered
    [meeting] = await rows(town, Meeting)
    message, _label = await town.find_button("赵记分", "🔄 换新码")
    told = await town.control.tap(town.people["赵记分"], message, f"ma:code:{meeting.id + 9}:0", forged=True)
    assert "失效" in (told.text or "")
    prompt, label = await town.find_button("张三", "请病假", in_group=True)
    assert label
    forged = await town.control.tap(
        town.people["张三"], prompt, f"ma:code:{meeting.id}:0", chat=town.group, forged=True
    )
    assert "失效" in (forged.text or "")


async def test_six_digits_mean_nothing_where_no_code_is_awaited(town: Town) -> None:
    await town.say("张三", "123456")
    assert "没有需要您用签到码的会议" in await town.last("张三")
    await town.say("张三", "/start ci_1_123456")
    assert "失效" in await town.last("张三")


async def test_digits_within_a_form_belong_to_the_form(town: Town) -> None:
    await plan_coded(town)
    await town.say("王书记", "/plan")
    await town.tap("王书记", "党课")
    await town.say("王书记", "123456")
    assert "签到码" not in await town.last("王书记")
