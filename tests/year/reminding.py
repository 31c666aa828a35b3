"""The rule of reminders, told once more and independently: which day, to whom, of what; at each round of the house.

Dues: up to three days before, on the day, and from the third to the fifth day after. Duties: in the last week, the
last three days, the day before, and the day itself. Each of these once, in one message a day, from eight to nine in
the evening and from the hour that the person chose; on days of rest only of what is due that day. Never to one who
has done it, is exempt, has left or wants none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

import holidays

from storage.vocabulary import ReminderMode
from tests.year.diary import Confirmed, Diary, Swept
from tests.year.duties import TERMS, Term
from tests.year.expected import LEAVE, Branch, asked_of, attendance, owes, take
from tests.year.life import DUES_DAY
from tests.year.people import RECORDER, SECRETARY, Cast, Human

DAY = range(8, 21)
REST = holidays.country_holidays("CN")


class Reminder(NamedTuple):
    """One thing that one person was reminded of on a day."""

    on: date
    who: str
    what: str
    stage: str


@dataclass
class Memory:
    """What has been told: nothing is told twice, and nobody is written to twice a day."""

    told: set[tuple[str, str, str]] = field(default_factory=set)
    days: set[tuple[date, str]] = field(default_factory=set)
    leave: dict[str, list[tuple[date, bool]]] = field(default_factory=lambda: defaultdict(list))


def reminders(cast: Cast, diary: Diary) -> set[Reminder]:
    """Every reminder that must have been given, none more."""
    branch, memory, found = Branch(), Memory(), set[Reminder]()
    for entry in diary.entries:
        take(branch, entry)
        if isinstance(entry, Confirmed):
            for fact in attendance(cast, branch, branch.planned[entry.meeting]):
                memory.leave[fact.who].append((fact.on, fact.outcome in LEAVE.values()))
        if isinstance(entry, Swept) and entry.at.hour in DAY:
            found.update(_round(cast, branch, memory, entry.at))
    return found


def _round(cast: Cast, branch: Branch, memory: Memory, now: datetime) -> Iterator[Reminder]:
    today, resting = now.date(), not REST.is_working_day(now.date())
    wanted: dict[str, list[tuple[str, str]]] = defaultdict(list)
    things = (*_dues(cast, branch, today), *_duties(cast, branch, memory, today), *_words(cast, branch, now))
    for human, what, stage, last in things:
        if (human.name, what, stage) in memory.told or (resting and not last):
            continue
        if human.mode is ReminderMode.NONE or (human.mode is ReminderMode.LAST_DAY and not last):
            continue
        if now.hour >= human.hour and human.belongs(today) and not human.is_exempt(today):
            wanted[human.name].append((what, stage))
    for who, due in wanted.items():
        if (today, who) in memory.days:
            continue
        memory.days.add((today, who))
        for what, stage in due:
            memory.told.add((who, what, stage))
            yield Reminder(today, who, what, stage)


Thing = tuple[Human, str, str, bool]


def _dues(cast: Cast, branch: Branch, today: date) -> Iterator[Thing]:
    month, left = today.replace(day=1), DUES_DAY - today.day
    stage = {1: "before", 2: "before", 3: "before", 0: "due", -3: "after", -4: "after", -5: "after"}.get(left)
    if stage is None:
        return
    for human in owes(cast, month):
        if (human.name, month) not in branch.paid:
            yield human, f"dues:{month}", stage, left == 0


def _duties(cast: Cast, branch: Branch, memory: Memory, today: date) -> Iterator[Thing]:
    for term in TERMS:
        left = (term.due - today).days
        if not 0 <= left <= 7:
            continue
        stage = "week" if left >= 4 else "days" if left >= 2 else "day" if left else "today"
        for human in asked_of(cast, term):
            handing = branch.handed.get((term.code, term.due, human.name))
            if (handing is None or handing.state == "returned") and not _excused(memory, human, term):
                yield human, f"{term.code}:{term.due}", stage, left == 0


def _excused(memory: Memory, human: Human, term: Term) -> bool:
    """On leave from every meeting so far in the days of the duty."""
    met = [on_leave for on, on_leave in memory.leave[human.name] if term.opens <= on <= term.closes]
    return bool(met) and all(met)


def _words(cast: Cast, branch: Branch, now: datetime) -> Iterator[Thing]:
    """Who has to say a word to what was handed in, once it lies for two days: once for each that lies longest."""
    for keeper in (RECORDER, SECRETARY):
        waiting = [
            (handing.since, code, due, who, handing.times)
            for (code, due, who), handing in branch.handed.items()
            if handing.state == "filed" and who != keeper
        ]
        if waiting and (now - min(waiting)[0]).total_seconds() >= 2 * 86_400:
            _, code, due, who, times = min(waiting)
            yield cast[keeper], "word", f"{code}:{due}:{who}:{times}", False
