"""The year's facts in a database file of the bot's own form."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from bench.facts_year import BRANCH, Facts
from storage.migrate import upgrade

_RECORDED = "2026-12-31 00:00:00.000000"
_INSERT = """
INSERT INTO fact (
    id, branch_id, member_id, kind, outcome, on_date, quantity, detail, event, note, source_key, recorded_at
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?)
"""


def store(facts: Facts, folder: Path) -> Path:
    """Write the facts to a new file and give its path; nothing but the facts is in it."""
    path = folder / "facts.db"
    upgrade(f"sqlite:///{path}")
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.executemany(_INSERT, _rows(facts))
    connection.close()
    return path


def _rows(facts: Facts) -> Iterator[tuple[Any, ...]]:
    columns = (facts.member, facts.type_, facts.day, facts.quantity, facts.event)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    for number, (member, type_, day, quantity, event) in enumerate(rows):
        kind, outcome, detail = facts.types[type_]
        yield (
            number,
            member // BRANCH,
            member,
            kind,
            outcome,
            date.fromordinal(day).isoformat(),
            quantity,
            detail,
            f"meeting:{event}" if event else "",
            f"bench:{number:09}",
            _RECORDED,
        )
