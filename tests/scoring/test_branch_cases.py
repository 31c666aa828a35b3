from __future__ import annotations

from typing import Any

import pytest

import schemes
from messages.grade_names import names_of
from messages.i18n import LANGUAGES, speaking
from messages.reasons import reason_words
from scoring import REASONS, Grade
from tests.scoring.branch_cases import BranchCase, branch_cases

CASES = branch_cases()


def _said(grade: Grade) -> dict[str, Any]:
    return {
        "grades": grade.code,
        "proposed": grade.proposed,
        "ranks": grade.rank,
        "alerts": sorted(grade.alerts),
        "consequences": sorted(grade.consequences),
        "reasons": sorted(why.code for why in grade.reasons),
    }


def _wanted(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) else value


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.scheme}: {case.name}") for case in CASES])
def test_the_branch_is_graded_as_was_worked_out_by_hand(case: BranchCase) -> None:
    said = {member: _said(grade) for member, grade in case.grades().items()}
    seen = {key: {member: said[member][key] for member in wanted} for key, wanted in case.expected.items()}
    assert seen == {key: {one: _wanted(value) for one, value in part.items()} for key, part in case.expected.items()}


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case.scheme}: {case.name}") for case in CASES])
def test_every_reason_of_a_branch_reads_as_a_sentence(case: BranchCase) -> None:
    names = names_of(schemes.load(case.scheme))
    for grade in case.grades().values():
        for why in grade.reasons:
            assert set(why.params) == set(REASONS[why.code])
            for language in LANGUAGES:
                with speaking(language):
                    assert "{" not in reason_words(why, names)
