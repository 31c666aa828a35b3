from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from scoring.bulk.exact import Amounts, quotients, summed
from scoring.points import settle

NUMBERS = st.one_of(
    st.integers(-50, 50).map(Fraction),
    st.fractions(-1000, 1000, max_denominator=97),
    st.integers(-(2**70), 2**70).map(Fraction),
    st.decimals(-100, 100, places=12).map(Fraction),
)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=5)


def values(amounts: Amounts) -> list[Fraction]:
    assert all(abs(int(unit)) <= amounts.most for unit in amounts.units.tolist())
    return [Fraction(int(unit), amounts.per) for unit in amounts.units.tolist()]


@given(PAIRS, NUMBERS)
def test_every_operation_is_exact_however_large_the_numbers(
    pairs: list[tuple[Fraction, Fraction]], n: Fraction
) -> None:
    ours, theirs = [left for left, _ in pairs], [right for _, right in pairs]
    a, b, one = Amounts.listed(ours), Amounts.listed(theirs), Amounts.even((), n)
    assert values(a + b) == [x + y for x, y in pairs]
    assert values(a - b) == [x - y for x, y in pairs]
    assert values(a * n) == [x * n for x in ours]
    assert values(a.by(b)) == [x * y for x, y in pairs]
    assert values(a.at_least(n)) == [max(x, n) for x in ours]
    assert values(a.at_most(n)) == [min(x, n) for x in ours]
    assert a.above(b).tolist() == [x > y for x, y in pairs]
    assert values(a.where(a.above(one), b)) == [x if x > n else y for x, y in pairs]
    assert values(summed([a, b, one], (len(pairs),))) == [x + y + n for x, y in pairs]
    assert values(summed([a], (len(pairs),)).shaped(-1, 1).total()) == [sum(ours)]


@given(PAIRS, st.fractions(Fraction(1, 50), 100, max_denominator=50))
def test_whole_steps_are_counted_downwards(pairs: list[tuple[Fraction, Fraction]], step: Fraction) -> None:
    ours = [left for left, _ in pairs]
    assert values(Amounts.listed(ours).steps(step)) == [Fraction(x // step) for x in ours]


@given(st.lists(st.decimals(-1000, 1000, places=9), min_size=1))
def test_points_are_settled_as_a_card_settles_them(points: list[Decimal]) -> None:
    settled = Amounts.listed(points).settled().tolist()
    assert [Decimal(one).scaleb(-6) for one in settled] == [settle(one) for one in points]


@given(st.lists(st.tuples(st.integers(-(2**40), 2**40), st.integers(1, 2**20)), min_size=1, max_size=8))
def test_quotients_are_exact_whatever_their_denominators(pairs: list[tuple[int, int]]) -> None:
    tops, bottoms = np.array([top for top, _ in pairs]), np.array([bottom for _, bottom in pairs])
    assert values(quotients(tops, bottoms)) == [Fraction(top, bottom) for top, bottom in pairs]
