"""Many members at once: spans that are the same are worked out once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import numpy as np

from scoring.bulk.exact import Bools, Ints
from scoring.card import Standing
from scoring.cards.span import Span, span_of
from scoring.member import MemberProfile
from scoring.periods import MONTHS_OF, Period
from scoring.scheme import Scheme

_FAR: Final = 400
"""Days, more than a year and a month: who joined so long before a period is a member throughout its year."""


_Key = tuple[date | None, date | None, tuple[Period, ...]]


@dataclass(frozen=True, eq=False)
class Crowd:
    """Members with the few different spans and exemptions that they have; ``of`` says which are whose."""

    profiles: Sequence[MemberProfile]
    covers: Period
    spans: tuple[Span, ...]
    exempt: tuple[tuple[Period, ...], ...]
    of: Ints

    @classmethod
    def gather(
        cls,
        scheme: Scheme,
        profiles: Sequence[MemberProfile],
        period: Period,
        as_of: date | None = None,
        running: date | None = None,
    ) -> Crowd:
        """Work out each different span once; WrongPeriod as `score_card` has it."""
        covers = scheme.card_period(period).covers
        alike = _alike(profiles, covers)
        spans = [span_of(scheme, profiles[places[0]], period, as_of, running) for places in alike.values()]
        of = np.empty(len(profiles), np.int64)
        for number, places in enumerate(alike.values()):
            of[places] = number
        return cls(profiles, covers, tuple(spans), tuple(exempt for _, _, exempt in alike), of)

    def __len__(self) -> int:
        return len(self.profiles)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """Who they are; ValueError when somebody comes twice."""
        ids = tuple([profile.id for profile in self.profiles])
        if len(set(ids)) < len(ids):
            raise ValueError("a member comes twice; allowed: one profile for each")
        return ids

    @cached_property
    def rated(self) -> Bools:
        """Whose span is rated."""
        return self._each([span.standing == "rated" for span in self.spans])

    @cached_property
    def days(self) -> tuple[Ints, Ints]:
        """The first and the last day that counts for each, as ordinals; who is not rated has no day at all."""
        rated = [span.standing == "rated" for span in self.spans]
        first = [span.first.toordinal() if one else 1 for span, one in zip(self.spans, rated, strict=True)]
        last = [span.last.toordinal() if one else 0 for span, one in zip(self.spans, rated, strict=True)]
        return self.each(first), self.each(last)

    @cached_property
    def open_from(self) -> int | None:
        """The first month that is not over; it depends on the period asked for, not on the member."""
        return next((span.open_from for span in self.spans), None)

    def units(self, length: str) -> tuple[range, Bools]:
        """The units of this length in the period, and who (second axis) has which of them on his card."""
        months, start = MONTHS_OF[length], self.covers.start
        first = (start.year * 12 + start.month - 1) // months
        numbers = range(first, first + MONTHS_OF[self.covers.name] // months)
        of_each = [units.get(length, ()) for units in self._units]
        here = np.zeros((len(numbers), len(self)), np.bool_)
        for row, unit in enumerate(numbers):
            here[row] = self._each([unit in units for units in of_each])
        return numbers, here

    def on_card(self, length: str) -> Bools:
        """Whose card is long enough for a section with units of this length."""
        return self._each([length in units for units in self._units])

    def fits(self, applies_to: Sequence[str]) -> Bools:
        """To whom something applies."""
        if not applies_to:
            return np.ones(len(self), np.bool_)
        kinds, whose = self._kinds
        return np.array([profile.fits(applies_to) for profile in kinds], np.bool_)[whose]

    @cached_property
    def _units(self) -> list[dict[str, tuple[int, ...]]]:
        """The units of each span by their length; who is not rated has none."""
        return [span.units if span.standing == "rated" else {} for span in self.spans]

    @cached_property
    def _kinds(self) -> tuple[list[MemberProfile], Ints]:
        """One profile for each different category and roles, and which is whose."""
        numbers: dict[tuple[str, tuple[str, ...]], int] = {}
        kinds: list[MemberProfile] = []
        whose = np.empty(len(self), np.int64)
        for place, profile in enumerate(self.profiles):
            whose[place] = number = numbers.setdefault((profile.category, profile.roles), len(kinds))
            if number == len(kinds):
                kinds.append(profile)
        return kinds, whose

    def standings(self) -> tuple[Standing, ...]:
        """How each stands."""
        by_span = [span.standing for span in self.spans]
        return tuple(by_span[number] for number in self.of.tolist())

    def each(self, by_span: Sequence[int]) -> Ints:
        """What everybody has of what each span has."""
        return np.array(by_span, np.int64)[self.of]

    def _each(self, by_span: Sequence[bool]) -> Bools:
        return np.array(by_span, np.bool_)[self.of]


def _alike(profiles: Sequence[MemberProfile], covers: Period) -> dict[_Key, list[int]]:
    """The places of those whose dates say the same of this period."""
    early = date.fromordinal(max(1, covers.start.toordinal() - _FAR))
    late = date.fromordinal(min(date.max.toordinal(), covers.end.toordinal() + _FAR))
    same: defaultdict[_Key, list[int]] = defaultdict(list)
    for place, profile in enumerate(profiles):
        same[profile.joined, profile.left, profile.exempt].append(place)
    alike: defaultdict[_Key, list[int]] = defaultdict(list)
    for (joined, left, exempt), places in same.items():
        begins = None if joined is None or joined < early else profiles[places[0]].assessed_from
        alike[begins, None if left is None or left > late else left, exempt] += places
    return alike
