"""How the units of a section become what it has in a longer period."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from scoring.items import Section
from scoring.points import ZERO
from scoring.reasons import Reason, reason


class UnitTally(NamedTuple):
    """A section in one unit: bounded points, what they were before, and whether it waits for a result.

    ``empty`` when nothing of what it waits for is there.
    """

    points: Decimal
    raw: Decimal
    pending: bool = False
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Fold:
    """Which units count, and with what weight: their sum times ``times`` over ``divisor``.

    The longer period is bounded by the full points of so many units (``bounds``): of several only in a sum.
    """

    units: tuple[int, ...]
    times: int
    divisor: int
    pending: bool
    reasons: tuple[Reason, ...]
    bounds: int = 1

    def full_of(self, full: Decimal | None) -> Decimal | None:
        """The bound of the longer period, from the bound of one unit."""
        return full if full is None or self.bounds == 1 else full * self.bounds

    def of(self, points: Decimal) -> Decimal:
        """What the units' points come to."""
        return points if self.times == self.divisor else points * self.times / self.divisor


def fold(section: Section, by_unit: Mapping[int, UnitTally], ended: Sequence[int] = ()) -> Fold:
    """Choose the units of the section that count in a period of several, and say so.

    ``ended`` are all units of the period that are over, also those in which the subject was not rated.
    """
    counted, why = tuple(by_unit), list[Reason]()
    if section.empty == "left_out":
        counted = tuple(unit for unit in counted if not by_unit[unit].empty)
    if not counted:
        return Fold(tuple(by_unit), 1, 1, True, (), len(by_unit) if section.combine == "sum" else 1)
    times, divisor, bounds = 1, 1, 1
    if section.combine == "mean":
        divisor = len(counted)
    elif section.combine == "sum":
        times, divisor = _scaled(section, ended, counted)
        bounds = max(times, len(counted))
    else:
        counted = (_chosen(section, by_unit, counted),)
    if len(by_unit) > 1:
        params = {"unit": section.every, "count": len(counted)} if section.combine in ("mean", "sum") else {}
        why.append(reason(f"{section.combine}_of_units", **params))
    if times != divisor and section.combine == "sum":
        why.append(reason("scaled_up", held=divisor, due=times))
    pending = any(by_unit[unit].pending for unit in counted)
    return Fold(counted, times, divisor, pending, tuple(why), bounds)


def _scaled(section: Section, ended: Sequence[int], counted: Sequence[int]) -> tuple[int, int]:
    """A sum without its empty units is scaled up to all in which a result could be by now."""
    if section.empty == "pending":
        return 1, 1
    return len({*ended, *counted}), len(counted)


def _chosen(section: Section, by_unit: Mapping[int, UnitTally], counted: Sequence[int]) -> int:
    """The one unit that counts: the latest or the best that does not wait, otherwise the last."""
    settled = [unit for unit in counted if not by_unit[unit].pending] or list(counted)
    if section.combine == "latest":
        return settled[-1]
    return max(settled, key=lambda unit: (by_unit[unit].points, -unit))


def exact(folded: Fold, by_unit: Mapping[int, UnitTally]) -> Decimal:
    """The section's points at full precision."""
    return folded.of(sum((by_unit[unit].points for unit in folded.units), ZERO))
