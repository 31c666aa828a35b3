"""Sentences of the rules that count what happened."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Final

from scoring.points import plain
from scoring.rules.base import Reads
from scoring.rules.discretionary import Discretionary
from scoring.rules.ladder import Ladder
from scoring.rules.occurrence import PerOccurrence
from scoring.rules.share import ShareAttended
from scoring.rules.tariff import Price, Tariff
from scoring.telling.words import NOTHING, TIME, about, given, not_attended, off, points, sentence, unit_of, what
from scoring.text import Text


def occurrence(rule: PerOccurrence, own: str) -> Text:
    """会议：迟到，每次扣 2 分."""
    unless, needs = what(rule.unless, own), what(rule.needs, own)
    return sentence(
        _priced(rule.effect, rule.reads, rule.each, rule.per, own),
        Text(f"同时有“{unless.zh}”的不另计", f'not where "{unless.en}" is charged') if rule.unless else NOTHING,
        Text(f"没有“{needs.zh}”的计 0 分", f'0 without "{needs.en}"') if rule.needs else NOTHING,
    )


def tariff(rule: Tariff, own: str) -> Text:
    """Several prices in one line."""
    prices = (_price(rule.effect, price, own) for price in rule.prices)
    return sentence(
        *prices,
        Text("同一次只按最高的一项计", "one event pays its dearest price only"),
        Text("未考核前待定", "pending until it was looked at") if rule.looked_at else NOTHING,
    )


def _price(effect: str, price: Price, own: str) -> Text:
    said = _priced(effect, price.reads, price.each, price.per, own)
    if price.below is None:
        return said
    below = plain(price.below)
    return Text(f"低于 {below} 的{said.zh}", f"below {below}: {said.en}")


def _priced(effect: str, reads: Sequence[Reads], each: Decimal, per: str, own: str) -> Text:
    """So many points for each of what is read, by the unit that counts."""
    facts, price = what(reads, own), (off if effect == "deduct" else given)(each)
    unit = unit_of(reads) if per == "quantity" else TIME
    each_one = "each time" if unit == TIME else f"for each {unit.en}"
    counted = {
        "quantity": Text(f"每{unit.zh}{price.zh}", f"{price.en} {each_one}"),
        "event": Text(f"每次{price.zh}", f"{price.en} each time"),
        "month": Text(f"每月至多计一次，{price.zh}", f"{price.en}, once a month at most"),
        "once": Text(f"只计一次，{price.zh}", f"{price.en}, once only"),
    }[per]
    return Text(f"{facts.zh}，{counted.zh}", f"{facts.en}: {counted.en}")


def ladder(rule: Ladder, own: str) -> Text:
    """会议：公假，前 6 次不扣，第 7 次起每次扣 2 分."""
    facts, price = what(rule.reads, own), off if rule.effect == "deduct" else given
    first = rule.steps[0].from_ - 1
    free = Text(f"前 {plain(first)} 次不计", f"the first {plain(first)} are free") if first else NOTHING
    steps = [_step(one.from_, after.from_ - 1, price(one.each)) for one, after in pairwise(rule.steps)]
    last = rule.steps[-1]
    steps.append(_step(last.from_, None, price(last.each)))
    parts = [part for part in (free, *steps) if part != NOTHING]
    return Text(f"{facts.zh}，{'，'.join(p.zh for p in parts)}", f"{facts.en}: {', '.join(p.en for p in parts)}")


def _step(first: Decimal, last: Decimal | None, price: Text) -> Text:
    if last is None:
        return Text(f"第 {plain(first)} 次起每次{price.zh}", f"from no. {plain(first)} {price.en} each")
    if first == last:
        return Text(f"第 {plain(first)} 次{price.zh}", f"no. {plain(first)} {price.en}")
    return Text(
        f"第 {plain(first)} 至 {plain(last)} 次每次{price.zh}", f"no. {plain(first)} to {plain(last)} {price.en} each"
    )


def attendance_share(rule: ShareAttended, own: str) -> Text:
    """Full points times the share attended."""
    facts = about(rule.reads, own)
    return sentence(
        _share_of_months(facts) if rule.per == "month" else _share_of_events(facts),
        not_attended(rule.attended, rule.reads),
        Text("没有组织的按满分计", "nothing held counts full"),
    )


def _share_of_events(facts: Text) -> Text:
    return Text(f"{facts.zh}，按参加的比例得分", f"{facts.en}: full points times the share attended")


def _share_of_months(facts: Text) -> Text:
    return Text(
        f"{facts.zh}，按做到的月份占有记录月份的比例得分",
        f"{facts.en}: full points times the share of the months in which all was attended",
    )


_BY_HAND: Final = {
    "deduct": Text("由有权评定的人酌情扣分", "an authorised assessor takes off points"),
    "award": Text("由有权评定的人酌情加分", "an authorised assessor adds points"),
}


def discretionary(rule: Discretionary, own: str) -> Text:
    """An assessor's decision, within its bounds for one event."""
    once = rule.per == "once"
    each, each_time = ("", "") if once else ("每次", " each time")
    least, most = points(rule.least), NOTHING if rule.most is None else points(rule.most)
    unless = what(rule.unless, own)
    return sentence(
        _BY_HAND[rule.effect],
        Text(f"{each}至少 {least.zh}", f"at least {least.en}{each_time}") if rule.least else NOTHING,
        Text(f"{each}至多 {most.zh}", f"at most {most.en}{each_time}") if rule.most is not None else NOTHING,
        Text("多次评定只按最高的一次计", "of several entries only the highest counts") if once else NOTHING,
        Text(f"有“{unless.zh}”的不计", f'nothing counts with "{unless.en}"') if rule.unless else NOTHING,
    )
