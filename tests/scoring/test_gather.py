"""An item that looks at shorter units than its section's."""

from __future__ import annotations

from datetime import date

import pytest

from scoring import MemberProfile, load_scheme, outlook_of, score_card
from scoring.periods import parse
from tests.scoring.cases import fact

TEXT = """
id = "reports"
title = { zh = "汇报", en = "reports" }
source = { document = "x", title = "y" }
since = 2020-01-01
cycle = "year"
[grading]
by = "none"
at = "year"
[[sections]]
id = "law"
title = { zh = "纪律", en = "law" }
every = "year"
starts = "full"
full = 16
[[sections.items]]
id = "report"
title = { zh = "汇报", en = "report" }
gather = "half"
rule = { kind = "quota", each = 3, parts = [{ target = 1, reads = [{ kind = "duty", outcomes = ["done"] }] }] }
"""
SCHEME = load_scheme(TEXT, "reports.toml")
GRADED = load_scheme(
    TEXT[: TEXT.index("rule =")]
    + 'rule = { kind = "grade", points = { excellent = 0, competent = 0, basic = -1, incompetent = -2 }, '
    'reads = [{ kind = "assessment" }] }',
    "graded.toml",
)


@pytest.mark.parametrize(
    ("days", "as_of", "joined", "points"),
    [
        pytest.param([], None, None, "-6", id="each-half-year-without-one-is-charged"),
        pytest.param(["2026-02-01", "2026-06-30"], None, None, "-3", id="two-in-one-half-do-not-serve-the-other"),
        pytest.param(["2026-06-30", "2026-07-01"], None, None, "0", id="one-in-each-half-is-enough"),
        pytest.param([], date(2026, 6, 29), None, "0", id="nothing-is-charged-before-the-half-is-over"),
        pytest.param([], date(2026, 6, 30), None, "-3", id="the-first-half-is-charged-at-its-end"),
        pytest.param([], None, date(2026, 7, 1), "-3", id="a-half-before-membership-is-not-asked-of"),
    ],
)
def test_each_half_year_is_looked_at_by_itself(
    days: list[str], as_of: date | None, joined: date | None, points: str
) -> None:
    facts = [fact(f"{day} duty done detail=thought_report", day) for day in days]
    card = score_card(SCHEME, MemberProfile("m", joined=joined), facts, parse("2026"), as_of=as_of)
    assert str(card.sections[0].lines[0].points) == points


def test_the_reasons_name_the_half_year_and_cite_its_facts() -> None:
    facts = [fact("2026-03-01 duty done detail=thought_report", "a")]
    line = score_card(SCHEME, MemberProfile("m"), facts, parse("2026")).sections[0].lines[0]
    assert [(why.code, why.when) for why in line.reasons] == [("quota_reached", "2026-H1"), ("quota_short", "2026-H2")]
    assert line.fact_ids == ("a",)


@pytest.mark.parametrize(
    ("days", "pending", "points"),
    [
        pytest.param(["2026-06-30"], True, "0", id="one-half-ungraded-leaves-the-section-pending"),
        pytest.param(["2026-12-31"], True, "0", id="the-first-half-ungraded-leaves-it-so-as-well"),
        pytest.param(["2026-06-30", "2026-12-31"], False, "14", id="both-graded-add-up"),
    ],
)
def test_what_a_half_year_waits_for_is_waited_for(days: list[str], pending: bool, points: str) -> None:
    facts = [fact(f"{day} assessment basic", day) for day in days]
    section = score_card(GRADED, MemberProfile("m"), facts, parse("2026")).sections[0]
    assert (section.pending, str(section.points)) == (pending, points)


@pytest.mark.parametrize(
    ("days", "running", "best"),
    [
        pytest.param([], date(2026, 3, 1), "16", id="both-halves-can-still-be-graded"),
        pytest.param(["2026-06-30"], date(2026, 7, 1), "15", id="what-the-first-half-took-stays-taken"),
        pytest.param(["2026-06-30"], date(2027, 1, 1), "0", id="a-year-that-is-over-can-bring-nothing-more"),
    ],
)
def test_what_the_halves_that_are_left_can_bring(days: list[str], running: date, best: str) -> None:
    facts, profile = [fact(f"{day} assessment basic", day) for day in days], MemberProfile("m")
    card = score_card(GRADED, profile, facts, parse("2026"), running=running)
    assert str(outlook_of(GRADED, profile, facts, card, running).best) == best
