"""Several prices in one line, over all cells at once; it says what `scoring.rules.Tariff` says."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scoring.bulk.batch import Batch, lets_through
from scoring.bulk.calendar import month_numbers
from scoring.bulk.exact import ROOM, Amounts, Bools, Ints
from scoring.bulk.marks import Full, Marks, moved
from scoring.bulk.slow import cell_by_cell
from scoring.rules import Tariff
from scoring.rules.tariff import Price


@dataclass(frozen=True, slots=True, eq=False)
class _Charges:
    """What rows would pay by the prices that they meet: one column for each part of a charge."""

    cell: Ints
    event: Ints
    cost: Ints
    price: Ints
    month: Ints
    kind: Ints

    def keep(self, chosen: Bools | Ints) -> _Charges:
        """Only the chosen charges."""
        return _Charges(
            self.cell[chosen],
            self.event[chosen],
            self.cost[chosen],
            self.price[chosen],
            self.month[chosen],
            self.kind[chosen],
        )

    def dearest(self, *group: Ints) -> _Charges:
        """The greatest charge of each group, as the rule compares them."""
        order = np.lexsort((self.kind, self.month, -self.price, self.cost, *group))
        last = np.zeros(max(len(order) - 1, 0), np.bool_)
        for column in group:
            last |= column[order][1:] != column[order][:-1]
        return self.keep(order[np.append(last, np.True_)] if len(order) else order)


def tariff(rule: Tariff, batch: Batch, full: Full, over: Bools) -> Marks:
    """See Tariff."""
    each = Amounts.listed(price.each for price in rule.prices)
    if int(batch.quantity.max(initial=batch.table.per)) * each.most * len(batch) >= ROOM:
        return cell_by_cell(rule, batch, full, over)
    parts = [_charges(number, price, each, batch) for number, price in enumerate(rule.prices)]
    charges = _Charges(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    paid = _once_each(rule, charges.dearest(charges.event, charges.cell))
    total = np.zeros(batch.grid.size, np.int64)
    for some in paid:
        np.add.at(total, some.cell, some.cost)
    total[batch.grid.spare] = 0
    points = moved(rule.effect, Amounts.of(total, each.per * batch.table.per), full)
    return Marks(points, touched=batch.touched() if rule.looked_at else None)


def _charges(number: int, price: Price, each: Amounts, batch: Batch) -> tuple[Ints, ...]:
    """What the rows that meet a price would pay by it."""
    met = batch.keep(batch.those(lambda type_: lets_through(price.reads, type_)))
    if price.below is not None:
        met = met.keep(Amounts.even((), price.below).above(Amounts.of(met.quantity, batch.table.per)))
    size = met.quantity if price.per == "quantity" else np.full(len(met), batch.table.per, np.int64)
    kinds = sorted({type_.kind for type_ in batch.table.types})
    event = met.event.astype(np.int64)
    return (
        met.cells,
        np.where(event > 0, event, -1 - met.row_numbers()),
        size * int(each.units[number]),
        np.full(len(met), number, np.int64),
        month_numbers(met.day),
        met.each_type(lambda type_: kinds.index(type_.kind)),
    )


def _once_each(rule: Tariff, charges: _Charges) -> tuple[_Charges, _Charges, _Charges]:
    """What stands after the charges of one month, or of one unit, became one."""
    per = np.array([("month", "once").index(one.per) if one.per in ("month", "once") else 2 for one in rule.prices])
    monthly, once, others = (charges.keep(per[charges.price] == number) for number in range(3))
    return monthly.dearest(monthly.month, monthly.kind, monthly.cell), once.dearest(once.price, once.cell), others
