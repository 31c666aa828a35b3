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
        return cls(units, per, max(int(units.max(initial=0)), -int(units.min(initial=0))))

    @classmethod
    def even(cls, shape: int | tuple[int, ...], value: Number) -> Amounts:
        """The same value everywhere, without the memory for it."""
        top, bottom = Fraction(value).as_integer_ratio()
        return cls(np.broadcast_to(_whole(top), shape), bottom, abs(top))

    @classmethod
    def listed(cls, values: Iterable[Number]) -> Amounts:
        """These values, over the smallest denominator that they share."""
        exact = [Fraction(value) for value in values]
        per = lcm(*(value.denominator for value in exact))
        units = [int(value * per) for value in exact]
        most = max(map(abs, units), default=0)
        return cls(np.array(units, np.int64 if most < ROOM else object), per, most)

    def times(self, factor: int) -> Units:
        """So many times the units."""
        if factor == 1:
            return self.units
        roomy = abs(factor) < ROOM and self.most * abs(factor) < ROOM
        return (self.units if roomy else self.units.astype(object)) * factor

    def over(self, per: int) -> Amounts:
        """The same amounts over a multiple of ``per``."""
        factor = per // self.per
        return Amounts(self.times(factor), per, self.most * factor)

    def __add__(self, other: Amounts) -> Amounts:
        left, right = alike(self, other)
        most = left.most + right.most
        units = left.units if most < ROOM else left.units.astype(object)
        return Amounts(units + right.units, left.per, most)

    def __neg__(self) -> Amounts:
        return Amounts(-self.units, self.per, self.most)

    def __sub__(self, other: Amounts) -> Amounts:
        return self + -other

    def __mul__(self, factor: Number) -> Amounts:
        top, bottom = Fraction(factor).as_integer_ratio()
        return Amounts(self.times(top), self.per * bottom, self.most * abs(top))

    def by(self, other: Amounts) -> Amounts:
        """The products, element by element."""
        most = self.most * other.most
        units = self.units if most < ROOM else self.units.astype(object)
        return Amounts(units * other.units, self.per * other.per, most)

    def at_least(self, bound: Number) -> Amounts:
        """Raise what is below the bound to it."""
        return self.greater(Amounts.even((), bound))

    def at_most(self, bound: Number) -> Amounts:
        """Lower what is above the bound to it."""
        return self.smaller(Amounts.even((), bound))

    def greater(self, other: Amounts) -> Amounts:
        """The greater of both, element by element."""
        left, right = alike(self, other)
        return Amounts(np.maximum(left.units, right.units), left.per, max(left.most, right.most))

    def smaller(self, other: Amounts) -> Amounts:
        """The smaller of both, element by element."""
        left, right = alike(self, other)
        return Amounts(np.minimum(left.units, right.units), left.per, max(left.most, right.most))

    def above(self, other: Amounts) -> Bools:
        """Where it is greater than the other."""
        left, right = alike(self, other)
        return np.asarray(left.units > right.units, np.bool_)

    def where(self, chosen: Bools, other: Amounts) -> Amounts:
        """Its own where chosen, otherwise the other's."""
        left, right = alike(self, other)
        return Amounts(np.where(chosen, left.units, right.units), left.per, max(left.most, right.most))

    def steps(self, step: Number) -> Amounts:
        """How many whole steps fit in, rounded down."""
        top, bottom = Fraction(step).as_integer_ratio()
        return Amounts.of(self.times(bottom) // (top * self.per))

    def total(self, axis: int = 0) -> Amounts:
        """The sum over an axis."""
        most = self.most * self.units.shape[axis]
        units = self.units if most < ROOM else self.units.astype(object)
        return Amounts(units.sum(axis=axis), self.per, most)

    def take(self, places: Ints | int) -> Amounts:
        """The elements at these places."""
        return Amounts(self.units[places], self.per, self.most)

    def shaped(self, *shape: int) -> Amounts:
        """The same elements in another shape."""
        return Amounts(self.units.reshape(shape), self.per, self.most)

    def settled(self) -> Ints:
        """Millionths, half up (away from zero), as `scoring.points.settle` has it."""
        bound = max(self.most, self.per)
        doubled = Amounts(np.abs(self.units), self.per, bound).times(2 * MILLION)
        size = (doubled + self.per) // (2 * self.per)
        return np.where(self.units < 0, -size, size).astype(np.int64)


def summed(parts: Sequence[Amounts], shape: tuple[int, ...]) -> Amounts:
    """The sum of amounts of this shape or broadcast to it, element by element, in one pass over each."""
    per = lcm(*(part.per for part in parts))
    most = sum(part.most * (per // part.per) for part in parts)
    units = np.zeros(shape, np.int64 if most < ROOM else object)
    for part in parts:
        units += part.over(per).units
    return Amounts(units, per, most)


def quotients(tops: Ints, bottoms: Ints) -> Amounts:
    """``tops / bottoms``, element by element; no bottom is 0."""
    different, place = np.unique(bottoms, return_inverse=True)
    per = lcm(*map(int, different))
    factors = np.array([per // int(bottom) for bottom in different], object)
    most = int(np.abs(tops).max(initial=0)) * per
    return Amounts(tops * (factors.astype(np.int64) if most < ROOM else factors)[place], per, most)


def _whole(number: int) -> Units:
    return np.array(number, np.int64 if abs(number) < ROOM else object)


def alike(left: Amounts, right: Amounts) -> tuple[Amounts, Amounts]:
    """Both over one denominator."""
    per = lcm(left.per, right.per)
    return left.over(per), right.over(per)
