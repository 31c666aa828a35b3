"""Working days 工作日 by the Chinese calendar with its make-up workdays 调休; what the operator knows goes first."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class WorkDays:
    """Which days are worked. ``rest`` and ``work`` go before the library: a new year's days are decreed in autumn."""

    rest: frozenset[date] = field(default_factory=frozenset)
    work: frozenset[date] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        both = self.rest & self.work
        if both:
            raise ValueError(f"{min(both)} cannot be both a rest day and a working day")

    def is_working(self, day: date) -> bool:
        """Whether people work on a day; for a year that nothing is decreed for, weekends and fixed holidays rest."""
        if day in self.rest:
            return False
        return day in self.work or bool(_china(day.year).is_working_day(day))

    def holiday(self, day: date) -> str:
        """The Chinese name of the holiday that a day is; empty for a working day and for a plain weekend."""
        return "" if self.is_working(day) else str(_china(day.year).get(day, ""))

    def after(self, day: date, count: int) -> date:
        """The day on which so many working days after this one have passed; ``count`` from 0."""
        while count > 0:
            day += timedelta(days=1)
            count -= self.is_working(day)
        return day


@lru_cache(maxsize=8)
def _china(year: int) -> Any:
    """A year's calendar, filled once: later questions only look it up."""
    import holidays  # here, as it is heavy and most runs never ask

    return holidays.country_holidays("CN", years=year, expand=False, language="zh_CN")
