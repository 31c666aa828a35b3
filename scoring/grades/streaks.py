"""The same result in periods right after each other; a gap ends it, and for all but years the new year does."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from scoring.periods import Period, enclosing


@dataclass(frozen=True, slots=True)
class Held:
    """How long somebody has held a place: ``running`` periods up to the last, ``times`` runs in its year."""

    running: int
    times: int


def running_up_to(last: Period, hits: Collection[Period]) -> int:
    """How many calendar periods of the same length, all among the hits, end with ``last``; 0 when it is none.

    Quarters and half-years are counted within the year of ``last``.
    """
    count, period = 0, last
    while period in hits and (last.name == "year" or period.start.year == last.start.year):
        count += 1
        period = enclosing(period.start - timedelta(days=1), last.name)
    return count


def runs_in_year(last: Period, hits: Collection[Period], running: int) -> int:
    """How many runs of so many hits lie wholly in the year of ``last`` and end with it or before; they overlap."""
    inside = {hit for hit in hits if hit.start.year == last.start.year and hit <= last}
    return sum(running_up_to(hit, inside) >= running for hit in inside)


def contest(placings: Sequence[tuple[Period, Mapping[str, int]]], *, place: int, running: int) -> dict[str, Held]:
    """Who held ``place`` or a better one, as it stands after the last of the periods.

    ``placings`` are the ranks by id of each period, members of a branch or branches of a committee alike; a
    shared place counts. Three periods running are two overlapping runs of two.
    """
    if not placings:
        return {}
    last = max(period for period, _ in placings)
    names = sorted({name for _, ranks in placings for name in ranks})
    hits = {name: {period for period, ranks in placings if ranks.get(name, place + 1) <= place} for name in names}
    return {name: Held(running_up_to(last, found), runs_in_year(last, found, running)) for name, found in hits.items()}
