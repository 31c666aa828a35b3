"""Cutting a long list into pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def page_of(items: Sequence[T], page: int, size: int) -> tuple[Sequence[T], int, int]:
    """Give a page's items, the page's number from 0, and how many pages there are (at least one).

    A page that is not there (the list grew shorter, or the button is old) becomes the nearest that is.
    """
    pages = max(1, -(-len(items) // size))
    page = min(max(page, 0), pages - 1)
    return items[page * size : (page + 1) * size], page, pages
