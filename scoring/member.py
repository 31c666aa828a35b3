"""What the core must know of a member, a branch or a unit beside its facts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, get_args

from scoring.periods import Period, enclosing

Category = Literal["in_service", "retired", "rural", "agency", "new_org", "migrant"]
UnitCategory = Literal["branch", "county", "committee", "department"]
Role = Literal[
    "leading_cadre",
    "new_member",
    "outside_transfer",
    "inside_province",
    "outside_province",
    "away",
    "township",
    "window",
]
CATEGORIES: Final[tuple[Category, ...]] = get_args(Category)
UNIT_CATEGORIES: Final[tuple[UnitCategory, ...]] = get_args(UnitCategory)
ROLES: Final[tuple[Role, ...]] = get_args(Role)
APPLICABLE: Final[tuple[str, ...]] = (*CATEGORIES, *UNIT_CATEGORIES, *ROLES)


@dataclass(frozen=True, slots=True)
class MemberProfile:
    """A member as the scheme sees him; a branch or a unit that is scored has one as well.

    ``joined`` is the first day in the branch, ``left`` the first day no longer in it; None is open.
    ``exempt`` are the periods in which he is neither charged nor rated, ``admitted`` the day on which he
    was admitted to the party, ``roles`` what he is beside his category.
    """

    id: str
    category: Category | UnitCategory = "in_service"
    probationary: bool = False
    joined: date | None = None
    left: date | None = None
    exempt: tuple[Period, ...] = ()
    admitted: date | None = None
    roles: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.category not in CATEGORIES and self.category not in UNIT_CATEGORIES:
            allowed = ", ".join((*CATEGORIES, *UNIT_CATEGORIES))
            raise ValueError(f'category "{self.category}" is unknown; allowed: {allowed}')
        for role in self.roles:
            if role not in ROLES:
                raise ValueError(f'role "{role}" is unknown; allowed: {", ".join(ROLES)}')

    @property
    def assessed_from(self) -> date | None:
        """The first day that counts: who joins within a month is assessed from his first full month."""
        if self.joined is None or self.joined.day == 1:
            return self.joined
        return enclosing(self.joined, "month").end

    def fits(self, applies_to: Collection[str]) -> bool:
        """Whether something that applies to these categories and roles applies here; to none is to all."""
        return not applies_to or self.category in applies_to or any(role in applies_to for role in self.roles)

    def exempt_on(self, day: date) -> bool:
        """Whether the day lies in an exemption."""
        return any(day in period for period in self.exempt)
