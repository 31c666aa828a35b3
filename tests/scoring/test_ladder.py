from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

import schemes
from scoring import (
    Climb,
    Fact,
    MemberProfile,
    NoLadder,
    Scheme,
    WrongPeriod,
    climb,
    climb_data,
    climb_rows,
    load_scheme,
)
from scoring.ladder import ACTIONS
from scoring.ladders.rows import COLUMNS, reasons_of
from scoring.periods import Period, parse
from tests.scoring.cases import fact

STREET = schemes.load("street-rural")
TOWN = schemes.load("town-rural")
MEMBER = MemberProfile("m", category="rural")
CAUSE = """
[[ladder.causes]]
id = "absence"
title = { zh = "缺席", en = "absence" }
steps = [{ at = 2, action = "reminder" }, { at = 4, action = "letter" }]
[[ladder.causes.breaches]]
reads = [{ kind = "meeting", outcomes = ["absent"] }]
"""
HEAD = """
id = "mine"
title = { zh = "我", en = "mine" }
source = { document = "0", title = "mine" }
since = 2020-01-01
cycle = "year"
[grading]
by = "none"
at = "year"
"""


def ladder(causes: str) -> Scheme:
    return load_scheme(HEAD + causes, "mine.toml")


def climbed(scheme: Scheme, *lines: str, period: str = "2026", as_of: date | None = None) -> Climb:
    facts = [fact(line, f"f{number}") for number, line in enumerate(lines)]
    return climb(scheme, MEMBER, facts, parse(period), as_of=as_of)


def numbered(found: Climb) -> list[tuple[int, str]]:
    return [(step.number, step.action) for step in found.steps]


def absences(count: int) -> list[str]:
    return [f"2026-{month:02}-05 meeting absent detail=general" for month in range(1, count + 1)]


def test_without_repeat_only_the_breach_on_a_rung_has_a_consequence() -> None:
    assert numbered(climbed(ladder(CAUSE), *absences(6))) == [(2, "reminder"), (4, "letter")]


def test_with_repeat_a_breach_between_two_rungs_stands_on_the_lower_one() -> None:
    repeating = ladder(CAUSE.replace("steps =", "repeat = true\nsteps ="))
    wanted = [(2, "reminder"), (3, "reminder"), (4, "letter"), (5, "letter"), (6, "letter")]
    assert numbered(climbed(repeating, *absences(6))) == wanted


def test_a_changed_cause_leaves_earlier_breaches_as_they_were_and_goes_on_counting() -> None:
    # Two absences under the old rule, none of which is on its only rung; the third lies under the new one.
    old = CAUSE.replace("steps =", "until = 2026-03-01\nsteps =").replace("at = 2", "at = 3")
    new = CAUSE.replace("steps =", "since = 2026-03-01\nsteps =").replace("at = 2", "at = 3")
    new = new.replace('"reminder"', '"talk"')
    assert numbered(climbed(ladder(old + new), *absences(4))) == [(3, "talk"), (4, "letter")]


def test_an_event_read_by_two_causes_belongs_to_the_first() -> None:
    other = CAUSE.replace('"absence"', '"other"').replace("at = 2", "at = 1")
    assert climbed(ladder(CAUSE + other), *absences(1)).steps == ()
    assert [step.cause for step in climbed(ladder(other + CAUSE), *absences(1)).steps] == ["other"]


def test_a_step_cites_its_own_facts_and_a_proposal_all_that_led_to_it() -> None:
    found = climbed(STREET, *absences(3))
    assert [step.fact_ids for step in found.steps] == [("f0",), ("f1",), ("f2",)]
    assert found.proposals[0].fact_ids == ("f1", "f2")
    codes = [(why.code, why.params["count"]) for why in found.proposals[0].reasons]
    assert codes == [("steps_in_all", "2"), ("steps_uncorrected", "2")]


