"""The absence ladder: reminder, letter, sign-off, acknowledgement."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from services.actors import Caller
from services.errors import NotAllowed
from services.facts import reverse_fact
from storage.notices.absence import (
    AbsenceReminder,
    LetterAcknowledged,
    LetterCard,
    LetterDeclined,
    LetterNotYours,
    LetterOwn,
    LetterReasonBad,
    LetterSent,
    LetterSigned,
    LetterUnsignable,
)
from storage.notices.common import Gone, NotBound
from storage.tables import FactRow, Letter
from storage.vocabulary import LetterState, Role
from tests.meetings.refusals import refusal
from tests.meetings.stage import Hall, day

ALL = ("王书记", "李委员", "赵记分", "张三", "李四", "陈奶奶")
BUT_ZHANG = tuple(name for name in ALL if name != "张三")


async def letter(house: Hall, name: str = "张三", *starts: str) -> int:
    """Have a member miss two meetings; give the id of the letter that comes of it."""
    others = [other for other in ALL if other != name]
    for start in starts or ("2026-07-10 19:00", "2026-07-17 19:00"):
        await house.hold(start, *others)
    return (await house.letters_of(name))[-1].id


@pytest.mark.parametrize(
    ("missed", "reminders", "letters"),
    [
        pytest.param(["2026-07-10 19:00"], 1, 0, id="the-first-brings-a-reminder"),
        pytest.param(["2026-07-10 19:00", "2026-07-17 19:00"], 1, 1, id="the-second-a-letter"),
        pytest.param(["2026-07-10 19:00", "2026-07-17 19:00", "2026-07-24 19:00"], 1, 2, id="the-third-another-letter"),
        pytest.param(["2026-12-31 19:00", "2027-01-01 19:00"], 2, 0, id="a-new-calendar-year-begins-anew"),
        pytest.param(["2026-01-01 00:10", "2026-12-31 22:00"], 1, 1, id="first-and-last-day-are-of-one-year"),
    ],
)
async def test_what_an_absence_brings(house: Hall, missed: list[str], reminders: int, letters: int) -> None:
    for start in missed:
        await house.hold(start, *BUT_ZHANG)
    assert len(await house.told("张三", AbsenceReminder)) == reminders
    assert len(await house.letters_of("张三")) == letters
    assert len(await house.told("王书记", LetterCard)) == letters


async def test_leave_and_lateness_climb_nothing(house: Hall) -> None:
    for start in ("2026-07-10 19:00", "2026-07-17 19:00"):
        meeting_id = await house.open(start)
        await house.excused("张三", meeting_id)
        house.at(start.replace("19:00", "19:30"))
        for name in BUT_ZHANG:
            await house.meetings.check_in(house.callers[name], meeting_id)
        await house.close(meeting_id)
        await house.rolls.confirm(house.callers["王书记"], meeting_id)
    assert await house.rows(Letter) == []
    assert await house.told("张三", AbsenceReminder) == []


async def test_a_reversed_absence_does_not_count(house: Hall) -> None:
    await house.hold("2026-07-10 19:00", *BUT_ZHANG)
    await house.db.write(_reverse_absences, house)
    await house.hold("2026-07-17 19:00", *BUT_ZHANG)
    assert await house.rows(Letter) == []
    assert len(await house.told("张三", AbsenceReminder)) == 2


async def test_an_unsigned_letter_is_seen_by_the_secretary_alone(house: Hall) -> None:
    await letter(house)
    assert await house.told("张三", LetterSent) == []
    assert {name for name in ALL if await house.told(name, LetterCard)} == {"王书记"}


async def test_a_signed_letter_has_its_number_and_all_that_the_paper_needs(house: Hall) -> None:
    letter_id = await letter(house)
    await house.letters.sign(house.callers["王书记"], letter_id)
    [sent] = await house.told("张三", LetterSent)
    assert (sent.number, sent.year, sent.addressee, sent.branch, sent.signer) == (
        1,
        2026,
        "张三",
        "第一党支部",
        "王书记",
    )
    assert [(absence.day, absence.title) for absence in sent.absences] == [
        (day("2026-07-10"), "七月党员大会"),
        (day("2026-07-17"), "七月党员大会"),
    ]
    assert sent.signed_on == day("2026-07-17")


async def test_a_meeting_without_a_title_is_named_by_its_kind(house: Hall) -> None:
    for start in ("2026-07-10 19:00", "2026-07-17 19:00"):
        await house.hold(start, *BUT_ZHANG, title="")
    [proposed] = await house.letters_of("张三")
    assert [absence["title"] for absence in proposed.absences] == ["支部党员大会", "支部党员大会"]


async def test_numbers_run_by_branch_and_year(house: Hall) -> None:
    first = await letter(house, "张三")
    second = await letter(house, "李四", "2026-08-07 19:00", "2026-08-14 19:00")
    next_year = await letter(house, "陈奶奶", "2027-01-08 19:00", "2027-01-15 19:00")
    for letter_id in (second, first, next_year):
        await house.letters.sign(house.callers["王书记"], letter_id)
    assert {row.id: (row.year, row.number) for row in await house.rows(Letter)} == {
        second: (2026, 1),
        first: (2026, 2),
        next_year: (2027, 1),
    }


async def test_signing_twice_gives_the_outcome_and_no_second_number(house: Hall) -> None:
    letter_id = await letter(house)
    first = await house.letters.sign(house.callers["王书记"], letter_id)
    assert await house.letters.sign(house.callers["王书记"], letter_id) == first
    assert isinstance(first, LetterSigned)
    assert len(await house.told("张三", LetterSent)) == 1


async def test_a_declined_letter_is_never_sent_and_has_no_number(house: Hall) -> None:
    letter_id = await letter(house)
    declined = await house.letters.decline(house.callers["王书记"], letter_id, "当日出差，已补假条")
    assert isinstance(declined, LetterDeclined)
    assert await house.letters.sign(house.callers["王书记"], letter_id) == declined
    assert await house.told("张三", LetterSent) == []
    [row] = await house.rows(Letter)
    assert (row.state, row.number, row.reason) == (LetterState.DECLINED, None, "当日出差，已补假条")


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        pytest.param("理" * 200, True, id="two-hundred-characters-are-kept"),
        pytest.param("理" * 201, False, id="one-more-is-too-long"),
        pytest.param(" ", False, id="nothing-is-no-reason"),
    ],
)
async def test_a_letter_is_declined_with_a_reason(house: Hall, reason: str, kept: bool) -> None:
    letter_id = await letter(house)
    asked = house.letters.decline(house.callers["王书记"], letter_id, reason)
    if kept:
        assert isinstance(await asked, LetterDeclined)
    else:
        assert await refusal(asked) == LetterReasonBad(limit=200)


@pytest.mark.parametrize("name", ["李委员", "赵记分", "李四"])
async def test_while_there_is_a_secretary_nobody_else_signs(house: Hall, name: str) -> None:
    letter_id = await letter(house)
    with pytest.raises(NotAllowed):
        await house.letters.sign(house.callers[name], letter_id)


async def test_a_letter_to_the_secretary_is_signed_by_the_committee(house: Hall) -> None:
    letter_id = await letter(house, "王书记")
    assert {name for name in ALL if await house.told(name, LetterCard)} == {"李委员"}
    assert await refusal(house.letters.sign(house.callers["王书记"], letter_id)) == LetterOwn()
    assert await refusal(house.letters.decline(house.callers["王书记"], letter_id, "不必")) == LetterOwn()
    signed = await house.letters.sign(house.callers["李委员"], letter_id)
    assert isinstance(signed, LetterSigned)
    assert len(await house.told("王书记", LetterSent)) == 1


async def test_a_letter_to_the_secretary_without_a_committee_goes_to_the_superior(house: Hall) -> None:
    await house.demote("李委员")
    letter_id = await letter(house, "王书记")
    assert len(await house.told("王书记", LetterUnsignable)) == 1
    assert [name for name in ALL if await house.told(name, LetterCard)] == []
    assert await refusal(house.letters.sign(house.callers["王书记"], letter_id)) == LetterOwn()
    await house.settle("新委员", Role.COMMITTEE)
    waiting = await house.letters.waiting(house.callers["新委员"])
    assert [card.letter_id for card in waiting.letters] == [letter_id]
    assert isinstance(await house.letters.sign(house.callers["新委员"], letter_id), LetterSigned)


async def test_a_second_secretary_signs_the_first_ones_letter(house: Hall) -> None:
    await house.settle("副书记", Role.SECRETARY)
    for start in ("2026-07-10 19:00", "2026-07-17 19:00"):
        await house.hold(start, "副书记", *(name for name in ALL if name != "王书记"))
    assert {name for name in house.members if await house.told(name, LetterCard)} == {"副书记"}


async def test_a_demoted_secretary_signs_nothing(house: Hall) -> None:
    letter_id = await letter(house)
    await house.demote("王书记")
    await house.settle("新书记", Role.SECRETARY)
    with pytest.raises(NotAllowed):
        await house.letters.sign(house.callers["王书记"], letter_id)
    assert len((await house.letters.waiting(house.callers["新书记"])).letters) == 1


async def test_acknowledging_is_recorded_once_and_told_to_who_signed(house: Hall) -> None:
    letter_id = await letter(house)
    await house.letters.sign(house.callers["王书记"], letter_id)
    house.at("2026-07-20 09:00")
    first = await house.letters.acknowledge(house.callers["张三"], letter_id)
    house.at("2026-07-21 09:00")
    assert await house.letters.acknowledge(house.callers["张三"], letter_id) == first
    assert first.on == day("2026-07-20")
    [told] = await house.told("王书记", LetterAcknowledged)
    assert (told.addressee, told.number, told.on) == ("张三", 1, day("2026-07-20"))
    [sent] = await house.told("张三", LetterSent)
    assert sent.acknowledged_on == day("2026-07-20")


async def test_who_signed_in_the_secretarys_place_hears_of_it_too(house: Hall) -> None:
    letter_id = await letter(house, "王书记")
    await house.letters.sign(house.callers["李委员"], letter_id)
    await house.letters.acknowledge(house.callers["王书记"], letter_id)
    assert {name for name in ALL if await house.told(name, LetterAcknowledged)} == {"李委员"}


async def test_only_the_addressee_acknowledges_and_only_a_sent_letter(house: Hall) -> None:
    letter_id = await letter(house)
    assert await refusal(house.letters.acknowledge(house.callers["张三"], letter_id)) == Gone()
    await house.letters.sign(house.callers["王书记"], letter_id)
    assert await refusal(house.letters.acknowledge(house.callers["王书记"], letter_id)) == LetterNotYours()
    assert await refusal(house.letters.acknowledge(Caller(9, 9), letter_id)) == NotBound()
    assert await refusal(house.letters.acknowledge(house.callers["张三"], 10**9)) == Gone()


def _reverse_absences(session: Session, house: Hall) -> None:
    for fact in session.exec(select(FactRow).where(FactRow.member_id == house.members["张三"])).all():
        reverse_fact(session, fact, author_id=house.members["王书记"], note="记错", now=house.clock.now())
