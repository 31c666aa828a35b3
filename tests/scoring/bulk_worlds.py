"""Schemes made up of every rule kind and every way to fold, with a few members and facts that they read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

import schemes
from scoring import Fact, MemberProfile, Period, Scheme
from scoring.items import UNITS, Item, Pool, Section, Starts, Unit
from scoring.periods import half, month, quarter, year
from scoring.rules import (
    AttendanceQuota,
    Check,
    Discretionary,
    GradePoints,
    Ladder,
    Levels,
    Mark,
    MeanRating,
    Part,
    PerOccurrence,
    Price,
    Proportion,
    Quota,
    RateSteps,
    Reads,
    Rule,
    ShareAttended,
    Shortfall,
    Step,
    Tariff,
    Threshold,
    Tier,
    Tiers,
)
from scoring.rules.base import RuleScore
from scoring.scheme import Cancel
from scoring.text import Text
from scoring.vocabulary import VOCABULARY

PERIODS = st.sampled_from(
    [month(2026, 2), month(2026, 7), quarter(2026, 1), quarter(2026, 3), half(2026, 2), year(2026), year(2026)]
)
DAYS = st.dates(date(2025, 9, 1), date(2027, 1, 31))
QUANTITIES = st.sampled_from([Decimal(text) for text in ("0", "1", "1", "2", "0.5", "3", "7.25", "60", "90", "100")])
SMALL = st.sampled_from([Decimal(text) for text in ("0", "0.5", "1", "2", "3", "7")])
EACH = st.sampled_from([Decimal(text) for text in ("0.5", "1", "0.3", "2", "5")])
FULL = st.sampled_from([Decimal(text) for text in ("5", "10", "20", "4.5")])
EFFECT = st.sampled_from(["deduct", "award"])
UNMEASURED = st.sampled_from(["pending", "full"])
PER = st.sampled_from(["quantity", "event", "month", "once"])

MEETING = Reads("meeting", ("present", "late", "absent", "leave"), ("general", "study"))
ABSENT = Reads("meeting", ("absent",), ("general",))
LATE = Reads("meeting", ("late", "absent"))
DUES = Reads("dues", ("on_time", "late", "short"))
COMMON = st.lists(st.sampled_from([MEETING, ABSENT, LATE, DUES]), min_size=1, max_size=2, unique=True).map(tuple)
MAYBE = st.just(()) | COMMON
HONOUR = Reads("honour", tuple(VOCABULARY["honour"].outcomes), ("personal", "work"))
VERDICT = Reads("criterion", ("met", "half_met", "unmet", "missing"), ("x",))
MARKS = Reads("mark", ("given", "corrected"), ("x",))
BALLOT = Reads("ballot", ("excellent", "competent", "basic"))
FIGURE = Reads("figure", ("percent", "number"), ("x",))
ASSESSED = Reads("assessment", ("excellent", "competent", "basic"), ("",))
SCALE = (("excellent", Decimal(7)), ("competent", Decimal("2.5")), ("basic", Decimal(-3)))
THERE = ("present", "late")


@dataclass(frozen=True, slots=True)
class Thirds(Rule):
    """A rule that bulk has no road for: a third of a point for each quantity; nothing but zeros is pending."""

    reads: tuple[Reads, ...]

    @property
    def sources(self) -> tuple[Reads, ...]:
        """See Rule."""
        return self.reads

    def score(self, facts: Sequence[Fact], full: Decimal | None, *, over: bool = True) -> RuleScore:
        """See Rule."""
        size = sum((fact.quantity for fact in facts), Decimal(0))
        return RuleScore(size / 3 if over else size, (), pending=bool(facts) and not size)


def _steps(numbers: list[int], prices: list[Decimal]) -> tuple[Step, ...]:
    return tuple(map(Step, map(Decimal, sorted(numbers)), prices))


TIERS = (
    Tier(Decimal(6), at_least=Decimal(90)),
    Tier(Decimal("2.5"), above=Decimal(50)),
    Tier(Decimal(-1), above=Decimal(0)),
)


def _tiers(of: str) -> st.SearchStrategy[Tiers]:
    read = st.sampled_from([(FIGURE,), (BALLOT,)])
    return st.builds(Tiers, read, st.just(of), st.just(TIERS), st.just(("percent", "excellent")), SMALL, UNMEASURED)


RULES: dict[str, st.SearchStrategy[Rule]] = {
    "occurrence": st.builds(PerOccurrence, EFFECT, COMMON, EACH, PER, MAYBE, MAYBE),
    "charged elsewhere": st.builds(PerOccurrence, EFFECT, st.just((LATE,)), EACH, PER, st.just((ABSENT,))),
    "tariff": st.builds(
        Tariff,
        EFFECT,
        st.lists(st.builds(Price, COMMON, EACH, PER, st.none() | FULL), min_size=1, max_size=3).map(tuple),
        st.just(()) | st.just((DUES,)),
    ),
    "ladder": st.builds(
        Ladder,
        EFFECT,
        COMMON,
        st.builds(_steps, st.lists(st.integers(1, 5), min_size=3, max_size=3, unique=True), st.lists(EACH, min_size=3)),
    ),
    "share": st.builds(ShareAttended, st.just((MEETING,)), st.just(THERE), st.sampled_from(["event", "month"])),
    "shortfall": st.builds(Shortfall, COMMON, SMALL, EACH, EACH),
    "quota": st.builds(
        Quota, st.lists(st.builds(Part, COMMON, SMALL), min_size=1, max_size=2).map(tuple), EACH, st.booleans()
    ),
    "attendance quota": st.builds(AttendanceQuota, st.just((MEETING,)), st.just(THERE), SMALL, EACH),
    "threshold": st.builds(Threshold, COMMON, SMALL),
    "tiers of the latest": _tiers("latest"),
    "tiers of a sum": _tiers("sum"),
    "tiers of a mean": _tiers("mean"),
    "tiers of a share": _tiers("share"),
    "rate": st.builds(RateSteps, st.just((BALLOT,)), st.just(("excellent",)), EACH, EACH),
    "grade": st.builds(GradePoints, st.just((ASSESSED,)), st.just(SCALE), st.sampled_from(["pending", "zero"])),
    "levels": st.builds(
        Levels, st.just((HONOUR,)), st.just(tuple((level, Decimal(len(level))) for level in HONOUR.outcomes))
    ),
    "mark": st.builds(Mark, st.just((MARKS,)), SMALL),
    "mean": st.builds(MeanRating, st.just((MARKS,)), FULL),
    "proportion": st.builds(Proportion, st.just((FIGURE,))),
    "discretionary": st.builds(
        Discretionary,
        EFFECT,
        COMMON,
        st.just(Decimal("0.5")),
        st.none() | FULL,
        MAYBE,
        st.sampled_from(["event", "once"]),
    ),
    "one without a road of its own": st.builds(Thirds, COMMON),
    "check": st.builds(
        Check,
        st.sampled_from([(VERDICT,), (VERDICT, MARKS)]),
        st.just(Decimal(0)) | EACH,
        st.just(("missing",)),
        st.none() | SMALL,
    ),
}
ANY_RULE: st.SearchStrategy[Rule] = st.one_of(*RULES.values())
WORDS = st.sampled_from([(), (), ("agency",), ("rural", "new_member")])


@st.composite
def sections(draw: st.DrawFn, number: int, rules: st.SearchStrategy[Rule]) -> Section:
    """A section of one to four items that gather by whatever goes with its unit."""
    every: Unit = draw(st.sampled_from(UNITS))
    pools = (Pool("shared", Text("", ""), draw(FULL)),)
    items = [draw(_items(f"i{number}.{place}", every, rules)) for place in range(draw(st.integers(1, 4)))]
    starts: Starts = draw(st.sampled_from(["zero", "full", "minus"]))
    return Section(
        f"s{number}",
        Text("", ""),
        tuple(items),
        every,
        starts,
        draw(FULL if starts == "full" else st.none() | FULL),
        pools,
        combine=draw(st.sampled_from(["mean", "sum", "latest", "best"])),
        empty=draw(st.sampled_from(["pending", "left_out"])),
        applies_to=draw(WORDS),
        beside=draw(st.booleans()),
    )


@st.composite
def _items(draw: st.DrawFn, item_id: str, every: Unit, rules: st.SearchStrategy[Rule]) -> Item:
    gather = draw(st.sampled_from(UNITS))
    rule = draw(rules)
    full = None if UNITS.index(gather) < UNITS.index(every) else draw(st.none() | FULL)
    return Item(
        item_id,
        Text("", ""),
        rule,
        full,
        gather=gather,
        applies_to=draw(WORDS),
        pool=draw(st.sampled_from(["", "", "shared"])),
        since=draw(st.none() | st.just(date(2026, 4, 1))),
        until=draw(st.none() | st.just(date(2026, 10, 1))),
    )


@st.composite
def made_up(draw: st.DrawFn, rules: st.SearchStrategy[Rule] = ANY_RULE) -> Scheme:
    """A scheme that no source would write, of everything that the language has."""
    found = tuple(draw(sections(number, rules)) for number in range(draw(st.integers(1, 3))))
    cycle = draw(st.sampled_from(UNITS))
    scalable = all(one.full for one in found)
    return replace(
        schemes.load("changzhou-2021"),
        notes=(),
        sections=found,
        cycle=cycle,
        since=draw(st.sampled_from([date(2021, 9, 1), date(2026, 3, 1)])),
        cancel=draw(st.just(()) | st.builds(Cancel, st.just((ABSENT,)), st.integers(1, 2)).map(lambda one: (one,))),
        total_full=draw(st.none() | FULL),
        scale_to=draw(st.none() | st.just(Decimal(100))) if scalable else None,
    )


@dataclass(frozen=True)
class Town:
    """A scheme, some members, what is known of them and of one who is not theirs, and what is asked for."""

    scheme: Scheme
    profiles: list[MemberProfile]
    facts: list[Fact]
    period: Period
    as_of: date | None
    running: date | None


@st.composite
def _profiles(draw: st.DrawFn, member: str) -> MemberProfile:
    spans = draw(st.lists(st.tuples(DAYS, st.integers(1, 200)), max_size=2))
    return MemberProfile(
        member,
        draw(st.sampled_from(["agency", "rural"])),
        joined=draw(st.none() | DAYS),
        left=draw(st.none() | DAYS),
        exempt=tuple(Period(day, day + timedelta(days)) for day, days in spans),
        roles=draw(st.sampled_from([(), ("new_member",)])),
    )


@st.composite
def _facts(draw: st.DrawFn, scheme: Scheme, members: list[str]) -> list[Fact]:
    """Facts that the scheme reads, of members and a stranger; now and then one cancels another."""
    read = [source for _, item in scheme.items() for source in item.rule.sources] or [MEETING]
    found: list[Fact] = []
    for number in range(draw(st.integers(0, 25))):
        source = draw(st.sampled_from(read))
        kind = VOCABULARY[source.kind]
        details = source.details or {"listed": tuple(kind.details), "item": ("x",), "free": ("",)}[kind.detail_use]
        undone = draw(st.sampled_from(found)) if found and draw(st.integers(0, 9)) == 0 else None
        found.append(
            Fact(
                str(number),
                undone.member if undone else draw(st.sampled_from([*members, "stranger"])),
                kind.code,
                draw(st.sampled_from(source.outcomes)),
                draw(DAYS),
                draw(QUANTITIES),
                draw(st.sampled_from(details)),
                draw(st.sampled_from(["", "", "a", "b"])),
                undone.id if undone else None,
            )
        )
    return found


@st.composite
def towns(draw: st.DrawFn, schemes_: st.SearchStrategy[Scheme]) -> Town:
    """A few members who are scored together."""
    scheme, period = draw(schemes_), draw(PERIODS)
    members = [f"m{number}" for number in range(draw(st.integers(1, 3)))]
    profiles = [draw(_profiles(member)) for member in members]
    later = st.none() | st.integers(0, 400).map(lambda days: period.start + timedelta(days))
    return Town(scheme, profiles, draw(_facts(scheme, members)), period, draw(later), draw(later))
