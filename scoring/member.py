"""What the core must know of a member beside his facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from scoring.periods import Period, enclosing

Category = Literal["in_service", "retired", "rural", "agency", "new_org", "migrant"]
CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)


@dataclass(frozen=True, slots=True)
class MemberProfile:
    """A member as the scheme sees him.

    ``joined`` is the first day in the branch, ``left`` the first day no longer in it; None is open.
    ``exempt`` are the periods in which he is neither charged nor rated, ``admitted`` the day on which he
    was admitted to the party, ``roles`` what he is beside his category.
    """

    id: str
    category: Category = "in_service"
    probationary: bool = False
    joined: date | None = None
    left: date | None = None
    exempt: tuple[Period, ...] = ()
    admitted: date | None = None
    roles: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.category not in CATEGORIES:
            raise ValueError(f'category "{self.category}" is unknown; allowed: {", ".join(CATEGORIES)}')

    @property
    def assessed_from(self) -> date | None:
        """The first day that counts: who joins within a month is assessed from his first full month."""
        if self.joined is None or self.joined.day == 1:
            return self.joined
        return enclosing(self.joined, "month").end

    def exempt_on(self, day: date) -> bool:
        """Whether the day lies in an exemption."""
        return any(day in period for period in self.exempt)
