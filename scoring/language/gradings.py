"""Gradings from TOML tables and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Any, cast, get_args

from scoring.grades.merit import ADMITTED, DEDUCTED
from scoring.grading import At, Band, By, GradeName, Grading, VoteShare
from scoring.grading_consequences import CONSEQUENCES
from scoring.language.grading_checks import check_bands, check_ways, check_whole
from scoring.language.grading_parts import PARTS, Known, read_length
from scoring.language.rules import plain_reads
from scoring.language.table import MISSING, Table
from scoring.language.writing import Plain
from scoring.measures import TOTAL
from scoring.member import ROLES
from scoring.rules.base import Reads
from scoring.text import Text


def read_grading(table: Table, measures: Sequence[str], items: Sequence[str]) -> Grading:
    """Build a grading; ``measures`` are the ids of sections and named sums, ``items`` those of the items."""
    grades = tuple(map(_read_grade, table.tables("grades")))
    known = Known(tuple(grade.code for grade in grades), (TOTAL, *measures), items)
    parts: dict[str, Any] = {
        key: tuple(read(entry, known) for entry in table.tables(key)) for key, read in PARTS.items()
    }
    grading = Grading(
        by=cast("By", table.choice("by", get_args(By))),
        at=cast("At", table.choice("at", get_args(At))),
        grades=grades,
        of=table.choice("of", known.measures, default=TOTAL),
        bands=_read_bands(table, "bands", known),
        probationary_bands=_read_bands(table, "probationary_bands", known),
        shares=tuple(_read_share(entry, known) for entry in table.tables("shares")),
        otherwise=table.choice("otherwise", known.grades or ("",), default=""),
        tie_breaks=table.words("tie_breaks", [*measures, DEDUCTED, ADMITTED]),
        excluded=table.words("excluded", [*ROLES, "probationary"]),
        **parts,
    )
    table.close()
    check_bands(table, grading)
    check_ways(table, grading)
    check_whole(table, grading)
    return grading


def _read_grade(table: Table) -> GradeName:
    grade = GradeName(
        table.text("code"),
        table.title("title"),
        table.words("consequences", CONSEQUENCES),
        table.words("probationary", CONSEQUENCES),
        read_length(table, "at"),
    )
    table.close()
    return grade


def _read_bands(table: Table, key: str, known: Known) -> tuple[Band, ...]:
    bands = []
    for entry in table.tables(key):
        bands.append(Band(entry.number("at_least"), entry.choice("grade", known.grades or ("",))))
        entry.close()
    return tuple(bands)


def _read_share(table: Table, known: Known) -> VoteShare:
    share = VoteShare(
        table.text("voters"),
        table.words("outcomes", known.votes, default=MISSING),
        table.number("more_than"),
        table.choice("grade", known.grades or ("",)),
    )
    table.close()
    return share


def plain_grading(grading: Grading) -> dict[str, Plain]:
    """Lay a grading out as a TOML table, defaults left out."""
    return cast("dict[str, Plain]", _plain(grading))


def _plain(value: object) -> Plain:
    if isinstance(value, Reads):
        return plain_reads(value)
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, str | int | Decimal):
        return value
    entries = fields(cast("Any", value))
    return {e.name: _plain(getattr(value, e.name)) for e in entries if getattr(value, e.name) != e.default}
