"""Rules that would never, or always, give the same: what is impossible in their numbers and outcomes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from scoring.facts import ONE
from scoring.language.reads import outcomes_of
from scoring.points import ZERO, plain
from scoring.rules import (
    AttendanceQuota,
    Check,
    Discretionary,
    GradePoints,
    Ladder,
    Levels,
    Mark,
    MeanRating,
    PerOccurrence,
    Quota,
    RateSteps,
    Reads,
    Rule,
    Shortfall,
    Tariff,
    Threshold,
    Tiers,
)
from scoring.rules.check import MISSING
from scoring.rules.tiers import Tier

HUNDRED = Decimal(100)
Fault = tuple[str, str]
"""What was found, beginning with the key, and what is allowed."""


def faults_of(rule: Rule) -> Iterator[Fault]:
    """What is impossible in the rule itself, whatever the full of its item is."""
    yield from _zeros(rule)
    if isinstance(rule, Ladder):
        yield from _ladder(rule)
    if isinstance(rule, Tiers):
        yield from _tiers(rule)
    if isinstance(rule, GradePoints | Levels):
        yield from _priced(rule.points, rule.reads)
    if isinstance(rule, Discretionary) and rule.most is not None and rule.most < rule.least:
        yield f"most {plain(rule.most)} is below least {plain(rule.least)}", "most at or above least"
    if isinstance(rule, Check):
        yield from _check(rule)
    if isinstance(rule, Tariff):
        yield from _below(rule)


def faults_with_full(rule: Rule, full: Decimal | None) -> Iterator[Fault]:
    """What is impossible in the rule of an item that has this full, or none."""
    if full is None:
        if rule.needs_full:
            yield "full is missing", "this rule gives a part of full points"
        return
    for name, each in _at_once(rule):
        if each > full:
            yield f"full {plain(full)} is below one {name} ({plain(each)})", "raise full or lower the points"
    for points in _given(rule):
        if not ZERO <= points <= full:
            yield f"rule gives {plain(points)} points", f"points from 0 to full {plain(full)}"


def _zeros(rule: Rule) -> Iterator[Fault]:
    """Numbers that must be above 0 and are not."""
    for key, number in _positive(rule):
        if not number:
            yield f"{key} is 0", "a number above 0" if key.endswith(("step", "target", "out_of")) else "points above 0"


def _positive(rule: Rule) -> Iterator[tuple[str, Decimal]]:
    if isinstance(rule, Shortfall | RateSteps):
        yield "step", rule.step
    if isinstance(rule, PerOccurrence | Shortfall | RateSteps | Quota | AttendanceQuota):
        yield "each", rule.each
    if isinstance(rule, Shortfall | AttendanceQuota | Threshold):
        yield "target", rule.target
    if isinstance(rule, MeanRating):
        yield "out_of", rule.out_of
    if isinstance(rule, Discretionary) and rule.most is not None:
        yield "most", rule.most
    if isinstance(rule, Quota):
        yield from (("parts.target", part.target) for part in rule.parts)
    if isinstance(rule, Tariff):
        yield from (("prices.each", price.each) for price in rule.prices)
    if isinstance(rule, Levels):
        yield from ((f"points.{level}", points) for level, points in rule.points)


def _ladder(rule: Ladder) -> Iterator[Fault]:
    for lower, upper in pairwise(rule.steps):
        if upper.from_ <= lower.from_:
            yield f"steps.from {upper.from_} follows {lower.from_}", "steps ascend"
    before = ZERO
    for step in rule.steps:
        if step.each == before:
            yield f"steps.each {plain(step.each)} from {step.from_} changes nothing", "a step has a price of its own"
        before = step.each


def _tiers(rule: Tiers) -> Iterator[Fault]:
    for tier in rule.tiers:
        if (tier.at_least is None) == (tier.above is None):
            yield "tiers has a tier with both or none of at_least and above", "exactly one of them"
        if rule.of == "share" and not tier.reached_by(HUNDRED, ONE):
            yield f"tiers begins at {plain(tier.bound)} percent", "a share is at most 100"
    for higher, lower in pairwise(rule.tiers):
        if _height(lower) >= _height(higher):
            yield f"tiers: {plain(lower.bound)} follows {plain(higher.bound)}", "tiers descend"


def _height(tier: Tier) -> tuple[Decimal, bool]:
    return tier.bound, tier.above is not None


def _priced(points: Sequence[tuple[str, Decimal]], reads: Sequence[Reads]) -> Iterator[Fault]:
    priced, read = {grade for grade, _ in points}, outcomes_of(reads)
    if missing := [outcome for outcome in read if outcome not in priced]:
        yield f"points lacks {', '.join(missing)}", "give points for each grade"
    if unread := sorted(priced - set(read)):
        yield f"points names {', '.join(unread)}", "only grades that it reads"


def _check(rule: Check) -> Iterator[Fault]:
    read = outcomes_of(rule.reads)
    if not rule.each:
        if rule.missing != (MISSING,):
            yield "missing is given without each", "each says what one that is missing costs"
        return
    for outcome in rule.missing:
        if outcome not in read:
            yield f'missing names "{outcome}"', f"only outcomes that it reads: {', '.join(read)}"


def _below(rule: Tariff) -> Iterator[Fault]:
    for price in rule.prices:
        if price.below is not None and (price.per == "quantity" or rule.effect == "award"):
            yield f"prices.below is {plain(price.below)}", 'effect = "deduct", and per another than quantity'


def _at_once(rule: Rule) -> Iterator[tuple[str, Decimal]]:
    """What it gives or takes at one stroke."""
    if isinstance(rule, PerOccurrence):
        yield "occurrence", rule.each
    if isinstance(rule, Tariff) and rule.effect == "award":
        yield from (("occurrence", price.each) for price in rule.prices)
    if isinstance(rule, Levels):
        yield from ((level, points) for level, points in rule.points)


def _given(rule: Rule) -> Iterator[Decimal]:
    """The points that it names, which the full must leave room for."""
    if isinstance(rule, GradePoints):
        yield from (points for _, points in rule.points)
    if isinstance(rule, Tiers):
        yield from (tier.points for tier in rule.tiers)
        yield rule.otherwise
    if isinstance(rule, Mark):
        yield rule.least
    if isinstance(rule, Check) and rule.half is not None:
        yield rule.half
