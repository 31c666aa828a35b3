"""The words of the tables that the command line shows of schemes, cards and comparisons."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from messages.i18n import _

HEADINGS: Mapping[str, Callable[[], str]] = {
    "scheme": lambda: _("Scheme"),
    "title": lambda: _("Title"),
    "subject": lambda: _("Who is scored"),
    "cycle": lambda: _("Cycle"),
    "since": lambda: _("In force since"),
    "section": lambda: _("Section"),
    "item": lambda: _("Item"),
    "rank": lambda: _("Rank"),
    "member": lambda: _("Member"),
    "total": lambda: _("Total"),
    "grade": lambda: _("Grade"),
    "points": lambda: _("Points"),
    "why": lambda: _("Why"),
    "full": lambda: _("Full"),
    "rule": lambda: _("Rule"),
    "article": lambda: _("Article"),
    "change": lambda: _("Change"),
    "entry": lambda: _("Entry"),
    "old": lambda: _("Old"),
    "new": lambda: _("New"),
    "items": lambda: _("By which items"),
    "on": lambda: _("Day"),
    "follows": lambda: _("What follows"),
    "cause": lambda: _("Cause"),
    "added": lambda: _("added"),
    "removed": lambda: _("removed"),
    "changed": lambda: _("changed"),
}
"""The heading, or the word in a cell, of each code."""


def heading(code: str) -> str:
    """Word a heading; KeyError for a code that has no words."""
    return HEADINGS[code]()


def ranking_title(scheme: str, period: str) -> str:
    """Head the ranking of a period."""
    return _("{scheme} · {period} · ranking").format(scheme=scheme, period=period)


def card_title(member: str, period: str, total: str) -> str:
    """Head a member's card."""
    return _("{member} · {period} · {total} points").format(member=member, period=period, total=total)


def ladder_title(member: str, period: str) -> str:
    """Head what a member has under a scheme without points."""
    return _("{member} · {period}").format(member=member, period=period)


def proposed(measure: str) -> str:
    """Say that a measure is proposed."""
    return _("Proposed: {measure}").format(measure=measure)


def decision_words(decision: str) -> str:
    """Say how a proposal was decided."""
    named = {"open": _("not decided yet"), "approved": _("agreed to"), "refused": _("turned down")}
    return named[decision]


def nothing_on_the_ladder() -> str:
    """Say that no breach is on record."""
    return _("Nothing is on record.")


def comparison_title(before: str, after: str, period: str) -> str:
    """Head the comparison of two schemes."""
    return _("From {before} to {after} · {period}").format(before=before, after=after, period=period)


def comparison_pending() -> str:
    """Say that what still waits counts nothing in the comparison."""
    return _("What still waits for an appraisal or a ballot counts 0 here; the places are provisional.")


def movement(rise: int | None) -> str:
    """Say how many places somebody moves."""
    if rise is None:
        return "–"
    if rise == 0:
        return _("same place")
    return _("up {places}").format(places=rise) if rise > 0 else _("down {places}").format(places=-rise)


def shift(item: str, change: str, usual: str) -> str:
    """Say what an item changes for somebody, and for the members on average."""
    return _("{item} {change} (on average {usual})").format(item=item, change=change, usual=usual)


def no_grade(code: str) -> str:
    """Word what stands in the place of a grade."""
    return {"pending": _("waits"), "unrated": _("not rated"), "none": _("no grade")}[code]


def no_faults(name: str) -> str:
    """Say that a scheme is right."""
    return _("{name}: no faults").format(name=name)


def fault_count(faults: int, files: int) -> str:
    """Sum up a lint."""
    return _("{faults} faults in {files} files").format(faults=faults, files=files)


def no_differences() -> str:
    """Say that two schemes are equal."""
    return _("The two schemes are the same.")


def scoring_progress() -> str:
    """Name the work while it runs."""
    return _("Scoring")
