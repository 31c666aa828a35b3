"""Sentences of the rules that count what happened."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from scoring.describe_words import NOTHING, TIME, given, off, outcomes_read, points, sentence, unit_of, what
from scoring.points import plain
from scoring.rules import Discretionary, PerOccurrence, Reads, ShareAttended, Shortfall
from scoring.text import Text


def occurrence(rule: PerOccurrence, own: str) -> Text:
    """会议：迟到，每次扣 2 分."""
    unless = what(rule.unless, own)
    return sentence(
        priced_occurrence(rule.effect, rule.reads, rule.each, rule.per, own),
        Text(f"同时有“{unless.zh}”的不另计", f'not where "{unless.en}" is charged') if rule.unless else NOTHING,
    )


def priced_occurrence(effect: str, reads: Sequence[Reads], each: Decimal, per: str, own: str) -> Text:
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


def attendance_share(rule: ShareAttended, own: str) -> Text:
    """Full points times the share attended."""
    facts = what(rule.reads, own)
    missed = [code for reads in rule.reads for code in reads.outcomes if code not in rule.attended]
    missing = outcomes_read(dict.fromkeys(missed), rule.reads)
    return sentence(
        Text(f"{facts.zh}，按参加的比例得分", f"{facts.en}: full points times the share attended"),
        Text(f"不算参加：{missing.zh}", f"not attended: {missing.en}") if missed else NOTHING,
        Text("没有组织的按满分计", "nothing held counts full"),
    )


def shortfall(rule: Shortfall, own: str) -> Text:
    """每日一题：目标 15 分，每少 1 分扣 0.5 分."""
    facts, unit, price = what(rule.reads, own), unit_of(rule.reads), off(rule.each)
    target, step = plain(rule.target), plain(rule.step)
    return Text(
        f"{facts.zh}，目标 {target} {unit.zh}，每少 {step} {unit.zh}{price.zh}",
        f"{facts.en}: target {target}, {price.en} for each {step} below",
    )


_BY_HAND: Final = {
    "deduct": Text("由有权评定的人酌情扣分", "an authorised assessor takes off points"),
    "award": Text("由有权评定的人酌情加分", "an authorised assessor adds points"),
}


def discretionary(rule: Discretionary, own: str) -> Text:
    """An assessor's decision."""
    return _BY_HAND[rule.effect]
