"""Ladders in words: breaches, steps, what adds up, measures and the way to them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import schemes
from scoring.ladder import Breaches, Cause, Ladder, Rung
from scoring.scheme import Scheme
from scoring.telling.ladders import ladder_rows
from scoring.text import Text


def _told(scheme: Scheme) -> dict[str, list[tuple[str, str]]]:
    return {heading.en: [(one.zh, one.en) for one in entries] for heading, entries in ladder_rows(scheme)}


def _cause(breaches: Breaches, *steps: Rung) -> tuple[str, str]:
    """What is told of a cause that has nothing else."""
    cause = Cause("c", Text("情形", "Cause"), (breaches,), steps or (Rung(1, "reminder"),))
    scheme = replace(schemes.load("town-rural"), ladder=Ladder((cause,)))
    (told,) = _told(scheme)["Members' breaches and what follows"]
    return told


def test_a_scheme_without_a_ladder_has_nothing_to_tell_of_one() -> None:
    assert _told(schemes.load("changzhou-2021")) == {}


def test_a_breach_of_each_shape_is_said() -> None:
    reads = schemes.load("street-rural").ladder.causes[-1].breaches[0].reads  # type: ignore[union-attr]
    activity = "有期限的任务（支部每月活动）：未完成"
    steps = "；一年内第 1 次提醒"
    assert _cause(Breaches(reads))[0] == f"情形：{activity}{steps}"
    assert _cause(Breaches(reads, free=3))[0] == f"情形：{activity}（每年前 3 次不计）{steps}"
    assert _cause(Breaches(reads, every="month"))[0] == f"情形：{activity}，每月至多计一次{steps}"
    assert _cause(Breaches(reads, at_least=2))[0] == f"情形：每年“{activity}”不足 2 次{steps}"
    assert _cause(Breaches(reads, at_least=2, every="half"))[1].startswith("Cause: fewer than 2 a half-year of duty")
    assert _cause(Breaches(grades=("incompetent",)))[0] == f"情形：评为不合格{steps}"
    assert "（适用：农村，除外：外出）" in _cause(Breaches(reads, applies_to=("rural",), except_for=("away",)))[0]


def test_steps_say_when_they_are_taken_and_what_must_be_there_before() -> None:
    told = _told(schemes.load("town-rural"))["Members' breaches and what follows"]
    (life,) = (zh for zh, _ in told if zh.startswith("无正当理由不参加"))
    assert life.endswith(
        "；一年内第 1 次提醒，一年内第 2 次起提请限期改正（须已有“纪律处置（organisational_life）：提醒、谈话”）"
    )
    (incompetent,) = (en for _, en in told if en.startswith("Appraised incompetent"))
    assert '1 year: "Correction within a year" is proposed, 2 years running and each further one: ' in incompetent


def test_what_adds_up_measures_and_procedure_are_said() -> None:
    told = _told(schemes.load("street-rural"))
    assert told["What adds up"][0][0] == (
        "同一情形两次警戒书仍未整改（五（一））：一年内同一情形“警戒书”满 2 次，"
        "提请“落后党员”管理（转入街道整转支部）；其后已整改的除外"
    )
    assert told["Measures"][0][1].endswith(
        "for 6 months, extendable; also begun by resolution (one_star): approved; uncorrected: "
        '"Persuaded to leave or struck off"'
    )
    rural = _told(schemes.load("town-rural"))
    assert rural["Measures"][0][0].endswith("预备党员：延长预备期")
    zh, en = rural["Procedure"][2]
    assert zh == "3. 上级预审（镇党委）；劝退、除名的由市委组织部"
    assert en.endswith("; Persuaded to leave, Struck off: the city's organisation department")


def test_a_cause_says_from_when_to_when_it_holds() -> None:
    scheme = schemes.load("street-rural")
    assert scheme.ladder is not None
    cause = replace(scheme.ladder.causes[0], since=date(2026, 1, 1), until=date(2027, 1, 1))
    ladder = replace(scheme.ladder, causes=(cause,))
    (told,) = _told(replace(scheme, ladder=ladder))["Members' breaches and what follows"]
    assert told[0].endswith("；自 2026-01-01 起；至 2027-01-01 前")
