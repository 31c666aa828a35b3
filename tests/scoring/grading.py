"""A small scheme with a grading of one's own, and members whose points are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from scoring import Grade, GradingCase, Past, Period, Scheme, ScoreCard, Text, grade_branch, load_scheme
from scoring.card import ScoreLine, SectionScore
from scoring.periods import parse
from tests.scoring.cases import fact, profile_of

HEAD = """
id = "mine"
title = { zh = "甲", en = "A" }
source = { document = "x", title = "y" }
since = 2025-06-01
cycle = "quarter"
totals = [{ id = "basic_items", title = { zh = "基础项目", en = "basic items" }, sections = ["base", "plus"] }]
[[sections]]
id = "base"
title = { zh = "基础", en = "base" }
every = "quarter"
full = 80
[[sections.items]]
id = "dues"
title = { zh = "党费", en = "dues" }
full = 80
rule = { kind = "occurrence", effect = "deduct", each = 5, reads = [{ kind = "dues", outcomes = ["late"] }] }
[[sections]]
id = "plus"
title = { zh = "附加", en = "plus" }
every = "quarter"
full = 40
[[sections.items]]
id = "honours"
title = { zh = "荣誉", en = "honours" }
full = 40
rule = { kind = "levels", points = { provincial = 5 }, reads = [{ kind = "honour", outcomes = ["provincial"] }] }
"""
STARS = """
[[grading.grades]]
code = "five"
title = { zh = "五星", en = "five stars" }
consequences = ["award_candidate"]
[[grading.grades]]
code = "four"
title = { zh = "四星", en = "four stars" }
[[grading.grades]]
code = "three"
title = { zh = "三星", en = "three stars" }
[[grading.grades]]
code = "one"
title = { zh = "一星", en = "one star" }
consequences = ["help"]
probationary = ["probation_extension"]
"""
BANDS = """
[grading]
by = "bands"
at = "quarter"
bands = [{ at_least = 90, grade = "five" }, { at_least = 80, grade = "four" }, { at_least = 70, grade = "three" },
  { at_least = 0, grade = "one" }]
"""


def scheme(more: str = "", grading: str = BANDS, grades: str = STARS) -> Scheme:
    """The scheme with what is added to its grading: lines of [[grading.…]] tables."""
    return load_scheme(HEAD + grading + grades + more, "mine.toml")


def one(
    name: str,
    total: float | str,
    facts: Sequence[str] = (),
    *,
    period: str = "2026",
    base: float | str = 80,
    dues: float | str = 80,
    pending: bool = False,
    earlier: Sequence[Past] = (),
    **profile: Any,
) -> GradingCase:
    """A member with these points: ``base`` of the total in the first section, the rest in the second."""
    given = [fact(line, f"{name}{number}", name) for number, line in enumerate(facts)]
    card = _card(name, parse(period), Decimal(str(total)), Decimal(str(base)), Decimal(str(dues)), pending=pending)
    return GradingCase(profile_of(name, profile), card, given, tuple(earlier))


def _card(name: str, period: Period, total: Decimal, base: Decimal, dues: Decimal, *, pending: bool) -> ScoreCard:
    title = Text("题", "t")
    lines = ScoreLine("dues", title, dues, Decimal(80), False, (), ())
    plus = total - base
    sections = (
        SectionScore("base", title, base, Decimal(80), (lines,), base),
        SectionScore("plus", title, plus, None, (), plus, pending=pending),
    )
    return ScoreCard("mine", name, period, period, None, "rated", total, sections)


def graded(scheme: Scheme, *cases: GradingCase, places: Mapping[str, int] | None = None) -> dict[str, Grade]:
    """The branch's grades."""
    return grade_branch(scheme, cases, places=places or {})


def codes(grade: Grade) -> list[str]:
    """The codes of the reasons."""
    return [why.code for why in grade.reasons]


def past(period: str, total: float | None = None, **more: Any) -> Past:
    """What somebody had in an earlier period."""
    return Past(parse(period), None if total is None else Decimal(str(total)), **more)
