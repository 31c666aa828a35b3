"""A branch by its members, as the bureau's handbook has it."""

from __future__ import annotations

from decimal import Decimal

import schemes
from scoring import GradingCase, MemberProfile, grade_branch, score_card
from scoring.grades.branch import BranchResult, branch_result, leaders
from scoring.periods import parse
from tests.scoring.cases import fact

HANDBOOK = schemes.load("bureau-handbook")
QUARTERS = [parse(f"2026-Q{number}") for number in (1, 2, 3, 4)]


def _result(members: dict[str, list[str]], probationary: str = "") -> BranchResult | None:
    cases = []
    for member, lines in members.items():
        profile = MemberProfile(member, probationary=member == probationary)
        facts = [fact(line, f"{member}{number}", member) for number, line in enumerate(lines)]
        cases.append(GradingCase(profile, score_card(HANDBOOK, profile, facts, QUARTERS[0]), facts))
    cards = {case.profile.id: case.card for case in cases}
    return branch_result(HANDBOOK, cards, grade_branch(HANDBOOK, cases))


def test_a_branch_has_the_mean_of_its_members_and_the_grade_of_that_mean() -> None:
    # 100, 65 and 60: 225 / 3
    found = _result({
        "a": ["2026-01-05 claim approved detail=speech quantity=8"],
        "b": ["2026-01-05 claim approved detail=speech"],
        "c": [],
    })  # fmt: skip
    assert found == BranchResult(Decimal(75), "good", 3)


def test_a_mean_between_two_bands_belongs_to_the_lower() -> None:
    # 89.5 and 59: 148.5 / 2 = 74.25
    found = _result({
        "a": ["2026-01-05 discretionary award detail=other_award quantity=29.5"],
        "b": ["2026-01-05 discretionary deduct detail=other_deduction quantity=1"],
    })  # fmt: skip
    assert found == BranchResult(Decimal("74.25"), "basic", 2)


def test_probationary_and_vetoed_members_do_not_enter_the_average() -> None:
    members = {
        "a": [],
        "p": ["2026-01-05 claim approved detail=speech quantity=8"],
        "v": ["2026-02-05 sanction listed"],
    }
    assert _result(members, probationary="p") == BranchResult(Decimal(60), "basic", 1)


def test_a_branch_without_anybody_ranked_has_no_result() -> None:
    assert _result({"v": ["2026-02-05 sanction listed"]}) is None


def test_first_two_quarters_running_is_a_red_flag_and_three_pairs_of_a_year_an_advanced_branch() -> None:
    firsts = ["90", "90", "88", "91"]
    seconds = ["90", "80", "80", "80"]
    averages = [
        (quarter, {"east": Decimal(first), "west": Decimal(second)})
        for quarter, first, second in zip(QUARTERS, firsts, seconds, strict=True)
    ]
    after_two, after_four = leaders(averages[:2], running=2), leaders(averages, running=2)
    assert (after_two["east"].running, after_two["west"].running) == (2, 0)
    assert (after_four["east"].running, after_four["east"].times) == (4, 3)


def test_a_shared_first_place_counts_for_both() -> None:
    averages = [(quarter, {"east": Decimal(90), "west": Decimal(90)}) for quarter in QUARTERS[:2]]
    held = leaders(averages, running=2)
    assert (held["east"].running, held["west"].running) == (2, 2)


def test_the_fourth_quarter_and_the_next_first_are_no_run() -> None:
    averages = [(parse(label), {"east": Decimal(90)}) for label in ("2025-Q4", "2026-Q1")]
    held = leaders(averages, running=2)
    assert (held["east"].running, held["east"].times) == (1, 0)
