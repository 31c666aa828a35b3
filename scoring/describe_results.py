"""Sentences of the rules that turn a result given elsewhere into points."""

from __future__ import annotations

from scoring.describe_words import kinds, off, outcomes_read, priced, what
from scoring.points import plain
from scoring.rules import GradePoints, RateSteps
from scoring.text import Text


def rate_steps(rule: RateSteps, own: str) -> Text:
    """民主测评票，其中优秀、合格所占比例比 100% 每低满 5 个百分点扣 2 分."""
    facts, good = kinds(rule.reads), outcomes_read(rule.good, rule.reads)
    price, step = off(rule.each), plain(rule.step)
    return Text(
        f"{facts.zh}，其中{good.zh}所占比例比 100% 每低满 {step} 个百分点{price.zh}",
        f"{facts.en}: {price.en} for each full {step} percentage points that {good.en} stay below 100 %",
    )


def grade_points(rule: GradePoints, own: str) -> Text:
    """评议结果：优秀 10 分、合格 7 分."""
    facts, worth = what(rule.reads, own), priced(rule.points, rule.reads)
    return Text(f"{facts.zh}，{worth.zh}", f"{facts.en}: {worth.en}")
