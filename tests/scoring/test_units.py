"""How units become a longer period: mean, sum, latest, best, units left out, cancelled units, bounds of the total."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from scoring import Fact, MemberProfile, ScoreCard, dump_scheme, from_json, load_scheme, score_card, to_json
from scoring.periods import parse
from scoring.points import plain
from tests.scoring.cases import fact

HEAD = """
id = "units"
title = { zh = "周期", en = "units" }
source = { document = "x", title = "y" }
since = 2020-01-01
cycle = "month"
%s
[grading]
by = "none"
at = "year"
"""
MARKS = """
[[sections]]
id = "marks"
title = { zh = "评分", en = "marks" }
full = 10
%s
[[sections.items]]
id = "mark"
title = { zh = "评分", en = "mark" }
full = 10
rule = { kind = "mark", least = 0, reads = [{ kind = "mark" }] }
"""
LOSSES = """
[[sections]]
id = "conduct"
title = { zh = "表现", en = "conduct" }
every = "quarter"
%s
[[sections.items]]
id = "breach"
title = { zh = "违规", en = "breach" }
rule = { kind = "occurrence", effect = "deduct", each = 15, reads = [{ kind = "conduct" }] }
"""


def _card(text: str, lines: Sequence[str], period: str = "2026", as_of: date | None = None, **who: object) -> ScoreCard:
    scheme = load_scheme(text, "units.toml")
    assert load_scheme(dump_scheme(scheme), "again.toml") == scheme
    facts: list[Fact] = [fact(line, str(number)) for number, line in enumerate(lines)]
    profile = MemberProfile("m", **who)  # type: ignore[arg-type] # each test gives what it is about
    card = score_card(scheme, profile, facts, parse(period), as_of=as_of)
    assert from_json(to_json(card)) == card
    return card


def _marks(section: str, head: str = "") -> str:
    return HEAD % head + MARKS % section


MARKED = ["2026-02-10 mark given detail=mark quantity=4", "2026-05-10 mark given detail=mark quantity=8"]


@pytest.mark.parametrize(
    ("section", "points", "code"),
    [
        pytest.param('every = "quarter"\nempty = "left_out"', "6", "mean_of_units", id="a-mean-of-the-two-held"),
        pytest.param(
            'every = "quarter"\nempty = "left_out"\ncombine = "sum"', "24", "scaled_up", id="a-sum-scaled-up-to-four"
        ),
        pytest.param('every = "quarter"\ncombine = "latest"', "8", "latest_of_units", id="the-latest"),
        pytest.param('every = "half"\ncombine = "sum"\nempty = "left_out"', "16", "scaled_up", id="one-half-doubled"),
    ],
)
def test_units_are_folded_as_the_section_says(section: str, points: str, code: str) -> None:
    card = _card(_marks(section), MARKED)
    assert plain(card.total) == points
    assert card.line("mark").points == card.total
    assert code in [why.code for why in card.line("mark").reasons]


@pytest.mark.parametrize(
    ("combine", "told"),
    [
        pytest.param("mean", [{"unit": "quarter", "count": "2"}], id="a-mean-of-so-many"),
        pytest.param("sum", [{"unit": "quarter", "count": "2"}, {"held": "2", "due": "4"}], id="a-sum-for-so-many"),
        pytest.param("best", [{}], id="one-unit-needs-no-count"),
    ],
)
def test_how_many_units_were_folded_is_told(combine: str, told: list[dict[str, str]]) -> None:
    line = _card(_marks(f'every = "quarter"\nempty = "left_out"\ncombine = "{combine}"'), MARKED).line("mark")
    assert [why.params for why in line.reasons if not why.when] == told


def test_the_latest_of_three_counts_though_it_is_neither_the_best_nor_the_second() -> None:
    lines = [*MARKED, "2026-08-10 mark given detail=mark quantity=5"]
    assert plain(_card(_marks('every = "quarter"\ncombine = "latest"'), lines).total) == "5"


def test_the_best_unit_counts_and_of_equals_the_first() -> None:
    lines = ["2026-02-10 mark given detail=mark quantity=8", "2026-05-10 mark given detail=mark quantity=4"]
    card = _card(_marks('every = "quarter"\ncombine = "best"'), lines)
    assert (plain(card.total), card.line("mark").fact_ids) == ("8", ("0",))
    even = _card(_marks('every = "quarter"\ncombine = "best"'), [lines[0], lines[0].replace("-02-", "-08-")])
    assert even.line("mark").fact_ids == ("0",)


def test_a_sum_is_scaled_to_the_units_that_could_have_a_result_by_now() -> None:
    text = _marks('every = "half"\ncombine = "sum"\nempty = "left_out"')
    lines = ["2026-05-10 mark given detail=mark quantity=8"]
    assert plain(_card(text, lines, as_of=date(2026, 8, 31)).total) == "8"
    assert plain(_card(text, lines, as_of=date(2026, 12, 31)).total) == "16"


def test_units_that_all_wait_leave_the_section_pending() -> None:
    for section in ('every = "quarter"\nempty = "left_out"', 'every = "quarter"', 'every = "quarter"\ncombine="best"'):
        card = _card(_marks(section), [])
        assert (card.section("marks").pending, plain(card.total)) == (True, "0")


def test_one_unit_that_waits_leaves_a_mean_pending_unless_it_is_left_out() -> None:
    assert _card(_marks('every = "quarter"'), MARKED).section("marks").pending
    assert not _card(_marks('every = "quarter"\nempty = "left_out"'), MARKED).section("marks").pending


def test_means_are_over_the_units_of_membership() -> None:
    text = HEAD % "" + LOSSES % 'starts = "full"\nfull = 20'
    lines = ["2026-08-01 conduct breach"]
    assert plain(_card(text, lines).total) == "16.25"  # (20 + 20 + 5 + 20) / 4
    # He joined on 20 June: the third and the fourth quarter are his.
    assert plain(_card(text, lines, joined=date(2026, 6, 20)).total) == "12.5"


def test_each_unit_is_held_within_its_bounds_before_the_mean() -> None:
    text = HEAD % "" + LOSSES % 'starts = "full"\nfull = 20'
    card = _card(text, ["2026-08-01 conduct breach quantity=2"])
    assert plain(card.total) == "15"  # (20 + 20 + 0 + 20) / 4, not (20 + 20 - 10 + 20) / 4
    assert [(why.code, why.when) for why in card.section("conduct").reasons] == [("floored", "2026-Q3")]
    assert (plain(card.line("breach").points), plain(card.section("conduct").lost)) == ("-7.5", "5")


def test_a_section_that_only_takes_is_negative_and_bounded() -> None:
    text = _marks('every = "quarter"\nempty = "left_out"') + LOSSES % 'starts = "minus"\nfull = 20\ncombine = "sum"'
    one = ["2026-02-10 mark given detail=mark quantity=10"]
    card = _card(text, [*one, "2026-02-01 conduct breach quantity=0.2"])
    assert (plain(card.section("conduct").points), plain(card.total)) == ("-3", "7")
    # It can take no more from a quarter than the quarter has.
    held = _card(text, [*one, "2026-02-01 conduct breach quantity=2"], "2026-Q1")
    assert (plain(held.section("conduct").points), held.section("conduct").bound_hit) == ("-10", True)


def test_a_section_that_only_takes_takes_no_more_than_its_own_bound() -> None:
    text = (
        HEAD % ""
        + LOSSES % 'starts = "full"\nfull = 50'
        + (LOSSES % 'starts = "minus"\nfull = 20')
        .replace('"conduct"\nt', '"extra"\nt')
        .replace('"breach"', '"extra_breach"')
        .replace('kind = "conduct"', 'kind = "complaint"')
    )
    card = _card(text, ["2026-02-01 complaint verified quantity=2"], "2026-Q1")
    assert (plain(card.section("extra").points), plain(card.total)) == ("-20", "30")


def test_the_total_is_never_below_zero_and_says_so() -> None:
    text = _marks('every = "month"\nempty = "left_out"') + LOSSES % 'starts = "minus"'
    card = _card(text, ["2026-02-10 mark given detail=mark quantity=10", "2026-02-01 conduct breach"], "2026-Q1")
    assert (plain(card.total), card.reasons[0].code, card.reasons[0].params) == ("0", "total_floored", {"raw": "-5"})


def test_the_total_is_filled_up_to_its_bound_only() -> None:
    text = _marks('every = "quarter"', "total_full = 7")
    assert _card(text, MARKED, "2026-Q1").reasons == ()
    card = _card(text, MARKED, "2026-Q2")
    assert (plain(card.total), card.reasons[0].code) == ("7", "total_capped")


def test_the_total_is_scaled_to_the_scheme_s_measure() -> None:
    card = _card(_marks('every = "quarter"', "scale_to = 100"), MARKED, "2026-Q2")
    assert (plain(card.total), card.reasons[0].params) == ("80", {"raw": "8", "full": "10", "to": "100"})
    assert _card(_marks('every = "quarter"', "scale_to = 10"), MARKED, "2026-Q2").reasons == ()


CANCEL = (
    'cancel = [{ reads = [{ kind = "sanction", outcomes = ["safety"] }] }, '
    '{ months = 3, reads = [{ kind = "inactivity" }] }]'
)


def test_a_cancelled_quarter_counts_nothing_in_the_year() -> None:
    text = (HEAD % CANCEL).replace('cycle = "month"', 'cycle = "quarter"') + LOSSES % 'starts = "full"\nfull = 20'
    card = _card(text, ["2026-08-01 sanction safety"])
    assert plain(card.total) == "15"
    assert (card.line("breach").fact_ids, card.line("breach").reasons[0].when) == (("0",), "2026-Q3")
    assert _card(text, ["2026-08-01 sanction safety"], "2026-Q3").total == 0


def test_a_run_of_months_cancels_from_the_quarter_in_which_it_is_full() -> None:
    text = (HEAD % CANCEL).replace('cycle = "month"', 'cycle = "quarter"') + LOSSES % 'starts = "full"\nfull = 20'
    run = [f"2026-{month:02}-15 inactivity life" for month in (2, 3, 4)]
    assert _card(text, run, "2026-Q1").total == 20
    assert _card(text, run, "2026-Q2").total == 0
    assert _card(text, run[:2], "2026-Q2").total == 20
    mixed = [*run[:2], "2026-04-15 inactivity dues"]
    assert _card(text, mixed, "2026-Q2").total == 20


def test_a_section_stands_on_cards_of_its_unit_and_longer_ones_only() -> None:
    text = HEAD % "" + LOSSES % 'starts = "full"\nfull = 20'
    assert [len(_card(text, [], period).sections) for period in ("2026-07", "2026-Q3", "2026-H2", "2026")] == [
        0,
        1,
        1,
        1,
    ]


def test_a_period_shorter_than_the_cycle_is_its_cycle_up_to_that_periods_end() -> None:
    text = (HEAD % "").replace('cycle = "month"', 'cycle = "quarter"') + LOSSES % 'starts = "full"\nfull = 20'
    lines = ["2026-07-01 conduct breach quantity=0.2", "2026-08-31 conduct breach quantity=0.2"]
    card = _card(text, [*lines, "2026-09-01 conduct breach"], "2026-08")
    assert (plain(card.total), card.covers.label, card.as_of) == ("14", "2026-Q3", date(2026, 8, 31))


def test_sections_and_items_are_for_whom_they_apply_to() -> None:
    text = HEAD % "" + LOSSES % 'starts = "full"\nfull = 20\napplies_to = ["rural", "window"]'
    assert _card(text, [], category="rural").total == 20
    assert _card(text, [], category="agency").sections == ()
    assert _card(text, [], category="agency", roles=("window",)).total == 20


CHANGED = LOSSES % 'starts = "full"\nfull = 20' + LOSSES[LOSSES.index("[[sections.items]]") :].replace(
    "rule =", "since = 2026-07-01\nrule ="
).replace("each = 15", "each = 5")


def test_a_changed_value_holds_from_its_day_and_old_periods_keep_theirs() -> None:
    text = HEAD % "" + CHANGED.replace("rule =", "until = 2026-07-01\nrule =", 1)
    lines = ["2026-06-01 conduct breach", "2026-07-01 conduct breach"]
    assert plain(_card(text, lines, "2026-Q2").total) == "5"
    assert plain(_card(text, lines, "2026-Q3").total) == "15"
    year = _card(text, lines)
    assert plain(year.total) == "15"  # (20 + 5 + 15 + 20) / 4
    assert [plain(line.points) for line in year.sections[0].lines] == ["-3.75", "-1.25"]
