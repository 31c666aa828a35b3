"""One reader for each rule kind: from a TOML table to the rule, faults noted on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, cast, get_args

from scoring.facts import ONE
from scoring.language.reads import outcomes_of, read_reads
from scoring.language.table import Table
from scoring.points import ZERO
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
from scoring.rules.check import MISSING
from scoring.rules.discretionary import PerEntry
from scoring.rules.grade import Ungraded
from scoring.rules.occurrence import Effect, Per
from scoring.rules.share import ShareOf
from scoring.rules.tiers import Of, Unmeasured

MANY: Final = 1_000_000  # more occurrences than any unit has


def _effect(table: Table) -> Effect:
    return cast("Effect", table.choice("effect", get_args(Effect)))


def _per(table: Table) -> Per:
    return cast("Per", table.choice("per", get_args(Per), default="quantity"))


def _good(table: Table, key: str, reads: tuple[Reads, ...]) -> tuple[str, ...]:
    """Read a list of some of the outcomes that are read; it must be there."""
    return table.words(key, outcomes_of(reads), default=None)


def _occurrence(table: Table, item_id: str) -> Rule:
    return PerOccurrence(
        effect=_effect(table),
        reads=read_reads(table, "reads", item_id),
        each=table.number("each"),
        per=_per(table),
        unless=read_reads(table, "unless", item_id, needed=False),
        needs=read_reads(table, "needs", item_id, needed=False),
    )


def _tariff(table: Table, item_id: str) -> Rule:
    prices = tuple(_price(entry, item_id) for entry in table.tables("prices", needed=True))
    return Tariff(_effect(table), prices, read_reads(table, "looked_at", item_id, needed=False))


def _price(table: Table, item_id: str) -> Price:
    price = Price(
        read_reads(table, "reads", item_id), table.number("each"), _per(table), table.optional_number("below")
    )
    table.close()
    return price


def _ladder(table: Table, item_id: str) -> Rule:
    reads = read_reads(table, "reads", item_id)
    return Ladder(_effect(table), reads, tuple(map(_step, table.tables("steps", needed=True))))


def _step(table: Table) -> Step:
    step = Step(Decimal(table.whole("from", 1, MANY)), table.number("each"))
    table.close()
    return step


def _share(table: Table, item_id: str) -> Rule:
    reads = read_reads(table, "reads", item_id)
    per = cast("ShareOf", table.choice("per", get_args(ShareOf), default="event"))
    return ShareAttended(reads, _good(table, "attended", reads), per)


def _shortfall(table: Table, item_id: str) -> Rule:
    reads = read_reads(table, "reads", item_id)
    return Shortfall(reads, table.number("target"), table.number("each"), table.number("step", ONE))


def _quota(table: Table, item_id: str) -> Rule:
    parts = tuple(_part(entry, item_id) for entry in table.tables("parts", needed=True))
    return Quota(parts, table.number("each"), table.flag("once"))


def _part(table: Table, item_id: str) -> Part:
    part = Part(read_reads(table, "reads", item_id), table.number("target"))
    table.close()
    return part


def _attendance_quota(table: Table, item_id: str) -> Rule:
    reads = read_reads(table, "reads", item_id)
    attended = _good(table, "attended", reads)
    return AttendanceQuota(reads, attended, table.number("target"), table.number("each"))


def _threshold(table: Table, item_id: str) -> Rule:
    return Threshold(read_reads(table, "reads", item_id), table.number("target"))


def _tiers(table: Table, item_id: str) -> Rule:
    reads = read_reads(table, "reads", item_id)
    of = cast("Of", table.choice("of", get_args(Of)))
    return Tiers(
        reads,
        of,
        tuple(map(_tier, table.tables("tiers", needed=True))),
        _good(table, "good", reads) if of == "share" else (),
        table.signed("otherwise", ZERO),
        cast("Unmeasured", table.choice("unmeasured", get_args(Unmeasured), default="pending")),
    )


def _tier(table: Table) -> Tier:
    tier = Tier(table.signed("points"), table.optional_number("at_least"), table.optional_number("above"))
    table.close()
    return tier


def _rate(table: Table, item_id: str) -> Rule:
    reads = read_reads(table, "reads", item_id)
    return RateSteps(reads, _good(table, "good", reads), table.number("step"), table.number("each"))


def _grade(table: Table, item_id: str) -> Rule:
    reads, points = read_reads(table, "reads", item_id), table.signed_numbers("points")
    return GradePoints(reads, points, cast("Ungraded", table.choice("ungraded", get_args(Ungraded), default="pending")))


def _levels(table: Table, item_id: str) -> Rule:
    return Levels(read_reads(table, "reads", item_id), table.numbers("points"))


def _mark(table: Table, item_id: str) -> Rule:
    return Mark(read_reads(table, "reads", item_id), table.number("least", ZERO))


def _mean(table: Table, item_id: str) -> Rule:
    return MeanRating(read_reads(table, "reads", item_id), table.number("out_of"))


def _proportion(table: Table, item_id: str) -> Rule:
    return Proportion(read_reads(table, "reads", item_id))


def _discretionary(table: Table, item_id: str) -> Rule:
    reads = read_reads(table, "reads", item_id)
    least, most = table.number("least", ZERO), table.optional_number("most")
    unless = read_reads(table, "unless", item_id, needed=False)
    per = cast("PerEntry", table.choice("per", get_args(PerEntry), default="event"))
    return Discretionary(_effect(table), reads, least, most, unless, per)


def _check(table: Table, item_id: str) -> Rule:
    reads = read_reads(table, "reads", item_id)
    missing = table.words("missing", default=[MISSING])
    return Check(reads, table.number("each", ZERO), missing, table.optional_number("half"))


READERS: Final[Mapping[str, Callable[[Table, str], Rule]]] = {
    "occurrence": _occurrence,
    "tariff": _tariff,
    "ladder": _ladder,
    "share": _share,
    "shortfall": _shortfall,
    "quota": _quota,
    "attendance_quota": _attendance_quota,
    "threshold": _threshold,
    "tiers": _tiers,
    "rate": _rate,
    "grade": _grade,
    "levels": _levels,
    "mark": _mark,
    "mean": _mean,
    "proportion": _proportion,
    "discretionary": _discretionary,
    "check": _check,
}
"""Kind to reader, for every kind of RULE_KINDS."""
