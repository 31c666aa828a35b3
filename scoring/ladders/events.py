"""What each breach has as its consequence: a step that follows at once, or a ground to propose a measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scoring.cards.scorer import score_card
from scoring.facts import Fact
from scoring.grades.base import begin
from scoring.grades.case import GradingCase
from scoring.ladder import ACTIONS, Breaches, Cause, Ladder, Rung
from scoring.ladders.breaches import Breach, Record, find_breaches
from scoring.ladders.course import Ground
from scoring.ladders.result import LadderStep
from scoring.periods import Period
from scoring.reasons import Reason, reason
from scoring.rules.counting import read_by
from scoring.scheme import Scheme


def consequences(scheme: Scheme, ladder: Ladder, record: Record) -> Iterator[LadderStep | Ground]:
    """Every consequence of every breach that has one, cause by cause."""

    def graded(source: Breaches, year: Period, ballots: Sequence[Fact]) -> tuple[Reason, ...]:
        card = score_card(scheme, record.profile, ballots, year, as_of=min(year.last, record.last))
        candidate = begin(scheme, GradingCase(record.profile, card), tuple(ballots))
        return candidate.reasons if candidate.code in source.grades else ()

    for cause, breach in find_breaches(ladder.causes, record, graded):
        if rung := _rung(cause, breach, record):
            yield _consequence(cause, breach, rung, record)


def _rung(cause: Cause, breach: Breach, record: Record) -> Rung | None:
    """The rung on which the breach stands, when it has a consequence there."""
    reached = [rung for rung in cause.steps if rung.at <= breach.number and _met(rung, breach, record)]
    return reached[-1] if reached and (cause.repeat or reached[-1].at == breach.number) else None


def _met(rung: Rung, breach: Breach, record: Record) -> bool:
    return not rung.needs or bool(_needed(rung, breach, record))


def _needed(rung: Rung, breach: Breach, record: Record) -> list[Fact]:
    return [fact for fact in read_by(rung.needs, record.facts) if breach.start <= fact.on <= breach.upto]


def _consequence(cause: Cause, breach: Breach, rung: Rung, record: Record) -> LadderStep | Ground:
    needed = _needed(rung, breach, record)
    ids = breach.fact_ids + tuple(fact.id for fact in needed)
    why = [*breach.reasons]
    why += [reason("breach_despite", kind=fact.kind, outcome=fact.outcome) for fact in needed[:1]]
    if rung.action not in ACTIONS:
        return Ground(rung.action, cause.id, breach.on, ids, tuple(why), cause.article)
    return LadderStep(
        rung.action,
        ACTIONS[rung.action],
        cause.id,
        cause.title,
        breach.number,
        breach.on,
        ids,
        tuple(why),
        cause.article,
    )
