"""A bar for work that takes long, shown only to a person who waits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from messages.scheme_tables import scoring_progress

T = TypeVar("T")
MANY = 200
"""Fewer members are scored before a bar could be seen."""


def with_progress(work: Sequence[T]) -> Iterator[T]:
    """Give the work one by one; a bar on standard error, if that is a terminal, says how far it is."""
    if len(work) < MANY:
        yield from work
        return
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    yield from track(work, scoring_progress(), console=console, transient=True, disable=not console.is_terminal)
