"""`xianfeng compare`: the same facts under two schemes, and whom that moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from rich.console import RenderableType

from bot.scheme_files import open_facts, open_members, open_schemes, which_day, which_period
from bot.scheme_tables import bold, said, table
from bot.scoring_command import Scored, score_all
from messages.periods import name_of
from messages.scheme_tables import comparison_pending, comparison_title, movement, shift
from scoring import rank
from scoring.points import plain, shown
from scoring.telling.comparing import Move, Shift, compare_cards

SHOWN = 5
"""How many of the items that move a member are named."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Everybody under both schemes."""

    before: Scored
    after: Scored
    moves: tuple[Move, ...]


def compare_files(
    before: str, after: str, sheet: Path, *, members: Path | None, period: str | None, as_of: str | None
) -> Compared:
    """Score a sheet twice and compare; CommandFaults names everything that is wrong."""
    schemes, facts = open_schemes(before, after), open_facts(sheet)
    profiles, span, until = open_members(members, facts, schemes[0]), which_period(period, facts), which_day(as_of)
    old, new = (score_all(scheme, profiles, facts, span, until) for scheme in schemes)
    return Compared(old, new, compare_cards(old.cards, new.cards, _ranks(old), _ranks(new)))


def _ranks(scored: Scored) -> dict[str, int]:
    """Everybody who is rated, by what is known so far: a comparison does not wait for an appraisal."""
    return {place.member: place.rank for place in rank(scored.cards)}


def comparison(compared: Compared) -> Iterator[RenderableType]:
    """Lay out who moves, by how many places and points, and by which items."""
    before, after = (said(one.scheme.title) for one in (compared.before, compared.after))
    yield bold(comparison_title(before, after, name_of(compared.after.period)))
    made = table("member", "rank", "change", "total", "items")
    for move in compared.moves:
        ranks = f"{_rank(move.rank_before)} → {_rank(move.rank_after)}"
        totals = f"{plain(shown(move.before))} → {plain(shown(move.after))}"
        made.add_row(move.member, ranks, movement(move.rise), totals, "\n".join(map(_shift, move.shifts[:SHOWN])))
    yield made
    if any(card.pending for scored in (compared.before, compared.after) for card in scored.cards):
        yield comparison_pending()


def _rank(rank: int | None) -> str:
    return "–" if rank is None else str(rank)


def _shift(one: Shift) -> str:
    return shift(said(one.title), _signed(one.change), _signed(one.usual))


def _signed(points: Decimal) -> str:
    rounded = shown(points)
    return f"+{plain(rounded)}" if rounded > 0 else plain(rounded).replace("-", "−")
