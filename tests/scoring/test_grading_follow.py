"""Alerts, ranks and streaks."""

from __future__ import annotations

import pytest

from scoring import Grade, Past
from tests.scoring.grading import codes, graded, one, past, scheme

ALERTS = """
[[grading.alerts]]
code = "warning"
title = { zh = "警示", en = "warning" }
below = 60
unless = [{ kind = "resolution", details = ["special_reason"], outcomes = ["approved"] }]
consequences = ["warning"]
probationary = ["warning", "probation_extension"]
[[grading.alerts]]
code = "cleared"
title = { zh = "积分清零", en = "no points" }
at_most = 0
to = "one"
[[grading.alerts]]
code = "no_awards"
title = { zh = "不得评优", en = "no awards" }
at_most = 90
period = "year"
consequences = ["no_awards"]
"""


@pytest.mark.parametrize(
    ("total", "alerts"),
    [
        pytest.param("90", ("no_awards",), id="ninety-itself-is-not-above-ninety"),
        pytest.param("90.01", (), id="just-above-ninety"),
        pytest.param("60", ("no_awards",), id="sixty-is-not-below-sixty"),
        pytest.param("59.99", ("warning", "no_awards"), id="just-below-sixty"),
        pytest.param("0", ("warning", "cleared", "no_awards"), id="nothing-left"),
        pytest.param("0.5", ("warning", "no_awards"), id="half-a-point-is-not-nothing"),
    ],
)
def test_alerts_read_the_exact_points(total: str, alerts: tuple[str, ...]) -> None:
    assert graded(scheme(ALERTS), one("m", total))["m"].alerts == alerts


def test_an_alert_by_the_grade_is_told_in_the_periods_that_it_is_for() -> None:
    notice = scheme(
        '[[grading.alerts]]\ncode = "notice"\ntitle = { zh = "整改", en = "notice" }\ngrade = "one"\n'
        'period = "half"\nconsequences = ["rectification_notice"]\n'
    )
    low = graded(notice, one("m", 50, period="2026-H1"))["m"]
    assert (low.alerts, codes(low)) == (("notice",), ["band_below", "alert_grade"])
    assert low.consequences == ("help", "rectification_notice")
    assert graded(notice, one("m", 70, period="2026-H1"))["m"].alerts == ()
    assert graded(notice, one("m", 50))["m"].alerts == ()


def test_an_alert_by_the_grade_waits_until_the_grade_is_sure() -> None:
    voted = scheme(
        '[[grading.votes]]\ngrade = "three"\n'
        '[[grading.alerts]]\ncode = "notice"\ntitle = { zh = "三星", en = "three" }\ngrade = "three"\n'
    )
    assert graded(voted, one("m", 75))["m"].alerts == ()
    assert graded(voted, one("m", 75, ["2026-12-20 resolution approved detail=three"]))["m"].alerts == ("notice",)


def test_alerts_have_consequences_for_members_and_candidates() -> None:
    found = graded(scheme(ALERTS), one("m", 50), one("p", 50, probationary=True))
    assert found["m"].consequences == ("help", "warning", "no_awards")
    assert found["p"].consequences == ("probation_extension", "warning")
    assert found["p"].alerts == ("warning",)


def test_an_alert_is_told_excused_by_period_and_not_before_the_points_are_there() -> None:
    excused = graded(scheme(ALERTS), one("m", 50, ["2026-12-01 resolution approved detail=special_reason"]))["m"]
    assert (excused.alerts, codes(excused)) == (("no_awards",), ["band_below", "alert_excused", "alert_at_most"])
    assert graded(scheme(ALERTS), one("m", 50, period="2026-H1"))["m"].alerts == ("warning",)
    assert graded(scheme(ALERTS), one("m", 50, pending=True))["m"].alerts == ()
    by_base = scheme(ALERTS.replace("below = 60", 'of = "base"\nbelow = 60'))
    found = graded(by_base, one("m", 85, base=59, pending=True))["m"]
    assert (found.alerts, found.reasons[-1].params["points"]) == (("warning",), "59")


def test_who_has_points_only_is_warned_as_well_and_can_fall() -> None:
    head = '[grading]\nby = "bands"\nat = "year"\nexcluded = ["away"]\nbands = [{ at_least = 0, grade = "five" }]\n'
    found = graded(scheme(ALERTS, grading=head), one("a", 50, roles=["away"]), one("b", 0, roles=["away"]), one("c", 0))
    assert (found["a"].code, found["a"].alerts) == ("unrated", ("warning", "no_awards"))
    assert (found["b"].code, found["c"].code) == ("one", "one")
    assert graded(scheme(ALERTS), one("m", 0))["m"].code == "one"


RANKS = """
[[grading.ranks]]
code = "recommended"
title = { zh = "推荐", en = "recommended" }
part = "top"
percent = 10
clean = ["dues"]
consequences = ["award_candidate"]
[[grading.ranks]]
code = "last"
title = { zh = "靠后", en = "last" }
part = "bottom"
percent = 10
among = "passing"
consequences = ["admonitory_talk"]
probationary = ["talk"]
"""