def test_a_ground_that_grows_keeps_its_first_day() -> None:
    found = climbed(STREET, *absences(4))
    assert [(one.on, one.fact_ids) for one in found.proposals] == [(date(2026, 3, 5), ("f1", "f2", "f3"))]


def test_a_correction_without_a_cause_corrects_all_of_them() -> None:
    household = ("2026-03-01 duty missed detail=mediation", "2026-04-01 duty missed detail=mediation")
    third, corrected = "2026-05-01 duty missed detail=mediation", "2026-05-02 discipline corrected"
    grounds = climbed(STREET, *household, third, corrected).proposals[0].grounds
    assert grounds == ("two_letters",)


def test_a_proposal_whose_only_ground_is_corrected_is_gone() -> None:
    scheme = ladder(
        CAUSE.replace("at = 2", "at = 1").replace("at = 4", "at = 2")
        + """
[[ladder.proposals]]
id = "one_letter"
title = { zh = "一份", en = "one" }
measure = "help"
action = "letter"
count = 1
each_cause = true
unless_corrected = true
[[ladder.measures]]
id = "help"
title = { zh = "帮扶", en = "help" }
"""
    )
    assert len(climbed(scheme, *absences(2)).proposals) == 1
    assert climbed(scheme, *absences(2), "2026-03-01 discipline corrected detail=absence").proposals == ()


def test_steps_of_one_cause_may_count_without_asking_for_a_correction() -> None:
    scheme = ladder(
        CAUSE
        + """
[[ladder.proposals]]
id = "one_reminder"
title = { zh = "一次", en = "one" }
measure = "help"
action = "reminder"
count = 1
each_cause = true
[[ladder.measures]]
id = "help"
title = { zh = "帮扶", en = "help" }
"""
    )
    [proposal] = climbed(scheme, *absences(2), "2026-03-01 discipline corrected detail=absence").proposals
    assert [why.code for why in proposal.reasons] == ["steps_of_cause"]


def test_a_heavier_measure_takes_the_lighter_proposal_with_it() -> None:
    incompetent = "2025-12-31 assessment incompetent"
    persuaded = "2026-02-01 resolution approved detail=persuaded_to_leave"
    found = climbed(TOWN, incompetent, persuaded)
    assert found.proposals == ()
    assert [one.measure for one in found.measures] == ["persuaded_to_leave"]


def test_a_second_approval_and_an_extension_of_what_does_not_run_change_nothing() -> None:
    approved = "2026-02-01 resolution approved detail=backward_member"
    once = climbed(STREET, approved)
    assert climbed(STREET, approved, "2026-03-01 resolution approved detail=backward_member").measures == once.measures
    assert climbed(STREET, "2026-03-01 resolution approved detail=backward_member.extended").measures == ()


def test_an_extension_needs_a_term() -> None:
    lines = (
        "2026-02-01 resolution approved detail=struck_off",
        "2026-03-01 resolution approved detail=struck_off.extended",
    )
    assert climbed(TOWN, *lines).measures == climbed(TOWN, lines[0]).measures


def test_an_outcome_of_a_measure_that_nobody_decided_says_nothing() -> None:
    found = climbed(STREET, "2026-03-01 discipline uncorrected detail=backward_member")
    assert (found.proposals, found.measures) == ((), ())


def test_the_last_measure_ends_without_a_further_one() -> None:
    lines = ("2026-02-01 resolution approved detail=struck_off", "2026-03-01 discipline refused detail=struck_off")
    found = climbed(TOWN, *lines)
    assert [one.state for one in found.measures] == ["refused"]
    assert found.proposals == ()


