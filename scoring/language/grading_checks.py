"""What can be wrong in a grading although each of its keys is right by itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from scoring.grades.case import NO_GRADE, PENDING, UNRATED
from scoring.grading import Gate, Grading, Limit
from scoring.language.items import repeated
from scoring.language.table import Table
from scoring.periods import MONTHS_OF
from scoring.points import plain
from scoring.vocabulary import VOCABULARY

_ALL = 100


def check_bands(table: Table, grading: Grading) -> None:
    """Note bands that overlap or leave something out."""
    for key, bands in (("bands", grading.bands), ("probationary_bands", grading.probationary_bands)):
        for higher, lower in pairwise(bands):
            if lower.at_least >= higher.at_least:
                _fault(
                    table,
                    f"{key}: {plain(lower.at_least)} follows {plain(higher.at_least)}",
                    "bands overlap unless each starts below the one before it",
                )
        if bands and bands[-1].at_least:
            _fault(table, f"{key} starts at {plain(bands[-1].at_least)}", "the lowest starts at 0")


def check_ways(table: Table, grading: Grading) -> None:
    """Note it when what the way of grading needs is missing, or what belongs to another way is there."""
    needed = {"bands": ("bands", "grades"), "shares": ("shares", "otherwise", "grades"), "none": ()}
    for key in needed.get(grading.by, ("grades",)):
        if not getattr(grading, key):
            _fault(table, f"{key} is missing", f'by "{grading.by}" needs it')
    for key, way in (("bands", "bands"), ("probationary_bands", "bands"), ("shares", "shares")):
        if getattr(grading, key) and grading.by != way:
            _fault(table, f"{key} is given", f'it belongs to by "{way}"')
    outcomes = VOCABULARY["ballot"].outcomes
    for code in grading.codes if grading.by == "ballots" else ():
        if code not in outcomes:
            _fault(table, f'grades: "{code}" is no vote', f"allowed: {', '.join(outcomes)}")


def check_whole(table: Table, grading: Grading) -> None:
    """Note codes that are taken, choices of which not exactly one is made, and grades that cannot fall."""
    for code in repeated(grading.codes):
        _fault(table, f'grades: "{code}" is taken', "give each grade a code of its own")
    for code in sorted({NO_GRADE, PENDING, UNRATED} & set(grading.codes)):
        _fault(table, f'grades: "{code}" is reserved', "give the grade another code")
    _check_lengths(table, grading)
    _check_marks(table, grading)
    for gate in grading.gates:
        _check_gate(table, grading, gate)
    _check_falls(table, grading)
    for quota in grading.quotas:
        _check_percent(table, "quotas", quota.percent)
        if quota.percent is not None and quota.places is not None:
            _fault(table, "quotas: percent and places are given", "give one of them, or none for no limit")
    for rank in grading.ranks:
        _check_percent(table, "ranks", rank.percent)


def _check_lengths(table: Table, grading: Grading) -> None:
    """Note grades for periods that are shorter than what is graded, and a lowest grade that not every period has."""
    for one in grading.grades:
        if one.at and MONTHS_OF[one.at] < MONTHS_OF[grading.at]:
            _fault(table, f'grade "{one.code}": at is {one.at!r}', f"a {grading.at} or longer")
    if grading.grades and grading.grades[-1].at:
        _fault(table, f'grade "{grading.codes[-1]}": at is given', "the lowest grade is for every period")


def _check_marks(table: Table, grading: Grading) -> None:
    """Note codes that are taken, unknown alerts of streaks, marks without or with two measures."""
    codes = [mark.code for mark in grading.marks]
    for code in repeated(codes):
        _fault(table, f'"{code}" is taken', "give each limit, alert, rank and streak a code of its own")
    for limit in grading.limits:
        _check_limit(table, grading, limit)
    for alert in grading.alerts:
        _one_of(table, f'alert "{alert.code}"', alert, ("below", "at_most", "grade"))
    for rank in grading.ranks:
        _one_of(table, f'rank "{rank.code}"', rank, ("percent", "at_most"))
    for streak in grading.streaks:
        _one_of(table, f'streak "{streak.code}"', streak, ("below", "grade", "alert", "place"))
        if streak.alert and streak.alert not in codes:
            _fault(table, f'streak "{streak.code}": alert is {streak.alert!r}', f"allowed: {', '.join(codes)}")
        if streak.running == 1 and streak.times == 1:
            _fault(table, f'streak "{streak.code}" needs one period', "give running or times, from 2")
    periods = (
        [a.period for a in grading.alerts] + [r.period for r in grading.ranks] + [s.period for s in grading.streaks]
    )
    for period in periods:
        if period and MONTHS_OF[period] < MONTHS_OF[grading.at]:
            _fault(table, f"period is {period!r}", f"grades are given for a {grading.at} or longer")


def _check_limit(table: Table, grading: Grading, limit: Limit) -> None:
    if limit.grade and (limit.reads or limit.months):
        _fault(table, f'limit "{limit.code}" has grade and reads or months', "one of reads and grade")
    if bool(limit.grade) != bool(limit.inside):
        _fault(table, f'limit "{limit.code}" has only one of grade and inside', "both, or neither")
    if limit.inside and MONTHS_OF[limit.inside] < MONTHS_OF[grading.at]:
        _fault(table, f'limit "{limit.code}": inside is {limit.inside!r}', f"a {grading.at} or longer")
    if limit.grade and not limit.title:
        _fault(table, f'limit "{limit.code}" has no title', "what was graded before needs a name")


def _check_gate(table: Table, grading: Grading, gate: Gate) -> None:
    _one_of(table, "gate", gate, ("of", "clean", "reads"))
    if gate.of and gate.at_least is None:
        _fault(table, "gates.at_least is missing", "points of a section need a least number")
    if gate.reads and not (gate.code and gate.title):
        _fault(table, "gates.code or gates.title is missing", "facts that a gate reads need a name")
    if gate.measured and not (gate.reads and gate.at_least is not None):
        _fault(table, "gates.measured is given", "it belongs to a figure: reads and at_least")
    codes = grading.codes
    if gate.to and any(codes.index(gate.to) <= codes.index(code) for code in gate.grades if code in codes):
        _fault(table, f"gates.to is {gate.to!r}", "a grade below those of the gate")


def _check_falls(table: Table, grading: Grading) -> None:
    """Note gates, votes and quotas of the lowest grade, below which nobody can fall."""
    lowest = grading.codes[-1:]
    held = {
        "gates": [code for gate in grading.gates for code in gate.grades],
        "votes": [vote.grade for vote in grading.votes],
        "quotas": [quota.grade for quota in grading.quotas],
    }
    for key, codes in held.items():
        if set(codes) & set(lowest):
            _fault(table, f"{key}: {lowest[0]!r} is the lowest grade", "only a grade that has a lower one")
    for code in repeated(held["quotas"]):
        _fault(table, f'quotas: "{code}" is taken', "one quota for each grade")


def _check_percent(table: Table, key: str, percent: Decimal | None) -> None:
    if percent is not None and percent > _ALL:
        _fault(table, f"{key}: percent is {plain(percent)}", "a percentage from 0 to 100")


def _one_of(table: Table, what: str, holder: object, keys: Sequence[str]) -> None:
    given = [key for key in keys if getattr(holder, key) not in (None, "", ())]
    if len(given) != 1:
        _fault(table, f"{what} has {', '.join(given) or 'none of them'}", f"exactly one of {', '.join(keys)}")


def _fault(table: Table, found: str, allowed: str) -> None:
    table.place.fault(f"{table.path}{found}", allowed)
