"""Every step of every form, and whatever somebody could send instead of an answer."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from aiogram.fsm.state import StatesGroup
from hypothesis import given, settings
from hypothesis import strategies as st

import handlers
from messages.absence import LetterAct, LetterTap
from messages.activity_taps import AnnounceBegin
from messages.claim_form import FormBegin
from messages.dues import DuesShort
from messages.dues_taps import ExemptionBegin, SheetBegin, StandardBasis, StandardBegin
from messages.duty_form import DutyAdd
from messages.duty_words import DutyExcuse, DutyMark, DutyReturn
from messages.leave_taps import LeaveReason
from messages.office_taps import OfficeBegin
from messages.plan_taps import PlanBegin
from messages.review_taps import BatchAct, BatchTap
from messages.reviews import OWN_WORDS, ReviewReason
from storage.notices.office import Topic
from storage.vocabulary import ClaimKind, DuesBasis
from tests.hostile.busy import NOVICE
from tests.hostile.fuzz.messenger import Heard
from tests.hostile.fuzz.rig import Rig, rig
from tests.joining.sheets import workbook
from tests.states.office import COMMITTEE, LI, RECORDER, SECRETARY, ZHANG
from tests.walk.cast import HEADINGS, roster

for module in pkgutil.iter_modules(handlers.__path__):
    importlib.import_module(f"handlers.{module.name}")

Opening = Callable[[Rig], Heard]
TEXTS = [
    *("", " ", "\n\n", "\u200b", "\ufeff", "党" * 4096, "a" * 10_000, "0" * 4000, "9" * 400, "-" * 60),
    *(
        "<b>粗",
        "</i>&amp;&lt;",
        "<a href='tg://user?id=1'>书记</a>",
        "%s %d {name} {0}",
        "\\n\\x00",
        "'; DROP TABLE member; --",
    ),
    *("\u202eمرحبا بالعالم", "שלום", "👨‍👩‍👧‍👦" * 200, "🇨🇳", "e\u0301" * 300, "Z̷̢͠a̸l̵g̷o̶"),
    *("１２．５", "٣", "½", "Ⅷ", "三", "1e400", "NaN", "Infinity", "-1", "0", "0.001", "1,000", "1_000", "+5", "0x10"),
    *(
        "0000年0月0日",
        "2月30日",
        "99999-12-31",
        "13月1日 25:61",
        "1900-01-01",
        "9999-12-31",
        "明天",
        "7月",
        "12月31日 24:00",
    ),
    *(
        "2026-12-05",
        "12月5日 9:00",
        "12月2日",
        "2",
        "60",
        "30",
        "5000",
        "清扫楼道",
        "因病",
        "10",
        "不限",
        "/nonsense",
        "/",
    ),
]
"""What breaks programs that read text, among answers that are right somewhere."""

FILE = {"file_id": "f", "file_unique_id": "f", "file_size": 1000}
PICTURE = {"photo": [{**FILE, "width": 10, "height": 10}]}
OTHER: list[dict[str, Any]] = [
    PICTURE,
    {**PICTURE, "caption": "党" * 1024},
    {**PICTURE, "media_group_id": "album"},
    {"photo": [{**FILE, "width": 1, "height": 1, "file_size": 0}]},
    {"document": {**FILE, "file_name": "名册.xlsx", "file_size": 0}},
    {"document": {**FILE, "file_name": "名册.xlsx"}},
    {"document": {**FILE, "file_name": "名册.xlsx", "file_size": 30 * 2**20}},
    {"document": {**FILE, "file_name": "<b>" + "长" * 200 + ".exe"}},
    {"document": {**FILE, "file_name": "证明.pdf"}, "caption": "<i>"},
    {"document": {"file_id": "f", "file_unique_id": "f"}},
    {"sticker": {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}},
    {"voice": {**FILE, "duration": 1}},
    {"video": {**FILE, "duration": 1, "width": 1, "height": 1}},
    {"video_note": {**FILE, "duration": 1, "length": 1}},
    {"audio": {**FILE, "duration": 1}},
    {"location": {"latitude": 90.0, "longitude": -180.0}},
    {"contact": {"phone_number": "+86", "first_name": "<b>"}},
    {"dice": {"emoji": "🎲", "value": 6}},
    {"text": "转发", "forward_origin": {"type": "hidden_user", "sender_user_name": "匿名", "date": 1}},
]
FILES = [b"", workbook(NOVICE, headings=HEADINGS), b"PK\x03\x04", b"\x00" * 300, roster()]
"""What is behind a document: nothing, a torn archive, noise, a right roster."""


def ask(table: str, where: str = "1", *, column: str = "id") -> int:
    """The first row of a table that is so."""
    return int(rig().db.rows(f"SELECT {column} FROM {table} WHERE {where} ORDER BY id")[0][0])  # noqa: S608 (our own)


def member(name: str) -> int:
    """A member's number."""
    return rig().stage.members[name]


