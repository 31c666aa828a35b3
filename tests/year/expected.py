"""The independent model: what must have come of the year, folded from the diary alone.

It knows the rules as a secretary could tell them, and shares nothing with the services but the words of facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from storage.vocabulary import LeaveKind
from tests.year.diary import (
    AskedLeave,
    CalledOff,
    Came,
    Confirmed,
    DecidedLeave,
    Diary,
    HandedIn,
    JudgedDuty,
    Paid,
    Planned,
    Swept,
    TookBack,
)
from tests.year.duties import TERMS, Term
from tests.year.life import DUES_DAY, GRACE
from tests.year.people import YEAR, Cast, Human

LEAVE = {
    LeaveKind.OFFICIAL: "official_leave",
    LeaveKind.PERSONAL: "personal_leave",
    LeaveKind.ILL: "sick_leave",
}
CORRECTION = timedelta(days=7)


class Said(NamedTuple):
    """A fact that must stand."""

    who: str
    kind: str
    outcome: str
    on: date
    detail: str = ""
    quantity: Decimal = Decimal(1)


@dataclass
class Handing:
    """How a member's part in a duty stands."""

    since: datetime
    """When he handed it in; what corrects within a week counts as of the first time."""
    state: str
    times: int = 1
    returned: datetime | None = None


@dataclass
class Branch:
    """What is so at a point of the diary."""

    planned: dict[int, Planned] = field(default_factory=dict)
    leave: dict[tuple[int, str], LeaveKind] = field(default_factory=dict)
    asked: dict[tuple[int, str], LeaveKind] = field(default_factory=dict)
    came: dict[tuple[int, str], datetime] = field(default_factory=dict)
    paid: dict[tuple[str, date], Paid] = field(default_factory=dict)
    handed: dict[tuple[str, date, str], Handing] = field(default_factory=dict)


def expected_at(cast: Cast, meeting: Planned) -> Iterator[Human]:
    """Who is missed when he does not come."""
    day = meeting.starts.date()
    for human in cast.there(day):
        if not human.is_exempt(day) and meeting.group in ("", human.group):
            yield human


def take(branch: Branch, entry: object) -> None:
    """Let one entry of the diary have happened."""
    match entry:
        case Planned():
            branch.planned[entry.meeting] = entry
        case CalledOff():
            del branch.planned[entry.meeting]
        case AskedLeave():
            branch.asked[entry.meeting, entry.who] = entry.kind
        case DecidedLeave(approved=True):
            branch.leave[entry.meeting, entry.who] = branch.asked[entry.meeting, entry.who]
        case Came():
            branch.came.setdefault((entry.meeting, entry.who), entry.at)
        case Paid():
            branch.paid[entry.who, entry.month] = entry
        case TookBack():
            del branch.paid[entry.who, entry.month]
        case HandedIn():
            _hand_in(branch, entry)
        case JudgedDuty():
            handing = branch.handed[entry.code, entry.due, entry.who]
            handing.state, handing.returned = ("done", None) if entry.good else ("returned", entry.at)


def _hand_in(branch: Branch, entry: HandedIn) -> None:
    """Corrected within a week it counts as of its first day."""
    key = entry.code, entry.due, entry.who
    known = branch.handed.get(key)
    state = "filed" if _term(entry.code, entry.due).in_words else "done"
    if known is None:
        branch.handed[key] = Handing(entry.at, state)
        return
    corrects = known.returned is not None and entry.at.date() <= known.returned.date() + CORRECTION
    branch.handed[key] = Handing(known.since if corrects else entry.at, state, known.times + 1)


def _term(code: str, due: date) -> Term:
    return next(term for term in TERMS if (term.code, term.due) == (code, due))


# Facts


