"""Exact numbers in bulk: whole arrays of integers over one common denominator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Units = NDArray[Any]
"""Integers: 64 bits wide, or Python's own (dtype object) where 64 bits could not hold them."""

Number = int | Decimal | Fraction

ROOM: Final = 2**62
MILLION: Final = 10**6


@dataclass(frozen=True, slots=True, eq=False)
class Amounts:
    """``units / per``, element by element, never rounded.

    ``most`` bounds the units either way. What could leave 64 bits goes on in Python's integers: slower, and right.
    """

    units: Units
    per: int
    most: int

    @classmethod
    def of(cls, units: Units, per: int = 1) -> Amounts:
        """Look at the units once to know their bound."""
        return _fitted(units, per, max(int(units.max(initial=0)), -int(units.min(initial=0))))

    @classmethod
    def even(cls, shape: int | tuple[int, ...], value: Number) -> Amounts:
        """The same value everywhere, without the memory for it."""
        top, bottom = Fraction(value).as_integer_ratio()
        return cls(np.broadcast_to(_held([top], abs(top)).reshape(()), shape), bottom, abs(top))

    @classmethod
    def listed(cls, values: Iterable[Number]) -> Amounts:
        """These values, over the smallest denominator that they share."""
        exact = [Fraction(value) for value in values]
        per = lcm(*(value.denominator for value in exact))
        units = [int(value * per) for value in exact]
        most = max(map(abs, units), default=0)
        return cls(_held(units, most), per, most)

    def times(self, factor: int) -> Units:
        """So many times the units."""
        most = self.most * abs(factor)
        return _held(_wide(self.units, max(most, abs(factor))) * factor, most) if factor != 1 else self.units

    def over(self, per: int) -> Amounts:
        """The same amounts over a multiple of ``per``."""
        factor = per // self.per
        return Amounts(self.times(factor), per, self.most * factor)

    def __add__(self, other: Amounts) -> Amounts:
        left, right = alike(self, other)
        most = left.most + right.most
        return _fitted(_wide(left.units, most) + _wide(right.units, most), left.per, most)

    def __neg__(self) -> Amounts:
        return _fitted(-self.units, self.per, self.most)

    def __sub__(self, other: Amounts) -> Amounts:
        return self + -other

    def __mul__(self, factor: Number) -> Amounts:
        top, bottom = Fraction(factor).as_integer_ratio()
        return Amounts(self.times(top), self.per * bottom, self.most * abs(top))

    def by(self, other: Amounts) -> Amounts:
        """The products, element by element."""
        most = self.most * other.most
        return _fitted(_wide(self.units, most) * _wide(other.units, most), self.per * other.per, most)

    def at_least(self, bound: Number) -> Amounts:
        """Raise what is below the bound to it."""
        return self.greater(Amounts.even((), bound))

    def at_most(self, bound: Number) -> Amounts:
        """Lower what is above the bound to it."""
        return self.smaller(Amounts.even((), bound))

    def greater(self, other: Amounts) -> Amounts:
        """The greater of both, element by element."""
        left, right = alike(self, other)
        return _fitted(np.maximum(left.units, right.units), left.per, max(left.most, right.most))

    def smaller(self, other: Amounts) -> Amounts:
        """The smaller of both, element by element."""
        left, right = alike(self, other)
        return _fitted(np.minimum(left.units, right.units), left.per, max(left.most, right.most))

    def above(self, other: Amounts) -> Bools:
        """Where it is greater than the other."""
        left, right = alike(self, other)
        return np.asarray(left.units > right.units, np.bool_)

    def where(self, chosen: Bools, other: Amounts) -> Amounts:
        """Its own where chosen, otherwise the other's."""
        left, right = alike(self, other)
        return _fitted(np.where(chosen, left.units, right.units), left.per, max(left.most, right.most))

    def steps(self, step: Number) -> Amounts:
        """How many whole steps fit in, rounded down."""
        top, bottom = Fraction(step).as_integer_ratio()
        return Amounts.of(_wide(self.times(bottom), top * self.per) // (top * self.per))

    def total(self, axis: int = 0) -> Amounts:
        """The sum over an axis."""
        most = self.most * self.units.shape[axis]
        return _fitted(_wide(self.units, most).sum(axis=axis), self.per, most)

    def take(self, places: Ints | int) -> Amounts:
        """The elements at these places."""
        return Amounts(self.units[places], self.per, self.most)

    def first(self, count: int) -> Amounts:
        """So many of the first elements."""
        return Amounts(self.units[:count], self.per, self.most)

    def shaped(self, *shape: int) -> Amounts:
        """The same elements in another shape."""
        return Amounts(self.units.reshape(shape), self.per, self.most)

    def settled(self) -> Ints:
        """Millionths, half up (away from zero), as `scoring.points.settle` has it; more than 64 bits overflow."""
        size = _wide(np.abs(self.units), 4 * MILLION * max(self.most, self.per))
        size = (size * (2 * MILLION) + self.per) // (2 * self.per)
        return np.where(self.units < 0, -size, size).astype(np.int64)


def alike(left: Amounts, right: Amounts) -> tuple[Amounts, Amounts]:
    """Both over one denominator, and in integers of one width."""
    per = lcm(left.per, right.per)
    left, right = left.over(per), right.over(per)
    most = max(left.most, right.most)
    return Amounts(_wide(left.units, most), per, left.most), Amounts(_wide(right.units, most), per, right.most)


def summed(parts: Sequence[Amounts], shape: tuple[int, ...]) -> Amounts:
    """The sum of amounts of this shape or broadcast to it, element by element, in one pass over each."""
    per = lcm(*(part.per for part in parts))
    most = sum(part.most * (per // part.per) for part in parts)
    units = _wide(np.zeros(shape, np.int64), most)
    for part in parts:
        units += part.over(per).units
    return Amounts(units, per, most)


def quotients(tops: Ints, bottoms: Ints) -> Amounts:
    """``tops / bottoms``, element by element; no bottom is 0."""
    different, place = np.unique(bottoms, return_inverse=True)
    per = lcm(*map(int, different))
    most = int(np.abs(tops).max(initial=0)) * per
    factors = _held([per // int(bottom) for bottom in different], max(most, per))
    return _fitted(_wide(tops, most) * factors[place], per, most)


def _wide(units: Units, most: int) -> Units:
    """The units ready for a result as large as this."""
    return units if most < ROOM else units.astype(object)


def _held(units: Any, most: int) -> Units:
    """As an array, 64 bits wide where the bound allows it."""
    return np.asarray(units, np.int64 if most < ROOM else object)


def _fitted(units: Any, per: int, most: int) -> Amounts:
    return Amounts(_held(units, most), per, most)
