"""What the core refuses.

ScoringError
├── UnknownFact      a fact outside the vocabulary
├── TangledReversal  facts that cancel each other in a circle
├── WrongPeriod      a period that the scheme cannot score
├── NoLadder         a scheme that counts points instead of breaches
├── SchemeFaults     a scheme text: every fault with its place
└── FactsFaults      a facts sheet: every faulty cell
"""

from __future__ import annotations

from dataclasses import dataclass


class ScoringError(Exception):
    """Anything that the core refuses; its text is English, for the log and for the command line."""


class UnknownFact(ScoringError, ValueError):
    """A fact whose kind, outcome, detail or quantity the vocabulary does not know."""


class TangledReversal(ScoringError, ValueError):
    """Reversals that lead back to themselves, so that nobody can say which of them stands."""


class WrongPeriod(ScoringError, ValueError):
    """A period that is not one of those that a scheme scores."""


class NoLadder(ScoringError, ValueError):
    """A scheme without a ladder, to which somebody wanted to climb."""


@dataclass(frozen=True, slots=True)
class SchemeFault:
    """One thing wrong in a scheme text: where it is, what was found, what is allowed."""

    where: str
    found: str
    allowed: str
    section: str = ""
    item: str = ""

    def __str__(self) -> str:
        place = [f'section "{self.section}"'] if self.section else []
        place += [f'item "{self.item}"'] if self.item else []
        head = f"{self.where}: {', '.join(place)}" if place else self.where
        return f"{head}: {self.found}; {self.allowed}"


class SchemeFaults(ScoringError):
    """All faults of one scheme text at once."""

    def __init__(self, faults: tuple[SchemeFault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class CellFault:
    """One faulty cell of a facts sheet; rows are counted as Excel does, the header being row 1."""

    row: int
    column: str
    found: str
    allowed: str

    def __str__(self) -> str:
        return f'row {self.row}, column "{self.column}": found "{self.found}"; allowed: {self.allowed}'


class FactsFaults(ScoringError):
    """All faulty cells of one facts sheet; nothing of it is used until all are right."""

    def __init__(self, faults: tuple[CellFault, ...]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
