"""What the codes in a grade's reasons are called in their scheme."""

from __future__ import annotations

from collections.abc import Mapping

from messages.i18n import _, language
from scoring import VOCABULARY, Scheme, Text
from scoring.details import VOTERS
from scoring.sheets.member_words import WHO

Names = Mapping[str, Mapping[str, Text]]
"""Titles by the name of the param and then by code."""

_GRADES = VOCABULARY["assessment"].outcomes
GENERAL: Names = {"grade": _GRADES, "grades": _GRADES, "voters": VOTERS, "role": WHO}
"""What is called the same in every scheme."""

LISTS = ("grades", "items")
"""Params that hold several codes, separated by commas."""


def names_of(scheme: Scheme) -> Names:
    """Collect the titles of a scheme's grades, alerts, gates, sections, sums, items and listed behaviours."""
    grading = scheme.grading
    grades = {**_GRADES, **{grade.code: grade.title for grade in grading.grades}}
    marks = {mark.code: mark.title for mark in grading.marks if mark.title is not None}
    return {
        **GENERAL,
        "grade": grades,
        "grades": grades,
        "alert": marks,
        "earlier": marks,
        "gate": {gate.code: gate.title for gate in grading.gates if gate.title is not None},
        "of": {one.id: one.title for one in scheme.sections} | {one.id: one.title for one in scheme.totals},
        "items": {item.id: item.title for _section, item in scheme.items()},
        "behaviour": {choice.id: choice.title for choice in scheme.behaviours},
    }


def named(param: str, codes: str, names: Names) -> str:
    """Put names for the code or the codes of a param; what has no name stays as it is."""
    known = names.get(param, {})
    parts = codes.split(",") if param in LISTS else [codes]
    return _(", ").join(_name(known, part) for part in parts)


def _name(known: Mapping[str, Text], code: str) -> str:
    if code == "total" and code not in known:
        return _("total")
    return known[code].to(language()) if code in known else code
