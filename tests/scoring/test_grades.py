from __future__ import annotations

from decimal import Decimal

import pytest

import schemes
from scoring import Fact, Grade, GradingCase, MemberProfile, Past, WrongPeriod, grade_branch, score_card
from scoring.periods import month, parse, year
from tests.scoring.cases import fact

XINYU, CHANGZHOU = schemes.load("xinyu-2017"), schemes.load("changzhou-2021")


def _facts(member: str, lines: list[str]) -> list[Fact]:
    return [fact(line, f"{member}{number}", member) for number, line in enumerate(lines)]


def _case(profile: MemberProfile, lines: list[str], scheme: str = "xinyu-2017") -> GradingCase:
    facts = _facts(profile.id, lines)
    return GradingCase(profile, score_card(schemes.load(scheme), profile, facts, year(2026)), facts)


def _votes(excellent: int = 0, competent: int = 0, basic: int = 0, incompetent: int = 0) -> list[str]:
    counts = {"excellent": excellent, "competent": competent, "basic": basic, "incompetent": incompetent}
    return [f"2026-12-20 ballot {grade} quantity={count}" for grade, count in counts.items()]


def _alone(lines: list[str], *, probationary: bool = False) -> Grade:
    return grade_branch(XINYU, [_case(MemberProfile("m", probationary=probationary), lines)])["m"]


def _codes(grade: Grade) -> list[str]:
    return [why.code for why in grade.reasons]


@pytest.mark.parametrize(
    ("lines", "code", "reasons"),
    [
        pytest.param(_votes(competent=3, basic=2), "competent", ["majority"], id="the-most-votes-win"),
        pytest.param(_votes(excellent=3, competent=3), "competent", ["majority", "tie_takes_lower"],
                     id="a-tie-takes-the-lower"),
        pytest.param(_votes(excellent=2, incompetent=2, basic=1), "incompetent", ["majority", "tie_takes_lower"],
                     id="a-tie-of-the-ends-takes-the-lowest"),
        pytest.param(_votes(excellent=5), "competent", ["majority", "quota_full"],
                     id="one-member-alone-has-no-place-for-excellent"),
        pytest.param([], "pending", ["pending_ballot"], id="without-a-ballot-it-is-pending"),
        pytest.param(["2026-05-01 sanction criminal"], "incompetent", ["veto"], id="a-veto-needs-no-ballot"),
        pytest.param([*_votes(excellent=5), "2026-05-01 sanction major_demerit"], "incompetent",
                     ["majority", "veto"], id="a-veto-beats-the-votes"),
        pytest.param([*_votes(excellent=5), "2026-05-01 sanction demerit"], "basic", ["majority", "set_grade"],
                     id="a-demerit-sets-the-grade"),
        pytest.param([*_votes(incompetent=5), "2026-05-01 sanction party_warning"], "incompetent", ["majority"],
                     id="a-set-grade-never-raises"),
        pytest.param([*_votes(basic=5), "2026-05-01 sanction admin_warning"], "basic", ["majority"],
                     id="a-set-grade-that-the-votes-gave-already"),
        pytest.param([*_votes(competent=5), "2025-12-31 sanction criminal"], "competent", ["majority"],
                     id="last-years-penalty-is-not-this-years"),
        pytest.param([*_votes(competent=5), "2026-05-01 sanction criminal id=s",
                      "2026-05-01 sanction criminal id=t reverses=s"], "competent", ["majority"],
                     id="a-reversed-penalty-is-none"),
    ],
)  # fmt: skip
def test_the_grade_of_one_member_by_ballot(lines: list[str], code: str, reasons: list[str]) -> None:
    grade = _alone(lines)
    assert (grade.code, _codes(grade)) == (code, reasons)


@pytest.mark.parametrize(
    ("lines", "member", "candidate"),
    [
        pytest.param(_votes(basic=3), ("talk",), ("talk", "probation_extension"), id="barely-competent"),
        pytest.param(
            _votes(incompetent=3),
            ("correction_with_deadline", "persuade_to_leave_or_strike_off"),
            ("probation_cancelled",),
            id="incompetent",
        ),
        pytest.param(_votes(competent=3), (), (), id="competent"),
    ],
)
def test_what_follows_for_members_and_candidates(
    lines: list[str], member: tuple[str, ...], candidate: tuple[str, ...]
) -> None:
    assert _alone(lines).consequences == member
    assert _alone(lines, probationary=True).consequences == candidate


def _branch(size: int, wanting: dict[str, list[str]], **exempt: bool) -> dict[str, Grade]:
    """A branch in which some have a majority for excellent and the rest for competent."""
    cases = [_case(MemberProfile(name), [*_votes(excellent=9), *lines]) for name, lines in wanting.items()]
    others = size - len(cases)
    cases += [_case(MemberProfile(f"z{number}"), _votes(competent=9)) for number in range(others)]
    if exempt:
        cases += [_case(MemberProfile(name, exempt=(year(2026),)), []) for name in exempt]
    return grade_branch(XINYU, cases)


LATE = "2026-03-01 meeting late detail=general event=a"
BONUS = "2026-03-01 claim approved detail=bonus_points quantity=2"
REVERSE = "2026-12-20 ballot reverse_verified detail=gambling event=v"


