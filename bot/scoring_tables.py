"""Cards, rankings and comparisons, as tables on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Line

from bot.scheme_tables import said, table
from bot.scoring_command import Scored
from messages.periods import name_of
from messages.reasons import reason_words, standing_words
from messages.scheme_tables import card_title, heading, no_grade, ranking_title
from scoring import Grade, Reason, Scheme, ScoreCard, ScoreLine, SectionScore
from scoring.consequence_words import CONSEQUENCE_WORDS
from scoring.describe_marks import Names
from scoring.points import plain


def scored_tables(scored: Scored) -> Iterator[RenderableType]:
    """The ranking, then everybody's card with the reason for every point."""
    yield _ranking(scored)
    for card in scored.cards:
        yield Line("")
        yield _card(card)
        if grade := scored.grades.get(card.member):
            yield from _grade(grade, scored.scheme)


def _ranking(scored: Scored) -> Table:
    ranks = {place.member: str(place.rank) for place in scored.ranking}
    sections = {s.id: said(s.title) for card in scored.cards for s in card.sections}
    made = table("rank", "member", title=ranking_title(said(scored.scheme.title), name_of(scored.period)))
    for title in sections.values():
        made.add_column(title)
    made.add_column(heading("total"))
    if scored.grades:
        made.add_column(heading("grade"))
    for card in scored.cards:
        shown = {section.id: plain(section.shown) for section in card.sections}
        grade = [grade_name(scored.grades[card.member].code, scored.scheme)] if scored.grades else []
        points = [shown.get(section, "") for section in sections]
        made.add_row(ranks.get(card.member, "–"), card.member, *points, plain(card.shown_total), *grade)
    return made


def _card(card: ScoreCard) -> RenderableType:
    title = card_title(card.member, name_of(card.period), plain(card.shown_total))
    if not card.rated:
        return Line(f"{title} · {standing_words(card.standing)}", style="bold")
    made = table("item", "points", "why", title=title)
    for section in card.sections:
        made.add_row(Line(said(section.title), style="bold"), *_points(section.shown, section), end_section=False)
        for line in section.lines:
            made.add_row(f"  {said(line.title)}", *_points(line.shown, line))
        made.add_section()
    if card.reasons:
        made.add_row(Line(heading("total"), style="bold"), plain(card.shown_total), _words(card.reasons))
    return made


def _points(shown: Decimal, of: ScoreLine | SectionScore) -> tuple[str, str]:
    """What it has of what it can have, and why."""
    full = "" if of.full is None else f"/{plain(of.full)}"
    return f"{plain(shown)}{full}", _words(of.reasons)


def _words(reasons: Sequence[Reason]) -> str:
    return "\n".join(map(reason_words, reasons))


def _grade(grade: Grade, scheme: Scheme) -> Iterator[RenderableType]:
    """The grade, why, and what follows."""
    yield Line(f"{heading('grade')}: {grade_name(grade.code, scheme)}", style="bold")
    yield from (Line(f"  · {reason_words(_named(why, scheme))}") for why in grade.reasons)
    yield from (Line(f"  → {said(CONSEQUENCE_WORDS[code])}") for code in grade.consequences)


def _named(why: Reason, scheme: Scheme) -> Reason:
    """Replace the scheme's own codes in a reason by the titles that it gives them."""
    names, params = Names.of(scheme), dict(why.params)
    for key, title in {
        "grade": names.grade,
        "grades": names.grade,
        "of": names.measure,
        "items": names.item,
        "alert": names.mark,
        "earlier": names.mark,
        "limit": names.mark,
        "gate": names.mark,
    }.items():
        if key in params:
            params[key] = "、".join(said(title(code)) for code in params[key].split(","))
    return Reason(why.code, params, why.when)


def grade_name(code: str, scheme: Scheme) -> str:
    """Name a grade, or what stands in its place."""
    titles = {grade.code: said(grade.title) for grade in scheme.grading.grades}
    return titles.get(code) or no_grade(code)
