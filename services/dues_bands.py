"""The official standard of dues 党费收缴标准: what a month's income makes. Pure.

From the Organisation Department's regulations of 2008: the rate of the band holds for the whole base, not for the
part of it that lies in the band.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from storage.vocabulary import DuesBasis

CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Band:
    """Up to so many yuan a month (None: above all others), so many percent."""

    up_to: Decimal | None
    percent: Decimal


def _band(up_to: int | None, percent: str) -> Band:
    return Band(Decimal(up_to) if up_to is not None else None, Decimal(percent))


BANDS: Final[dict[DuesBasis, tuple[Band, ...]]] = {
    DuesBasis.SALARY: (_band(3000, "0.5"), _band(5000, "1"), _band(10000, "1.5"), _band(None, "2")),
    DuesBasis.RETIRED: (_band(5000, "0.5"), _band(None, "1")),
}
"""Of wages after tax, and of pensions."""
FARMER_LEAST, FARMER_MOST = Decimal("0.2"), Decimal(1)
"""What a farmer pays a month, whatever his income."""


def band_of(basis: DuesBasis, base: Decimal) -> Band:
    """The band in which a month's base lies; its upper end belongs to it."""
    return next(band for band in BANDS[basis] if band.up_to is None or base <= band.up_to)


def monthly(basis: DuesBasis, base: Decimal) -> Decimal:
    """What a month's base makes, to the fen."""
    return (base * band_of(basis, base).percent / 100).quantize(CENT, ROUND_HALF_UP)
