from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import assume, given, settings
from hypothesis import strategies as st

import schemes
from scoring import (
    REASONS,
    Fact,
    MemberProfile,
    Period,
    Scheme,
    ScoreCard,
    dump_scheme,
    from_json,
    load_scheme,
    score_card,
    to_json,
)
from scoring.periods import month, quarter, year
from scoring.points import shown
from scoring.vocabulary import VOCABULARY

SCHEMES = st.sampled_from(schemes.names()).map(schemes.load)
PERIODS = st.sampled_from([month(2026, 2), month(2026, 7), quarter(2026, 1), quarter(2026, 3), year(2026)])
DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 31))
HALVES = st.integers(0, 40).map(lambda halves: Decimal(halves) / 2)
PROFILES = st.builds(
    MemberProfile,
    id=st.just("m"),
    category=st.sampled_from(["agency", "rural"]),
    joined=st.none() | DAYS,
    left=st.none() | DAYS,
    exempt=st.lists(DAYS, max_size=2).map(
        lambda days: tuple(Period(day, date(day.year + day.month // 10, (day.month + 2) % 12 + 1, 28)) for day in days)
    ),
)
KINDS = st.sampled_from([(kind, outcome) for kind in VOCABULARY.values() for outcome in kind.outcomes])
ITEMS = ("grid", "volunteer", "own_work", "bonus_points", "morality_breach")


@st.composite
def facts(draw: st.DrawFn, days: st.SearchStrategy[date] = DAYS, prefix: str = "") -> list[Fact]:
    found = []
    for number in range(draw(st.integers(0, 12))):
        kind, outcome = draw(KINDS)
        details = {"listed": list(kind.details), "item": ITEMS, "free": [""]}[kind.detail_use]
        found.append(
            Fact(
                f"{prefix}{number}",
                "m",
                kind.code,
                outcome,
                draw(days),
                draw(HALVES),
                draw(st.sampled_from(details)),
                draw(st.sampled_from(["", "a", "b"])),
            )
        )
    return found


def _card(scheme: Scheme, profile: MemberProfile, given_facts: Sequence[Fact], period: Period) -> ScoreCard:
    return score_card(scheme, profile, given_facts, period)


@given(SCHEMES, PROFILES, facts(), PERIODS, st.randoms(use_true_random=False))
def test_the_order_of_facts_never_matters(
    scheme: Scheme, profile: MemberProfile, known: list[Fact], period: Period, random: object
) -> None:
    mixed = list(known)
    random.shuffle(mixed)  # type: ignore[attr-defined] # hypothesis gives a random.Random
    assert _card(scheme, profile, mixed, period) == _card(scheme, profile, known, period)


@given(SCHEMES, PROFILES, facts(), facts(prefix="x"), PERIODS)
def test_a_reversal_restores_the_card(
    scheme: Scheme, profile: MemberProfile, known: list[Fact], wrong: list[Fact], period: Period
) -> None:
    undone = [replace(fact, id=f"r{fact.id}", reverses=fact.id) for fact in wrong]
    assert _card(scheme, profile, known + wrong + undone, period) == _card(scheme, profile, known, period)


@given(SCHEMES, PROFILES, facts(), PERIODS)
def test_points_stay_within_bounds_and_add_up(
    scheme: Scheme, profile: MemberProfile, known: list[Fact], period: Period
) -> None:
    card = _card(scheme, profile, known, period)
    takes = {section.id for section in scheme.sections if section.starts == "minus"}
    for section in card.sections:
        if section.id in takes:
            assert section.points <= 0
        else:
            assert 0 <= section.points <= (section.full if section.full is not None else section.points)
        for line in section.lines:
            assert line.full is None or 0 <= line.points <= line.full
    assert abs(sum(section.points for section in card.sections) - card.total) < Decimal("0.00001")
    assert sum(section.shown for section in card.sections) == card.shown_total == shown(card.total)


@given(SCHEMES, PROFILES, facts(), PERIODS)
def test_lines_add_up_to_their_section_unless_it_says_otherwise(
    scheme: Scheme, profile: MemberProfile, known: list[Fact], period: Period
) -> None:
    card = _card(scheme, profile, known, period)
    starts = {section.id: section.starts == "full" for section in scheme.sections}
    for section in card.sections:
        if section.pending or section.reasons:
            continue
        begin = section.full if starts[section.id] and section.full is not None else Decimal(0)
        lines = sum((line.points for line in section.lines), begin)
        assert abs(lines - section.points) < Decimal("0.00002")


@given(SCHEMES, PROFILES, facts(), facts(st.dates(date(2025, 1, 1), date(2025, 12, 31)), "x"), PERIODS)
def test_facts_outside_the_period_change_nothing(
    scheme: Scheme, profile: MemberProfile, known: list[Fact], older: list[Fact], period: Period
) -> None:
    assert _card(scheme, profile, known + older, period) == _card(scheme, profile, known, period)


@given(SCHEMES, PROFILES, facts(), facts(prefix="x"), PERIODS)
def test_facts_of_others_change_nothing(
    scheme: Scheme, profile: MemberProfile, known: list[Fact], theirs: list[Fact], period: Period
) -> None:
    others = [replace(fact, member="n") for fact in theirs]
    assert _card(scheme, profile, known + others, period) == _card(scheme, profile, known, period)


@given(SCHEMES, PROFILES, facts(), DAYS, PERIODS)
def test_as_of_a_day_is_as_if_nothing_had_happened_later(
    scheme: Scheme, profile: MemberProfile, known: list[Fact], day: date, period: Period
) -> None:
    assume(day >= period.start)
    seen = [fact for fact in known if fact.on <= day]
    whole = score_card(scheme, profile, known, period, as_of=day)
    assert whole == score_card(scheme, profile, seen, period, as_of=day)


COSTLY = [
    ("meeting", "absent", "theme_day"),
    ("dues", "late", ""),
    ("conduct", "breach", ""),
    ("task", "refused", ""),
    ("study_app", "missed", ""),
    ("service", "missed", ""),
]


@given(SCHEMES, PROFILES, facts(), st.sampled_from(COSTLY), DAYS, PERIODS)
def test_one_more_miss_never_raises_the_total(
    scheme: Scheme, profile: MemberProfile, known: list[Fact], miss: tuple[str, str, str], day: date, period: Period
) -> None:
    kind, outcome, detail = miss
    more = [*known, Fact("more", "m", kind, outcome, day, detail=detail)]
    assert _card(scheme, profile, more, period).total <= _card(scheme, profile, known, period).total


@given(SCHEMES, PROFILES, facts(), PERIODS)
def test_a_card_survives_json_and_explains_itself_by_known_codes_only(
    scheme: Scheme, profile: MemberProfile, known: list[Fact], period: Period
) -> None:
    card = _card(scheme, profile, known, period)
    assert from_json(to_json(card)) == card
    ids = {fact.id for fact in known}
    for section in card.sections:
        reasons = [*section.reasons, *(why for line in section.lines for why in line.reasons)]
        assert all(line.reasons and ids.issuperset(line.fact_ids) for line in section.lines)
        assert all(set(why.params) == set(REASONS[why.code]) for why in reasons)


@settings(max_examples=25)
@given(SCHEMES, st.text(min_size=1), st.dates(), HALVES)
def test_a_scheme_written_and_read_again_is_the_same(scheme: Scheme, words: str, since: date, full: Decimal) -> None:
    title = replace(scheme.title, zh=words)
    odd = replace(scheme, title=title, since=since, notes=(*scheme.notes, title))
    text = dump_scheme(odd)
    assert load_scheme(text, "written") == odd
    assert dump_scheme(load_scheme(text, "written")) == text
