"""What the line of an item tells when the card spans several units."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from scoring import MemberProfile, Scheme, ScoreCard, load_scheme, score_card
from scoring.periods import parse
from scoring.plan import MEMORIES
from scoring.points import ZERO, plain
from scoring.reasons import Reason
from tests.scoring.cases import fact

TEXT = """
id = "lines"
title = { zh = "得分项", en = "lines" }
source = { document = "x", title = "y" }
since = 2020-01-01
cycle = "month"
cancel = [{ reads = [{ kind = "sanction", outcomes = ["safety"] }] }]
[grading]
by = "none"
at = "year"
[[sections]]
id = "life"
title = { zh = "生活", en = "life" }
every = "month"
starts = "full"
full = 20
[[sections.items]]
id = "breach"
title = { zh = "违规", en = "breach" }
article = "3.2"
rule = { kind = "occurrence", effect = "deduct", each = 3, reads = [{ kind = "conduct" }] }
[[sections.items]]
id = "complaint"
title = { zh = "投诉", en = "complaint" }
gather = "quarter"
rule = { kind = "occurrence", effect = "deduct", each = 6, reads = [{ kind = "complaint" }] }
"""
SCHEME = load_scheme(TEXT, "lines.toml")


def card_of(lines: Sequence[str], period: str, scheme: Scheme = SCHEME, joined: date | None = None) -> ScoreCard:
    """The card of a member with these facts, numbered from 0."""
    facts = [fact(line, str(number)) for number, line in enumerate(lines)]
    return score_card(scheme, MemberProfile("m", joined=joined), facts, parse(period))


def told_of(card: ScoreCard, item: str) -> list[tuple[str, str]]:
    """The codes and units of an item's reasons."""
    return [(why.code, why.when) for why in card.line(item).reasons]


BREACHES = ["2026-07-05 conduct breach", "2026-08-05 conduct breach"]
MEAN = ("mean_of_units", "")


def test_like_facts_of_two_months_have_each_their_own_month() -> None:
    card = card_of(BREACHES, "2026-Q3")
    assert told_of(card, "breach") == [("deduct_each", "2026-07"), ("deduct_each", "2026-08"), MEAN]
    line = card.line("breach")
    assert (plain(line.points), plain(line.lost), line.fact_ids) == ("-2", "2", ("0", "1"))
    assert (line.article, line.pending, line.bound_hit) == ("3.2", False, False)


def test_on_the_card_of_its_only_unit_a_reason_needs_no_month() -> None:
    assert told_of(card_of(BREACHES, "2026-07"), "breach") == [("deduct_each", "")]


@pytest.mark.parametrize("period", ["2026-08", "2026-Q3"])
def test_what_is_spread_over_the_months_of_a_quarter_is_told_once_with_its_quarter(period: str) -> None:
    card = card_of(["2026-07-05 complaint verified"], period)
    assert told_of(card, "complaint")[0] == ("deduct_each", "2026-Q3")
    assert (plain(card.line("complaint").points), card.line("complaint").fact_ids) == ("-6", ("0",))


def test_a_quarter_s_own_card_names_the_half_year_that_was_looked_at() -> None:
    text = TEXT.replace('every = "month"', 'every = "quarter"').replace('gather = "quarter"', 'gather = "half"')
    card = card_of(["2026-12-05 complaint verified"], "2026-Q3", load_scheme(text, "halves.toml"))
    assert told_of(card, "complaint") == [("deduct_each", "2026-H2")]


def test_two_quarters_are_told_one_after_the_other() -> None:
    card = card_of(["2026-07-05 complaint verified", "2026-10-05 complaint verified"], "2026-H2")
    assert told_of(card, "complaint") == [("deduct_each", "2026-Q3"), ("deduct_each", "2026-Q4"), MEAN]


def test_an_item_without_facts_says_so_once_for_all_units() -> None:
    assert told_of(card_of([], "2026-Q3"), "breach") == [("no_loss", "")]


def test_what_was_remembered_of_other_reasons_is_not_told() -> None:
    scheme = load_scheme(TEXT, "lines.toml")
    told = told_of(card_of(BREACHES, "2026-Q3", scheme), "breach")
    memory = scheme.plan.items[0][0].dated
    for key in memory:
        memory[key] = ((), (Reason("no_loss"),))
    assert told_of(card_of(BREACHES, "2026-Q3", scheme), "breach") == told


def test_no_more_is_remembered_than_there_is_room_for() -> None:
    scheme = load_scheme(TEXT, "lines.toml")
    memory = scheme.plan.items[0][0].dated
    memory |= {(number, ""): ((), ()) for number in range(MEMORIES)}
    card_of(BREACHES, "2026-Q3", scheme)
    assert len(memory) == 2


def test_a_cancelled_unit_is_told_with_what_cancelled_it() -> None:
    card = card_of([*BREACHES, "2026-08-09 sanction safety"], "2026-Q3")
    assert told_of(card, "breach") == [("deduct_each", "2026-07"), ("cancelled", "2026-08"), MEAN]
    assert (card.line("breach").fact_ids, card.line("breach").bound_hit) == (("0", "2"), True)


SUMMED_TEXT = (
    TEXT.replace('every = "month"\nstarts = "full"\nfull = 20', 'every = "quarter"\ncombine = "sum"\nfull = 10')
    .replace('reads = [{ kind = "conduct" }] }', 'reads = [{ kind = "conduct" }] }\nfull = 4\ngather = "quarter"')
    .replace('reads = [{ kind = "complaint" }] }', 'reads = [{ kind = "complaint" }] }\nfull = 6')
)
SUMMED = load_scheme(SUMMED_TEXT, "summed.toml")


