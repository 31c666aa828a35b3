"""A simulated year: thirty members, seeded behaviour, a moved clock, kills and an outage; then every invariant.

The expected side is folded from the diary of what people did (`tests.year.expected`, `tests.year.reminding`); the
observed side is what lies in the database and what arrived in chats.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import schemes
from scoring import Fact, MemberProfile, Period, ScoreCard, score_card
from scoring.periods import month
from scoring.periods import year as whole
from storage.tables import Letter, Member, OutboxRow
from storage.vocabulary import LetterState, OutboxState
from tests.year import observed
from tests.year.course import CUTS, DEATHS, live_through
from tests.year.diary import Acted, DecidedLetter
from tests.year.expected import Said, facts, letters
from tests.year.house import ZONE, hurried
from tests.year.life import END, OUTAGE, SCHEME, Year
from tests.year.people import EXEMPT, GONE, MUTE, NEW, YEAR
from tests.year.reminding import DAY, Reminder, reminders

SEED = 7


@dataclass(frozen=True)
class Lived:
    """The year that was lived, and what it left."""

    year: Year
    facts: Counter[Said]
    reminded: list[Reminder]
    letters: list[tuple[str, Letter]]
    outbox: list[OutboxRow]
    members: dict[str, Member]
    cards: dict[tuple[str, Period], ScoreCard]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    """Live the year once."""
    folder = tmp_path_factory.mktemp("year")
    with hurried(), asyncio.Runner() as runner:
        yield runner.run(_live(folder))


async def _live(folder: Path) -> Lived:
    year = await live_through(folder, SEED)
    db = year.home.db
    found = Lived(
        year,
        await db.read(observed.standing_facts),
        await db.read(observed.reminded),
        await db.read(observed.letters),
        await db.read(observed.outbox),
        await db.read(observed.members),
        await db.read(observed.cards, [*(month(YEAR, number) for number in range(1, 13)), whole(YEAR)], END.date()),
    )
    await year.home.stop()
    return found


def test_the_facts_are_what_people_did(lived: Lived) -> None:
    expected = facts(lived.year.cast, lived.year.diary)
    assert (lived.facts - expected, expected - lived.facts) == (Counter(), Counter())


def test_reminders_are_exactly_those_of_the_rule(lived: Lived) -> None:
    expected = reminders(lived.year.cast, lived.year.diary)
    given = set(lived.reminded)
    assert (sorted(given - expected), sorted(expected - given)) == ([], [])
    assert len(lived.reminded) == len(given)


def test_each_reminder_arrived_in_one_message_of_its_day(lived: Lived) -> None:
    days = {(one.on, one.who) for one in lived.reminded if one.who != MUTE}
    sent = Counter(
        (row.sent_at.astimezone(ZONE).date(), row.person_id)
        for row in lived.outbox
        if row.kind == "reminder.digest" and row.state is OutboxState.SENT and row.sent_at is not None
    )
    persons = {member.person_id: name for name, member in lived.members.items()}
    assert {
        (day, persons[person]): count for (day, person), count in sent.items() if person is not None
    } == dict.fromkeys(days, 1)


def test_nobody_is_chased_who_is_exempt_or_has_left(lived: Lived) -> None:
    names = {one.who for one in lived.reminded}
    assert EXEMPT not in names
    assert {one.who for one in lived.reminded if one.who == GONE and one.on >= date(YEAR, 10, 15)} == set()
    assert {one.who for one in lived.reminded if one.who == NEW and one.on < date(YEAR, 4, 1)} == set()


def test_a_first_absence_brings_a_reminder_and_only_further_ones_a_letter(lived: Lived) -> None:
    first, further = letters(lived.year.cast, lived.year.diary)
    names = {member.id: name for name, member in lived.members.items()}
    told = Counter(
        (names[int(row.key.rsplit(":", 1)[1])], int(row.key.split(":")[1]))
        for row in lived.outbox
        if row.kind == "absence.reminder"
    )
    assert told == first
    assert Counter(name for name, _ in lived.letters) == further


def test_a_letter_goes_out_only_if_it_was_signed(lived: Lived) -> None:
    decided = Counter((entry.who, entry.signed) for entry in lived.year.diary.of(DecidedLetter))
    found = Counter(
        (name, letter.state is not LetterState.DECLINED)
        for name, letter in lived.letters
        if letter.state is not LetterState.PROPOSED
    )
    assert found == decided
    numbers = sorted(letter.number for _, letter in lived.letters if letter.number is not None)
    assert numbers == list(range(1, len(numbers) + 1))


def test_nobody_is_written_to_at_night_but_in_answer_to_what_he_has_just_done(lived: Lived) -> None:
    acted = {(entry.who, entry.at) for entry in lived.year.diary.of(Acted)}
    names = observed.chat_names(lived.year)
    late = [
        f"{local:%m-%d %H:%M} {names[word.chat] or 'group'}: {word.text[:40]!r}"
        for word in lived.year.home.wire.words
        if (local := word.at.astimezone(ZONE)).hour not in DAY and (names[word.chat], local) not in acted
    ]
    assert late == []


def test_no_message_comes_twice_but_those_whose_sender_died_with_them(lived: Lived) -> None:
    courier = [word for word in lived.year.home.wire.words if word.by == "courier"]
    twice = Counter((word.chat, word.at.astimezone(ZONE).date(), word.text) for word in courier)
    again = {(chat, text) for (chat, _, text), count in twice.items() if count > 1}
    assert again == lived.year.home.wire.twice


def test_every_message_that_was_owed_arrived_but_those_to_who_has_no_chat(lived: Lived) -> None:
    mute = lived.members[MUTE].person_id
    missing = [(row.key, row.state, row.failure) for row in lived.outbox if row.state is not OutboxState.SENT]
    assert [one for one in missing if one[2] != "no_account"] == []
    assert {row.person_id for row in lived.outbox if row.failure == "no_account"} <= {mute}


def test_cards_are_the_score_of_what_people_did(lived: Lived) -> None:
    expected = facts(lived.year.cast, lived.year.diary)
    for (name, period), card in lived.cards.items():
        fair = _scored(lived, name, period, expected)
        assert (name, period.label, card.shown_total, card.standing) == (
            name,
            period.label,
            fair.shown_total,
            fair.standing,
        )
        assert [section.shown for section in card.sections] == [section.shown for section in fair.sections]


def _scored(lived: Lived, name: str, period: Period, said: Counter[Said]) -> ScoreCard:
    """Score a person by himself, from the model's facts and his own dates."""
    human = lived.year.cast[name]
    profile = MemberProfile(
        id=name,
        category={"new_organisation": "new_org"}.get(human.category.value, human.category.value),  # type: ignore[arg-type]
        joined=human.joined,
        left=human.left,
        exempt=(Period(*human.exempt),) if human.exempt else (),
        admitted=date(human.born + 22, 7, 1),
    )
    rows = [
        Fact(
            id=str(number),
            member=name,
            kind=fact.kind,
            outcome=fact.outcome,
            on=fact.on,
            quantity=Decimal(fact.quantity),
            detail=fact.detail,
            event=f"{fact.kind}:{fact.on}:{fact.detail}" if fact.kind == "meeting" else "",
        )
        for number, fact in enumerate(sorted(fact for fact in said.elements() if fact.who == name))
    ]
    return score_card(schemes.load(SCHEME), profile, rows, period, as_of=period.last)


def test_nothing_went_wrong_behind_the_scenes(lived: Lived) -> None:
    assert lived.year.home.errors.told == []
    assert lived.year.home.kills == len(CUTS) + len(DEATHS)
    assert [at for at in lived.year.diary.of(Acted) if OUTAGE[0] <= at.at < OUTAGE[1]] == []