def test_an_ended_measure_is_not_shown_in_later_periods_and_a_decided_proposal_neither() -> None:
    lines = (
        "2026-02-01 conduct breach detail=petitions",
        "2026-02-10 resolution approved detail=backward_member",
        "2026-08-10 discipline corrected detail=backward_member",
    )
    third = climbed(STREET, *lines, period="2026-Q3")
    assert [one.state for one in third.measures] == ["corrected"]
    assert third.proposals == ()
    assert climbed(STREET, *lines, period="2026-Q4").measures == ()
    decided = climbed(STREET, *lines, period="2026-02").proposals
    assert [one.decision for one in decided] == ["approved"]


def test_an_open_proposal_is_shown_until_somebody_decides() -> None:
    line = "2026-02-01 conduct breach detail=petitions"
    assert len(climbed(STREET, line, period="2026-11").proposals) == 1


def test_a_scheme_that_counts_points_has_no_ladder() -> None:
    with pytest.raises(NoLadder, match="changzhou-2021"):
        climb(schemes.load("changzhou-2021"), MEMBER, [], parse("2026"))


def test_a_period_that_has_not_begun_or_is_none_is_refused() -> None:
    with pytest.raises(WrongPeriod):
        climbed(STREET, as_of=date(2025, 12, 31))
    with pytest.raises(WrongPeriod):
        climb(STREET, MEMBER, [], Period(date(2026, 1, 5), date(2026, 2, 5)))


def test_the_procedure_goes_higher_for_a_heavy_measure() -> None:
    assert TOWN.ladder is not None
    light = [who.en for _, who in TOWN.ladder.procedure_for("correction")]
    heavy = [who.en for _, who in TOWN.ladder.procedure_for("struck_off")]
    assert len(light) == 5
    assert [number for number, who in enumerate(light) if who != heavy[number]] == [2, 4]


def test_a_measure_that_the_ladder_does_not_have_is_not_found() -> None:
    assert STREET.ladder is not None
    with pytest.raises(KeyError):
        STREET.ladder.measure("exile")


def test_the_last_years_of_the_calendar_can_be_judged() -> None:
    outside = MemberProfile("m", category="migrant", roles=("outside_province",))
    first = Fact("a", "m", "meeting", "present", date(9998, 3, 1), Decimal(2), "general")
    assert climb(STREET, outside, [first], parse("9998")).steps == ()


def test_rows_have_every_column_and_the_reasons_beside_them() -> None:
    found = climbed(STREET, *absences(3), "2026-04-01 resolution approved detail=backward_member")
    rows = climb_rows(found)
    assert all(tuple(row) == COLUMNS for row in rows)
    assert [(row["what"], row["code"], row["number"], row["state"]) for row in rows] == [
        ("step", "reminder", "1", ""),
        ("step", "letter", "2", ""),
        ("step", "letter", "3", ""),
        ("proposal", "backward_member", "", "approved"),
        ("measure", "backward_member", "", "due"),
    ]
    assert rows[3]["because"] == "警戒书累计两份以上；同一情形两次警戒书仍未整改"
    assert rows[4]["until"] == "2026-10-01"
    assert climb_rows(found, "en")[0]["because"] == "Organisational life missed without cause"
    assert climb_rows(found, "en")[3]["because"].count("; ") == 1
    assert [len(reasons) for reasons in reasons_of(found)] == [1, 1, 1, 2, 2]


def test_a_climb_can_be_written_as_json() -> None:
    found = climbed(STREET, *absences(3), "2026-04-01 resolution approved detail=backward_member")
    data = json.loads(json.dumps(climb_data(found)))
    assert (data["period"], data["as_of"], data["standing"]) == ("2026", "2026-12-31", "rated")
    assert data["steps"][1]["on"] == "2026-02-05"
    assert data["steps"][1]["reasons"] == [{"code": "breach_of_year", "params": {"number": "2"}, "when": ""}]
    assert data["proposals"][0]["grounds"] == ["two_letters", "two_letters_one_cause"]
    assert data["measures"][0]["until"] == "2026-10-01"


def test_every_action_is_named_in_both_languages() -> None:
    assert all(title.zh and title.en for title in ACTIONS.values())
