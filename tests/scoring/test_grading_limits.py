"""Vetoes, set grades, and months running."""

from __future__ import annotations

from typing import Any

import pytest

from scoring import Grade
from tests.scoring.grading import codes, graded, one, past, scheme

VETO = '[[grading.limits]]\ncode = "veto"\nto = "one"\nreads = [{ kind = "sanction", outcomes = ["criminal"] }]\n'
SET = '[[grading.limits]]\ncode = "set"\nto = "three"\nreads = [{ kind = "sanction", outcomes = ["demerit"] }]\n'
OUT = (
    '[[grading.limits]]\ncode = "out"\nto = "unrated"\nconsequences = ["publication"]\n'
    'reads = [{ kind = "sanction", outcomes = ["fraud"] }]\n'
)
HANDLED = (
    '[[grading.limits]]\ncode = "handled"\nconsequences = ["organisational_handling"]\n'
    'probationary = ["probation_cancelled"]\nreads = [{ kind = "sanction", outcomes = ["listed"] }]\n'
)
SIX = (
    '[[grading.limits]]\ncode = "inactive"\nto = "one"\nmonths = 6\n'
    'reads = [{ kind = "inactivity" }]\n'
)  # fmt: skip


@pytest.mark.parametrize(
    ("total", "facts", "grade", "reasons", "alerts"),
    [
        pytest.param(95, ["criminal"], "one", ["band", "veto"], ("veto",), id="a-veto-lowers-to-the-lowest"),
        pytest.param(5, ["criminal"], "one", ["band_below", "veto"], ("veto",), id="a-veto-is-told-even-of-the-lowest"),
        pytest.param(95, ["demerit"], "three", ["band", "set_grade"], ("set",), id="a-set-grade-lowers"),
        pytest.param(75, ["demerit"], "three", ["band"], (), id="a-set-grade-that-he-has-already"),
        pytest.param(5, ["demerit"], "one", ["band_below"], (), id="a-set-grade-never-lifts"),
        pytest.param(95, ["demerit", "criminal"], "one", ["band", "veto"], ("veto",), id="the-veto-comes-first-here"),
        pytest.param(95, ["listed"], "five", ["band", "handled_for"], ("handled",), id="handled-whatever-the-grade"),
        pytest.param(95, ["warned"], "five", ["band"], (), id="another-sanction"),
        pytest.param(95, ["fraud"], "unrated", ["band", "veto_unrated"], ("out",), id="no-grade-at-all"),
        pytest.param(95, ["fraud", "listed"], "unrated", ["band", "veto_unrated", "handled_for"], ("out", "handled"),
                     id="no-grade-and-handled"),
    ],
)  # fmt: skip
def test_facts_of_the_period_lower_the_grade(
    total: int, facts: list[str], grade: str, reasons: list[str], alerts: tuple[str, ...]
) -> None:
    lines = [f"2026-05-01 sanction {outcome}" for outcome in facts]
    found = graded(scheme(VETO + SET + OUT + HANDLED), one("m", total, lines))["m"]
    assert (found.code, codes(found), found.alerts) == (grade, reasons, alerts)


def test_a_set_grade_with_a_title_goes_by_it() -> None:
    titled = scheme(SET + 'title = { zh = "养老保险欠缴", en = "pension insurance unpaid" }\n')
    found = graded(titled, one("m", 95, ["2026-05-01 sanction demerit"]))["m"]
    assert (found.code, codes(found), found.alerts) == ("three", ["band", "set_for"], ("set",))
    assert found.reasons[-1].params == {"alert": "set", "grade": "three"}


INSIDE = (
    '[[grading.limits]]\ncode = "poor_half"\ntitle = { zh = "半年一星", en = "one star in a half-year" }\n'
    'grade = "one"\ninside = "half"\nto = "three"\n'
)


@pytest.mark.parametrize(
    ("period", "earlier", "grade", "told"),
    [
        pytest.param("2026", ["2026-H1"], "three", ["2026-H1"], id="the-first-half-bars-the-year"),
        pytest.param("2026", ["2026-H2", "2026-H1"], "three", ["2026-H1", "2026-H2"], id="each-half-is-named-in-order"),
        pytest.param("2026", ["2025-H2"], "five", [], id="a-half-of-another-year"),
        pytest.param("2026", ["2026-Q1"], "five", [], id="a-period-of-another-length"),
        pytest.param("2026", [], "five", [], id="no-such-grade-before"),
        pytest.param("2026-H2", ["2026-H1"], "five", [], id="the-half-before-is-not-inside-the-half"),
    ],
)
def test_the_grade_of_a_period_inside_the_period_lowers_its_grade(
    period: str, earlier: list[str], grade: str, told: list[str]
) -> None:
    before = [past(label, 50, grade="one") for label in earlier]
    found = graded(scheme(INSIDE), one("m", 95, period=period, earlier=before))["m"]
    assert (found.code, [why.when for why in found.reasons if why.code == "set_for"]) == (grade, told)


def test_another_grade_inside_the_period_lowers_nothing() -> None:
    before = [past("2026-H1", 75, grade="three")]
    assert graded(scheme(INSIDE), one("m", 95, earlier=before))["m"].code == "five"


def test_a_veto_needs_no_assessment_and_a_set_grade_waits_for_it() -> None:
    vetoed = graded(scheme(VETO + SET), one("m", 0, ["2026-05-01 sanction criminal"], pending=True))["m"]
    assert (vetoed.code, codes(vetoed)) == ("one", ["veto"])
    waiting = graded(scheme(VETO + SET), one("m", 0, ["2026-05-01 sanction demerit"], pending=True))["m"]
    assert (waiting.code, codes(waiting)) == ("pending", ["pending_assessment"])