def facts(cast: Cast, diary: Diary) -> Counter[Said]:
    """Every fact that must stand at the year's end, and how often."""
    branch, found = Branch(), Counter[Said]()
    for entry in diary.entries:
        take(branch, entry)
        if isinstance(entry, Confirmed):
            found.update(attendance(cast, branch, branch.planned[entry.meeting]))
    found.update(_dues(cast, branch))
    for term in TERMS:
        found.update(_duty(cast, branch, term, found))
    return found


def attendance(cast: Cast, branch: Branch, meeting: Planned) -> Iterator[Said]:
    """In time up to and including the tenth minute; who comes is there, whatever leave he has."""
    missed = {human.name for human in expected_at(cast, meeting)}
    came = {who: at for (number, who), at in branch.came.items() if number == meeting.meeting}
    for who in missed | set(came):
        leave = branch.leave.get((meeting.meeting, who))
        if who in came:
            outcome = "present" if came[who] <= meeting.starts + GRACE else "late"
        else:
            outcome = "absent" if leave is None else LEAVE[leave]
        yield Said(who, "meeting", outcome, meeting.starts.date(), meeting.kind.value)


def owes(cast: Cast, month: date) -> Iterator[Human]:
    """Whoever was there and not exempt on the month's first day."""
    return (human for human in cast.there(month) if not human.is_exempt(month))


def _dues(cast: Cast, branch: Branch) -> Iterator[Said]:
    for month in (date(YEAR, number, 1) for number in range(1, 13)):
        due = month.replace(day=DUES_DAY)
        for human in owes(cast, month):
            paid = branch.paid.get((human.name, month))
            if paid is None and (not human.belongs(due) or human.is_exempt(due)):
                continue  # he left, or became exempt, before anything was due
            if paid is None:
                outcome = "unpaid"
            elif paid.only is not None:
                outcome = "short"
            else:
                outcome = "on_time" if paid.at.date() <= due else "late"
            yield Said(human.name, "dues", outcome, due)


def asked_of(cast: Cast, term: Term) -> list[Human]:
    """For whom a duty is: everybody in the branch on its day and not exempt then."""
    return [human for human in cast.there(term.due) if not human.is_exempt(term.due)]


def _duty(cast: Cast, branch: Branch, term: Term, known: Counter[Said]) -> Iterator[Said]:
    for human in asked_of(cast, term):
        handing = branch.handed.get((term.code, term.due, human.name))
        if handing is not None and handing.state == "done":
            day = handing.since.date()
            yield Said(human.name, "duty", "done" if day <= term.due else "late", min(day, term.due), term.code)
        elif human.joined <= term.opens and not on_leave_all_the_time(human, term, known):
            yield Said(human.name, "duty", "missed", term.due, term.code)


def on_leave_all_the_time(human: Human, term: Term, known: Counter[Said]) -> bool:
    """Whether every meeting of the duty's days was missed with leave, and there was one."""
    met = [
        fact.outcome
        for fact in known
        if fact.who == human.name and fact.kind == "meeting" and term.opens <= fact.on <= term.closes
    ]
    return bool(met) and all(outcome in LEAVE.values() for outcome in met)


# The ladder of absences


def letters(cast: Cast, diary: Diary) -> tuple[Counter[tuple[str, int]], Counter[str]]:
    """Reminders of a first absence by person and meeting, and how many letters each further one proposed."""
    branch, absences = Branch(), Counter[str]()
    reminded, proposed = Counter[tuple[str, int]](), Counter[str]()
    for entry in diary.entries:
        take(branch, entry)
        if not isinstance(entry, Confirmed):
            continue
        for fact in attendance(cast, branch, branch.planned[entry.meeting]):
            if fact.outcome != "absent":
                continue
            absences[fact.who] += 1
            if absences[fact.who] == 1:
                reminded[fact.who, entry.meeting] += 1
            else:
                proposed[fact.who] += 1
    return reminded, proposed


def sweeps(diary: Diary) -> list[datetime]:
    """When the house asked itself what is due."""
    return [entry.at for entry in diary.of(Swept)]
