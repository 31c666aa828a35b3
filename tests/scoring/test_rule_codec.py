"""Rules from the text of a scheme and back, and every fault that such a text can have."""

from __future__ import annotations

import dataclasses
import tomllib
from decimal import Decimal
from typing import Any, cast

import pytest

from scoring.language.rule_checks import faults_with_full
from scoring.language.rules import plain_rule
from scoring.language.writing import to_toml
from scoring.rules import Ladder, Step, Tier, Tiers
from tests.scoring.rule_examples import EXAMPLES
from tests.scoring.rules import read


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_a_rule_that_is_laid_out_and_read_again_is_the_same(kind: str) -> None:
    rule, faults = read(EXAMPLES[kind][0])
    assert faults == []
    assert list(faults_with_full(rule, EXAMPLES[kind][1])) == []
    again, faults = read(to_toml(plain_rule(rule)))
    assert faults == []
    assert again == rule


@pytest.mark.parametrize("kind", sorted(EXAMPLES))
def test_an_example_uses_every_key_of_its_kind(kind: str) -> None:
    rule, _ = read(EXAMPLES[kind][0])
    fields = {field.name.rstrip("_") for field in dataclasses.fields(cast("Any", rule))}
    assert fields | {"kind"} == plain_rule(rule).keys()


def test_nested_tables_are_laid_out_with_the_keys_of_the_language() -> None:
    ladder, _ = read(EXAMPLES["ladder"][0])
    assert isinstance(ladder, Ladder)
    assert ladder.steps == (Step(Decimal(2), Decimal(1)), Step(Decimal(4), Decimal("0.5")))
    assert plain_rule(ladder)["steps"] == [{"from": 2, "each": 1}, {"from": 4, "each": Decimal("0.5")}]
    tiers, _ = read(EXAMPLES["tiers"][0])
    assert isinstance(tiers, Tiers)
    assert tiers.tiers == (Tier(Decimal(5), above=Decimal(90)), Tier(Decimal("2.5"), at_least=Decimal(80)))
    assert plain_rule(tiers)["tiers"] == [{"points": 5, "above": 90}, {"points": Decimal("2.5"), "at_least": 80}]


def test_what_is_left_out_has_its_default_and_stays_left_out() -> None:
    for text in (
        'kind = "check"\nreads = [{ kind = "criterion" }]',
        'kind = "mark"\nreads = [{ kind = "mark" }]',
        'kind = "discretionary"\neffect = "deduct"\nreads = [{ kind = "discretionary" }]',
        'kind = "occurrence"\neffect = "award"\neach = 1\nreads = [{ kind = "deed" }]',
        'kind = "share"\nattended = ["done"]\nreads = [{ kind = "deed" }]',
        'kind = "grade"\npoints = { done = 1 }\nreads = [{ kind = "deed" }]',
    ):
        rule, faults = read(text)
        assert faults == []
        assert plain_rule(rule).keys() == tomllib.loads(text).keys()


def test_kinds_of_an_items_own_facts_read_them_by_default() -> None:
    for kind in ("claim", "mark", "rating", "figure", "criterion", "resolution", "discretionary"):
        rule, _ = read(f'kind = "threshold"\ntarget = 1\nreads = [{{ kind = "{kind}" }}]')
        assert [reads.details for reads in rule.sources] == [("own",)]
        rule, _ = read(f'kind = "threshold"\ntarget = 1\nreads = [{{ kind = "{kind}", details = ["own.part"] }}]')
        assert [reads.details for reads in rule.sources] == [("own.part",)]