@pytest.mark.parametrize(
    ("size", "wanting", "excellent"),
    [
        pytest.param(4, {"a": []}, set(), id="twenty-per-cent-of-four-is-nobody"),
        pytest.param(5, {"a": []}, {"a"}, id="of-five-it-is-one"),
        pytest.param(9, {"a": [], "b": [LATE]}, {"a"}, id="of-nine-it-is-one"),
        pytest.param(10, {"a": [], "b": [LATE]}, {"a", "b"}, id="of-ten-it-is-two"),
        pytest.param(5, {"a": [], "b": []}, set(), id="equals-at-the-edge-both-go-without"),
        pytest.param(10, {"a": [BONUS], "b": [], "c": []}, {"a"}, id="a-tie-for-the-last-place-leaves-it-empty"),
        pytest.param(5, {"a": [BONUS, LATE], "b": []}, {"b"}, id="equal-totals-the-smaller-sum-deducted"),
        pytest.param(5, {"a": [LATE, "2026-03-02 claim approved detail=bonus_points quantity=2"],
                         "b": [REVERSE, "2026-03-02 claim approved detail=bonus_points quantity=5"]}, {"a"},
                     id="equal-totals-the-better-appraisal"),
        pytest.param(5, {"a": [LATE], "b": ["2026-05-01 sanction demerit"]}, {"a"}, id="who-is-lowered-takes-no-place"),
    ],
)  # fmt: skip
def test_the_places_for_excellent(size: int, wanting: dict[str, list[str]], excellent: set[str]) -> None:
    grades = _branch(size, wanting)
    assert {member for member, grade in grades.items() if grade.code == "excellent"} == excellent
    assert len(grades) == size


def test_who_finds_no_place_becomes_competent_and_is_told_why() -> None:
    grades = _branch(5, {"a": [], "b": [LATE], "c": [LATE]})
    assert grades["a"].reasons[-1].params == {"grade": "excellent", "rank": "1", "places": "1"}
    assert grades["a"].consequences == ("preferred_for_awards", "award_candidate")
    assert (grades["b"].code, grades["b"].reasons[-1].code) == ("competent", "quota_full")
    tied = _branch(10, {"a": [], "b": [LATE], "c": [LATE]})["c"]
    assert tied.code == "competent"
    assert tied.reasons[-1].params == {"grade": "excellent", "rank": "2", "places": "2", "tied": "2"}


def test_exempt_members_are_not_graded_nor_counted_in_the_quota() -> None:
    grades = _branch(4, {"a": []}, x=True, y=True)
    assert grades["a"].code == "competent"
    assert (grades["x"].code, grades["x"].reasons[0].params) == ("unrated", {"standing": "exempt"})


def test_a_quota_is_shared_by_members_with_a_card_only() -> None:
    absent = _case(MemberProfile("x", exempt=(year(2026),)), [], "changzhou-2021")
    assert grade_branch(CHANGZHOU, [absent])["x"].code == "unrated"


def _year_below_sixty(earlier: tuple[str, ...], *, probationary: bool = False) -> Grade:
    breaches = [f"2026-{number:02}-10 conduct breach" for number in range(1, 13)]
    case = _case(
        MemberProfile("m", probationary=probationary),
        [*breaches, "2026-01-05 study_app missed", "2026-12-31 assessment incompetent"],
        "changzhou-2021",
    )
    past = tuple(Past(year(2025 - ago), Decimal(total)) for ago, total in enumerate(earlier))
    return grade_branch(CHANGZHOU, [GradingCase(case.profile, case.card, case.facts, past)])["m"]


@pytest.mark.parametrize(
    ("earlier", "handled"),
    [
        pytest.param((), False, id="the-first-year"),
        pytest.param(("59.99",), True, id="two-years-running"),
        pytest.param(("60",), False, id="exactly-sixty-last-year"),
        pytest.param(("60", "10"), False, id="not-the-year-before-last"),
        pytest.param(("59", "80"), True, id="running-years-only-count-from-now"),
    ],
)
def test_two_years_running_below_sixty_are_handled(earlier: tuple[str, ...], handled: bool) -> None:
    grade = _year_below_sixty(earlier)
    assert grade.code == "red"
    assert ("handle_by_charter" in grade.consequences) is handled
    assert ("streak_below" in _codes(grade)) is handled


def test_a_candidate_is_extended_and_not_handled() -> None:
    grade = _year_below_sixty(("10",), probationary=True)
    assert (grade.code, grade.consequences) == ("probationary_extension", ("talk", "probation_extension"))


def test_a_band_tells_its_bound_and_the_exact_total() -> None:
    (why,) = _year_below_sixty(()).reasons
    assert (why.code, why.params) == (
        "band_below",
        {"of": "total", "grade": "red", "total": "59.958333", "below": "60"},
    )
    case = _case(MemberProfile("m"), ["2026-12-31 assessment competent"], "changzhou-2021")
    (why,) = grade_branch(CHANGZHOU, [case])["m"].reasons
    assert (why.code, why.params) == ("band", {"of": "total", "grade": "encouraged", "total": "77", "at_least": "70"})


def test_only_years_are_graded() -> None:
    profile = MemberProfile("m")
    card = score_card(CHANGZHOU, profile, [], month(2026, 7))
    with pytest.raises(WrongPeriod, match="2026-07"):
        grade_branch(CHANGZHOU, [GradingCase(profile, card)])
    assert parse("2026-07") == card.period
