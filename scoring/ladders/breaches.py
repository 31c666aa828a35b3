"""Find the breaches of each cause among a subject's facts, and number them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from scoring.facts import Fact
from scoring.items import Unit
from scoring.ladder import Breaches, Cause
from scoring.member import UNIT_CATEGORIES, MemberProfile
from scoring.periods import Period, enclosing
from scoring.points import plain
from scoring.reasons import Reason, reason
from scoring.rules.base import cite, event_of
from scoring.rules.counting import amount, read_by

# Why the ballots of a year give one of the grades that a source names; nothing when they do not.
Graded = Callable[[Breaches, Period, Sequence[Fact]], tuple[Reason, ...]]


@dataclass(frozen=True, slots=True)
class Record:
    """What a ladder looks at: the facts that stand from ``first`` to ``last``, and the period asked for.

    ``charged`` are those outside exemptions. ``known`` is the first day of which silence says something:
    years before the one asked for are only judged from the first fact of all on.
    """

    profile: MemberProfile
    facts: tuple[Fact, ...]
    charged: tuple[Fact, ...]
    first: date
    last: date
    known: date

    def whole_units(self, every: Unit) -> Iterator[Period]:
        """The units that are over, in order, of which no day lies outside membership or in an exemption."""
        for unit in _units(max(self.first, self.known), self.last, every):
            if self.first <= unit.start and not any(span.overlaps(unit) for span in self.profile.exempt):
                yield unit

    def concerns(self, cause: Cause) -> bool:
        """Whether the cause is one of members, or of branches, as the subject is."""
        return (cause.subject == "branch") == (self.profile.category in UNIT_CATEGORIES)


def _units(first: date, last: date, every: Unit) -> Iterator[Period]:
    """The units from the one that ``first`` lies in up to the last that ends by ``last``."""
    unit = enclosing(first, every)
    while unit.last <= last:
        yield unit
        if unit.end > last:  # the calendar may have no further unit
            return
        unit = enclosing(unit.end, every)


@dataclass(frozen=True, slots=True)
class Incident:
    """One breach before it is numbered."""

    on: date
    fact_ids: tuple[str, ...]
    reasons: tuple[Reason, ...] = ()


def _order(incident: Incident) -> tuple[date, tuple[str, ...]]:
    return incident.on, incident.fact_ids


@dataclass(frozen=True, slots=True)
class Breach:
    """The ``number``-th breach of a cause in its year, or unit of a run, that counts from ``start`` on."""

    on: date
    number: int
    start: date
    upto: date
    fact_ids: tuple[str, ...]
    reasons: tuple[Reason, ...]


def find_breaches(causes: Sequence[Cause], record: Record, graded: Graded) -> Iterator[tuple[Cause, Breach]]:
    """Every breach with the version of its cause that was in force, cause by cause, each in order."""
    owners = _owners(causes, record)
    found: dict[str, list[Incident]] = {}
    for cause in filter(record.concerns, causes):
        incidents = _incidents(cause, record, owners, graded)
        found.setdefault(cause.id, []).extend(one for one in incidents if cause.in_force(one.on))
    for cause in filter(record.concerns, causes):
        for breach in _numbered(cause, sorted(found[cause.id], key=_order)):
            if cause.in_force(breach.on):
                yield cause, breach


def _owners(causes: Iterable[Cause], record: Record) -> Mapping[str, tuple[str, int]]:
    """Which cause and source each event belongs to: the first that reads it, so that none is charged twice."""
    owners: dict[str, tuple[str, int]] = {}
    for cause in filter(record.concerns, causes):
        for number, source in enumerate(cause.breaches):
            if source.at_least or not source.concerns(record.profile):
                continue
            for fact in read_by(source.reads, record.charged):
                if cause.in_force(fact.on):
                    owners.setdefault(event_of(fact), (cause.id, number))
    return owners


def _incidents(
    cause: Cause, record: Record, owners: Mapping[str, tuple[str, int]], graded: Graded
) -> Iterator[Incident]:
    for number, source in enumerate(cause.breaches):
        if not source.concerns(record.profile):
            continue
        facts = read_by(source.reads, record.charged)
        if source.at_least and source.every:
            yield from _missed(source, facts, record.whole_units(source.every))
        else:
            yield from _happened(source, [f for f in facts if owners.get(event_of(f)) == (cause.id, number)])
        if source.grades:
            yield from _graded_years(source, record, graded)


def _happened(source: Breaches, facts: Sequence[Fact]) -> Iterator[Incident]:
    """One breach an event, or as many as the quantity of a fact without one; the year's free ones left out."""
    seen: Counter[int] = Counter()
    for incident in sorted(_events(source, facts), key=_order):
        seen[incident.on.year] += 1
        count = seen[incident.on.year]
        if not source.free:
            yield incident
        elif count > source.free:
            why = reason("breach_over_free", number=count, free=source.free)
            yield Incident(incident.on, incident.fact_ids, (why,))


def _events(source: Breaches, facts: Sequence[Fact]) -> Iterator[Incident]:
    together: dict[object, list[Fact]] = {}
    for fact in facts:
        key = enclosing(fact.on, source.every) if source.every else event_of(fact)
        together.setdefault(key, []).append(fact)
    for same in together.values():
        times = 1 if source.every or same[0].event else int(same[0].quantity)
        yield from [Incident(min(fact.on for fact in same), cite(same))] * times


def _missed(source: Breaches, facts: Sequence[Fact], units: Iterable[Period]) -> Iterator[Incident]:
    for unit in units:
        counted = [fact for fact in facts if fact.on in unit]
        got = amount(counted)
        if got < source.at_least:
            why = Reason("breach_quota", {"got": plain(got), "target": str(source.at_least)}, unit.label)
            yield Incident(unit.last, cite(counted), (why,))


def _graded_years(source: Breaches, record: Record, graded: Graded) -> Iterator[Incident]:
    ballots = [fact for fact in record.charged if fact.kind == "ballot"]
    for year in {enclosing(fact.on, "year") for fact in ballots}:
        cast_then = [fact for fact in ballots if fact.on in year]
        if why := graded(source, year, cast_then):
            yield Incident(max(fact.on for fact in cast_then), cite(cast_then), why)


def _numbered(cause: Cause, incidents: Sequence[Incident]) -> Iterator[Breach]:
    return _in_run(incidents, cause.running) if cause.running else _in_year(incidents)


def _in_year(incidents: Sequence[Incident]) -> Iterator[Breach]:
    for _, same_year in groupby(incidents, key=lambda one: one.on.year):
        start = None
        for number, one in enumerate(same_year, 1):
            start = start or one.on
            why = reason("breach_of_year", number=number)
            yield Breach(one.on, number, start, one.on, one.fact_ids, (*one.reasons, why))


def _in_run(incidents: Sequence[Incident], unit: Unit) -> Iterator[Breach]:
    number, run, before = 0, date.min, date.min  # before: the first day after the unit before
    for span, within in groupby(incidents, key=lambda one: enclosing(one.on, unit)):
        number, run = (number + 1, run) if span.start == before else (1, span.start)
        before = span.end
        same = list(within)
        ids = tuple(dict.fromkeys(fact_id for one in same for fact_id in one.fact_ids))
        why: list[Reason] = []
        why.extend(told for one in same for told in one.reasons if told not in why)
        why.append(reason("breach_running", number=number, unit=unit))
        yield Breach(same[-1].on, number, run, span.last, ids, tuple(why))
