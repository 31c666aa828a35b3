"""Kept cards are never wrong, whatever is recorded, reversed and asked for in between."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, create_engine
from sqlmodel import Session, SQLModel, col, select

import schemes
from scoring import Fact, Scheme, score_card
from scoring.periods import enclosing
from services.cards import card_of, last_day, refresh
from services.facts import append_fact, reverse_fact
from services.profiles import profile_of, scoring_fact
from storage.tables import Branch, FactRow, Member, Person, Superior
from storage.vocabulary import Category
from tests.scoring.strategies import facts

NOW = datetime(2026, 9, 15, 4, tzinfo=UTC)
TODAY = date(2026, 9, 15)
SPANS = st.dates(date(2025, 8, 1), date(2026, 12, 31))
NUMBERS = count(1)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    made = create_engine("sqlite://")
    SQLModel.metadata.create_all(made)
    yield made
    made.dispose()


@st.composite
def histories(draw: st.DrawFn) -> tuple[Scheme, list[tuple[str, Fact | str]]]:
    """What happens: a fact is recorded, one of those recorded is reversed, or cards are asked for."""
    scheme = draw(st.sampled_from(schemes.names()).map(schemes.load))
    known, steps = draw(facts(scheme, SPANS)), list[tuple[str, Fact | str]]()
    for index, fact in enumerate(known):
        steps.append(("record", fact))
        if draw(st.booleans()):
            steps.append(("ask", draw(st.sampled_from(["month", "quarter", "year"]))))
        if draw(st.integers(0, 3)) == 0:
            steps.append(("reverse", known[draw(st.integers(0, index))]))
    return scheme, steps


@settings(max_examples=60, deadline=None)  # a machine under load is no fault of the cards
@given(history=histories())
def test_cards_kept_on_the_way_are_those_of_all_facts_at_once(
    engine: Engine, history: tuple[Scheme, list[tuple[str, Fact | str]]]
) -> None:
    scheme, steps = history
    with Session(engine) as session:
        member = _member(session, scheme)
        rows: dict[str, FactRow] = {}
        for what, about in steps:
            _take(session, member, rows, what, about)
        known = [scoring_fact(row) for row in session.exec(select(FactRow).where(col(FactRow.member_id) == member.id))]
        for unit in ("month", "quarter", "year"):
            period, running = enclosing(TODAY, unit), enclosing(TODAY, "month").start
            kept = card_of(session, member, period, TODAY)
            fresh = score_card(
                scheme, profile_of(member), known, period, as_of=last_day(period, TODAY), running=running
            )
            assert (kept.total, kept.sections, kept.reasons) == (fresh.total, fresh.sections, fresh.reasons)
        session.rollback()


def _member(session: Session, scheme: Scheme) -> Member:
    number = next(NUMBERS)
    superior, person = Superior(name=f"党工委{number}"), Person(name="张三")
    session.add_all([superior, person])
    session.flush()
    branch = Branch(superior_id=superior.id, name=f"支部{number}", scheme_id=scheme.id, created_at=NOW)
    session.add(branch)
    session.flush()
    member = Member(
        branch_id=branch.id,
        person_id=person.id,
        roster_no="1",
        category=Category.IN_SERVICE,
        joined_on=date(2020, 1, 1),
    )
    session.add(member)
    session.flush()
    return member


def _take(session: Session, member: Member, rows: dict[str, FactRow], what: str, about: Fact | str) -> None:
    if isinstance(about, str):
        refresh(session, [member], enclosing(TODAY, about), NOW)
    elif what == "record":
        rows[about.id] = append_fact(
            session,
            member=member,
            kind=about.kind,
            outcome=about.outcome,
            on=about.on,
            source_key=f"{member.id}:{about.id}",
            author_id=None,
            now=NOW,
            quantity=Decimal(about.quantity),
            detail=about.detail,
            event=about.event,
        )
    else:
        reverse_fact(session, rows[about.id], author_id=member.id, note="", now=NOW)
