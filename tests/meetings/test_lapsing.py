"""An absence that was made up takes back what it had brought: reminder, letter, the scheme's steps and proposals."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from services.letter_appeals import LetterAppeals
from storage.notices.absence import AbsenceLapsed, AbsenceReminder, LetterCard, LetterSent
from storage.notices.letters import AppealCard, LadderProposed, LadderStepTaken, LetterLapsed
from storage.notices.making_up import MakeUpWitnesses
from storage.tables import Branch, FactRow
from storage.vocabulary import LetterState
from tests.meetings.sight import rows
from tests.meetings.stage import Hall
from tests.meetings.test_ladder import BUT_ZHANG
from tests.meetings.test_letters import STARTS, letters_facts
from tests.meetings.test_making_up import WITNESSES, attested
from tests.meetings.test_walk import hold
from tests.town import Town

STREET = "street-rural"


async def missed(house: Hall, count: int) -> list[int]:
    """Have 张三 miss some meetings in a row, a week apart; their ids."""
    return [await house.hold(start, *BUT_ZHANG) for start in STARTS[:count]]


async def made_up(house: Hall, meeting_id: int) -> None:
    """Make one of them up, attested by two and confirmed by the recorder."""
    asked = await house.make_ups.ask(house.callers["张三"], meeting_id)
    assert isinstance(asked, MakeUpWitnesses)
    await attested(house, asked.make_up_id, *WITNESSES)
    await house.make_ups.decide(house.callers["赵记分"], asked.make_up_id, approve=True)


async def standing_discipline(house: Hall) -> list[str]:
    """What a member's facts of discipline say that are not reversed."""
    facts = await house.rows(FactRow)
    reversed_ids = {row.reverses_id for row in facts}
    return [
        row.outcome
        for row in facts
        if row.kind == "discipline" and row.reverses_id is None and row.id not in reversed_ids
    ]


async def use(house: Hall, scheme: str) -> None:
    await house.db.write(_use, house.branch_id, scheme)


def _use(session: Session, branch_id: int, scheme: str) -> None:
    session.get_one(Branch, branch_id).scheme_id = scheme


async def test_a_reminder_that_waits_for_the_morning_is_never_sent(house: Hall) -> None:
    [meeting_id] = await missed(house, 1)
    assert len(await house.told("张三", AbsenceReminder)) == 1
    await made_up(house, meeting_id)
    assert await house.told("张三", AbsenceReminder) == []
    assert await house.told("张三", AbsenceLapsed) == []


@pytest.mark.parametrize("which", [0, 1], ids=["the-earlier", "the-later"])
async def test_a_signed_letter_lapses_with_either_absence_and_both_are_told(house: Hall, which: int) -> None:
    meetings = await missed(house, 2)
    [letter] = await house.letters_of("张三")
    await house.letters.sign(house.callers["王书记"], letter.id)
    await made_up(house, meetings[which])
    [after] = await house.letters_of("张三")
    assert after.state is LetterState.LAPSED
    assert await standing_discipline(house) == []
    told = LetterLapsed(addressee="张三", year=2026, number=1, by="赵记分")
    for name in ("张三", "王书记"):
        assert told in await house.told(name, LetterLapsed)
    # It has not left the house yet.
    assert await house.told("张三", LetterSent) == []


async def test_the_absence_that_is_left_brings_its_reminder_instead_of_the_letter(house: Hall) -> None:
    first, second = await missed(house, 2)
    await made_up(house, first)
    assert [one.info.meeting_id for one in await house.told("张三", AbsenceReminder)] == [second]


async def test_an_unsigned_letter_is_never_sent_and_who_signs_gets_the_outcome(house: Hall) -> None:
    _first, second = await missed(house, 2)
    [letter] = await house.letters_of("张三")
    await made_up(house, second)
    assert await house.told("王书记", LetterCard) == []
    assert (await house.letters.waiting(house.callers["王书记"])).letters == []
    told = LetterLapsed(addressee="张三", year=2026, number=None, by="赵记分")
    assert await house.told("王书记", LetterLapsed) == [told]
    assert await house.letters.sign(house.callers["王书记"], letter.id) == told
    assert await house.letters.decline(house.callers["王书记"], letter.id, "不必") == told
    assert await house.letters.ask_decline(house.callers["王书记"], letter.id) == told
    assert await house.told("张三", LetterSent) == []
    assert await house.told("张三", LetterLapsed) == []


