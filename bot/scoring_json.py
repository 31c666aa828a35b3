"""Scored cards for a program: exact points as decimal texts, codes instead of words."""

from __future__ import annotations

import json
from collections.abc import Iterable

from bot.scoring_command import Scored
from scoring import Grade, Reason, to_json
from scoring.ladders.result import Climb


def json_of(scored: Scored) -> str:
    """Write all cards with ranks and grades for a program: points as decimal texts."""
    cards = [
        {
            **json.loads(to_json(card)),
            "rank": scored.ranks.get(card.member) if card.sections else None,
            "grade": _grade(scored.grades[card.member]) if card.member in scored.grades else None,
            "ladder": _ladder(scored.climbs[card.member]) if card.member in scored.climbs else None,
        }
        for card in scored.cards
    ]
    return json.dumps(cards, ensure_ascii=False, indent=2)


def _grade(grade: Grade) -> dict[str, object]:
    return {
        "code": grade.code,
        "proposed": grade.proposed,
        "reasons": _reasons(grade.reasons),
        "consequences": list(grade.consequences),
        "alerts": list(grade.alerts),
    }


def _ladder(found: Climb) -> dict[str, object]:
    return {
        "steps": [
            {
                "action": step.action,
                "cause": step.cause,
                "number": step.number,
                "on": step.on.isoformat(),
                "facts": list(step.fact_ids),
                "reasons": _reasons(step.reasons),
            }
            for step in found.steps
        ],
        "proposals": [
            {
                "measure": one.measure,
                "grounds": list(one.grounds),
                "on": one.on.isoformat(),
                "decision": one.decision,
                "facts": list(one.fact_ids),
                "reasons": _reasons(one.reasons),
            }
            for one in found.proposals
        ],
        "measures": [
            {
                "measure": one.measure,
                "since": one.since.isoformat(),
                "until": one.until.isoformat() if one.until else None,
                "state": one.state,
                "facts": list(one.fact_ids),
                "reasons": _reasons(one.reasons),
            }
            for one in found.measures
        ],
    }


def _reasons(reasons: Iterable[Reason]) -> list[list[object]]:
    return [[why.code, dict(why.params), why.when] for why in reasons]
