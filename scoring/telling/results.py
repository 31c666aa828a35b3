"""Sentences of the rules that turn a result given elsewhere into points."""

from __future__ import annotations

from scoring.points import plain
from scoring.rules.check import HALF_MET, MARK, Check
from scoring.rules.grade import GradePoints
from scoring.rules.levels import Levels
from scoring.rules.mark import Mark
from scoring.rules.mean import MeanRating
from scoring.rules.proportion import Proportion
from scoring.rules.rate import RateSteps
from scoring.telling.words import (
    NOTHING,
    about,
    off,
    outcomes_read,
    points,
    priced,
    sentence,
    what,
)
from scoring.text import Text


def rate_steps(rule: RateSteps, own: str) -> Text:
    """民主测评票，其中优秀、合格所占比例比 100% 每低满 5 个百分点扣 2 分."""
    facts, good = about(rule.reads, own), outcomes_read(rule.good, rule.reads)
    price, step = off(rule.each), plain(rule.step)
    return Text(
        f"{facts.zh}，其中{good.zh}所占比例比 100% 每低满 {step} 个百分点{price.zh}",
        f"{facts.en}: {price.en} for each full {step} percentage points that {good.en} stay below 100 %",
    )


def grade_points(rule: GradePoints, own: str) -> Text:
    """评议结果：优秀 10 分、合格 7 分."""
    facts, worth = about(rule.reads, own), priced(rule.points, rule.reads)
    return sentence(
        Text(f"{facts.zh}，{worth.zh}", f"{facts.en}: {worth.en}"),
        Text("没有评定的得 0 分", "0 without a grade") if rule.ungraded == "zero" else NOTHING,
    )


def levels(rule: Levels, own: str) -> Text:
    """荣誉：省级 5 分、市级 3 分；同一荣誉只按最高一级计."""
    facts, worth = about(rule.reads, own), priced(rule.points, rule.reads)
    return sentence(
        Text(f"{facts.zh}，{worth.zh}", f"{facts.en}: {worth.en}"),
        Text("同一荣誉只按最高一级计", "each counts once, at its highest level"),
    )


def mark(rule: Mark, own: str) -> Text:
    """Points that somebody gives."""
    least = points(rule.least)
    return sentence(
        Text("按评定的分数得分", "the mark that is given"),
        Text(f"至少 {least.zh}", f"at least {least.en}") if rule.least else NOTHING,
    )


def mean_rating(rule: MeanRating, own: str) -> Text:
    """The mean of all ratings."""
    return Text(
        f"全部打分票的平均分，由 {plain(rule.out_of)} 分制折算为满分",
        f"the mean of all ratings, scaled from {plain(rule.out_of)} to full points",
    )


def proportion(rule: Proportion, own: str) -> Text:
    """A share of the full points."""
    facts = what(rule.reads, own)
    return Text(
        f"{facts.zh}，满分乘以该百分比，至多满分", f"{facts.en}: full points times the percentage, at most full"
    )


def check(rule: Check, own: str) -> Text:
    """A criterion that is looked at."""
    marked = any(one.kind == MARK for one in rule.reads)
    missing, price = outcomes_read(rule.missing, rule.reads), off(rule.each)
    return sentence(
        _verdicts(rule),
        Text("也可评分，至多满分", "or a mark, up to full points") if marked else NOTHING,
        Text(f"每有一次（份）{missing.zh}{price.zh}", f"{price.en} for each one {missing.en}")
        if rule.each
        else NOTHING,
    )


def _verdicts(rule: Check) -> Text:
    if not any(HALF_MET in one.outcomes for one in rule.reads):
        return Text("达到得满分，未达到 0 分", "full points when met, 0 unmet")
    half = Text("得一半", "half") if rule.half is None else Text(f"得 {points(rule.half).zh}", points(rule.half).en)
    met, unmet = Text("达到得满分", "full points when met"), Text("未达到 0 分", "0 unmet")
    return Text(f"{met.zh}，部分达到{half.zh}，{unmet.zh}", f"{met.en}, {half.en} when half met, {unmet.en}")
