"""What all tables of rules use: facts from lines, and rules from the text of a scheme."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from decimal import Decimal

from scoring import SchemeFault
from scoring.language.rules import read_rule
from scoring.language.table import Place, Table
from scoring.rules import Reads, Rule, RuleScore
from tests.scoring.cases import fact

TWO, FIVE, TEN, TWENTY = map(Decimal, (2, 5, 10, 20))
LATE = (Reads("meeting", ("late",)),)
THERE = ("present", "late", "leave")
LECTURES = (Reads("meeting", ("present", "late", "absent", "leave"), ("lecture",)),)


def run(rule: Rule, lines: Sequence[str], full: Decimal | None = None, *, over: bool = True) -> RuleScore:
    """Score the facts of these lines, numbered from 0, as one unit."""
    return rule.score([fact(line, str(number)) for number, line in enumerate(lines)], full, over=over)


def codes(score: RuleScore) -> list[str]:
    """The codes of its reasons."""
    return [why.code for why in score.reasons]


def lectures(*outcomes: str) -> list[str]:
    """One lecture a day from 1 July on with these outcomes."""
    return [f"2026-07-0{day} meeting {outcome} detail=lecture event={day}" for day, outcome in enumerate(outcomes, 1)]


def read(text: str) -> tuple[Rule, list[SchemeFault]]:
    """The rule of an item "own" with this text, and the faults found in it."""
    place = Place("mine.toml", [])
    data = tomllib.loads(text, parse_float=Decimal)
    return read_rule(Table(data, place, "rule."), "own"), place.faults
