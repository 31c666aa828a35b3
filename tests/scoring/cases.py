"""Read the case files: sentences with facts, and the numbers that were worked out by hand."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from scoring import Fact, MemberProfile, Past, Period
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
    earlier: tuple[Past, ...]
    expected: dict[str, Any]


def cases() -> list[Case]:
    return [one for one in _all_cases() if "steps" not in one.expected]


def climbs() -> list[Case]:
    """The cases of ladders: they expect steps instead of points."""
    return [one for one in _all_cases() if "steps" in one.expected]


def _all_cases() -> list[Case]:
    return [_case(data["scheme"], entry) for data in files() for entry in data.get("case", ())]


def files() -> list[dict[str, Any]]:
    """Every case file, by the name of its scheme."""
    found = [tomllib.loads(path.read_text("utf-8"), parse_float=Decimal) for path in FOLDER.glob("*.toml")]
    return sorted(found, key=lambda data: str(data["scheme"]))


def _case(scheme: str, entry: dict[str, Any]) -> Case:
    expected = dict(entry)
    return Case(
        scheme,
        expected.pop("name"),
        profile_of("m", expected.pop("member", {})),
        [fact(line, str(number)) for number, line in enumerate(expected.pop("facts"))],
        parse(expected.pop("period")),
        expected.pop("as_of", None),
        tuple(map(past_of, expected.pop("earlier", ()))),
        expected,
    )


def profile_of(member_id: str, entry: dict[str, Any]) -> MemberProfile:
    """Read who it is: category, roles, probationary, joined, left, admitted and exempt spans."""
    given = dict(entry)
    exempt = tuple(Period(*map(_day, span)) for span in given.pop("exempt", ()))
    days: dict[str, Any] = {key: _day(given.pop(key)) for key in ("joined", "left", "admitted") if key in given}
    return MemberProfile(member_id, exempt=exempt, roles=tuple(given.pop("roles", ())), **days, **given)


def _day(value: date | str) -> date:
    return date.fromisoformat(value) if isinstance(value, str) else value


def past_of(entry: dict[str, Any]) -> Past:
    """Read what somebody had in an earlier period."""
    total = entry.get("total")
    return Past(
        parse(entry["period"]),
        None if total is None else Decimal(total),
        entry.get("rank"),
        entry.get("grade", ""),
        tuple(entry.get("alerts", ())),
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
