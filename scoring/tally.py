"""From facts laid out by item to the lines and sections of a card."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.card import ScoreLine
from scoring.facts import Fact
from scoring.items import Section
from scoring.plan import PlannedItem, unit_number
from scoring.points import ZERO, settle
from scoring.reasons import Reason, reason
from scoring.rules.base import RuleScore

Piles = Mapping[int, Mapping[int, Sequence[Fact]]]
Scores = dict[int, RuleScore]


@dataclass(frozen=True, slots=True)
class SectionTally:
    """A section before it is rounded for showing; ``exact`` is its points at full precision."""

    section: Section
    exact: Decimal
    lines: tuple[ScoreLine, ...]
    bound_hit: bool
    pending: bool
    reasons: tuple[Reason, ...]


def tally_section(
    section: Section, planned: Sequence[PlannedItem], piles: Piles, months: Sequence[int], category: str
) -> SectionTally:
    """Score every item that applies to the category in each of the months and take the mean.

    A yearly section is given one month, standing for its year.
    """
    entries = [e for e in planned if not e.item.applies_to or category in e.item.applies_to]
    scores = {e.number: _score_item(e, piles[e.number], months) for e in entries if e.number in piles}
    for pool in section.pools:
        members = [(e, scores[e.number]) for e in entries if e.item.pool == pool.id and e.number in scores]
        _share_pool(pool.id, pool.full, members, months)
    exact, lines = ZERO, []
    for entry in entries:
        points, line = _line(entry, scores.get(entry.number, {}), months)
        exact += points
        lines.append(line)
    return _bounded(section, exact, tuple(lines))


def _score_item(entry: PlannedItem, pile: Mapping[int, Sequence[Fact]], months: Sequence[int]) -> Scores:
    """What the item has in each month in which, or in whose quarter, it has facts."""
    item, by_unit, scores = entry.item, dict[int, RuleScore](), Scores()
    for month in months:
        unit = unit_number(month, item.gather)
        if unit not in pile:
            continue
        if unit not in by_unit:
            by_unit[unit] = item.rule.score(pile[unit], item.full)
        scores[month] = by_unit[unit]
    return scores


def _share_pool(pool: str, cap: Decimal, members: Sequence[tuple[PlannedItem, Scores]], months: Sequence[int]) -> None:
    """Fill the cap in the order of the items; what no longer fits is taken from the later ones."""
    for month in months:
        inside = [(scores, scores[month]) for _, scores in members if month in scores]
        raw = sum((score.points for _, score in inside), ZERO)
        if raw <= cap:
            continue
        left, why = cap, reason("pool_capped", pool=pool, cap=cap, raw=raw)
        for scores, score in inside:
            points = min(score.points, left)
            left -= points
            if points < score.points:
                reasons = (*score.reasons, why)
                scores[month] = replace(score, points=points, reasons=reasons, bound_hit=True)


def _line(entry: PlannedItem, scores: Scores, months: Sequence[int]) -> tuple[Decimal, ScoreLine]:
    """The item's exact mean over the months, and its line."""
    if not scores:
        return entry.idle.points, entry.idle_line
    item, told = entry.item, _told_once(scores)
    exact = sum((score.points for score in scores.values()), ZERO)
    exact += entry.idle.points * (len(months) - len(scores))
    reasons = tuple(_reasons(told, item.gather, len(months)))
    if len(months) > 1:
        exact /= len(months)
        reasons += (reason("mean_of_months", months=len(months)),)
    line = ScoreLine(
        item.id,
        item.title,
        settle(exact),
        item.full,
        any(score.bound_hit for _, score in told),
        tuple(fact_id for _, score in told for fact_id in score.fact_ids),
        reasons,
        item.article,
        any(score.pending for _, score in told),
    )
    return exact, line


def _told_once(scores: Scores) -> list[tuple[int, RuleScore]]:
    """Each result with its first month: the months of a quarter share one."""
    told: list[tuple[int, RuleScore]] = []
    for month, score in scores.items():
        if not told or told[-1][1] is not score:
            told.append((month, score))
    return told


def _reasons(told: Sequence[tuple[int, RuleScore]], gather: str, months: int) -> Iterator[Reason]:
    for month, score in told:
        when = _label(month, gather, months)
        for why in score.reasons:
            yield Reason(why.code, why.params, when) if when else why


def _label(month: int, gather: str, months: int) -> str:
    """What a reason is about, unless that is the whole card."""
    year, number = divmod(month, 12)
    if gather == "quarter":
        return f"{year}-Q{number // 3 + 1}"
    return f"{year}-{number + 1:02}" if months > 1 else ""


def _bounded(section: Section, items: Decimal, lines: tuple[ScoreLine, ...]) -> SectionTally:
    """Hold the section within 0 and its full; one that waits for a ballot has 0."""
    if any(line.pending for line in lines):
        return SectionTally(section, ZERO, lines, False, True, ())
    full = section.full
    raw = items + full if section.starts == "full" and full is not None else items
    if raw < 0:
        return SectionTally(section, ZERO, lines, True, False, (reason("floored", floor=ZERO, raw=raw),))
    if full is not None and raw > full:
        return SectionTally(section, full, lines, True, False, (reason("capped", cap=full, raw=raw),))
    return SectionTally(section, raw, lines, section.starts == "full" and not raw, False, ())