@pytest.mark.parametrize(
    ("joined", "points", "full"),
    [
        pytest.param(None, "16", "16", id="four-quarters"),
        pytest.param(date(2026, 6, 20), "8", "8", id="of-two-quarters-of-membership-no-more-than-two"),
    ],
)
def test_a_sum_adds_what_an_item_has_in_each_unit(joined: date | None, points: str, full: str) -> None:
    line = card_of([], "2026", SUMMED, joined).line("breach")
    assert (plain(line.points), plain(line.full or ZERO)) == (points, full)
    assert [why.code for why in line.reasons] == ["full_kept", "sum_of_units"]


def test_each_quarter_of_a_half_year_is_looked_at_in_its_own_half() -> None:
    text = TEXT.replace('every = "month"', 'every = "half"')
    text = text.replace(
        'title = { zh = "违规", en = "breach" }', 'title = { zh = "违规", en = "breach" }\ngather = "half"'
    )
    card = card_of(
        ["2026-02-05 complaint verified", "2026-07-05 complaint verified"], "2026", load_scheme(text, "h.toml")
    )
    charged = [when for code, when in told_of(card, "complaint") if code == "deduct_each"]
    assert (charged, plain(card.total)) == (["2026-Q1", "2026-Q3"], "14")


def _since(day: str, scheme_text: str = TEXT) -> Scheme:
    return load_scheme(scheme_text.replace("rule =", f"{day}\nrule =", 1), "dated.toml")


@pytest.mark.parametrize(
    ("dates", "points"),
    [
        pytest.param("since = 2026-07-01", "8", id="two-quarters-in-force"),
        pytest.param("since = 2026-01-01", "16", id="all-four-in-force"),
        pytest.param("until = 2026-01-01", "0", id="no-longer-in-force"),
    ],
)
def test_an_item_has_nothing_in_units_in_which_it_is_not_in_force(dates: str, points: str) -> None:
    assert plain(card_of([], "2026", _since(dates, SUMMED_TEXT)).line("breach").points) == points


def test_an_item_that_is_in_force_all_along_says_no_more_than_any_other() -> None:
    assert told_of(card_of([], "2026-Q3", _since("since = 2026-07-01")), "breach") == [("no_loss", "")]
    assert told_of(card_of([], "2026-Q3", _since("since = 2026-08-01")), "breach") == [("no_loss", ""), MEAN]


def test_an_item_without_facts_in_the_unit_that_counts_says_so() -> None:
    latest = load_scheme(TEXT.replace('every = "month"', 'every = "month"\ncombine = "latest"'), "latest.toml")
    assert told_of(card_of(BREACHES, "2026-Q3", latest), "breach") == [("no_loss", "")]


def test_an_item_that_begins_within_a_month_is_in_force_from_the_next() -> None:
    dated = _since("since = 2026-07-02")
    assert [plain(card_of(BREACHES, period, dated).total) for period in ("2026-07", "2026-08")] == ["20", "17"]


POOLED = load_scheme(
    TEXT.replace(
        'starts = "full"\nfull = 20',
        'full = 5\npools = [{ id = "both", title = { zh = "共", en = "both" }, full = 5 }]',
    )
    .replace('effect = "deduct"', 'effect = "award"')
    .replace('gather = "quarter"\n', "")
    .replace("rule =", 'pool = "both"\nrule =')
    .replace("each = 6", "each = 1"),
    "pooled.toml",
)


def test_a_shared_cap_cuts_the_later_item_of_each_month_and_tells_nobody_else() -> None:
    lines = ["2026-01-05 conduct breach", "2026-02-05 conduct breach", "2026-02-06 complaint verified quantity=4"]
    card = card_of(lines, "2026-Q1", POOLED)
    assert told_of(card, "breach") == [("award_each", "2026-01"), ("award_each", "2026-02"), MEAN]
    assert told_of(card, "complaint") == [("award_each", "2026-02"), ("pool_capped", "2026-02"), MEAN]
    assert [plain(card.line(item).points) for item in ("breach", "complaint")] == ["2", "0.666667"]


AWARDS = load_scheme(
    TEXT.replace('starts = "full"\nfull = 20', "full = 5\nopen = true").replace(
        'effect = "deduct"', 'effect = "award"'
    ),
    "awards.toml",
)


@pytest.mark.parametrize(("period", "when"), [("2026-07", ""), ("2026-Q3", "2026-07")])
@pytest.mark.parametrize(
    ("scheme", "quantity", "told"),
    [
        pytest.param(AWARDS, 2, ("capped", {"cap": "5", "raw": "6"}), id="above"),
        pytest.param(SCHEME, 7, ("floored", {"floor": "0", "raw": "-1"}), id="below"),
    ],
)
def test_a_section_tells_each_unit_that_went_past_a_bound(
    scheme: Scheme, quantity: int, told: tuple[str, dict[str, str]], period: str, when: str
) -> None:
    card = card_of([f"2026-07-05 conduct breach quantity={quantity}"], period, scheme)
    (why,) = card.section("life").reasons
    assert ((why.code, why.params), why.when) == (told, when)


def test_what_was_not_yet_earned_was_not_taken_away() -> None:
    section = card_of(["2026-07-05 conduct breach"], "2026-07", AWARDS).section("life")
    assert (plain(section.points), plain(section.lost)) == ("3", "0")
