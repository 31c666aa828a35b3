"""A member on his way through the grading: what he has so far, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from scoring.facts import Fact
from scoring.grades.case import NO_GRADE, PENDING, UNRATED, GradingCase
from scoring.grading import Grading, Mark
from scoring.reasons import Reason


@dataclass(frozen=True, slots=True)
class Candidate:
    """One member: ``facts`` are those of the period, ``merit`` orders him, ``waits`` is what is outstanding."""

    case: GradingCase
    facts: tuple[Fact, ...]
    merit: tuple[Decimal, ...]
    code: str
    reasons: tuple[Reason, ...] = ()
    waits: tuple[Reason, ...] = ()
    follows: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The member's id."""
        return self.case.profile.id

    @property
    def ranked(self) -> bool:
        """Whether he takes part in ranks: he is rated and nothing of his result is missing."""
        return self.code not in (PENDING, UNRATED)

    def because(self, *why: Reason) -> Candidate:
        """Leave reasons without changing anything."""
        return replace(self, reasons=self.reasons + why)

    def set_to(self, code: str, *why: Reason) -> Candidate:
        """Give another grade; what the old one waited for no longer matters."""
        return replace(self, code=code, reasons=self.reasons + why, waits=())

    def waiting(self, *why: Reason) -> Candidate:
        """Keep the grade as a proposal until what is outstanding is there."""
        return replace(self, waits=self.waits + tuple(one for one in why if one not in self.waits))

    def marked(self, mark: Mark, *why: Reason) -> Candidate:
        """Note that a limit, an alert, a rank or a streak holds."""
        follows = consequences_of(mark, self)
        return replace(
            self,
            reasons=self.reasons + why,
            follows=self.follows + follows,
            alerts=(*self.alerts, mark.code),
        )

    def concerns(self, mark: Mark) -> bool:
        """Whether a mark that sets no grade says anything of him: consequences for members only leave him out."""
        return not mark.consequences or bool(consequences_of(mark, self))


def consequences_of(mark: Mark, candidate: Candidate) -> tuple[str, ...]:
    """What follows for a member, or for a candidate of the party."""
    return mark.probationary if candidate.case.profile.probationary else mark.consequences


def lowers(grading: Grading, current: str, to: str) -> bool:
    """Whether ``to`` is worse than what he has; any grade is worse than having none yet."""
    if current in (PENDING, UNRATED, NO_GRADE):
        return True
    return to == UNRATED or grading.codes.index(to) > grading.codes.index(current)


def once(words: Iterable[str]) -> tuple[str, ...]:
    """The words in their order, each once."""
    return tuple(dict.fromkeys(words))
