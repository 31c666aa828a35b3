from __future__ import annotations

import re

import pytest

import schemes
from scoring import SchemeFaults, dump_scheme, load_scheme
from tests.scoring.test_ladder import CAUSE, HEAD

MEASURE = '[[ladder.measures]]\nid = "help"\ntitle = { zh = "帮扶", en = "help" }\n'
PROPOSAL = """
[[ladder.proposals]]
id = "twice"
title = { zh = "两次", en = "twice" }
measure = "help"
action = "letter"
count = 2
"""


def faults(text: str) -> list[str]:
    with pytest.raises(SchemeFaults) as refused:
        load_scheme(HEAD + text, "mine.toml")
    return [str(fault) for fault in refused.value.faults]


@pytest.mark.parametrize("name", [name for name in schemes.names() if schemes.load(name).ladder])
def test_what_is_written_down_loads_to_the_same_ladder(name: str) -> None:
    scheme = schemes.load(name)
    assert load_scheme(dump_scheme(scheme), name) == scheme


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("[ladder]\n", "causes is missing", id="a-ladder-has-causes"),
        pytest.param(CAUSE.replace('"reminder"', '"exile"'), "'exile'; allowed: reminder", id="a-step-is-known"),
        pytest.param(CAUSE.replace("at = 2", "at = 0"), "a whole number from 1", id="breaches-count-from-one"),
        pytest.param(CAUSE.replace("at = 4", "at = 1"), "1 follows 2", id="steps-go-up"),
        pytest.param(CAUSE.replace("at = 4", "at = 2"), "2 follows 2", id="one-step-for-one-breach"),
        pytest.param(CAUSE + CAUSE, "two causes with this id are in force at once", id="causes-have-their-own-ids"),
        pytest.param(CAUSE.replace('"absent"', '"abroad"'), "'abroad'", id="an-outcome-is-known"),
        pytest.param(CAUSE + "at_least = 1\n", "at_least is given without every", id="a-quota-has-a-unit"),
        pytest.param(
            CAUSE + 'at_least = 1\nevery = "year"\nfree = 2\n', "free and at_least", id="missing-ones-are-not-free"
        ),
        pytest.param(
            CAUSE.replace("steps =", 'running = "month"\nsteps =') + 'at_least = 1\nevery = "year"\n',
            "running is 'month', but every is 'year'",
            id="a-run-is-of-the-units-that-are-judged",
        ),
        pytest.param(CAUSE + 'grades = ["poor"]\n', 'no grade "poor"', id="a-grade-is-one-of-the-scheme"),
        pytest.param(CAUSE + 'applies_to = ["elders"]\n', "'elders'", id="a-category-is-known"),
        pytest.param(CAUSE + MEASURE, "nothing leads to it", id="a-measure-is-reached"),
        pytest.param(CAUSE + MEASURE + 'next = "exile"\n', 'next "exile" is unknown', id="the-next-measure-is-known"),
        pytest.param(CAUSE + MEASURE + 'next = "help"\n', "leads back to it", id="measures-do-not-lead-in-a-circle"),
        pytest.param(CAUSE + PROPOSAL, "'help'", id="a-proposal-is-for-a-measure"),
        pytest.param(
            CAUSE + PROPOSAL.replace('"letter"', '"talk"') + MEASURE, 'the action "talk"', id="a-counted-step-exists"
        ),
        pytest.param(
            CAUSE + PROPOSAL + "unless_corrected = true\n" + MEASURE,
            "unless_corrected without each_cause",
            id="a-correction-is-one-of-a-cause",
        ),
        pytest.param(
            CAUSE + PROPOSAL.replace('"twice"', '"absence"') + MEASURE, 'id "absence" is taken', id="ids-are-unique"
        ),
        pytest.param(
            CAUSE.replace('"absence"', '"talk"'), 'id "talk" is taken', id="no-cause-is-called-like-an-action"
        ),
        pytest.param(
            CAUSE + '[[ladder.procedure]]\nid = "a"\ntitle = { zh = "一", en = "one" }\nwho = "king"\n',
            "'king'",
            id="a-step-of-the-procedure-has-somebody-who-takes-it",
        ),
        pytest.param(CAUSE + "[ladder.more]\n", "more is unknown", id="an-unknown-key-is-named"),
    ],
)
def test_a_fault_is_named_with_its_place(text: str, told: str) -> None:
    found = faults(text)
    assert any(told in fault for fault in found), found
    assert all(re.match(r'mine\.toml(: section "ladder")?', fault) for fault in found)


def test_two_measures_that_lead_to_each_other_are_both_faulty() -> None:
    other = MEASURE.replace('"help"', '"more"')
    found = faults(CAUSE + MEASURE + 'next = "more"\n' + other + 'next = "help"\n')
    assert [fault for fault in found if "leads back" in fault] == [
        'mine.toml: section "ladder", item "help": next "more" leads back to it; a measure leads to a heavier one',
        'mine.toml: section "ladder", item "more": next "help" leads back to it; a measure leads to a heavier one',
    ]


def test_a_measure_before_a_circle_is_not_part_of_it() -> None:
    first = MEASURE.replace('"help"', '"first"') + 'next = "help"\n'
    found = faults(CAUSE + first + MEASURE + 'next = "help"\n')
    assert [fault for fault in found if "leads back" in fault and '"first"' in fault] == []


def test_all_faults_are_told_at_once() -> None:
    assert len(faults(CAUSE.replace("at = 2", "at = 0").replace('"absent"', '"abroad"') + MEASURE)) == 3


def test_one_cause_may_follow_another_of_its_id() -> None:
    old = CAUSE.replace("steps =", "until = 2026-01-01\nsteps =")
    new = CAUSE.replace("steps =", "since = 2026-01-01\nsteps =")
    assert load_scheme(HEAD + old + new, "mine.toml").ladder == load_scheme(HEAD + old + new, "again.toml").ladder
    assert "in force at once" in faults(old + new.replace("2026", "2025"))[0]