def _marked(found: dict[str, Grade], code: str) -> set[str]:
    return {name for name, grade in found.items() if code in grade.alerts}


def _branch(size: int, **dues: int) -> list[object]:
    return [one(f"m{number:02}", 99 - number, dues=dues.get(f"m{number:02}", 80)) for number in range(size)]


@pytest.mark.parametrize(
    ("size", "first", "last"),
    [
        pytest.param(9, set(), set(), id="ten-per-cent-of-nine-is-nobody"),
        pytest.param(10, {"m00"}, {"m09"}, id="of-ten-it-is-one"),
        pytest.param(19, {"m00"}, {"m18"}, id="of-nineteen-still-one"),
        pytest.param(20, {"m00", "m01"}, {"m18", "m19"}, id="of-twenty-two"),
    ],
)
def test_the_first_and_the_last(size: int, first: set[str], last: set[str]) -> None:
    found = graded(scheme(RANKS), *_branch(size))  # type: ignore[arg-type]
    assert (_marked(found, "recommended"), _marked(found, "last")) == (first, last)
    assert codes(found["m01"]) == (["band", "rank_top"] if size == 20 else ["band"])


def test_nobody_moves_up_for_who_lost_points() -> None:
    found = graded(scheme(RANKS), *_branch(10, m00=75))  # type: ignore[arg-type]
    assert _marked(found, "recommended") == set()
    assert found["m00"].reasons[-1].params == {"alert": "recommended", "items": "dues"}


def test_a_tie_at_the_edge_marks_none_of_the_tied_and_says_so() -> None:
    tied = [one(f"a{number}", 95) for number in range(2)] + [one(f"b{number}", 80) for number in range(8)]
    found = graded(scheme(RANKS), *tied)
    assert (_marked(found, "recommended"), _marked(found, "last")) == (set(), set())
    assert found["a0"].reasons[-1].params == {"alert": "recommended", "rank": "1", "places": "1", "tied": "2"}
    assert codes(found["b0"])[-1] == "rank_tie"


def test_the_last_of_the_passing_are_above_the_lowest_grade() -> None:
    failing = [one(f"x{number}", 50) for number in range(5)]
    found = graded(scheme(RANKS), *_branch(9), *failing)  # type: ignore[arg-type]
    assert _marked(found, "last") == set()
    more = graded(scheme(RANKS), *_branch(10), *failing)  # type: ignore[arg-type]
    assert _marked(more, "last") == {"m09"}


def test_who_waits_is_counted_but_not_ranked() -> None:
    found = graded(scheme(RANKS), *_branch(9), one("p", 100, pending=True))  # type: ignore[arg-type]
    assert _marked(found, "recommended") == {"m00"}
    assert found["p"].rank is None


def test_a_mark_for_members_only_is_not_given_to_candidates() -> None:
    members = [*_branch(9), one("p", 100, probationary=True)]
    found = graded(scheme(RANKS), *members)  # type: ignore[arg-type]
    assert _marked(found, "recommended") == set()
    low = [*_branch(9), one("p", 75, probationary=True)]
    assert graded(scheme(RANKS), *low)["p"].consequences == ("talk",)  # type: ignore[arg-type]


def test_a_number_of_places_and_a_sum_of_quarters() -> None:
    mark = ('[[grading.ranks]]\ncode = "rewarded"\ntitle = { zh = "奖", en = "r" }\npart = "top"\nat_most = 1\n'
            'sum_of = "quarter"\nperiod = "half"\n')  # fmt: skip
    two = (past("2026-Q2", 80), past("2026-Q1", 70), past("2025-Q4", 100))
    members = [
        one("a", 75, period="2026-H1", earlier=two),
        one("b", 99, period="2026-H1", earlier=[past("2026-Q2", 99), past("2026-Q1")]),
    ]
    assert _marked(graded(scheme(mark), *members), "rewarded") == {"a"}
    yearly = [one("a", 75, earlier=two), one("b", 99)]
    assert _marked(graded(scheme(mark), *yearly), "rewarded") == set()


STREAKS = """
[[grading.streaks]]
code = "post"
title = { zh = "示范岗", en = "model post" }
place = 1
running = 2
period = "quarter"
consequences = ["model_post"]
[[grading.streaks]]
code = "outstanding"
title = { zh = "优秀党员", en = "outstanding" }
place = 1
running = 2
times = 3
period = "quarter"
[[grading.streaks]]
code = "low"
title = { zh = "两期低分", en = "low twice" }
below = 60
running = 2
period = "year"
[[grading.streaks]]
code = "ones"
title = { zh = "两期一星", en = "one star twice" }
grade = "one"
running = 2
[[grading.alerts]]
code = "warned"
title = { zh = "警示", en = "warned" }
below = 65
[[grading.streaks]]
code = "warned_twice"
title = { zh = "两期警示", en = "warned twice" }
alert = "warned"
running = 2
to = "one"
"""


