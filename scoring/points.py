"""How points are rounded and written.

Sums are taken at full precision and *settled* to a millionth: finer than any difference that two real
results can have, so a mean that comes back to a whole number is that whole number, and bands and ranks
compare settled points. What a person sees is in hundredths, half up.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

ZERO: Final = Decimal(0)
_MILLIONTH: Final = Decimal("0.000001")
_HUNDREDTH: Final = Decimal("0.01")


@lru_cache(maxsize=4096)  # the same few numbers recur on every card
def settle(points: Decimal) -> Decimal:
    """Points to a millionth, without trailing zeros."""
    settled = points.quantize(_MILLIONTH, ROUND_HALF_UP).normalize()
    return settled.quantize(Decimal(1)) if settled.as_tuple().exponent > 0 else settled  # type: ignore[operator]


def shown(points: Decimal) -> Decimal:
    """Points as a person sees them: hundredths, half up."""
    return points.quantize(_HUNDREDTH, ROUND_HALF_UP)


def shown_parts(parts: Iterable[Decimal]) -> list[Decimal]:
    """The parts as shown, such that they add up to the shown sum; each is within a hundredth of its own."""
    result, exact, told = [], ZERO, ZERO
    for part in parts:
        exact += part
        upto = shown(settle(exact))
        result.append(upto - told)
        told = upto
    return result


def plain(number: Decimal) -> str:
    """A number as a person writes it: 4, 0.5, 20; no exponent, no trailing zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
