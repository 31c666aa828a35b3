"""Months of whole arrays of days."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from scoring.bulk.exact import Ints

MONTHS: Final = 10_000 * 12
"""More than a date can have."""
_EPOCH: Final = 719_163  # date(1970, 1, 1).toordinal()


def month_numbers(days: NDArray[Any]) -> Ints:
    """The month of each day, counted from year 0 (2026-01 is 2026 * 12), days being ordinals of dates."""
    since_epoch = (days.astype(np.int64) - _EPOCH).astype("datetime64[D]").astype("datetime64[M]")
    return since_epoch.astype(np.int64) + 1970 * 12