def _first_in(*labels: str, at: str) -> Grade:
    """A member who was first in these quarters, and now is, in ``at``."""
    earlier = [past(label, 90, rank=1) for label in labels]
    return graded(scheme(STREAKS), one("m", 95, period=at, earlier=earlier))["m"]


@pytest.mark.parametrize(
    ("labels", "now", "alerts"),
    [
        pytest.param([], "2026-Q4", (), id="one-quarter-is-no-run"),
        pytest.param(["2026-Q3"], "2026-Q4", ("post",), id="two-quarters-running"),
        pytest.param(["2026-Q2"], "2026-Q4", (), id="a-quarter-between-breaks-it"),
        pytest.param(["2025-Q4"], "2026-Q1", (), id="quarters-are-counted-within-their-year"),
        pytest.param(["2026-Q3", "2026-Q2"], "2026-Q4", ("post",), id="two-runs-in-the-year"),
        pytest.param(
            ["2026-Q3", "2026-Q2", "2026-Q1"], "2026-Q4", ("post", "outstanding"), id="three-runs-in-the-year"
        ),
        pytest.param(["2026-Q2", "2026-Q1", "2025-Q4"], "2026-Q3", ("post",), id="the-run-of-last-year-is-last-years"),
    ],
)
def test_places_held_running_and_times_in_a_year(labels: list[str], now: str, alerts: tuple[str, ...]) -> None:
    assert _first_in(*labels, at=now).alerts == alerts


def test_a_run_is_told_with_its_length_and_how_often() -> None:
    found = _first_in("2026-Q3", "2026-Q2", "2026-Q1", at="2026-Q4")
    assert codes(found) == ["band", "streak_place", "streak_place", "streak_times"]
    assert found.reasons[1].params == {"alert": "post", "count": "4", "unit": "quarter", "place": "1"}
    assert found.reasons[-1].params == {"alert": "outstanding", "times": "3"}


def test_a_shared_place_counts_and_a_worse_one_does_not() -> None:
    earlier = [past("2026-Q1", 90, rank=1)]
    members = [one(name, total, period="2026-Q2", earlier=earlier) for name, total in (("a", 95), ("b", 95), ("c", 94))]
    found = graded(scheme(STREAKS), *members)
    assert [found[name].alerts for name in "abc"] == [("post",), ("post",), ()]


@pytest.mark.parametrize(
    ("earlier", "alerts"),
    [
        pytest.param([past("2025", 59.99)], ("low",), id="two-years-below-sixty"),
        pytest.param([past("2025", 60)], (), id="sixty-is-not-below-sixty"),
        pytest.param([past("2025"), past("2024", 20)], (), id="a-year-without-rating-breaks-it"),
        pytest.param([past("2024", 20)], (), id="a-year-without-record-breaks-it"),
        pytest.param([past("2025-H2", 20), past("2025-Q4", 20)], (), id="shorter-periods-are-no-years"),
        pytest.param([past("2025", 80, grade="one")], ("ones",), id="two-years-of-the-lowest-grade"),
        pytest.param([past("2025", 80, alerts=("warned",))], ("warned_twice",), id="two-years-of-the-same-alert"),
        pytest.param([past("2025", 80, alerts=("other",))], (), id="another-alert"),
    ],
)
def test_results_in_years_right_after_each_other(earlier: list[Past], alerts: tuple[str, ...]) -> None:
    found = graded(scheme(STREAKS), one("m", 55, earlier=earlier))["m"]
    assert found.alerts == ("warned", *alerts)


def test_a_streak_can_set_the_grade() -> None:
    head = '[grading]\nby = "bands"\nat = "quarter"\nexcluded = ["away"]\nbands = [{ at_least = 0, grade = "five" }]\n'
    setting = scheme(STREAKS, grading=head)
    warned = [past("2025", 60, alerts=("warned",))]
    found = graded(setting, one("a", 60, earlier=warned), one("b", 60, roles=["away"], earlier=warned), one("c", 60))
    assert [found[name].code for name in "abc"] == ["one", "one", "five"]
    assert found["a"].consequences == ("help",)


def test_a_grade_that_waits_is_no_grade_of_a_streak() -> None:
    waiting = scheme(
        STREAKS + '[[grading.votes]]\ngrade = "three"\n[[grading.streaks]]\ncode = "threes"\nrunning = 2\n'
        'title = { zh = "三星", en = "threes" }\ngrade = "three"\n'
    )
    earlier = [past("2025", 75, grade="three")]
    vote = ["2026-12-01 resolution approved detail=three"]
    assert graded(waiting, one("m", 75, earlier=earlier))["m"].alerts == ()
    assert graded(waiting, one("m", 75, vote, earlier=earlier))["m"].alerts == ("threes",)


def test_what_came_out_is_what_a_later_period_looks_back_on() -> None:
    first = one("m", 55, period="2025")
    result = graded(scheme(STREAKS), first)["m"]
    seen = result.past(first.card)
    assert seen == past("2025", 55, rank=1, grade="one", alerts=("warned",))
    later = graded(scheme(STREAKS), one("m", 55, earlier=[seen]))["m"]
    assert later.alerts == ("warned", "low", "ones", "warned_twice")
