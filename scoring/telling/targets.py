"""Sentences of the rules that ask for so much."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from scoring.points import plain
from scoring.rules.attendance_quota import AttendanceQuota
from scoring.rules.quota import Part, Quota
from scoring.rules.shortfall import Shortfall
from scoring.rules.threshold import Threshold
from scoring.rules.tiers import Tier, Tiers
from scoring.telling.words import NOTHING, about, not_attended, off, outcomes_read, points, sentence, unit_of, what
from scoring.text import Text


def shortfall(rule: Shortfall, own: str) -> Text:
    """每日一题，目标 15 分，每少 1 分扣 0.5 分."""
    facts, unit, price = what(rule.reads, own), unit_of(rule.reads), off(rule.each)
    target, step = plain(rule.target), plain(rule.step)
    return Text(
        f"{facts.zh}，目标 {target} {unit.zh}，每少 {step} {unit.zh}{price.zh}",
        f"{facts.en}: target {target}, {price.en} for each {step} below",
    )


def quota(rule: Quota, own: str) -> Text:
    """好事实事：已做，至少 2 次；每少一个扣 5 分."""
    price = off(rule.each)
    lack = Text(f"有缺只扣一次，{price.zh}", f"any lack: {price.en}, once only")
    each = Text(f"每少一个{price.zh}", f"{price.en} for each one short")
    return sentence(*(_part(part, own) for part in rule.parts), lack if rule.once else each)


def _part(part: Part, own: str) -> Text:
    facts, unit, target = what(part.reads, own), unit_of(part.reads), plain(part.target)
    return Text(f"{facts.zh}，至少 {target} {unit.zh}", f"{facts.en}: at least {target}")


def attendance_quota(rule: AttendanceQuota, own: str) -> Text:
    """So many attended, or as many as were held."""
    facts, price = about(rule.reads, own), off(rule.each)
    return sentence(
        Text(
            f"{facts.zh}，至少参加 {plain(rule.target)} 次（组织不足的按实际次数），每少一次{price.zh}",
            f"{facts.en}: at least {plain(rule.target)} attended, or as many as were held; {price.en} for each short",
        ),
        not_attended(rule.attended, rule.reads),
    )


def threshold(rule: Threshold, own: str) -> Text:
    """All or nothing."""
    facts, unit, target = what(rule.reads, own), unit_of(rule.reads), plain(rule.target)
    return Text(
        f"{facts.zh}，达到 {target} {unit.zh}得满分，达不到得 0 分",
        f"{facts.en}: full points from {target}, otherwise 0",
    )


def tiers(rule: Tiers, own: str) -> Text:
    """Points by the band that a measure reaches."""
    facts, measure = (about if rule.of == "share" else what)(rule.reads, own), _MEASURES[rule.of](rule)
    lowest = Text(f"其余 {plain(rule.otherwise)} 分", f"otherwise {plain(rule.otherwise)}")
    steps = [_tier(tier) for tier in rule.tiers] + [lowest]
    return sentence(
        Text(
            f"{facts.zh}，{measure.zh}：{'，'.join(step.zh for step in steps)}",
            f"{facts.en}, {measure.en}: {', '.join(step.en for step in steps)}",
        ),
        Text("没有测定的得满分", "full points when not measured") if rule.unmeasured == "full" else NOTHING,
    )


def _good_share(rule: Tiers) -> Text:
    good = outcomes_read(rule.good, rule.reads)
    return Text(f"其中{good.zh}所占百分比", f"share of {good.en} in percent")


_MEASURES: Final[Mapping[str, Callable[[Tiers], Text]]] = {
    "latest": lambda _: Text("最近一次的数值", "latest figure"),
    "sum": lambda _: Text("合计", "sum"),
    "mean": lambda _: Text("平均", "mean"),
    "share": _good_share,
}


def _tier(tier: Tier) -> Text:
    worth = points(tier.points)
    if tier.above is not None:
        return Text(f"高于 {plain(tier.above)} 得 {worth.zh}", f"{worth.en} above {plain(tier.above)}")
    return Text(f"{plain(tier.bound)} 及以上得 {worth.zh}", f"{worth.en} from {plain(tier.bound)}")
