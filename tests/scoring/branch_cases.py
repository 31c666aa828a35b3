"""Read the `[[branch]]` tables of the case files: members who are graded together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import schemes
from scoring import Grade, GradingCase, Period, Scheme, ScoreCard, grade_branch, score_card
from scoring.periods import parse
from tests.scoring.cases import fact, files, past_of, profile_of


@dataclass(frozen=True)
class BranchCase:
    """One sentence about a branch."""

    scheme: str
    name: str
    period: Period
    places: dict[str, int]
    members: list[dict[str, Any]]
    expected: dict[str, dict[str, Any]]

    def grades(self) -> dict[str, Grade]:
        """Grade the branch as the program does."""
        scheme = schemes.load(self.scheme)
        return grade_branch(scheme, [_member(scheme, self.period, one) for one in self.members], places=self.places)


def branch_cases() -> list[BranchCase]:
    return [_branch(data["scheme"], entry) for data in files() for entry in data.get("branch", ())]


def _branch(scheme: str, entry: dict[str, Any]) -> BranchCase:
    expected = dict(entry)
    return BranchCase(
        scheme,
        expected.pop("name"),
        parse(expected.pop("period")),
        expected.pop("places", {}),
        expected.pop("members"),
        expected,
    )


def _member(scheme: Scheme, period: Period, entry: dict[str, Any]) -> GradingCase:
    given = dict(entry)
    name, lines = given.pop("id"), given.pop("facts", [])
    earlier = tuple(map(past_of, given.pop("earlier", ())))
    total, sections = given.pop("total", None), given.pop("sections", {})
    profile = profile_of(name, given)
    facts = [fact(line, f"{name}{number}", name) for number, line in enumerate(lines)]
    card = _given(score_card(scheme, profile, facts, period), total, sections)
    return GradingCase(profile, card, facts, earlier)


def _given(card: ScoreCard, total: int | Decimal | None, points: dict[str, Any]) -> ScoreCard:
    """The card with the points that the case gives instead of facts; nothing that is given is pending."""
    assert points.keys() <= {section.id for section in card.sections}
    sections = tuple(
        replace(one, points=Decimal(points.get(one.id, one.points)), pending=False)
        if one.id in points or total is not None
        else one
        for one in card.sections
    )
    if total is None and points:
        total = sum((section.points for section in sections if not section.beside), Decimal(0))
    return replace(card, sections=sections, total=card.total if total is None else Decimal(total))
