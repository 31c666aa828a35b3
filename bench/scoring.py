"""How fast a town is scored, beside a bare sum and a data-frame script of the same run: ``python -m bench.scoring``.

A year of `changzhou-2021`, 60 facts for each member. From memory: all section points and totals, beside a bare NumPy
sum of the same quantities by member, and beside the whole scheme in pandas. From SQLite: the load included, beside
``fetchall`` of the same rows. One member's cards with every reason, beside the bare sum of his facts. Rounds of ours
and theirs alternate; what is printed is the median of the rounds' ratios, beside the goals.

``--members`` makes all of it smaller or larger, ``--stored`` only what is read from SQLite, where writing the file
takes far longer than what is measured.
"""

from __future__ import annotations

import argparse
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table
from sqlalchemy.engine import make_url
from sqlmodel import Session

import schemes
from bench.facts_year import YEAR, a_year, profiles
from bench.pandas_scheme import facts_frame, members_frame, score_year
from bench.stored import store
from scoring import score_card
from scoring.bulk import score_bulk
from scoring.periods import month, quarter, year
from storage.database import sqlite_engine
from storage.queries.fact_columns import STANDING_FACTS, fact_columns

MEMBERS, STORED = 100_000, 20_000
ROUNDS, FRAME_ROUNDS, CARD_ROUNDS = 9, 3, 200
SUM_GOAL, FRAME_GOAL, FETCH_GOAL, CARD_GOAL = 15, 3, 2, 20
MILLIONTH = 1e-6

SCHEME = schemes.load("changzhou-2021")
PERIOD = year(YEAR)
DAYS = (date(YEAR, 1, 1), date(YEAR, 12, 31))


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--members", type=int, default=MEMBERS)
    options.add_argument("--stored", type=int, default=STORED)
    chosen = options.parse_args()
    table = Table("measured", "facts", "ratio", "goal", title="bench.scoring")
    for row in (*from_memory(chosen.members), from_sqlite(min(chosen.stored, chosen.members)), *cards()):
        table.add_row(*row)
    Console(file=sys.stdout).print(table)


def from_memory(members: int) -> list[tuple[str, str, str, str]]:
    """All members from columns, beside the bare sum and beside pandas, which must come to the same points."""
    facts, people = a_year(members), profiles(members)
    table = facts.table(members)
    frame, days = facts_frame(facts), members_frame(people)
    scores = score_bulk(SCHEME, people, table, PERIOD)
    assert np.allclose(scores.totals * MILLIONTH, score_year(frame, days)["total"], rtol=0, atol=MILLIONTH)

    def ours() -> object:
        return score_bulk(SCHEME, people, table, PERIOD)

    bare = _ratio(ours, lambda: np.bincount(table.member, table.quantity, minlength=members), ROUNDS)
    framed = _ratio(lambda: score_year(frame, days), ours, FRAME_ROUNDS)
    return [
        ("all sections and totals / NumPy sum", f"{len(table):,}", f"{bare:.1f}", f"<= {SUM_GOAL}"),
        ("the scheme in pandas / ours", f"{len(table):,}", f"{framed:.1f}", f">= {FRAME_GOAL}"),
    ]


def from_sqlite(members: int) -> tuple[str, str, str, str]:
    """All members from a database file, beside fetching the rows."""
    facts, people = a_year(members), profiles(members)
    with tempfile.TemporaryDirectory() as folder:
        path = store(facts, Path(folder))
        engine = sqlite_engine(make_url(f"sqlite:///{path}"))
        connection = sqlite3.connect(path)
        days = {"first": DAYS[0].isoformat(), "last": DAYS[1].isoformat()}

        def ours() -> object:
            with Session(engine) as session:
                return score_bulk(SCHEME, people, fact_columns(session, *DAYS), PERIOD)

        ratio = _ratio(ours, lambda: connection.execute(STANDING_FACTS, days).fetchall(), FRAME_ROUNDS)
        connection.close()
        engine.dispose()
    return "from SQLite, load included / fetchall", f"{len(facts.member):,}", f"{ratio:.2f}", f"<= {FETCH_GOAL}"


def cards() -> list[tuple[str, str, str, str]]:
    """One member's cards from his facts as the bot has them, beside the sum of their quantities.

    The month's card is what "my points" shows; those of a quarter and of the year look at every month in them.
    """
    table, person = a_year(1).table(1), profiles(10)[9]
    person = type(person)("0", person.category, joined=person.joined)
    facts = [table.fact(row) for row in range(len(table))]
    rows = []
    for name, period in (("month", month(YEAR, 7)), ("quarter", quarter(YEAR, 3)), ("year", PERIOD)):
        ratio = _ratio(
            partial(score_card, SCHEME, person, facts, period),
            lambda: sum((fact.quantity for fact in facts), Decimal(0)),
            CARD_ROUNDS,
        )
        goal = f"<= {CARD_GOAL}" if name == "month" else ""
        rows.append((f"one card of a {name}, every reason / sum", str(len(facts)), f"{ratio:.1f}", goal))
    return rows


def _ratio(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> float:
    """The median of how many times as long the first takes; each is warmed up once."""
    ours(), theirs()
    return statistics.median(_seconds(ours) / _seconds(theirs) for _ in range(rounds))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
