from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

import schemes
from scoring import MemberProfile, Period, SchemeFaults, WrongPeriod, dump_scheme, load_scheme, localised, score_card
from scoring.periods import month, quarter, year
from tests.scoring.cases import fact

XINYU, CHANGZHOU = schemes.load("xinyu-2017"), schemes.load("changzhou-2021")
ARTICLE = """
[[items]]
section = "special"
id = "article"
title = { zh = "信息稿", en = "Article" }
pool = "own"
claimable = true
rule = { kind = "occurrence", effect = "award", each = 3, reads = [{ kind = "claim", outcomes = ["approved"] }] }
"""


def test_the_presets_are_named() -> None:
    names = schemes.names()
    assert names == tuple(sorted(names))
    assert {"changzhou-2021", "xinyu-2017"} < set(names)
    with pytest.raises(schemes.UnknownScheme, match=", ".join(names)):
        schemes.load("nowhere-1999")


@pytest.mark.parametrize("name", schemes.names())
def test_a_preset_carries_its_name_source_and_readings_in_both_languages(name: str) -> None:
    scheme = schemes.load(name)
    assert scheme.id == name
    assert scheme.source.document.isdigit()
    assert len(scheme.notes) >= 5
    titles = [scheme.title, *scheme.notes, *(item.title for _, item in scheme.items())]
    assert all(title.to("zh_CN") != title.to("en") for title in titles)
    assert load_scheme(dump_scheme(scheme), name) == scheme


def test_a_yearly_scheme_scores_a_month_as_the_year_up_to_its_end() -> None:
    asked = XINYU.card_period(month(2026, 7))
    assert (asked.covers, asked.as_of) == (year(2026), date(2026, 7, 31))
    asked = CHANGZHOU.card_period(quarter(2026, 3))
    assert (asked.covers, asked.as_of) == (quarter(2026, 3), date(2026, 9, 30))


def test_what_is_no_calendar_period_is_not_scored() -> None:
    fortnight = Period(date(2026, 7, 1), date(2026, 7, 15))
    with pytest.raises(WrongPeriod, match="month, quarter, half or year"):
        score_card(CHANGZHOU, MemberProfile("m"), [], fortnight)
    with pytest.raises(WrongPeriod, match="not begun"):
        score_card(CHANGZHOU, MemberProfile("m"), [], month(2026, 7), as_of=date(2026, 6, 30))


def test_what_a_member_may_claim_says_its_worth_and_cap() -> None:
    claims = {item.item_id: item for item in CHANGZHOU.claimable_items()}
    assert list(claims) == ["grid", "volunteer", "own_work"]
    assert (claims["grid"].each, claims["grid"].per, claims["grid"].cap) == (Decimal(5), "event", Decimal(5))
    assert (claims["own_work"].each, claims["own_work"].cap, claims["own_work"].pool_cap) == (
        Decimal(1),
        None,
        Decimal(10),
    )
    (bonus,) = XINYU.claimable_items(MemberProfile("m", "rural"))
    assert (bonus.item_id, bonus.cap, bonus.every) == ("bonus_points", None, "year")


def test_a_branchs_own_item_shares_the_cap_of_its_pool() -> None:
    scheme = localised(CHANGZHOU, ARTICLE)
    lines = [
        "2026-07-01 claim approved detail=own_work quantity=6",
        "2026-07-02 claim approved detail=article quantity=2",
    ]
    facts = [fact(line, str(number)) for number, line in enumerate(lines)]
    card = score_card(scheme, MemberProfile("m"), facts, month(2026, 7))
    assert card.section("special").points == 10
    assert (card.line("own_work").points, card.line("article").points) == (Decimal(6), Decimal(4))
    why = card.line("article").reasons[-1]
    assert (why.code, why.params) == ("pool_capped", {"pool": "own", "cap": "10", "raw": "12"})
    assert [item.item_id for item in scheme.claimable_items()][-1] == "article"
    assert load_scheme(dump_scheme(scheme), "grown") == scheme


def test_items_past_a_full_pool_get_nothing() -> None:
    scheme = localised(CHANGZHOU, ARTICLE + ARTICLE.replace('"article"', '"photo"'))
    lines = [
        "2026-07-01 claim approved detail=own_work quantity=9",
        "2026-07-02 claim approved detail=article quantity=2",
        "2026-07-03 claim approved detail=photo",
    ]
    facts = [fact(line, str(number)) for number, line in enumerate(lines)]
    card = score_card(scheme, MemberProfile("m"), facts, month(2026, 7))
    assert [card.line(item).points for item in ("own_work", "article", "photo")] == [9, 1, 0]
    assert card.section("special").points == 10


def test_a_month_counts_in_a_mean_from_its_first_day_on() -> None:
    for day, months in ((date(2026, 7, 31), 7), (date(2026, 8, 1), 8)):
        assert score_card(CHANGZHOU, MemberProfile("m"), [], year(2026), as_of=day).months == months


def test_a_pool_at_its_cap_is_not_cut() -> None:
    scheme = localised(CHANGZHOU, ARTICLE)
    lines = ["2026-07-01 claim approved detail=own_work quantity=7", "2026-07-02 claim approved detail=article"]
    facts = [fact(line, str(number)) for number, line in enumerate(lines)]
    card = score_card(scheme, MemberProfile("m"), facts, month(2026, 7))
    assert card.section("special").points == 10
    assert "pool_capped" not in [why.code for why in card.line("article").reasons]


