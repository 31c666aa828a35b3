"""Assessment periods: half-open spans of days, and the calendar ones among them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": 12}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """Days from ``start`` up to and without ``end``."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start >= self.end:
            raise ValueError(f"a period must end after it starts: {self.start} .. {self.end}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        return self.end - timedelta(days=1)

    @property
    def name(self) -> str:
        """The calendar period that it is: month, quarter, half or year; otherwise empty."""
        first = self.start
        for name, months in MONTHS_OF.items():
            whole = first.day == 1 and (first.month - 1) % months == 0
            if whole and self.end == _plus_months(first, months):
                return name
        return ""

    @property
    def label(self) -> str:
        """A short unique text such as 2026-07, 2026-Q3, 2026-H2, 2026, or both dates."""
        year, number = self.start.year, self.start.month - 1
        labels = {
            "month": f"{year}-{number + 1:02}",
            "quarter": f"{year}-Q{number // 3 + 1}",
            "half": f"{year}-H{number // 6 + 1}",
            "year": f"{year}",
        }
        return labels.get(self.name) or f"{self.start}..{self.last}"

    def overlaps(self, other: Period) -> bool:
        """Whether any day belongs to both."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Period) -> bool:
        """Whether every day of the other belongs to this one."""
        return self.start <= other.start and other.end <= self.end

    def months(self) -> Iterator[Period]:
        """The calendar months that lie wholly inside, in order."""
        first = self.start if self.start.day == 1 else _plus_months(self.start.replace(day=1), 1)
        while (end := _plus_months(first, 1)) <= self.end:
            yield Period(first, end)
            first = end


def _plus_months(first: date, months: int) -> date:
    index = first.year * 12 + first.month - 1 + months
    return date(index // 12, index % 12 + 1, 1)


def month(year: int, number: int) -> Period:
    """A calendar month, 1 to 12."""
    return _calendar(year, number, "month")


def quarter(year: int, number: int) -> Period:
    """A calendar quarter, 1 to 4."""
    return _calendar(year, number, "quarter")


def half(year: int, number: int) -> Period:
    """A calendar half-year, 1 or 2."""
    return _calendar(year, number, "half")


def year(number: int) -> Period:
    """The year from 1 January to 31 December."""
    return _calendar(number, 1, "year")


def _calendar(year_: int, number: int, name: str) -> Period:
    months = MONTHS_OF[name]
    if not 1 <= number <= 12 // months:
        raise ValueError(f"{name} {number} does not exist; allowed: 1 to {12 // months}")
    start = date(year_, (number - 1) * months + 1, 1)
    return Period(start, _plus_months(start, months))


def enclosing(day: date, name: str) -> Period:
    """The month, quarter, half or year that a day lies in."""
    return _calendar(day.year, (day.month - 1) // MONTHS_OF[name] + 1, name)


def parse(label: str) -> Period:
    """The calendar period of a label such as 2026-07, 2026-Q3, 2026-H2 or 2026; ValueError otherwise."""
    head, _, tail = label.partition("-")
    try:
        number = int(head)
        if not tail:
            return year(number)
        if tail[0] in "QH":
            return (quarter if tail[0] == "Q" else half)(number, int(tail[1:]))
        return month(number, int(tail))
    except (ValueError, OverflowError) as fault:
        raise ValueError(f'period "{label}"; allowed: 2026-07, 2026-Q3, 2026-H2 or 2026') from fault
