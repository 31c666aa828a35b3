"""Sections and items of a scheme, and the caps that items share."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from scoring.rules.base import Rule
from scoring.text import Text

Unit = Literal["month", "quarter", "year"]
Every = Literal["month", "year"]
Starts = Literal["full", "zero"]


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a scheme.

    ``full`` bounds its points in one unit of its section; without it only the section is bounded.
    ``gather`` is the unit over which its facts are looked at: a quarter spreads one result over its three
    months. ``applies_to`` names member categories, empty is all. ``pool`` shares a cap with other items.
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


@dataclass(frozen=True, slots=True)
class Pool:
    """A cap that several items of a section share in each of its units."""

    id: str
    title: Text
    full: Decimal


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the card.

    ``every`` is its unit: a monthly section of a longer period is the mean of its months. One that starts
    ``full`` has its points until items take them away; one that starts at zero adds its items up.
    ``open`` sections take a branch's own items.
    """

    id: str
    title: Text
    items: tuple[Item, ...]
    every: Every
    starts: Starts = "zero"
    full: Decimal | None = None
    pools: tuple[Pool, ...] = ()
    open: bool = False
