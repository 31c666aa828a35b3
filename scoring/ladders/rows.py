"""A climb as rows for a table or CSV, and as plain data for JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from scoring.ladders.result import Climb, LadderStep, MeasureState, Proposal
from scoring.reasons import Reason

COLUMNS: Final = ("member", "on", "what", "code", "title", "because", "number", "state", "until", "facts", "article")


def climb_rows(climb: Climb, language: str = "zh") -> list[dict[str, str]]:
    """One row for each step, then each proposal, then each measure, by day; a row has every one of COLUMNS.

    ``what`` is step, proposal or measure; ``because`` names the cause or the grounds; ``number`` which
    breach of the cause it is; ``state`` is empty for steps; ``facts`` are ids separated by blanks. Reasons
    are left to whoever has words for them: see reasons_of.
    """
    rows = [
        *(_step(step, language) for step in climb.steps),
        *(_proposal(proposal, language) for proposal in climb.proposals),
        *(_measure(measure) | {"title": measure.title.to(language)} for measure in climb.measures),
    ]
    empty = dict.fromkeys(COLUMNS, "") | {"member": climb.member}
    return [empty | row for row in rows]


def reasons_of(climb: Climb) -> Iterator[tuple[Reason, ...]]:
    """The reasons behind each row of climb_rows, in the same order."""
    yield from (step.reasons for step in climb.steps)
    yield from (proposal.reasons for proposal in climb.proposals)
    yield from (measure.reasons for measure in climb.measures)


def climb_data(climb: Climb) -> dict[str, Any]:
    """Everything as plain data that JSON can hold: days as ISO texts, the period by its label."""
    data: dict[str, Any] = _plain(asdict(climb))
    return data | {"period": climb.period.label}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, Reason):
        return {"code": value.code, "params": dict(value.params), "when": value.when}
    return list(map(_plain, value)) if isinstance(value, tuple) else value


def _step(step: LadderStep, language: str) -> dict[str, str]:
    return {
        "on": str(step.on),
        "what": "step",
        "code": step.action,
        "title": step.title.to(language),
        "because": step.cause_title.to(language),
        "number": str(step.number),
        "facts": " ".join(step.fact_ids),
        "article": step.article,
    }


def _proposal(proposal: Proposal, language: str) -> dict[str, str]:
    between = "; " if language.lower().startswith("en") else "；"
    return {
        "on": str(proposal.on),
        "what": "proposal",
        "code": proposal.measure,
        "title": proposal.title.to(language),
        "because": between.join(title.to(language) for title in proposal.because),
        "state": proposal.decision,
        "facts": " ".join(proposal.fact_ids),
        "article": proposal.article,
    }


def _measure(measure: MeasureState) -> dict[str, str]:
    return {
        "on": str(measure.since),
        "what": "measure",
        "code": measure.measure,
        "state": measure.state,
        "until": str(measure.until or ""),
        "facts": " ".join(measure.fact_ids),
        "article": measure.article,
    }
