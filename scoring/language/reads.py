"""What is read, from TOML tables and back."""

from __future__ import annotations

from collections.abc import Iterable

from scoring.language.table import Table
from scoring.language.writing import Plain
from scoring.rules.base import Reads
from scoring.vocabulary import VOCABULARY


def read_reads(table: Table, key: str, item_id: str = "", *, needed: bool = True) -> tuple[Reads, ...]:
    """Build what is read, each kind, outcome and detail being one of the vocabulary's.

    Kinds whose detail is an item's id read ``item_id`` when no details are given.
    """
    return tuple(_read_one(entry, item_id) for entry in table.tables(key, needed=needed))


def _read_one(table: Table, item_id: str) -> Reads:
    kind = VOCABULARY[table.choice("kind", VOCABULARY)]
    known = table.data.get("kind") == kind.code  # otherwise nobody can say which outcomes and details are right
    outcomes = table.words("outcomes", kind.outcomes if known else None, default=list(kind.outcomes))
    listed = kind.details if known and kind.detail_use == "listed" else None
    details = table.words("details", listed)
    table.close()
    if kind.detail_use == "item" and item_id and not details:
        details = (item_id,)
    return Reads(kind.code, outcomes, details)


def outcomes_of(reads: Iterable[Reads]) -> tuple[str, ...]:
    """All outcomes that are read, in their order."""
    return tuple(outcome for match in reads for outcome in match.outcomes)


def plain_reads(reads: Reads) -> dict[str, Plain]:
    """Lay out what is read."""
    data: dict[str, Plain] = {"kind": reads.kind, "outcomes": list(reads.outcomes)}
    return data | ({"details": list(reads.details)} if reads.details else {})