@pytest.mark.parametrize(
    ("kind", "old", "new", "found", "allowed"),
    [
        pytest.param("occurrence", "each = 1.5", "each = 0", "rule.each is 0", "points above 0", id="no-price"),
        pytest.param("occurrence", '"month"', '"week"', "'week'", "quantity, event, month", id="an-unknown-per"),
        pytest.param("tariff", "each = 3", "each = 0", "rule.prices.each is 0", "points above 0", id="a-price-of-0"),
        pytest.param("tariff", "prices =", "costs =", "rule.prices is missing", "must be given", id="no-prices"),
        pytest.param("tariff", "each = 2 }", "each = 2, step = 1 }", "rule.prices.step is unknown", "each, per, reads",
                     id="an-unknown-key-of-a-price"),
        pytest.param("tariff", '"event", below', '"quantity", below', "rule.prices.below is 95", "per another than",
                     id="a-figure-by-quantity"),
        pytest.param("tariff", '"deduct"', '"award"', "rule.prices.below is 95", 'effect = "deduct"',
                     id="an-award-below-a-figure"),
        pytest.param("tiers", '"full"', '"zero"', "rule.unmeasured is 'zero'", "pending, full",
                     id="unmeasured-as-what"),
        pytest.param("tariff", '"deduct"', '"charge"', "'charge'", "deduct, award", id="an-unknown-effect"),
        pytest.param("ladder", "from = 4", "from = 2", "rule.steps.from 2 follows 2", "ascend", id="a-step-twice"),
        pytest.param("ladder", "from = 4", "from = 1", "rule.steps.from 1 follows 2", "ascend", id="a-step-back"),
        pytest.param("ladder", "from = 2", "from = 0", "rule.steps.from is 0", "from 1", id="a-step-at-zero"),
        pytest.param("ladder", "from = 2", "from = 1.5", "rule.steps.from is 1.5", "whole", id="half-a-step"),
        pytest.param("ladder", "each = 0.5", "each = 1", "rule.steps.each 1 from 4 changes nothing", "of its own",
                     id="a-step-that-changes-nothing"),
        pytest.param("ladder", "each = 1 }", "each = 0 }", "rule.steps.each 0 from 2 changes nothing", "of its own",
                     id="a-first-step-that-is-free"),
        pytest.param("ladder", "each = 1 }", "each = 1, to = 3 }", "rule.steps.to is unknown", "each, from",
                     id="an-unknown-key-of-a-step"),
        pytest.param("share", '"present", "late"', '"present", "done"', "'done'", "present", id="attended-unread"),
        pytest.param("share", '"month"', '"once"', "'once'", "event, month", id="a-share-once"),
        pytest.param("shortfall", "step = 2", "step = 0", "rule.step is 0", "above 0", id="no-step"),
        pytest.param("shortfall", "target = 15", "target = 0", "rule.target is 0", "above 0", id="no-target"),
        pytest.param("quota", "target = 2", "target = 0", "rule.parts.target is 0", "above 0", id="none-asked"),
        pytest.param("quota", "target = 2", "target = 2, each = 1", "rule.parts.each is unknown", "reads, target",
                     id="an-unknown-key-of-a-part"),
        pytest.param("quota", "each = 5", "each = 0", "rule.each is 0", "points above 0", id="a-quota-for-nothing"),
        pytest.param("quota", "once = true", 'once = "yes"', "rule.once is 'yes'", "true or false", id="once-or-not"),
        pytest.param("attendance_quota", "target = 4", "target = 0", "rule.target is 0", "above 0", id="none-to-ask"),
        pytest.param("attendance_quota", "each = 3", "each = 0", "rule.each is 0", "above 0", id="absence-for-nothing"),
        pytest.param("threshold", "target = 12", "target = 0", "rule.target is 0", "above 0", id="always-reached"),
        pytest.param("tiers", "at_least = 80, ", "", "both or none", "exactly one", id="a-tier-without-a-bound"),
        pytest.param("tiers", "at_least = 80", "at_least = 80, above = 80", "both or none", "exactly one",
                     id="a-tier-with-two-bounds"),
        pytest.param("tiers", "at_least = 80", "at_least = 95", "rule.tiers: 95 follows 90", "descend",
                     id="tiers-that-ascend"),
        pytest.param("tiers", "at_least = 80", "above = 90", "rule.tiers: 90 follows 90", "descend",
                     id="the-same-tier-twice"),
        pytest.param("tiers", "above = 90", "above = 100", "begins at 100 percent", "at most 100",
                     id="a-share-above-all"),
        pytest.param("tiers", 'of = "share"', 'of = "best"', "'best'", "latest, sum, mean, share", id="best-of-what"),
        pytest.param("tiers", 'of = "share"', 'of = "sum"', "rule.good is unknown", "of", id="good-is-of-a-share-only"),
        pytest.param("tiers", 'good = ["satisfied"]', "", "rule.good is None", "a list", id="a-share-of-what"),
        pytest.param("tiers", "points = 5", "points = nan", "rule.tiers.points is NaN", "a number", id="no-points"),
        pytest.param("tiers", ", points = 5", "", "rule.tiers.points is missing", "given", id="a-tier-without-points"),
        pytest.param("tiers", "points = 5", 'points = 5, full = 5', "rule.tiers.full is unknown", "at_least",
                     id="an-unknown-key-of-a-tier"),
        pytest.param("rate", "step = 5", "step = 0", "rule.step is 0", "above 0", id="steps-of-nothing"),
        pytest.param("rate", "each = 2", "each = 0", "rule.each is 0", "points above 0", id="a-rate-for-nothing"),
        pytest.param("grade", "excellent = 10, ", "", "rule.points lacks excellent", "each grade", id="no-price"),
        pytest.param("grade", "basic = -3", "basic = -3, fair = 1", "rule.points names fair", "only grades",
                     id="a-price-for-no-grade"),
        pytest.param("grade", '"zero"', '"none"', "'none'", "pending, zero", id="ungraded-how"),
        pytest.param("grade", "basic = -3", 'basic = "low"', "rule.points.basic is 'low'", "a number", id="no-number"),
        pytest.param("levels", "provincial = 5, ", "", "rule.points lacks provincial", "each", id="an-unpriced-level"),
        pytest.param("levels", "municipal = 3", "municipal = 0", "rule.points.municipal is 0", "points above 0",
                     id="a-level-worth-nothing"),
        pytest.param("levels", "municipal = 3", "municipal = -3", "rule.points.municipal is -3", "from 0",
                     id="a-level-that-takes"),
        pytest.param("mark", "least = 1", "least = -1", "rule.least is -1", "from 0", id="a-mark-below-zero"),
        pytest.param("mean", "out_of = 20", "out_of = 0", "rule.out_of is 0", "above 0", id="ratings-out-of-nothing"),
        pytest.param("proportion", 'kind = "figure"', 'kind = "magic"', "'magic'", "figure", id="an-unknown-fact-kind"),
        pytest.param("discretionary", "most = 6", "most = 1", "rule.most 1 is below least 2", "above least",
                     id="bounds-that-cross"),
        pytest.param("discretionary", "most = 6", "most = 0", "rule.most is 0", "above 0", id="at-most-nothing"),
        pytest.param("check", "each = 0.5\n", "", "rule.missing is given without each", "costs", id="missing-for-0"),
        pytest.param("check", '"missing", "breach"', '"missing", "late"', 'rule.missing names "late"', "half_met",
                     id="missing-what-is-not-read"),
    ],
)  # fmt: skip
def test_a_fault_of_a_rule_is_told(kind: str, old: str, new: str, found: str, allowed: str) -> None:
    text = EXAMPLES[kind][0]
    assert text.count(old) == 1
    _, faults = read(text.replace(old, new))
    assert any(found in fault.found and allowed in fault.allowed for fault in faults), faults


