"""How a scheme turns a period's result into a grade: as data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scoring.periods import MONTHS_OF
from scoring.rules.base import Reads
from scoring.text import Text

By = Literal["bands", "ballots", "shares", "resolution", "none"]
At = Literal["month", "quarter", "half", "year"]
Measure = Literal["latest", "mean", "sum"]
Part = Literal["top", "bottom"]
Among = Literal["rated", "passing"]
Base = Literal["rated", "members"]
Length = Literal["", "month", "quarter", "half", "year"]


@dataclass(frozen=True, slots=True)
class GradeName:
    """A grade with what follows from it; ``probationary`` members have consequences of their own.

    ``at`` is the shortest period that can have it, when that is longer than the grading's own.
    """

    code: str
    title: Text
    consequences: tuple[str, ...] = ()
    probationary: tuple[str, ...] = ()
    at: Length = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Totals from ``at_least`` up to the next higher band, the lowest band starting at 0."""

    at_least: Decimal
    grade: str


@dataclass(frozen=True, slots=True)
class VoteShare:
    """``grade`` for whom more than so many percent of these voters' valid ballots have one of the outcomes."""

    voters: str
    outcomes: tuple[str, ...]
    more_than: Decimal
    grade: str


@dataclass(frozen=True, slots=True)
class Limit:
    """Facts that lower the grade to ``to`` (``unrated``: he holds no grade and no rank; empty: the grade stays).

    With ``months``, so many calendar months running with such a fact, each outcome by itself; it then
    holds in every period that a full run reaches. Instead of facts it may look at the periods of a length
    ``inside`` the one that is graded: one of them had the ``grade``.
    """

    code: str
    reads: tuple[Reads, ...] = ()
    grade: str = ""
    inside: Length = ""
    to: str = ""
    months: int = 0
    title: Text | None = None
    consequences: tuple[str, ...] = ()
    probationary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gate:
    """What these grades need beside their band; who fails falls to ``to`` or below the last of them.

    One of three: points ``of`` a section or sum ``at_least``; no points lost in the ``clean`` items; facts
    that it ``reads``, whose quantity (``measure``) is ``at_least`` when that is given; ``code`` and ``title``
    name those. ``measured`` is how often there is such a figure, when that is less often than there are
    grades: a shorter period without one passes.
    """

    grades: tuple[str, ...]
    of: str = ""
    at_least: Decimal | None = None
    clean: tuple[str, ...] = ()
    reads: tuple[Reads, ...] = ()
    measure: Measure = "latest"
    measured: Length = ""
    to: str = ""
    code: str = ""
    title: Text | None = None


@dataclass(frozen=True, slots=True)
class Vote:
    """A grade that a meeting or a superior must approve; ``resolution`` is the detail of the fact."""

    grade: str
    resolution: str


@dataclass(frozen=True, slots=True)
class Quota:
    """How many may hold a grade: a ``percent`` rounded down, or ``places``; neither is no limit.

    In a branch with fewer than ``small_below`` it is ``small_places``. A branch's own number goes before.
    """

    grade: str
    percent: Decimal | None = None
    of: Base = "rated"
    places: int | None = None
    small_below: int = 0
    small_places: int = 0


@dataclass(frozen=True, slots=True)
class Alert:
    """A warning by points ``of`` the total, a section or a sum (``below`` a mark or ``at_most`` it), or by the grade.

    Facts in ``unless`` excuse it; ``to`` sets the grade; ``period`` restricts it to cards of that length.
    """

    code: str
    title: Text
    of: str = "total"
    below: Decimal | None = None
    at_most: Decimal | None = None
    grade: str = ""
    unless: tuple[Reads, ...] = ()
    to: str = ""
    period: Length = ""
    consequences: tuple[str, ...] = ()
    probationary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RankMark:
    """What the first or last ones of a ranking have: a ``percent`` rounded down, or ``at_most`` places.

    ``clean`` items must have lost nothing, and nobody moves up for who fails that. ``sum_of`` ranks by the
    sum of the totals of such shorter periods instead of the card's total.
    """

    code: str
    title: Text
    part: Part
    percent: Decimal | None = None
    at_most: int | None = None
    among: Among = "rated"
    clean: tuple[str, ...] = ()
    sum_of: Length = ""
    period: Length = ""
    consequences: tuple[str, ...] = ()
    probationary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Streak:
    """The same result in periods right after each other: ``running`` of them, ``times`` within a year.

    The result is one of: a total ``below``, the ``grade``, the ``alert``, a ``place`` or a better one.
    Runs overlap: three quarters running are two runs of two.
    """

    code: str
    title: Text
    below: Decimal | None = None
    grade: str = ""
    alert: str = ""
    place: int | None = None
    running: int = 1
    times: int = 1
    to: str = ""
    period: Length = ""
    consequences: tuple[str, ...] = ()
    probationary: tuple[str, ...] = ()


