"""Gradings from TOML tables and back."""

from __future__ import annotations

from itertools import pairwise

from scoring.grading import CONSEQUENCES, BallotGrading, Band, BandGrading, GradeName, Grading
from scoring.item_codec import plain_title, repeated
from scoring.points import plain
from scoring.rule_codec import plain_reads, read_reads
from scoring.toml_table import Table
from scoring.toml_text import Plain
from scoring.vocabulary import VOCABULARY


def read_grading(table: Table, section_ids: list[str]) -> Grading:
    """Build a grading; ``section_ids`` are what ties may be broken by."""
    kind = table.choice("kind", ("bands", "ballot"))
    grades = tuple(map(_read_grade, table.tables("grades", needed=True)))
    for code in repeated([grade.code for grade in grades]):
        table.place.fault(f'{table.path}grades: "{code}" is taken', "give each grade a code of its own")
    grading = _read_bands(table, grades) if kind == "bands" else _read_ballot(table, grades, section_ids)
    table.close()
    return grading


def _read_grade(table: Table) -> GradeName:
    grade = GradeName(
        table.text("code"),
        table.title("title"),
        table.words("consequences", CONSEQUENCES),
        table.words("probationary", CONSEQUENCES),
    )
    table.close()
    return grade


def _read_bands(table: Table, grades: tuple[GradeName, ...]) -> BandGrading:
    codes = [grade.code for grade in grades]
    return BandGrading(
        grades,
        _band_list(table, "bands", codes),
        _band_list(table, "probationary_bands", codes),
        table.number("low_below"),
        table.whole("low_years", 2, 10),
        table.choice("low_consequence", CONSEQUENCES),
    )


def _band_list(table: Table, key: str, codes: list[str]) -> tuple[Band, ...]:
    bands = []
    for entry in table.tables(key, needed=True):
        bands.append(Band(entry.number("at_least"), entry.choice("grade", codes or [""])))
        entry.close()
    for higher, lower in pairwise(bands):
        if lower.at_least >= higher.at_least:
            table.place.fault(
                f"{table.path}{key}: {plain(lower.at_least)} follows {plain(higher.at_least)}",
                "bands overlap unless each starts below the one before it",
            )
    if bands and bands[-1].at_least:
        table.place.fault(f"{table.path}{key} starts at {plain(bands[-1].at_least)}", "the lowest starts at 0")
    return tuple(bands)


def _read_ballot(table: Table, grades: tuple[GradeName, ...], section_ids: list[str]) -> BallotGrading:
    codes = [grade.code for grade in grades] or [""]
    outcomes = VOCABULARY["ballot"].outcomes
    for code in codes:
        if code not in outcomes:
            table.place.fault(f'{table.path}grades: "{code}" is no vote', f"allowed: {', '.join(outcomes)}")
    if len(codes) < 2:  # noqa: PLR2004 - the quota needs a best grade and a next one
        table.place.fault(f"{table.path}grades has one grade", "at least two, from best to worst")
    percent = table.number("quota_percent")
    if percent > 100:  # noqa: PLR2004 - of all members
        table.place.fault(f"{table.path}quota_percent is {plain(percent)}", "a percentage from 0 to 100")
    return BallotGrading(
        grades,
        read_reads(table, "veto"),
        table.choice("veto_grade", codes),
        read_reads(table, "set_grade"),
        table.choice("set_grade_to", codes),
        percent,
        table.words("tie_breaks", [*section_ids, "deducted"]),
    )


def plain_grading(grading: Grading) -> dict[str, Plain]:
    """Lay a grading out as a TOML table."""
    grades: list[Plain] = [
        {
            "code": grade.code,
            "title": plain_title(grade.title),
            **({"consequences": list(grade.consequences)} if grade.consequences else {}),
            **({"probationary": list(grade.probationary)} if grade.probationary else {}),
        }
        for grade in grading.grades
    ]
    if isinstance(grading, BandGrading):
        return {
            "kind": "bands",
            "grades": grades,
            "bands": _plain_bands(grading.bands),
            "probationary_bands": _plain_bands(grading.probationary_bands),
            "low_below": grading.low_below,
            "low_years": grading.low_years,
            "low_consequence": grading.low_consequence,
        }
    return {
        "kind": "ballot",
        "grades": grades,
        "veto": [plain_reads(reads) for reads in grading.veto],
        "veto_grade": grading.veto_grade,
        "set_grade": [plain_reads(reads) for reads in grading.set_grade],
        "set_grade_to": grading.set_grade_to,
        "quota_percent": grading.quota_percent,
        **({"tie_breaks": list(grading.tie_breaks)} if grading.tie_breaks else {}),
    }


def _plain_bands(bands: tuple[Band, ...]) -> list[Plain]:
    return [{"at_least": band.at_least, "grade": band.grade} for band in bands]