@pytest.mark.parametrize("kind", ["share", "threshold", "mean", "proportion", "check"])
def test_what_gives_a_part_of_full_points_needs_them(kind: str) -> None:
    rule, _ = read(EXAMPLES[kind][0])
    ((found, allowed),) = faults_with_full(rule, None)
    assert (found, "full points" in allowed) == ("full is missing", True)


def test_tiers_that_start_full_need_to_know_what_that_is() -> None:
    starting, faults = read(EXAMPLES["tiers"][0])
    assert (faults, [found for found, _ in faults_with_full(starting, None)]) == ([], ["full is missing"])
    pending, faults = read(EXAMPLES["tiers"][0].replace('unmeasured = "full"', ""))
    assert (faults, list(faults_with_full(pending, None))) == ([], [])


@pytest.mark.parametrize(
    ("kind", "old", "new", "full", "found"),
    [
        pytest.param("occurrence", "each = 1.5", "each = 4", "3.9", "full 3.9 is below one occurrence (4)", id="each"),
        pytest.param("tariff", '"deduct"', '"award"', "3.5", "full 3.5 is below one occurrence (4)", id="award-price"),
        pytest.param("levels", "", "", "4", "full 4 is below one provincial (5)", id="a-level-above-the-full"),
        pytest.param("tiers", "", "", "4", "rule gives 5 points", id="a-tier-above-the-full"),
        pytest.param("tiers", "otherwise = 1", "otherwise = -1", "5", "rule gives -1 points", id="below-0-in-a-full"),
        pytest.param("grade", "", "", "10", "rule gives -3 points", id="a-grade-below-0-in-a-full"),
        pytest.param("mark", "", "", "0.5", "rule gives 1 points", id="a-least-above-the-full"),
        pytest.param("check", "", "", "1", "rule gives 1.5 points", id="half-above-the-full"),
    ],
)
def test_a_rule_that_its_full_leaves_no_room_for_is_told(kind: str, old: str, new: str, full: str, found: str) -> None:
    rule, _ = read(EXAMPLES[kind][0].replace(old, new))
    assert [fault for fault, _ in faults_with_full(rule, Decimal(full))] == [found]


def test_a_deduction_may_be_dearer_than_a_full_that_it_can_only_empty() -> None:
    rule, _ = read(EXAMPLES["tariff"][0])
    assert list(faults_with_full(rule, Decimal(3))) == []


def test_bounds_that_are_just_right_are_no_fault() -> None:
    right = {"occurrence": "1.5", "levels": "5", "tiers": "5", "mark": "1", "check": "1.5"}
    for kind, full in right.items():
        assert list(faults_with_full(read(EXAMPLES[kind][0])[0], Decimal(full))) == []
    for old, new in (("most = 6", "most = 2"), ("least = 2", "least = 6")):
        assert read(EXAMPLES["discretionary"][0].replace(old, new))[1] == []
    text = EXAMPLES["tiers"][0].replace("above = 90", "at_least = 100").replace("at_least = 80", "above = 80")
    assert read(text)[1] == []
    assert read(text.replace("above = 80", "above = 80, points = 3 }, { at_least = 80"))[1] == []
