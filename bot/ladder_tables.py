"""Where a member or a branch stands on a ladder, as a table on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Line

from bot.scheme_tables import said, table
from messages.reasons import reason_words
from messages.scheme_tables import decision_words, nothing_on_the_ladder, proposed
from scoring import Reason
from scoring.ladders.result import Climb

Row = tuple[str, str, str, str]


def ladder_table(found: Climb) -> RenderableType:
    """Lay out the steps taken, what is proposed and which measures are in force, each with its reasons."""
    rows = [*_steps(found), *_proposals(found), *_measures(found)]
    if not rows:
        return Line(nothing_on_the_ladder())
    made: Table = table("on", "follows", "cause", "why")
    for row in rows:
        made.add_row(*row)
    return made


def _steps(found: Climb) -> Iterator[Row]:
    for step in found.steps:
        yield step.on.isoformat(), said(step.title), said(step.cause_title), _words(step.reasons)


def _proposals(found: Climb) -> Iterator[Row]:
    for one in found.proposals:
        because = "\n".join(map(said, one.because))
        why = "\n".join((decision_words(one.decision), *map(reason_words, one.reasons)))
        yield one.on.isoformat(), proposed(said(one.title)), because, why


def _measures(found: Climb) -> Iterator[Row]:
    for one in found.measures:
        yield one.since.isoformat(), said(one.title), "", _words(one.reasons)


def _words(reasons: Iterable[Reason]) -> str:
    return "\n".join(map(reason_words, reasons))
