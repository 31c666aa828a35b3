"""Rules from TOML tables and back; what no fact can reach is a fault."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING as NO_DEFAULT
from dataclasses import fields
from typing import Any, Final, cast, get_args

from scoring.facts import ONE
from scoring.rules import (
    RULE_KINDS,
    Discretionary,
    GradePoints,
    PerOccurrence,
    RateSteps,
    Reads,
    Rule,
    ShareAttended,
    Shortfall,
)
from scoring.rules.occurrence import Effect, Per
from scoring.toml_table import Table
from scoring.toml_text import Plain
from scoring.vocabulary import VOCABULARY


def read_rule(table: Table, item_id: str) -> Rule:
    """Build the rule of an item; claims and discretionary facts without details are the item's own."""
    kind = table.choice("kind", RULE_KINDS)
    rule = _READERS[kind](table, item_id)
    table.close()
    _check_reach(rule, table)
    return rule


def read_reads(table: Table, key: str, item_id: str = "", *, needed: bool = True) -> tuple[Reads, ...]:
    """Build what is read, each kind, outcome and detail being one of the vocabulary's."""
    return tuple(_read_one(entry, item_id) for entry in table.tables(key, needed=needed))


def _read_one(table: Table, item_id: str) -> Reads:
    kind = VOCABULARY[table.choice("kind", VOCABULARY)]
    outcomes = table.words("outcomes", kind.outcomes, default=list(kind.outcomes))
    listed = kind.details if kind.detail_use == "listed" else None
    details = table.words("details", listed)
    table.close()
    if kind.detail_use == "item" and item_id and not details:
        details = (item_id,)
    return Reads(kind.code, outcomes, details)


def _occurrence(table: Table, item_id: str) -> Rule:
    return PerOccurrence(
        effect=cast("Effect", table.choice("effect", get_args(Effect))),
        reads=read_reads(table, "reads", item_id),
        each=table.number("each"),
        per=cast("Per", table.choice("per", get_args(Per), default="quantity")),
        unless=read_reads(table, "unless", item_id, needed=False),
    )


def _share(table: Table, item_id: str) -> Rule:
    reads = read_reads(table, "reads", item_id)
    return ShareAttended(reads, table.words("attended", _outcomes(reads), default=None))


def _shortfall(table: Table, item_id: str) -> Rule:
    reads = read_reads(table, "reads", item_id)
    return Shortfall(reads, table.number("target"), table.number("each"), table.number("step", ONE))


def _rate(table: Table, item_id: str) -> Rule:
    reads = read_reads(table, "reads", item_id)
    good = table.words("good", _outcomes(reads), default=None)
    return RateSteps(reads, good, table.number("step"), table.number("each"))


def _grade(table: Table, item_id: str) -> Rule:
    return GradePoints(read_reads(table, "reads", item_id), table.numbers("points"))


def _discretionary(table: Table, item_id: str) -> Rule:
    effect = cast("Effect", table.choice("effect", get_args(Effect)))
    return Discretionary(effect, read_reads(table, "reads", item_id))


_READERS: Final[Mapping[str, Callable[[Table, str], Rule]]] = {
    "occurrence": _occurrence,
    "share": _share,
    "shortfall": _shortfall,
    "rate": _rate,
    "grade": _grade,
    "discretionary": _discretionary,
}


def _outcomes(reads: tuple[Reads, ...]) -> tuple[str, ...]:
    return tuple(outcome for match in reads for outcome in match.outcomes)


def _check_reach(rule: Rule, table: Table) -> None:
    """Note numbers and outcomes with which the rule would never, or always, give the same."""
    if isinstance(rule, Shortfall | RateSteps) and not rule.step:
        table.place.fault(f"{table.path}step is 0", "a step above 0")
    if isinstance(rule, PerOccurrence | Shortfall | RateSteps) and not rule.each:
        table.place.fault(f"{table.path}each is 0", "points above 0")
    if isinstance(rule, GradePoints):
        priced = {grade for grade, _ in rule.points}
        missing = [outcome for outcome in _outcomes(rule.reads) if outcome not in priced]
        unread = sorted(priced - set(_outcomes(rule.reads)))
        if missing:
            table.place.fault(f"{table.path}points lacks {', '.join(missing)}", "give points for each grade")
        if unread:
            table.place.fault(f"{table.path}points names {', '.join(unread)}", "only grades that it reads")


def plain_rule(rule: Rule) -> dict[str, Plain]:
    """Lay a rule out as a TOML table, defaults left out."""
    names = {kind: name for name, kind in RULE_KINDS.items()}
    data: dict[str, Plain] = {"kind": names[type(rule)]}
    for entry in fields(cast("Any", rule)):  # every rule is a dataclass, which the base cannot say
        value = getattr(rule, entry.name)
        if entry.default is NO_DEFAULT or value != entry.default:
            data[entry.name] = _plain(value)
    return data


def plain_reads(reads: Reads) -> dict[str, Plain]:
    """Lay out what is read."""
    data: dict[str, Plain] = {"kind": reads.kind, "outcomes": list(reads.outcomes)}
    return data | ({"details": list(reads.details)} if reads.details else {})


def _plain(value: object) -> Plain:
    if isinstance(value, tuple):
        if value and isinstance(value[0], Reads):
            return [plain_reads(reads) for reads in value]
        return dict(value) if value and isinstance(value[0], tuple) else list(value)
    return cast("Plain", value)
