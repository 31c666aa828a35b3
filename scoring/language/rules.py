"""Rules from TOML tables and back; what no fact can reach is a fault."""

from __future__ import annotations

from dataclasses import MISSING as NO_DEFAULT
from dataclasses import fields, is_dataclass
from typing import Any, Final, cast

from scoring.language.reads import plain_reads, read_reads
from scoring.language.rule_checks import faults_of
from scoring.language.rule_readers import READERS
from scoring.language.table import Table
from scoring.language.writing import Plain
from scoring.rules import RULE_KINDS, Discretionary, Reads, Rule

__all__ = ["plain_reads", "plain_rule", "read_reads", "read_rule"]

_UNREADABLE: Final = Discretionary("deduct", ())


def read_rule(table: Table, item_id: str) -> Rule:
    """Build the rule of an item; kinds whose detail is an item's id read the item's own facts by default."""
    faults = table.place.faults
    before = len(faults)
    kind = table.choice("kind", RULE_KINDS)
    if len(faults) > before:
        return _UNREADABLE  # which keys it should have depends on the kind
    rule = READERS[kind](table, item_id)
    table.close()
    named = {_key(fault.found) for fault in faults[before:]}
    for found, allowed in faults_of(rule):
        if _key(f"{table.path}{found}") not in named:
            table.place.fault(f"{table.path}{found}", allowed)
    return rule


def _key(found: str) -> str:
    """The key that a fault is about: a value that could not be read is not a fault once more."""
    return found.partition(" ")[0]


def plain_rule(rule: Rule) -> dict[str, Plain]:
    """Lay a rule out as a TOML table, defaults left out."""
    names = {kind: name for name, kind in RULE_KINDS.items()}
    return {"kind": names[type(rule)], **_plain_fields(rule)}


def _plain_fields(value: object) -> dict[str, Plain]:
    """Lay out a dataclass; a field ``from_`` is the key ``from``."""
    data: dict[str, Plain] = {}
    for entry in fields(cast("Any", value)):
        inner = getattr(value, entry.name)
        if entry.default is NO_DEFAULT or inner != entry.default:
            data[entry.name.rstrip("_")] = _plain(inner)
    return data


def _plain(value: object) -> Plain:
    if isinstance(value, Reads):
        return plain_reads(value)
    if is_dataclass(value):
        return _plain_fields(value)
    if isinstance(value, tuple):
        pairs = value and isinstance(value[0], tuple)
        return dict(value) if pairs else [_plain(inner) for inner in value]
    return cast("Plain", value)
