"""How meetings, leave and letters read in both languages, at their longest."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html import unescape

import pytest

from messages.base import CAPTION_LIMIT, TEXT_LIMIT, word
from storage.notices import Notice
from storage.notices import absence as letters
from storage.notices import leave as leaves
from storage.notices import meetings as said
from storage.notices import planning as plans
from storage.vocabulary import Audience, LeaveKind, LeaveState, MeetingKind, MeetingState, Presence

AT = datetime(2026, 7, 10, 11, 0, tzinfo=UTC)
INFO = said.MeetingInfo(
    meeting_id=2**31 - 1,
    kind=MeetingKind.OTHER_STUDY,
    title="<" * 60,
    starts_at=AT,
    ends_at=AT,
    zone="Asia/Shanghai",
    place="&" * 60,
    audience=Audience.GROUP,
    group="<" * 60,
)
ENTRIES = [
    said.RollEntry(member_id=2**31 - 1, name="<" * 60, presence=presence, leave=LeaveState.ASKED, own=True)
    for presence in Presence
    for _ in range(150)
]
ROW = said.MeetingRow(info=INFO, state=MeetingState.OPEN, expected=True)
ABSENCES = [letters.Absence(day=date(2026, 7, 10), title="<" * 60)] * 60
CARD = letters.LetterCard(letter_id=2**31 - 1, addressee="<" * 60, year=2026, absences=ABSENCES)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    ("notice", "limit"),
    [
        pytest.param(said.Roll(info=INFO, entries=ENTRIES), TEXT_LIMIT, id="roll-of-six-hundred"),
        pytest.param(said.RollConfirmed(info=INFO, entries=ENTRIES, by="&" * 60, at=AT), TEXT_LIMIT, id="confirmed"),
        pytest.param(said.RollPage(info=INFO, entries=ENTRIES[:8], page=999, pages=1000), TEXT_LIMIT, id="roll-page"),
        pytest.param(
            said.Desk(info=INFO, present=600, expected=600, awaited=ENTRIES[:8], page=999, pages=1000),
            TEXT_LIMIT,
            id="desk",
        ),
        pytest.param(
            said.Agenda(rows=[ROW] * 8, may_plan=True, may_cancel=True, may_record=True), TEXT_LIMIT, id="agenda"
        ),
        pytest.param(
            leaves.LeaveCard(leave_id=2**31 - 1, info=INFO, name="&" * 60, leave_kind=LeaveKind.ILL, reason="<" * 200),
            TEXT_LIMIT,
            id="leave-card",
        ),
        pytest.param(leaves.LeaveMeetings(meetings=[INFO] * 8), TEXT_LIMIT, id="leave-list"),
        pytest.param(
            plans.PlanAudience(
                form="q" + "9" * 19, groups=[plans.GroupChoice(group_id=2**31 - 1, name="<" * 60) for _ in range(20)]
            ),
            TEXT_LIMIT,
            id="plan-audience",
        ),
        pytest.param(letters.LettersWaiting(letters=[CARD] * 20), TEXT_LIMIT, id="letters-waiting"),
        pytest.param(
            letters.LetterSent(
                letter_id=2**31 - 1,
                number=999,
                year=2026,
                addressee="<" * 60,
                absences=ABSENCES,
                branch="&" * 60,
                signed_on=date(2026, 7, 17),
                signer="<" * 60,
                acknowledged_on=date(2026, 7, 18),
            ),
            CAPTION_LIMIT,
            id="letter-as-a-caption",
        ),
    ],
)
def test_the_longest_fits_and_nothing_is_read_as_markup(notice: Notice, limit: int, language: str) -> None:
    wording = word(notice, language)
    assert len(unescape(wording.text)) <= limit
    assert "<<" not in wording.text
    assert "&&" not in wording.text
    for row in wording.keyboard:
        for button in row:
            assert len((button.data or "").encode()) <= 64
            assert button.text


@pytest.mark.parametrize(
    ("notice", "chinese", "english"),
    [
        pytest.param(
            said.CheckedIn(at=AT, zone="Asia/Shanghai", minutes_late=0, again=False, was_on_leave=True),
            "签到成功 ✅您的请假不再计入。",
            "Checked in. ✅ Your leave is not needed any more.",
            id="in-time-although-on-leave",
        ),
        pytest.param(
            said.CheckedIn(at=AT, zone="Asia/Shanghai", minutes_late=1, again=False, was_on_leave=False),
            "已签到，迟到 1 分钟。",
            "Checked in, 1 minute late.",
            id="a-minute-late",
        ),
        pytest.param(
            said.CheckedIn(at=AT, zone="Asia/Shanghai", minutes_late=20, again=True, was_on_leave=False),
            "您已在 19:00 签到。",
            "You checked in at 19:00 already.",
            id="again",
        ),
        pytest.param(
            said.CheckInNotOpen(opens_at=AT, zone="Asia/Shanghai"),
            "签到将于 7月10日 周五 19:00 开始。",
            "Check-in opens at Fri 10 Jul 19:00.",
            id="too-early",
        ),
    ],
)
def test_what_a_tapper_is_told(notice: Notice, chinese: str, english: str) -> None:
    assert word(notice, "zh_CN").text == chinese
    assert word(notice, "en").text == english


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_a_meeting_without_a_title_is_called_by_its_kind(language: str) -> None:
    text = word(said.MeetingAnnounced(info=INFO.model_copy(update={"title": ""})), language).text
    assert {"zh_CN": "<b>其他政治学习</b>", "en": "<b>other political study</b>"}[language] in text
