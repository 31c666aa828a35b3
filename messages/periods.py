"""Months, quarters and years as the reader writes them."""

from __future__ import annotations

from messages.i18n import _
from scoring.periods import Period, parse


def period_name(label: str) -> str:
    """Write a period by its label (``2026-07``, ``2026-Q3``): 2026年7月, 2026年第3季度."""
    return name_of(parse(label))


def name_of(period: Period) -> str:
    """Write a calendar period."""
    year, month = period.start.year, period.start.month
    words = {
        "month": _("{year}-{month:02d}").format(year=year, month=month),
        "quarter": _("quarter {number} of {year}").format(year=year, number=(month - 1) // 3 + 1),
        "half": _("half {number} of {year}").format(year=year, number=(month - 1) // 6 + 1),
        "year": _("the year {year}").format(year=year),
    }
    return words[period.name]
