"""Runs of months: so many in a row with a fact of the same kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from scoring.facts import Fact
from scoring.rules.base import Reads


def full_runs(facts: Iterable[Fact], reads: Sequence[Reads], months: int) -> Mapping[int, tuple[str, ...]]:
    """The months, counted from year 0, in which a run of so many months is full, with the facts of the run.

    A run is of one kind and outcome; it stays full in each further month that it lasts.
    """
    by_kind: dict[tuple[str, str], dict[int, list[str]]] = {}
    for fact in facts:
        if any(one.matches(fact) for one in reads):
            month = fact.on.year * 12 + fact.on.month - 1
            by_kind.setdefault((fact.kind, fact.outcome), {}).setdefault(month, []).append(fact.id)
    full: dict[int, tuple[str, ...]] = {}
    for seen in by_kind.values():
        for month in sorted(seen):
            run = range(month - months + 1, month + 1)
            if all(one in seen for one in run):
                ids = tuple(fact_id for one in run for fact_id in sorted(seen[one]))
                full[month] = full.get(month, ()) + ids
    return full
