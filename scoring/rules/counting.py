"""How facts are counted: an event once, the latest day, what some reads let through."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from scoring.facts import Fact
from scoring.points import ZERO
from scoring.rules.base import Reads, event_of


def read_by(reads: Sequence[Reads], facts: Sequence[Fact]) -> list[Fact]:
    """The facts that at least one of these lets through."""
    return [fact for fact in facts if any(one.matches(fact) for one in reads)]


def sizes(facts: Sequence[Fact]) -> dict[str, Decimal]:
    """Each event with its largest quantity, whatever the order of the facts."""
    found: dict[str, Decimal] = {}
    for fact in facts:
        key = event_of(fact)
        found[key] = max(fact.quantity, found.get(key, ZERO))
    return found


def amount(facts: Sequence[Fact]) -> Decimal:
    """The quantities together, those of one event once."""
    return sum(sizes(facts).values(), ZERO)


def latest(facts: Sequence[Fact]) -> list[Fact]:
    """The facts of the last day that has any; ValueError without facts."""
    last = max(fact.on for fact in facts)
    return [fact for fact in facts if fact.on == last]


def named(reads: Reads) -> dict[str, str]:
    """What a reason calls what was read: its kind and its details, separated by commas."""
    return {"kind": reads.kind, "details": ",".join(reads.details)}