async def test_a_letter_that_still_has_an_absence_before_its_own_stands_without_the_other(house: Hall) -> None:
    _first, second, _third = await missed(house, 3)
    await made_up(house, second)
    lapsed, stands = await house.letters_of("张三")
    assert (lapsed.state, stands.state) == (LetterState.LAPSED, LetterState.PROPOSED)
    assert [one["day"] for one in stands.absences] == ["2026-07-10", "2026-07-24"]
    assert [len(card.absences) for card in await house.told("王书记", LetterCard)] == [2]


async def test_an_appeal_against_a_lapsed_letter_needs_no_ruling(house: Hall) -> None:
    appeals = LetterAppeals(house.db, house.clock)
    _first, second = await missed(house, 2)
    [letter] = await house.letters_of("张三")
    await house.letters.sign(house.callers["王书记"], letter.id)
    await appeals.appeal(house.callers["张三"], letter.id, "当天在场")
    await made_up(house, second)
    assert await house.told("李委员", AppealCard) == []
    told = LetterLapsed(addressee="张三", year=2026, number=1, by="赵记分")
    assert await house.told("李委员", LetterLapsed) == [told]
    assert await appeals.rule(house.callers["李委员"], letter.id, "维持", withdraw=False) == told


async def test_an_absence_after_a_lapsed_letter_is_counted_anew(house: Hall) -> None:
    first, _second = await missed(house, 2)
    await made_up(house, first)
    await house.hold(STARTS[2], *BUT_ZHANG)
    lapsed, anew = await house.letters_of("张三")
    assert (lapsed.state, anew.state) == (LetterState.LAPSED, LetterState.PROPOSED)
    assert [one["day"] for one in anew.absences] == ["2026-07-17", "2026-07-24"]


async def test_a_schemes_reminder_and_its_fact_go(house: Hall) -> None:
    await use(house, STREET)
    [meeting_id] = await missed(house, 1)
    assert len(await house.told("张三", LadderStepTaken)) == 1
    await made_up(house, meeting_id)
    assert await house.told("张三", LadderStepTaken) == []
    assert await letters_facts(house) == [
        ("reminder", "organisational_life", False),
        ("reminder", "organisational_life", True),
    ]


async def test_a_schemes_letter_and_the_measure_that_two_letters_propose_go(house: Hall) -> None:
    await use(house, STREET)
    *_others, last = await missed(house, 3)
    assert len(await house.told("王书记", LadderProposed)) == 1
    await made_up(house, last)
    first, second = await house.letters_of("张三")
    assert (first.state, second.state) == (LetterState.PROPOSED, LetterState.LAPSED)
    assert await house.told("王书记", LadderProposed) == []


async def test_a_schemes_ladder_is_climbed_anew_from_the_absence_that_is_left(house: Hall) -> None:
    await use(house, STREET)
    first, _second = await missed(house, 2)
    await made_up(house, first)
    [letter] = await house.letters_of("张三")
    assert letter.state is LetterState.LAPSED
    assert [step.number for step in await house.told("张三", LadderStepTaken)] == [1]
    assert await standing_discipline(house) == ["reminder"]


async def test_the_addressee_reads_in_chat_that_his_letter_no_longer_counts(town: Town) -> None:
    others = [name for name in town.members if name != "张三"]
    for day in ("2026-07-10", "2026-07-17"):
        await hold(town, day, *others)
    await town.tap("王书记", "✍️ 签发")
    await town.quiet(edits=True)
    await town.say("张三", "/makeup")
    await town.tap("张三", "支部党员大会")
    for name in WITNESSES:
        await town.tap("张三", f"▫️ {name}")
        await town.tap(name, "✅ 我证明张三在场")
    await town.tap("赵记分", "✅ 确认出席")
    await town.quiet(edits=True)
    [letter] = [
        message for message in await town.messages("张三") if "document" in message and "致：" in _text(message)
    ]
    assert "因已补签（赵记分确认），警戒书已撤销" in _text(letter)
    assert "reply_markup" not in letter
    for name in ("张三", "王书记"):
        assert any("警戒书已撤销，不再计入" in text for text in await town.texts(name))
    assert [row.reverses_id is not None for row in await rows(town, FactRow) if row.kind == "discipline"] == [
        False,
        True,
    ]


def _text(message: dict[str, object]) -> str:
    return str(message.get("text") or message.get("caption") or "")
