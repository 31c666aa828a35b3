"""What holds for every preset, whoever is scored and whatever is known of him."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring import (
    REASONS,
    Fact,
    Scheme,
    ScoreCard,
    SectionScore,
    dump_scheme,
    from_json,
    load_scheme,
    score_card,
    to_json,
)
from scoring.items import Section
from scoring.points import shown
from tests.scoring.explained import explained
from tests.scoring.strategies import DAYS, HALVES, SCHEMES, World, facts, worlds

NEAR = Decimal("0.00002")


@given(worlds(), st.randoms(use_true_random=False))
def test_the_order_of_facts_never_matters(world: World, random: object) -> None:
    mixed = list(world.known)
    random.shuffle(mixed)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    assert world.card(mixed) == world.card()


@given(worlds(), st.data())
def test_a_reversal_restores_the_card(world: World, data: st.DataObject) -> None:
    wrong = data.draw(facts(world.scheme, prefix="x"))
    undone = [replace(fact, id=f"r{fact.id}", reverses=fact.id) for fact in wrong]
    assert world.card(world.known + wrong + undone) == world.card()


@given(worlds())
def test_points_stay_within_bounds_and_add_up(world: World) -> None:
    card = world.card()
    takes = {section.id for section in world.scheme.sections if section.starts == "minus"}
    for section in card.sections:
        if section.id in takes:
            assert section.points <= 0
        else:
            assert 0 <= section.points <= _most(world.scheme, section)
    counted = [section for section in card.sections if not section.beside]
    raw = sum((section.points for section in counted), Decimal(0))
    assert card.total >= 0
    assert world.scheme.total_full is None or card.total <= world.scheme.total_full
    if not card.reasons:
        assert abs(raw - card.total) < NEAR
        assert sum(section.shown for section in counted) == card.shown_total == shown(card.total)
    else:
        assert abs(Decimal(card.reasons[0].params["raw"]) - raw) < NEAR


def _most(scheme: Scheme, section: SectionScore) -> Decimal:
    """A sum of several units can be as many times the section's full points."""
    if section.full is None:
        return section.points
    units = 12 if next(one for one in scheme.sections if one.id == section.id).combine == "sum" else 1
    return section.full * units


@given(worlds())
def test_lines_add_up_to_their_section_unless_it_says_otherwise(world: World) -> None:
    of = {section.id: section for section in world.scheme.sections}
    for section in world.card().sections:
        if not (section.pending or section.reasons or _cancelled(section)):
            lines = sum((line.points for line in section.lines), _start(of[section.id]))
            assert abs(lines - section.points) < NEAR


def _start(section: Section) -> Decimal:
    return section.full if section.starts == "full" and section.full is not None else Decimal(0)


def _cancelled(section: SectionScore) -> bool:
    return any(why.code == "cancelled" for line in section.lines for why in line.reasons)


@given(worlds(most=20))
def test_every_line_has_the_points_that_its_reasons_tell(world: World) -> None:
    items = {item.id: item for _, item in world.scheme.items()}
    for section in world.card().sections:
        for line in section.lines:
            told = explained(line, items[line.item_id])
            assert told is None or abs(told - line.points) < NEAR, line


@given(worlds(), st.data())
def test_facts_outside_the_period_change_nothing(world: World, data: st.DataObject) -> None:
    older = data.draw(facts(world.scheme, st.dates(date(2025, 1, 1), date(2025, 12, 31)), "x"))
    # A run of inactive months counts on across the new year.
    assume(not any(fact.kind == "inactivity" for fact in older))
    assert world.card(world.known + older) == world.card()


@given(worlds(), st.data())
def test_facts_of_others_change_nothing(world: World, data: st.DataObject) -> None:
    others = [replace(fact, member="n") for fact in data.draw(facts(world.scheme, prefix="x"))]
    assert world.card(world.known + others) == world.card()


@given(worlds(), DAYS)
def test_as_of_a_day_is_as_if_nothing_had_happened_later(world: World, day: date) -> None:
    assume(day >= world.period.start)
    assert _as_of(world, world.known, day) == _as_of(world, [fact for fact in world.known if fact.on <= day], day)


def _as_of(world: World, known: list[Fact], day: date) -> ScoreCard:
    return score_card(world.scheme, world.profile, known, world.period, as_of=day)


COSTLY = [
    ("meeting", "absent", "theme_day"),
    ("dues", "late", ""),
    ("conduct", "breach", ""),
    ("task", "refused", ""),
    ("study_app", "missed", ""),
    ("service", "missed", ""),
]


@given(worlds(), st.sampled_from(COSTLY), DAYS)
def test_one_more_miss_never_raises_the_total(world: World, miss: tuple[str, str, str], day: date) -> None:
    kind, outcome, detail = miss
    more = [*world.known, Fact("more", "m", kind, outcome, day, detail=detail)]
    assert world.card(more).total <= world.card().total


@given(worlds())
def test_a_card_survives_json_and_explains_itself_by_known_codes_only(world: World) -> None:
    card = world.card()
    assert from_json(to_json(card)) == card
    ids = {fact.id for fact in world.known}
    for section in card.sections:
        reasons = [*card.reasons, *section.reasons, *(why for line in section.lines for why in line.reasons)]
        assert all(line.reasons and ids.issuperset(line.fact_ids) for line in section.lines)
        assert all(set(why.params) == set(REASONS[why.code]) for why in reasons)


@settings(max_examples=25)
@given(SCHEMES, st.text(min_size=1), st.dates(), HALVES)
def test_a_scheme_written_and_read_again_is_the_same(scheme: Scheme, words: str, since: date, full: Decimal) -> None:
    title = replace(scheme.title, zh=words)
    odd = replace(scheme, title=title, since=since, notes=(*scheme.notes, title), total_full=full)
    text = dump_scheme(odd)
    assert load_scheme(text, "written") == odd
    assert dump_scheme(load_scheme(text, "written")) == text
