"""Gates, votes and quotas: who is refused a grade competes for the next lower one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.grading import places_of
from tests.scoring.grading import STARS, codes, graded, one, scheme

GATE = '[[grading.gates]]\ngrades = ["five", "four"]\nof = "base"\nat_least = 70\n'
CLEAN = '[[grading.gates]]\ngrades = ["five"]\nclean = ["dues", "honours"]\nto = "three"\n'
FIGURE = (
    '[[grading.gates]]\ngrades = ["five"]\ncode = "satisfaction"\ntitle = { zh = "满意率", en = "satisfaction" }\n'
    'at_least = 95\nreads = [{ kind = "figure", outcomes = ["percent"], details = ["satisfaction"] }]\n'
)
DEED = (
    '[[grading.gates]]\ngrades = ["five"]\ncode = "deed"\ntitle = { zh = "突出贡献", en = "an outstanding deed" }\n'
    'reads = [{ kind = "deed" }]\n'
)
EVERYBODY = '[grading]\nby = "bands"\nat = "year"\nbands = [{ at_least = 0, grade = "five" }]\n'
VOTES = '[[grading.votes]]\ngrade = "five"\n[[grading.votes]]\ngrade = "four"\n'
QUOTAS = """
[[grading.quotas]]
grade = "five"
percent = 10
small_below = 10
small_places = 1
[[grading.quotas]]
grade = "four"
percent = 30
[[grading.quotas]]
grade = "three"
percent = 40
"""


@pytest.mark.parametrize(
    ("base", "grade", "reasons"),
    [
        pytest.param("68", "three", ["band", "gate_points"], id="sixty-eight-bars-four-and-five-at-once"),
        pytest.param("69.99", "three", ["band", "gate_points"], id="just-below-seventy"),
        pytest.param("70", "five", ["band"], id="exactly-seventy-passes"),
    ],
)
def test_a_gate_of_points(base: str, grade: str, reasons: list[str]) -> None:
    found = graded(scheme(GATE), one("m", "91.5", base=base))["m"]
    assert (found.code, codes(found)) == (grade, reasons)


def test_who_just_missed_is_told_by_what() -> None:
    found = graded(scheme(GATE), one("m", "91.5", base=68))["m"]
    assert found.reasons[-1].params == {"of": "base", "points": "68", "at_least": "70", "grades": "four,five"}
    lower = graded(scheme(GATE), one("m", 85, base=68))["m"]
    assert (lower.code, graded(scheme(GATE), one("m", 75, base=68))["m"].code) == ("three", "three")


def test_a_gate_may_read_a_sum_of_sections_and_waits_for_it() -> None:
    summed = scheme(GATE.replace('"base"', '"basic_items"').replace("70", "95"))
    assert graded(summed, one("m", 95, base=10))["m"].code == "five"
    assert graded(summed, one("m", 94, base=80))["m"].code == "three"
    by_base = scheme(GATE, grading='[grading]\nby = "bands"\nat = "year"\nof = "base"\n'
                     'bands = [{ at_least = 0, grade = "five" }]\n')  # fmt: skip
    assert graded(by_base, one("m", 90, pending=True))["m"].code == "five"
    waiting = scheme(GATE.replace('"base"', '"plus"'), grading='[grading]\nby = "bands"\nat = "year"\nof = "base"\n'
                     'bands = [{ at_least = 0, grade = "five" }]\n')  # fmt: skip
    found = graded(waiting, one("m", 90, pending=True))["m"]
    assert (found.code, found.proposed, codes(found)) == ("pending", "five", ["band", "pending_assessment"])
    assert found.consequences == ()


def test_a_gate_of_clean_items() -> None:
    found = graded(scheme(CLEAN), one("a", 95, dues=75), one("b", 95), one("c", 85, dues=75))
    assert [found[name].code for name in "abc"] == ["three", "five", "four"]
    assert found["a"].reasons[-1].params == {"items": "dues", "grades": "five"}
    minus = graded(scheme(CLEAN), one("m", 95, dues=-5))["m"]
    assert minus.code == "three"


@pytest.mark.parametrize(
    ("facts", "code", "reason"),
    [
        pytest.param(["2026-06-30 figure percent detail=satisfaction quantity=95"], "five", "band", id="exactly"),
        pytest.param(["2026-06-30 figure percent detail=satisfaction quantity=94.9"], "four", "gate_figure",
                     id="below"),
        pytest.param(["2026-06-30 figure percent detail=attendance quantity=99"], "pending", "pending_figure",
                     id="not-measured"),
        pytest.param(["2026-06-30 figure percent detail=satisfaction quantity=90",
                      "2026-12-30 figure percent detail=satisfaction quantity=96"], "five", "band", id="the-latest"),
        pytest.param(["2026-12-30 figure percent detail=satisfaction quantity=90",
                      "2026-12-30 figure percent detail=satisfaction quantity=96"], "four", "gate_figure",
                     id="of-two-on-one-day-the-smaller"),
    ],
)  # fmt: skip
def test_a_gate_of_a_figure(facts: list[str], code: str, reason: str) -> None:
    found = graded(scheme(FIGURE), one("m", 95, facts))["m"]
    assert (found.code, codes(found)[-1]) == (code, reason)


@pytest.mark.parametrize(
    ("period", "facts", "code", "reasons"),
    [
        pytest.param("2026-H1", [], "five", ["band"], id="a-half-year-may-be-without-it"),
        pytest.param("2026-H1", ["94"], "four", ["band", "gate_figure"], id="where-there-is-one-it-counts"),
        pytest.param("2026", [], "pending", ["band", "pending_figure"], id="the-year-waits-for-it"),
        pytest.param("2026", ["95"], "five", ["band"], id="the-year-has-it"),
    ],
)
def test_a_figure_that_is_measured_once_a_year(period: str, facts: list[str], code: str, reasons: list[str]) -> None:
    yearly = scheme(f'{FIGURE}measured = "year"\n')
    lines = [f"2026-06-01 figure percent detail=satisfaction quantity={value}" for value in facts]
    found = graded(yearly, one("m", 95, lines, period=period))["m"]
    assert (found.code, codes(found)) == (code, reasons)


YEARLY_FIVE = STARS.replace('en = "five stars" }', 'en = "five stars" }\nat = "year"')


@pytest.mark.parametrize(
    ("period", "total", "code", "reasons"),
    [
        pytest.param("2026", 95, "five", ["band"], id="the-year-can-have-it"),
        pytest.param("2026-H1", 95, "four", ["band", "grade_later"], id="a-half-year-has-the-next-lower"),
        pytest.param("2026-H1", 85, "four", ["band"], id="nothing-is-said-to-whom-it-does-not-concern"),
    ],
)
def test_a_grade_that_only_longer_periods_have(period: str, total: int, code: str, reasons: list[str]) -> None:
    found = graded(scheme(grades=YEARLY_FIVE), one("m", total, period=period))["m"]
    assert (found.code, codes(found)) == (code, reasons)


def test_who_cannot_have_the_best_grades_yet_is_told_which() -> None:
    both = scheme(grades=YEARLY_FIVE.replace('en = "four stars" }', 'en = "four stars" }\nat = "half"'))
    found = graded(both, one("m", 95, period="2026-Q1"))["m"]
    assert (found.code, found.reasons[-1].params) == ("three", {"grades": "four,five", "grade": "three"})
    assert graded(both, one("m", 95, period="2026-H1"))["m"].code == "four"


def test_a_figure_may_be_a_mean_or_a_sum() -> None:
    facts = [f"2026-0{n}-01 figure percent detail=satisfaction quantity={value}" for n, value in ((1, 94), (2, 96))]
    mean, total = (scheme(f'{FIGURE}measure = "{measure}"\n') for measure in ("mean", "sum"))
    assert graded(mean, one("m", 95, facts))["m"].code == "five"
    assert graded(mean, one("m", 95, facts[:1]))["m"].code == "four"
    assert graded(total, one("m", 95, facts))["m"].code == "five"


def test_a_gate_of_a_fact_that_must_stand() -> None:
    found = graded(
        scheme(DEED), one("a", 95, ["2026-03-01 deed done"]), one("b", 95), one("c", 95, ["2025-12-31 deed done"])
    )
    assert [found[name].code for name in "abc"] == ["five", "four", "four"]
    assert found["b"].reasons[-1].params == {"gate": "deed", "grades": "five"}


def _vote(outcome: str, detail: str, day: str = "2026-12-20") -> str:
    return f"{day} resolution {outcome} detail={detail}"


@pytest.mark.parametrize(
    ("facts", "code", "proposed"),
    [
        pytest.param([_vote("approved", "five")], "five", "", id="approved"),
        pytest.param([], "pending", "five", id="not-held-yet"),
        pytest.param([_vote("refused", "five")], "pending", "four", id="refused-and-four-not-held-yet"),
        pytest.param([_vote("refused", "five"), _vote("approved", "four")], "four", "", id="refused-but-four-approved"),
        pytest.param([_vote("refused", "five"), _vote("refused", "four")], "three", "", id="three-needs-no-vote"),
        pytest.param([_vote("refused", "five"), _vote("approved", "five", "2026-12-21")], "five", "",
                     id="the-later-vote-counts"),
        pytest.param([_vote("approved", "five"), _vote("refused", "five")], "pending", "four",
                     id="of-two-on-one-day-the-refusal"),
    ],
)  # fmt: skip
def test_a_grade_that_needs_a_vote(facts: list[str], code: str, proposed: str) -> None:
    found = graded(scheme(VOTES), one("m", 95, facts))["m"]
    assert (found.code, found.proposed) == (code, proposed)
    assert (codes(found)[-1] == "pending_vote") is (code == "pending")
    assert found.consequences == (("award_candidate",) if code == "five" else ())


def test_a_grade_may_need_two_approvals() -> None:
    both = scheme(VOTES + '[[grading.votes]]\ngrade = "five"\nresolution = "committee"\n')
    half = [_vote("approved", "five")]
    assert graded(both, one("m", 95, half))["m"].proposed == "five"
    assert graded(both, one("m", 95, [*half, _vote("approved", "committee")]))["m"].code == "five"
    assert graded(both, one("m", 95, [*half, _vote("refused", "committee")]))["m"].proposed == "four"
    assert codes(graded(both, one("m", 95))["m"]).count("pending_vote") == 1


def test_pending_votes_hold_their_place_and_refused_ones_do_not() -> None:
    limited = scheme(VOTES + '[[grading.quotas]]\ngrade = "five"\nplaces = 1\n')
    votes = [_vote("approved", "five"), _vote("approved", "four")]
    waiting = graded(limited, one("a", 99), one("b", 95, votes))
    assert (waiting["a"].proposed, waiting["b"].code) == ("five", "four")
    refused = graded(limited, one("a", 99, [_vote("refused", "five")]), one("b", 95, votes))
    assert (refused["a"].proposed, refused["b"].code) == ("four", "five")


def _ten(*totals: float) -> list[float]:
    return [*totals, *[50.0] * (10 - len(totals))]


@pytest.mark.parametrize(
    ("totals", "grades"),
    [
        pytest.param(_ten(99, 95), "five four", id="ten-per-cent-of-ten-is-one-the-next-gets-four"),
        pytest.param([99, 95, *[50] * 7], "five four", id="nine-members-have-the-single-place"),
        pytest.param([99, 95, *[50] * 17], "five four", id="of-nineteen-it-is-still-one"),
        pytest.param([99, 95, *[50] * 18], "five five", id="of-twenty-it-is-two"),
        pytest.param(_ten(95, 95), "four four", id="equals-at-the-edge-both-go-without"),
        pytest.param([89, *[50] * 8], "four", id="the-single-place-still-needs-ninety"),
        pytest.param(_ten(95, 94, 93, 92, 91), "five four four four three", id="who-finds-no-four-competes-for-three"),
        pytest.param(_ten(95, 85, 84, 83, 82, 81, 80, 79, 78), "five four four four three three three three one",
                     id="places-end-at-three"),
        pytest.param(_ten(85, 84, 83, 82), "four four four three", id="a-free-place-for-five-enlarges-nothing"),
    ],
)  # fmt: skip
def test_quotas_from_the_best_grade_down(totals: list[float], grades: str) -> None:
    members = [one(f"m{number:02}", total) for number, total in enumerate(totals)]
    found = graded(scheme(QUOTAS), *members)
    assert [found[f"m{number:02}"].code for number in range(len(grades.split()))] == grades.split()


def test_a_branchs_own_number_goes_before_the_schemes() -> None:
    members = [one(f"m{number}", 99 - number) for number in range(4)]
    own = graded(scheme(QUOTAS), *members, places={"five": 3, "four": 0})
    assert [own[f"m{number}"].code for number in range(4)] == ["five", "five", "five", "three"]
    unlimited = scheme('[[grading.quotas]]\ngrade = "five"\n')
    assert {grade.code for grade in graded(unlimited, *members).values()} == {"five"}
    assert sum(grade.code == "five" for grade in graded(unlimited, *members, places={"five": 2}).values()) == 2


def test_a_quota_counts_the_rated_or_all_members() -> None:
    members = [one(f"m{number}", 95 - number) for number in range(5)]
    leaders = [one(f"x{number}", 60, roles=["leading_cadre"]) for number in range(5)]
    head = EVERYBODY + 'excluded = ["leading_cadre"]\n'
    for of, places in (("rated", 1), ("members", 2)):
        quota = scheme(f'[[grading.quotas]]\ngrade = "five"\npercent = 20\nof = "{of}"\n', grading=head)
        found = graded(quota, *members, *leaders)
        assert sum(grade.code == "five" for grade in found.values()) == places


def test_ties_are_broken_by_sections_then_by_admission() -> None:
    head = EVERYBODY + 'tie_breaks = ["base", "admitted"]\n'
    quota = scheme('[[grading.quotas]]\ngrade = "five"\nplaces = 1\n', grading=head)

    def first(*cases: object) -> str:
        found = graded(quota, *cases)  # type: ignore[arg-type]
        return "".join(sorted(name for name, grade in found.items() if grade.code == "five"))

    assert first(one("a", 90, base=70), one("b", 90, base=75)) == "b"
    assert first(one("a", 90, admitted="2010-01-02"), one("b", 90, admitted="2010-01-01")) == "b"
    assert first(one("a", 90, admitted="2010-01-02"), one("b", 90)) == "a"
    assert first(one("a", 90), one("b", 90)) == ""
    tied = graded(quota, one("a", 90), one("b", 90))["a"]
    assert tied.reasons[-1].params == {"grade": "five", "rank": "1", "places": "1", "tied": "2"}


BRANCHES = st.lists(st.tuples(st.integers(60, 100), st.integers(60, 80), st.booleans()), max_size=25)


@given(BRANCHES, st.none() | st.integers(0, 3))
def test_quotas_are_never_exceeded(branch: list[tuple[int, int, bool]], own: int | None) -> None:
    chosen = scheme(GATE + QUOTAS)
    members = [
        one(f"m{number}", total, base=base, facts=["2026-02-01 deed done"] if deed else [])
        for number, (total, base, deed) in enumerate(branch)
    ]
    found = graded(chosen, *members, places={} if own is None else {"four": own})
    for quota in chosen.grading.quotas:
        held = sum(grade.code == quota.grade for grade in found.values())
        places = places_of(quota, len(members), own if quota.grade == "four" else None)
        assert places is not None
        assert held <= places