def test_what_follows_is_said_for_members_and_candidates() -> None:
    lines = ["2026-05-01 sanction listed", "2026-05-01 sanction fraud"]
    both = scheme(OUT + HANDLED)
    assert graded(both, one("m", 95, lines))["m"].consequences == ("publication", "organisational_handling")
    candidate = graded(both, one("m", 95, lines, probationary=True))["m"]
    assert (candidate.code, candidate.consequences) == ("unrated", ("probation_cancelled",))
    silent = '[[grading.limits]]\ncode = "x"\nconsequences = ["warning"]\nreads = [{ kind = "sanction" }]\n'
    assert graded(scheme(silent), one("m", 95, lines, probationary=True))["m"].alerts == ()
    assert graded(scheme(silent), one("m", 95, lines))["m"].alerts == ("x",)


def test_a_vetoed_member_without_a_grade_leaves_the_ranking_and_the_quota() -> None:
    quota = '[[grading.quotas]]\ngrade = "five"\npercent = 50\n'
    found = graded(scheme(OUT + quota), one("a", 99, ["2026-05-01 sanction fraud"]), one("b", 95), one("c", 92))
    assert [found[name].code for name in "abc"] == ["unrated", "five", "four"]
    assert [found[name].rank for name in "abc"] == [None, 1, 2]


def test_who_has_points_only_or_is_exempt_is_not_lowered() -> None:
    excluding = scheme(VETO + HANDLED, grading='[grading]\nby = "bands"\nat = "year"\nexcluded = ["away"]\n'
                       'bands = [{ at_least = 0, grade = "five" }]\n')  # fmt: skip
    lines = ["2026-05-01 sanction criminal", "2026-05-01 sanction listed"]
    found = graded(excluding, one("m", 95, lines, roles=["away"]))["m"]
    assert (found.code, codes(found), found.alerts) == ("unrated", ["points_only", "handled_for"], ("handled",))


def test_without_any_grade_a_veto_still_names_one() -> None:
    plain = scheme(VETO + SET, grading='[grading]\nby = "none"\nat = "year"\n')
    assert graded(plain, one("m", 9, ["2026-05-01 sanction criminal"]))["m"].code == "one"
    no_grades = scheme(OUT, grading='[grading]\nby = "none"\nat = "year"\n', grades="")
    assert graded(no_grades, one("m", 9, ["2026-05-01 sanction fraud"]))["m"].code == "unrated"


def _inactive(first: str, months: int, outcome: str = "dues") -> list[str]:
    year, month = map(int, first.split("-"))
    numbers = range(year * 12 + month - 1, year * 12 + month - 1 + months)
    return [f"{number // 12}-{number % 12 + 1:02}-15 inactivity {outcome}" for number in numbers]


def _quarter(label: str, facts: list[str], **profile: Any) -> Grade:
    return graded(scheme(SIX), one("m", 95, facts, period=label, **profile))["m"]


@pytest.mark.parametrize(
    ("facts", "vetoed"),
    [
        pytest.param(_inactive("2026-02", 6), {"2026-Q3"}, id="the-sixth-month-in-july-falls-on-the-third-quarter"),
        pytest.param(_inactive("2026-01", 6), {"2026-Q2"}, id="in-june-on-the-second"),
        pytest.param(_inactive("2026-02", 5), set(), id="five-months-are-not-enough"),
        pytest.param(_inactive("2026-02", 9), {"2026-Q3", "2026-Q4"}, id="each-further-quarter-until-it-ends"),
        pytest.param(_inactive("2026-02", 8), {"2026-Q3"}, id="ended-in-september-the-fourth-is-free"),
        pytest.param(_inactive("2026-02", 3) + _inactive("2026-05", 3, "life"), set(), id="two-causes-are-two-runs"),
        pytest.param(_inactive("2026-02", 3) + _inactive("2026-06", 3), set(), id="a-month-between-breaks-it"),
        pytest.param(_inactive("2025-10", 6), {"2026-Q1"}, id="across-the-new-year"),
        pytest.param(_inactive("2025-05", 6), set(), id="may-was-before-the-scheme-so-october-is-the-fifth"),
        pytest.param(_inactive("2026-02", 6) * 2, {"2026-Q3"}, id="a-month-counts-once"),
    ],
)
def test_six_months_running_are_vetoed_in_every_quarter_that_they_reach(facts: list[str], vetoed: set[str]) -> None:
    labels = ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    numbered = [f"{line} id=f{number}" for number, line in enumerate(facts)]
    assert {label for label in labels if _quarter(label, numbered).code == "one"} == vetoed


def test_the_length_of_the_run_is_told() -> None:
    found = _quarter("2026-Q4", _inactive("2026-02", 9))
    assert codes(found) == ["band", "months_running", "veto"]
    assert found.reasons[1].params == {"kind": "inactivity", "outcome": "dues", "months": "9", "limit": "6"}


def test_exempt_months_and_those_outside_his_membership_break_a_run() -> None:
    facts = _inactive("2026-02", 6)
    assert _quarter("2026-Q3", facts, exempt=[["2026-04-01", "2026-05-01"]]).code == "five"
    assert _quarter("2026-Q3", facts, joined="2026-02-10").code == "five"
    assert _quarter("2026-Q3", facts, joined="2026-02-01").code == "one"
    assert _quarter("2026-Q3", facts, left="2026-07-15").code == "five"
    assert _quarter("2026-Q3", [*facts[:-1], f"{facts[-1]} id=x", f"{facts[-1]} id=y reverses=x"]).code == "five"
