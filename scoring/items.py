"""Sections and items of a scheme, and the caps that items share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Literal, get_args

from scoring.rules.base import Rule
from scoring.text import Text

Unit = Literal["month", "quarter", "half", "year"]
Starts = Literal["full", "zero", "minus"]
Combine = Literal["mean", "sum", "latest", "best"]
Empty = Literal["pending", "left_out"]
UNITS: Final[tuple[Unit, ...]] = get_args(Unit)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a scheme.

    ``full`` bounds its points in one unit of its section; without it only the section is bounded.
    ``gather`` is the unit over which its facts are looked at: a quarter spreads one result over its three
    months, while in a longer unit the results of the quarters add up. ``applies_to`` names categories and
    roles, empty is all. ``pool`` shares a cap with other items. It is in force in units that start from
    ``since`` up to and without ``until``.
    """

    id: str
    title: Text
    rule: Rule
    full: Decimal | None = None
    article: str = ""
    gather: Unit = "month"
    applies_to: tuple[str, ...] = ()
    pool: str = ""
    claimable: bool = False
    local: bool = False
    since: date | None = None
    until: date | None = None

    def in_force(self, unit_start: date) -> bool:
        """Whether it counts in the unit that starts on this day."""
        return (self.since is None or self.since <= unit_start) and (self.until is None or unit_start < self.until)


@dataclass(frozen=True, slots=True)
class Pool:
    """A cap that several items of a section share in each of its units."""

    id: str
    title: Text
    full: Decimal


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the card.

    ``every`` is its unit; a longer period has the ``combine`` of its units. With ``empty`` left out, units
    without any result are not among them, and a sum is scaled up for them; otherwise they leave the section
    pending. One that starts ``full`` has its points until items take them away, one that starts at ``zero``
    adds its items up, one that starts at ``minus`` only takes from the total, at most ``full``.
    ``open`` sections take a branch's own items. ``applies_to`` names categories and roles, empty is all. One
    that stands ``beside`` the total is shown on the card, but is no part of the total.
    """

    id: str
    title: Text
    items: tuple[Item, ...]
    every: Unit
    starts: Starts = "zero"
    full: Decimal | None = None
    pools: tuple[Pool, ...] = ()
    open: bool = False
    combine: Combine = "mean"
    empty: Empty = "pending"
    applies_to: tuple[str, ...] = ()
    beside: bool = False