def tap(name: str, of: Callable[[], Any]) -> tuple[str, Opening]:
    """Open by a button, whose numbers are looked up when it is tapped."""
    return name, lambda found: found.tap(name, of().pack())


def say(name: str, text: str) -> tuple[str, Opening]:
    """Open by a command."""
    return name, lambda found: found.say(name, text)


def letter(act: LetterAct, owner: str) -> LetterTap:
    """A button of somebody's letter."""
    return LetterTap(act=act, letter_id=ask("letter", f"member_id = {member(owner)}"))


def returned() -> DutyReturn:
    """The button that sends 张三's report back."""
    done_id, duty_id = ask("duty_done"), ask("duty_done", column="duty_id")
    return DutyReturn(duty_id=duty_id, member_id=member(ZHANG), done_id=done_id, round=1)


def words_duty() -> int:
    """The duty for which words are asked."""
    return ask("duty", "kind = 'own:words' AND branch_id = (SELECT max(id) FROM branch)")


def own_words() -> ReviewReason:
    """The button for a reason in one's own words."""
    return ReviewReason(claim_id=ask("claim", "state = 'submitted'"), round=1, place=0, reason=OWN_WORDS, stage=0)


def by_wages(found: Rig) -> Heard:
    """Open the question for somebody's wages."""
    found.tap(RECORDER, StandardBegin(member_id=member(ZHANG)).pack())
    return found.tap(RECORDER, StandardBasis(member_id=member(ZHANG), basis=DuesBasis.SALARY).pack())


def wages_given(found: Rig) -> Heard:
    """And give them."""
    by_wages(found)
    return found.say(RECORDER, "5000")


def roster_sent(found: Rig) -> Heard:
    """Send a right roster."""
    found.say(SECRETARY, "/roster")
    found.messenger.file = workbook(NOVICE, headings=HEADINGS)
    return found.send(SECRETARY, document={**FILE, "file_name": "名册.xlsx"})


