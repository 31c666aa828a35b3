"""Score many members at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np

from scoring.bulk.cancelling import cancelled_months
from scoring.bulk.crowd import Crowd
from scoring.bulk.exact import Amounts, Bools, Ints, quotients, summed
from scoring.bulk.field import Field
from scoring.bulk.folding import Folded, fold_units
from scoring.bulk.lay import Lay
from scoring.bulk.room import Tallied, room_for
from scoring.bulk.sections import tally_units
from scoring.bulk.table import FactTable
from scoring.card import Standing
from scoring.member import MemberProfile
from scoring.periods import Period
from scoring.points import ZERO
from scoring.scheme import Scheme

_NOTHING = Amounts.even((), 0)
_MILLIONTHS = Decimal("1E-6")


@dataclass(frozen=True, slots=True, eq=False)
class BulkScores:
    """What `score_card` gives each member, without lines and reasons, in the order of the profiles.

    ``sections`` and ``totals`` are settled points in millionths. The first axis of ``sections``, ``pending``
    and ``on_card`` is ``section_ids``; a section that is not on a member's card has 0. ``standings`` say who
    is rated.
    """

    members: tuple[str, ...]
    section_ids: tuple[str, ...]
    standings: tuple[Standing, ...]
    sections: Ints
    pending: Bools
    on_card: Bools
    totals: Ints

    def total(self, place: int) -> Decimal:
        """The total of the member at this place."""
        return int(self.totals[place]) * _MILLIONTHS

    def points(self, place: int) -> dict[str, Decimal]:
        """The points of each section on the card of the member at this place."""
        column = zip(self.section_ids, self.sections[:, place].tolist(), self.on_card[:, place].tolist(), strict=True)
        return {section: points * _MILLIONTHS for section, points, on_card in column if on_card}


def score_bulk(
    scheme: Scheme,
    profiles: Sequence[MemberProfile],
    table: FactTable,
    period: Period,
    *,
    as_of: date | None = None,
    running: date | None = None,
) -> BulkScores:
    """Section points and totals of all these members, equal to those of their cards by `score_card`.

    Facts of others change nothing. Raises WrongPeriod as `score_card` does, ValueError when a member
    comes twice.
    """
    scheme = scheme.on(scheme.card_period(period).covers.start)
    crowd = Crowd.gather(scheme, profiles, period, as_of, running)
    field = Field.of(table, crowd)
    cancelled = cancelled_months(scheme, field, crowd)
    shape = len(scheme.sections), len(crowd)
    on_card = np.zeros(shape, np.bool_)
    for number, section in enumerate(scheme.sections):
        on_card[number] = crowd.on_card(section.every) & crowd.fits(section.applies_to)
    folded = _fold_all(scheme, field, crowd, on_card, cancelled)
    exact = [one.points.where(here, _NOTHING) for one, here in zip(folded, on_card, strict=True)]
    counted = on_card & np.array([not section.beside for section in scheme.sections], np.bool_)[:, np.newaxis]
    return BulkScores(
        crowd.ids,
        tuple(section.id for section in scheme.sections),
        crowd.standings(),
        np.array([points.settled() for points in exact], np.int64).reshape(shape),
        np.array([one.pending for one in folded], np.bool_).reshape(shape) & on_card,
        on_card,
        _totals(scheme, exact, _fulls(scheme, folded, counted)).settled(),
    )


def _fold_all(
    scheme: Scheme, field: Field, crowd: Crowd, on_card: Bools, cancelled: Mapping[int, frozenset[int]]
) -> list[Folded]:
    """Every section for all members; those that only take come last, since they take from the others."""
    folded = [
        Folded(Amounts.even(len(crowd), 0), np.zeros(len(crowd), np.bool_), np.ones(len(crowd), np.int64))
        for _ in scheme.sections
    ]
    before: list[Tallied] = []
    for number in sorted(range(len(scheme.sections)), key=lambda one: scheme.sections[one].starts == "minus"):
        if not on_card[number].any():
            continue
        section, planned = scheme.sections[number], scheme.plan.items[number]
        lay = Lay.of(crowd, section.every)
        tallies = tally_units(
            section,
            planned,
            field,
            crowd,
            lay,
            cancelled,
            room_for(section, [one for one in before if not one.section.beside]),
        )
        folded[number] = fold_units(section, tallies, lay)
        before.append(Tallied(section, on_card[number], tallies.points, folded[number].pending))
    return folded


def _fulls(scheme: Scheme, folded: Sequence[Folded], counted: Bools) -> Amounts:
    """The full points of each member's sections together, of those that are part of his total."""
    each = Amounts.listed(section.full or ZERO for section in scheme.sections)
    applying = np.zeros(counted.shape[1], np.int64)
    for units, one, here in zip(each.units, folded, counted, strict=True):
        applying += units * one.bounds * here
    return Amounts.of(applying, each.per)


def _totals(scheme: Scheme, exact: Sequence[Amounts], fulls: Amounts) -> Amounts:
    """The sum of the sections that are not beside it, within 0 and the scheme's bound, or scaled to its measure."""
    parts = [points for section, points in zip(scheme.sections, exact, strict=True) if not section.beside]
    raw = summed(parts, fulls.units.shape).at_least(0)
    scaled = raw
    if scheme.scale_to is not None:
        scaled = raw.by(
            quotients(np.ones_like(fulls.units), np.maximum(fulls.units, 1)) * (scheme.scale_to * fulls.per)
        )
    if scheme.total_full is None:
        return scaled
    bound = Amounts.even((), scheme.total_full)
    return bound.where(raw.above(bound), scaled)
