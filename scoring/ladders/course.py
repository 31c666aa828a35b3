"""The course of proposals and measures: grounds add up, somebody decides, a measure runs and ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import cast

from scoring.facts import Fact
from scoring.ladder import Escalation, Ladder, Measure
from scoring.ladders.result import Decision, LadderStep, MeasureEnd, MeasureState, Proposal
from scoring.periods import enclosing
from scoring.reasons import Reason, reason

_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason to propose a measure; ``corrigible`` names the cause whose correction takes it away."""

    measure: str
    id: str
    on: date
    fact_ids: tuple[str, ...]
    reasons: tuple[Reason, ...]
    article: str = ""
    corrigible: str = ""

    def renewed(self, newer: Ground) -> Ground:
        """The same ground when it has grown: its first day, and all facts."""
        ids = tuple(dict.fromkeys(self.fact_ids + newer.fact_ids))
        return replace(newer, on=self.on, fact_ids=ids)


@dataclass(slots=True)
class Course:
    """What has been proposed and decided so far; events must be told in the order of their days."""

    ladder: Ladder
    probationary: bool = False
    _letters: list[LadderStep] = field(default_factory=list)
    _open: dict[str, dict[str, Ground]] = field(default_factory=dict)
    _decided: list[Proposal] = field(default_factory=list)
    _running: dict[str, MeasureState] = field(default_factory=dict)
    _ended: list[MeasureState] = field(default_factory=list)

    def step(self, step: LadderStep) -> None:
        """Count a step; so many of them are grounds."""
        self._letters.append(step)
        for rule in self.ladder.proposals:
            same = [
                one
                for one in self._letters
                if one.action == rule.action
                and one.on.year == step.on.year
                and (one.cause == step.cause or not rule.each_cause)
            ]
            if step.action == rule.action and len(same) >= rule.count:
                ids = tuple(dict.fromkeys(fact_id for one in same for fact_id in one.fact_ids))
                why = reason(_code(rule), action=rule.action, count=len(same))
                corrigible = step.cause if rule.unless_corrected else ""
                self.ground(Ground(rule.measure, rule.id, step.on, ids, (why,), rule.article, corrigible))

    def ground(self, ground: Ground) -> None:
        """Propose a measure, or add to what is proposed; who is under it, or a heavier one, stays there."""
        if any(one in self._running for one in (ground.measure, *self.ladder.followers(ground.measure))):
            return
        grounds = self._open.setdefault(ground.measure, {})
        known = grounds.get(ground.id)
        grounds[ground.id] = known.renewed(ground) if known else ground

    def fact(self, fact: Fact) -> None:
        """Take a decision, a correction or a measure's outcome to notice; other facts say nothing here."""
        if fact.kind == "discipline" and fact.outcome in ("corrected", "uncorrected", "refused"):
            if fact.detail in self._running:
                self._judge(fact)
            elif fact.outcome == "corrected":
                self._corrected(fact.detail)
        for measure in self.ladder.measures:
            decides = fact.kind == "resolution" and fact.detail == measure.id
            if (decides and fact.outcome == "approved") or any(reads.matches(fact) for reads in measure.begins):
                self._begin(measure, fact)
            elif decides:
                self._close(measure, fact, "refused")
            elif fact.kind == "resolution" and fact.outcome == "approved" and fact.detail == measure.extension:
                self._extend(measure, fact)

    def _corrected(self, cause: str) -> None:
        for measure, grounds in list(self._open.items()):
            kept = {key: one for key, one in grounds.items() if not one.corrigible or cause not in ("", one.corrigible)}
            if kept:
                self._open[measure] = kept
            else:
                del self._open[measure]

    def _close(self, measure: Measure, fact: Fact, decision: Decision) -> None:
        if grounds := self._open.pop(measure.id, None):
            proposal = replace(self._proposal(measure, grounds.values()), decision=decision, decided=fact.on)
            self._decided.append(replace(proposal, fact_ids=(*proposal.fact_ids, fact.id)))

    def _begin(self, measure: Measure, fact: Fact) -> None:
        """Put under the measure; what led to it is spent, and a lighter measure on the way to it is over."""
        self._close(measure, fact, "approved")
        if measure.id in self._running:
            return
        self._letters.clear()
        for lighter in self.ladder.measures:
            if measure.id in self.ladder.followers(lighter.id):
                self._open.pop(lighter.id, None)
                if lighter.id in self._running:
                    self._end(lighter.id, fact, "superseded")
        until = _months_later(fact.on, measure.months) if measure.months else None
        why = (reason("measure_term", months=measure.months, until=str(until)),) if until else ()
        follows = measure.probationary if self.probationary else ()
        self._running[measure.id] = MeasureState(
            measure.id, measure.title, fact.on, until, "running", (fact.id,), why, None, follows, measure.article
        )

    def _extend(self, measure: Measure, fact: Fact) -> None:
        state = self._running.get(measure.id)
        if state and state.until:
            until = _months_later(state.until, measure.months)
            why = reason("measure_extended", months=measure.months, until=str(until))
            self._running[measure.id] = replace(
                state, until=until, fact_ids=(*state.fact_ids, fact.id), reasons=(*state.reasons, why)
            )

    def _judge(self, fact: Fact) -> None:
        measure = self.ladder.measure(fact.detail)
        self._end(measure.id, fact, cast("MeasureEnd", fact.outcome))
        if measure.next and fact.outcome != "corrected":
            why = Reason(f"measure_{fact.outcome}")
            self.ground(Ground(measure.next, measure.id, fact.on, (fact.id,), (why,), measure.article))

    def _end(self, measure: str, fact: Fact, how: MeasureEnd) -> None:
        state = self._running.pop(measure)
        ids = (*state.fact_ids, fact.id)
        why = (*state.reasons, Reason(f"measure_{how}"))
        self._ended.append(replace(state, state=how, ended=fact.on, fact_ids=ids, reasons=why))

    def _proposal(self, measure: Measure, grounds: Iterable[Ground]) -> Proposal:
        ordered = sorted(grounds, key=lambda one: (one.on, one.id))
        return Proposal(
            measure.id,
            measure.title,
            tuple(one.id for one in ordered),
            tuple(self.ladder.title_of(one.id) for one in ordered),
            ordered[0].on,
            tuple(dict.fromkeys(fact_id for one in ordered for fact_id in one.fact_ids)),
            tuple(why for one in ordered for why in one.reasons),
            measure.article,
        )

    def proposals(self) -> tuple[Proposal, ...]:
        """All proposals, decided or open, by day."""
        still_open = [self._proposal(self.ladder.measure(key), grounds.values()) for key, grounds in self._open.items()]
        return tuple(sorted([*self._decided, *still_open], key=lambda one: (one.on, one.measure)))

    def measures(self, as_of: date) -> tuple[MeasureState, ...]:
        """All measures, ended or running; one whose term is over on the day is due."""
        running = [_due(state, as_of) for state in self._running.values()]
        return tuple(sorted([*self._ended, *running], key=lambda one: (one.since, one.measure)))


def _code(rule: Escalation) -> str:
    if not rule.each_cause:
        return "steps_in_all"
    return "steps_uncorrected" if rule.unless_corrected else "steps_of_cause"


def _due(state: MeasureState, as_of: date) -> MeasureState:
    if state.until is None or as_of < state.until:
        return state
    return replace(state, state="due", reasons=(*state.reasons, reason("measure_due", until=str(state.until))))


def _months_later(day: date, months: int) -> date:
    """The same day so many months later, or the month's last when it has none."""
    index = day.year * _MONTHS_A_YEAR + day.month - 1 + months
    first = date(index // _MONTHS_A_YEAR, index % _MONTHS_A_YEAR + 1, 1)
    return min(first + timedelta(days=day.day - 1), enclosing(first, "month").last)