def test_the_scheme_itself_stays_as_it_was() -> None:
    localised(CHANGZHOU, ARTICLE)
    assert "article" not in {item.id for _, item in CHANGZHOU.items()}


def test_an_item_for_one_category_is_offered_to_it_alone() -> None:
    scheme = localised(CHANGZHOU, ARTICLE.replace("pool", 'applies_to = ["retired"]\npool'))
    assert "article" in {item.item_id for item in scheme.claimable_items(MemberProfile("m", "retired"))}
    assert "article" not in {item.item_id for item in scheme.claimable_items(MemberProfile("m", "agency"))}
    assert "article" in {item.item_id for item in scheme.claimable_items()}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param('"special"', '"base"', "allowed: special", id="a-closed-section"),
        pytest.param('"article"', '"grid"', '"grid" is taken', id="an-id-of-the-scheme"),
        pytest.param("each = 3", "each = 0", "each is 0", id="an-item-worth-nothing"),
        pytest.param('pool = "own"', 'pool = "ours"', "allowed: own", id="an-unknown-pool"),
        pytest.param("[[items]]", "[[item]]", "allowed: changes, items", id="another-list"),
        pytest.param("[[items]]", "[[items", "not TOML", id="no-toml"),
    ],
)
def test_a_faulty_own_item_is_told(old: str, new: str, told: str) -> None:
    with pytest.raises(SchemeFaults, match=told):
        localised(CHANGZHOU, ARTICLE.replace(old, new), "own.toml")


def test_a_scheme_without_an_open_section_takes_no_own_items() -> None:
    closed = load_scheme(dump_scheme(CHANGZHOU).replace("open = true", "open = false"), "closed")
    with pytest.raises(SchemeFaults, match="no open section"):
        localised(closed, ARTICLE)


def test_an_own_requirement_of_dedication_deducts_from_its_section() -> None:
    text = """
    [[items]]
    section = "dedication"
    id = "visit"
    title = { zh = "走访", en = "Household visit" }
    rule = { kind = "discretionary", effect = "deduct", reads = [{ kind = "discretionary", outcomes = ["deduct"] }] }
    """
    facts = [fact("2026-07-01 discretionary deduct detail=visit quantity=3")]
    card = score_card(localised(XINYU, text), MemberProfile("m"), facts, year(2026))
    assert card.section("dedication").points == 17
    assert card.deducted == 3


def test_awards_past_a_section_that_starts_full_are_capped() -> None:
    text = """
    [[items]]
    section = "dedication"
    id = "deed"
    title = { zh = "好事", en = "Good deed" }
    rule = { kind = "occurrence", effect = "award", each = 3, reads = [{ kind = "claim", outcomes = ["approved"] }] }
    """
    facts = [fact("2026-07-01 claim approved detail=deed")]
    section = score_card(localised(XINYU, text), MemberProfile("m"), facts, year(2026)).section("dedication")
    assert (section.points, section.bound_hit) == (Decimal(20), True)
    assert section.reasons[0].params == {"cap": "20", "raw": "23"}


def test_a_card_tells_what_it_is_out_of_and_what_is_not_there() -> None:
    card = score_card(CHANGZHOU, MemberProfile("m"), [], month(2026, 7))
    assert (card.full, card.pending, card.months, card.rated) == (Decimal(90), False, 1, True)
    whole = score_card(CHANGZHOU, MemberProfile("m"), [], year(2026))
    assert (whole.full, whole.pending, whole.months) == (Decimal(100), True, 12)
    assert card.line("quiz").shown == Decimal("10.00")
    with pytest.raises(KeyError):
        card.section("appraisal")
    with pytest.raises(KeyError):
        card.line("nothing")


@pytest.mark.parametrize(
    ("left", "months"),
    [
        pytest.param(date(2026, 8, 1), 7, id="left-at-the-end-of-july"),
        pytest.param(date(2026, 8, 31), 7, id="the-last-month-was-not-whole"),
        pytest.param(date(2026, 9, 1), 8, id="the-last-month-was-whole"),
    ],
)
def test_who_leaves_has_the_mean_of_his_whole_months(left: date, months: int) -> None:
    assert score_card(CHANGZHOU, MemberProfile("m", left=left), [], year(2026)).months == months


@pytest.mark.parametrize(
    ("profile", "period", "standing"),
    [
        pytest.param(MemberProfile("m", joined=date(2027, 1, 1)), year(2026), "not_member", id="joined-later"),
        pytest.param(MemberProfile("m", left=date(2026, 1, 1)), year(2026), "not_member", id="left-before"),
        pytest.param(MemberProfile("m"), year(2016), "not_in_force", id="before-the-scheme"),
        pytest.param(MemberProfile("m", exempt=(year(2026),)), year(2026), "exempt", id="exempt"),
    ],
)
def test_both_schemes_say_why_a_card_is_not_rated(profile: MemberProfile, period: Period, standing: str) -> None:
    for scheme in (XINYU, CHANGZHOU):
        card = score_card(scheme, profile, [], period)
        assert (card.standing, card.rated) == (standing, False)
        assert (card.total, card.sections) == (Decimal(0), ())
