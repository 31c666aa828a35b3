"""Months whose points are cancelled: few members have any, so theirs are looked at one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

import numpy as np

from scoring.bulk.crowd import Crowd
from scoring.bulk.exact import Bools
from scoring.bulk.field import Field
from scoring.bulk.lay import Lay
from scoring.cards.runs import full_runs
from scoring.facts import Fact
from scoring.periods import MONTHS_OF
from scoring.scheme import Scheme


def cancelled_months(scheme: Scheme, field: Field, crowd: Crowd) -> Mapping[int, frozenset[int]]:
    """The cancelled months of each rated member who has any, by his place in the crowd."""
    length, found = MONTHS_OF[scheme.cycle], dict[int, frozenset[int]]()
    for place, facts in _facts_of_grounds(scheme, field, crowd):
        full = {month for ground in scheme.cancel for month in full_runs(facts, ground.reads, ground.months)}
        firsts = {month // length * length for month in full}
        found[place] = frozenset(month for first in firsts for month in range(first, first + length))
    return found


def _facts_of_grounds(scheme: Scheme, field: Field, crowd: Crowd) -> Iterator[tuple[int, list[Fact]]]:
    """Each rated member with the facts up to his last day that may be a ground."""
    rows = field.rows([one for ground in scheme.cancel for one in ground.reads])
    who, last = field.who[rows], crowd.days[1]
    seen = rows[(who >= 0) & crowd.rated[who] & (field.table.day[rows] <= last[who])]
    seen = seen[np.argsort(field.who[seen], kind="stable")].tolist()
    for place, mine in groupby(seen, key=lambda row: int(field.who[row])):
        facts = [field.table.fact(row) for row in mine]
        yield place, [fact for fact in facts if not crowd.profiles[place].exempt_on(fact.on)]


def laid_out(cancelled: Mapping[int, frozenset[int]], lay: Lay) -> Bools | None:
    """Whose points of which unit are cancelled; None when nobody's are."""
    grid = np.zeros_like(lay.here)
    for place, gone in cancelled.items():
        grid[:, place] = [unit * lay.months in gone for unit in lay.units]
    return grid if grid.any() else None
