"""Cards, rankings and comparisons, as tables on the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text as Line

from bot.ladder_tables import ladder_table
from bot.scheme_tables import bold, said, table
from bot.scoring_command import Scored
from messages.base import plain as text
from messages.grade_names import names_of
from messages.periods import name_of
from messages.points import outlook_lines
from messages.reasons import reason_words, standing_words
from messages.scheme_tables import card_title, heading, ladder_title, no_grade, ranking_title
from scoring import Grade, Reason, Scheme, ScoreCard, ScoreLine, SectionScore
from scoring.grades.pipeline import NO_GRADE
from scoring.points import plain
from scoring.telling.consequences import CONSEQUENCE_WORDS


def scored_tables(scored: Scored) -> Iterator[RenderableType]:
    """The ranking, then everybody's card with the reason for every point."""
    yield bold(ranking_title(said(scored.scheme.title), name_of(scored.period)))
    yield _ranking(scored)
    for card in scored.cards:
        yield Line("")
        yield from _card(card)
        yield from (Line(f"  · {text(line)}") for line in outlook_lines(card))
        if found := scored.climbs.get(card.member):
            yield ladder_table(found)
        if grade := scored.grades.get(card.member):
            yield from _grade(grade, scored.scheme)


def _ranking(scored: Scored) -> Table:
    """Places and points of all sections; a scheme without points has neither."""
    sections = {one.id: said(one.title) for card in scored.cards for one in card.sections}
    made = table(*(["rank"] if sections else []), "member", *(["grade"] if scored.grades else []))
    if sections:
        made.add_column(heading("total"))
    for words in sections.values():
        made.add_column(words)
    for card in scored.cards:
        shown = {section.id: plain(section.shown) for section in card.sections}
        rank = [str(scored.ranks.get(card.member, "–"))] if sections else []
        total = [plain(card.shown_total)] if sections else []
        grade = [grade_name(scored.grades[card.member].code, scored.scheme)] if scored.grades else []
        made.add_row(*rank, card.member, *grade, *total, *(shown.get(one, "") for one in sections))
    return made


def _card(card: ScoreCard) -> Iterator[RenderableType]:
    """Everything that somebody has, line by line; nothing below the heading where there are no points."""
    title = card_title(card.member, name_of(card.period), plain(card.shown_total))
    if not card.rated:
        yield bold(f"{ladder_title(card.member, name_of(card.period))} · {standing_words(card.standing)}")
    elif not card.sections:
        yield bold(ladder_title(card.member, name_of(card.period)))
    else:
        yield bold(title)
        yield _lines(card)


def _lines(card: ScoreCard) -> Table:
    made = table("item", "points", "why")
    for section in card.sections:
        made.add_row(bold(said(section.title)), *_points(section.shown, section))
        for line in section.lines:
            made.add_row(f"  {said(line.title)}", *_points(line.shown, line))
        made.add_section()
    if card.reasons:
        made.add_row(bold(heading("total")), plain(card.shown_total), _words(card.reasons))
    return made


def _points(shown: Decimal, of: ScoreLine | SectionScore) -> tuple[str, str]:
    """What it has of what it can have, and why."""
    full = "" if of.full is None else f"/{plain(of.full)}"
    return f"{plain(shown)}{full}", _words(of.reasons)


def _words(reasons: Sequence[Reason]) -> str:
    return "\n".join(map(reason_words, reasons))


def _grade(grade: Grade, scheme: Scheme) -> Iterator[RenderableType]:
    """The grade, why, and what follows."""
    if grade.code == NO_GRADE and scheme.grading.by == "none" and not grade.alerts:
        return
    yield bold(f"{heading('grade')}: {grade_name(grade.code, scheme)}")
    yield from (Line(f"  · {reason_words(why, names_of(scheme))}") for why in grade.reasons)
    yield from (Line(f"  → {said(CONSEQUENCE_WORDS[code])}") for code in grade.consequences)


def grade_name(code: str, scheme: Scheme) -> str:
    """Name a grade, or what stands in its place."""
    titles = {grade.code: said(grade.title) for grade in scheme.grading.grades}
    return titles.get(code) or no_grade(code)
