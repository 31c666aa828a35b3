"""Facts: the append-only record from which every point comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from scoring.errors import TangledReversal, UnknownFact
from scoring.vocabulary import VOCABULARY

ONE: Final = Decimal(1)
_KNOWN: Final = frozenset((kind.code, outcome) for kind in VOCABULARY.values() for outcome in kind.outcomes)
_CHECKED_DETAIL: Final = frozenset(kind.code for kind in VOCABULARY.values() if kind.detail_use != "free")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that happened to one member; never changed, only reversed by another.

    ``on`` is the day that it belongs to in the branch's time zone (dues: a day of the month that they are
    for). ``event`` groups facts of one event, so that it is charged once. ``reverses`` names the fact that
    this one cancels; a reversal scores nothing itself and is best a copy of the cancelled fact, same day.
    Raises UnknownFact when the vocabulary does not know it.
    """

    id: str
    member: str
    kind: str
    outcome: str
    on: date
    quantity: Decimal = ONE
    detail: str = ""
    event: str = ""
    reverses: str | None = None

    def __post_init__(self) -> None:
        if (
            (self.kind, self.outcome) not in _KNOWN
            or (self.kind in _CHECKED_DETAIL and detail_fault(self.kind, self.detail))
            or not (self.quantity.is_finite() and self.quantity >= 0)
        ):
            raise UnknownFact(f"fact {self.id}: {'; '.join(self._faults())}")

    def _faults(self) -> list[str]:
        if self.kind not in VOCABULARY:
            return [f'kind "{self.kind}" is unknown; allowed: {", ".join(VOCABULARY)}']
        found = []
        outcomes = VOCABULARY[self.kind].outcomes
        if self.outcome not in outcomes:
            found.append(f'{self.kind} has no outcome "{self.outcome}"; allowed: {", ".join(outcomes)}')
        if fault := detail_fault(self.kind, self.detail):
            found.append(f'{self.kind} has no detail "{self.detail}"; allowed: {fault}')
        if not (self.quantity.is_finite() and self.quantity >= 0):
            found.append(f"quantity {self.quantity}; allowed: a number from 0")
        return found


def detail_fault(kind: str, detail: str) -> str:
    """What would be allowed instead of this detail; empty when the detail is right."""
    use, listed = VOCABULARY[kind].detail_use, VOCABULARY[kind].details
    if use == "listed" and detail not in listed:
        return ", ".join(listed)
    if use == "item" and not detail:
        return "the id of the scheme's item that it is for"
    return ""


def standing(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that count: neither a reversal nor cancelled by one that stands itself.

    A reversal of a reversal restores the first fact. A reversal of a fact that was not handed in cancels
    nothing. Raises TangledReversal when reversals lead in a circle.
    """
    facts = list(facts)
    reversals: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.reverses is not None:
            reversals.setdefault(fact.reverses, []).append(fact)
    if not reversals:
        return facts
    return [fact for fact in facts if fact.reverses is None and not _cancelled(fact.id, reversals, ())]


def _cancelled(fact_id: str, reversals: dict[str, list[Fact]], above: tuple[str, ...]) -> bool:
    if fact_id in above:
        raise TangledReversal(f"facts {', '.join(above)} reverse each other in a circle")
    return any(not _cancelled(r.id, reversals, (*above, fact_id)) for r in reversals.get(fact_id, ()))