Mark = Limit | Alert | RankMark | Streak


@dataclass(frozen=True, slots=True)
class Grading:
    """The whole of it: first a grade ``by`` one way, then each table in the order of its fields.

    ``grades`` go from best to worst. ``at`` is the shortest period that is graded. ``of`` is what bands
    read. Ties are broken by ``tie_breaks``: total or section ids (more is better), ``deducted`` (less),
    ``admitted`` (earlier). Who has an ``excluded`` role, or is ``probationary``, has points but no grade.
    """

    by: By
    at: At
    grades: tuple[GradeName, ...] = ()
    of: str = "total"
    bands: tuple[Band, ...] = ()
    probationary_bands: tuple[Band, ...] = ()
    shares: tuple[VoteShare, ...] = ()
    otherwise: str = ""
    tie_breaks: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()
    gates: tuple[Gate, ...] = ()
    votes: tuple[Vote, ...] = ()
    quotas: tuple[Quota, ...] = ()
    alerts: tuple[Alert, ...] = ()
    ranks: tuple[RankMark, ...] = ()
    streaks: tuple[Streak, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the grades, from best to worst."""
        return tuple(grade.code for grade in self.grades)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything that can hold beside a grade, in the order in which it is looked at."""
        return (*self.limits, *self.alerts, *self.ranks, *self.streaks)

    def held_in(self, length: str) -> tuple[str, ...]:
        """The codes of the grades that a period of this length can have."""
        return tuple(one.code for one in self.grades if not one.at or MONTHS_OF[one.at] <= MONTHS_OF[length])

    def bands_for(self, *, probationary: bool) -> tuple[Band, ...]:
        """The bands of a member or of a candidate."""
        return self.probationary_bands if probationary and self.probationary_bands else self.bands

    def below(self, code: str) -> str:
        """The next lower grade; ValueError or IndexError when there is none, which the codec rules out."""
        return self.codes[self.codes.index(code) + 1]


def places_of(quota: Quota, counted: int, own: int | None) -> int | None:
    """How many may hold the grade among so many; None is no limit."""
    if own is not None:
        return own
    if counted < quota.small_below:
        return quota.small_places
    if quota.percent is not None:
        return int(quota.percent * counted // 100)
    return quota.places


def next_band(grading: Grading, total: Decimal, *, probationary: bool = False) -> tuple[str, Decimal] | None:
    """What the next better band brings at least, and the points that are missing for it; None at the top.

    What may be refused by a gate, a vote or a quota is not promised: the lowest grade above the present one is.
    """
    bands = grading.bands_for(probationary=probationary)
    better = [band for band in bands if band.at_least > total]
    if not better:
        return None
    code, now = better[-1].grade, bands[len(better)].grade
    refused = {grade for gate in grading.gates for grade in gate.grades}
    refused |= {vote.grade for vote in grading.votes} | {quota.grade for quota in grading.quotas}
    while code in refused and grading.below(code) != now:
        code = grading.below(code)
    return code, better[-1].at_least - total


def band_of(grading: Grading, total: Decimal, *, probationary: bool = False) -> str:
    """The grade of an exact total from 0, such as a branch's average."""
    return next(band.grade for band in grading.bands_for(probationary=probationary) if total >= band.at_least)