OPENINGS: dict[str, tuple[str, Opening]] = {
    "a-meeting": tap(SECRETARY, PlanBegin),
    "an-activity": tap(COMMITTEE, AnnounceBegin),
    "a-duty": tap(SECRETARY, DutyAdd),
    "a-claim": tap(ZHANG, lambda: FormBegin(kind=ClaimKind.ITEM)),
    "a-service": tap(LI, lambda: FormBegin(kind=ClaimKind.SERVICE)),
    "a-roster": say(SECRETARY, "/roster"),
    "a-roster-to-confirm": (SECRETARY, roster_sent),
    "a-reason-of-leave": tap(LI, lambda: LeaveReason(leave_id=ask("leave", "state = 'asked'"))),
    "why-no-letter": tap(SECRETARY, lambda: letter(LetterAct.DECLINE, COMMITTEE)),
    "an-appeal": tap(ZHANG, lambda: letter(LetterAct.APPEAL, ZHANG)),
    "a-ruling": tap(COMMITTEE, lambda: letter(LetterAct.WITHDRAW, LI)),
    "why-a-claim-returns": tap(SECRETARY, own_words),
    "a-batch": tap(
        SECRETARY, lambda: BatchTap(act=BatchAct.OPEN, form=1, claim_id=ask("claim", "state = 'submitted'"))
    ),
    "an-amount": tap(RECORDER, lambda: DuesShort(dues_id=ask("dues", f"member_id = {member(LI)}"))),
    "wages": (RECORDER, by_wages),
    "wages-to-confirm": (RECORDER, wages_given),
    "an-exemption": tap(SECRETARY, lambda: ExemptionBegin(member_id=member(ZHANG))),
    "payments": tap(RECORDER, lambda: SheetBegin(what="payments")),
    "study-points": tap(RECORDER, lambda: SheetBegin(what="study")),
    "a-report": tap(LI, lambda: DutyMark(duty_id=words_duty())),
    "why-a-report-returns": tap(RECORDER, returned),
    "why-excused": tap(SECRETARY, lambda: DutyExcuse(duty_id=words_duty(), member_id=member(LI))),
    "a-deputy": tap(SECRETARY, lambda: OfficeBegin(topic=Topic.DEPUTY, subject=0)),
    "a-role": tap(SECRETARY, lambda: OfficeBegin(topic=Topic.ROLE, subject=member(ZHANG))),
    "a-probation": tap(SECRETARY, lambda: OfficeBegin(topic=Topic.PROBATION, subject=member(ZHANG))),
    "a-leaving": tap(SECRETARY, lambda: OfficeBegin(topic=Topic.LEAVING, subject=member(ZHANG))),
    "an-own-exemption": tap(ZHANG, lambda: OfficeBegin(topic=Topic.EXEMPTION, subject=0)),
}

CONTENT = st.one_of(
    st.sampled_from(TEXTS).map(lambda text: {"text": text[:4096]}),
    st.text(min_size=1, max_size=40).map(lambda text: {"text": text}),
    st.sampled_from(OTHER),
)
STEPS = st.lists(st.one_of(CONTENT, CONTENT, st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=8)
"""What comes: a message, or a tap on the button with this number among those shown last."""


@pytest.fixture(autouse=True)
def nothing_breaks() -> Iterator[None]:
    """Hide the folder's fixture of this name, which runs a whole branch over HTTP: the rig sees what breaks."""
    return iter((None,))


def every_state() -> set[str]:
    """Every step of a form that is kept, as the handlers declare them."""
    return {
        str(state.state)
        for group in StatesGroup.__subclasses__()
        for state in group.__all_states__
        if group.__module__.startswith("handlers.")
    }


def test_every_form_is_opened_here() -> None:
    reached = set()
    for name, opening in OPENINGS.values():
        rig().reset()
        opening(rig())
        reached.add(rig().form(name))
    assert reached == every_state()


@pytest.mark.parametrize("form", OPENINGS)
def test_whatever_comes_at_whatever_step_is_answered_and_writes_nothing_by_halves(form: str) -> None:
    name, opening = OPENINGS[form]

    @settings(max_examples=10)
    @given(steps=STEPS, file=st.sampled_from(FILES))
    def filled(steps: list[dict[str, Any] | int], file: bytes) -> None:
        rig().reset()
        buttons = _shown(opening(rig()), ())
        rig().messenger.file = file
        for step in steps:
            if isinstance(step, int):
                buttons = _shown(rig().tap(name, buttons[step % len(buttons)]), buttons) if buttons else buttons
            else:
                buttons = _shown(_send(name, step), buttons)

    filled()


def _shown(heard: Heard, before: tuple[str, ...]) -> tuple[str, ...]:
    return next((call.buttons for call in reversed(heard.calls) if call.buttons), before)


def _send(name: str, content: dict[str, Any]) -> Heard:
    """Send it: it is answered; while the step stays the same, nothing is written but where the form stands."""
    state, before = rig().form(name), rig().data()
    heard = rig().send(name, **content)
    assert heard.calls, f"{content!r} is not answered at {state}"
    if state is not None and rig().form(name) == state:
        assert rig().data() == before, f"{content!r} wrote something though {state} goes on"
    return heard
