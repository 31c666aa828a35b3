"""Read the case files: sentences with facts, and the numbers that were worked out by hand."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from scoring import Fact, MemberProfile, Period
from scoring.periods import parse

FOLDER = Path(__file__).parent.parent / "cases"


@dataclass(frozen=True)
class Case:
    """One sentence of a case file."""

    scheme: str
    name: str
    profile: MemberProfile
    facts: list[Fact]
    period: Period
    as_of: date | None
    expected: dict[str, Any]


def cases() -> list[Case]:
    return [_case(data["scheme"], entry) for data in map(_load, FOLDER.glob("*.toml")) for entry in data["case"]]


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


def _case(scheme: str, entry: dict[str, Any]) -> Case:
    expected = dict(entry)
    member = dict(expected.pop("member", {}))
    exempt = tuple(Period(*map(date.fromisoformat, span)) for span in member.pop("exempt", ()))
    return Case(
        scheme,
        expected.pop("name"),
        MemberProfile("m", exempt=exempt, **member),
        [fact(line, str(number)) for number, line in enumerate(expected.pop("facts"))],
        parse(expected.pop("period")),
        expected.pop("as_of", None),
        expected,
    )


def fact(line: str, default_id: str = "f", member: str = "m") -> Fact:
    """Read a fact such as "2026-03-05 meeting late detail=lecture event=a"."""
    day, kind, outcome, *rest = line.split()
    more = dict(word.split("=", 1) for word in rest)
    return Fact(
        id=more.pop("id", default_id),
        member=member,
        kind=kind,
        outcome=outcome,
        on=date.fromisoformat(day),
        quantity=Decimal(more.pop("quantity", "1")),
        **more,
    )
