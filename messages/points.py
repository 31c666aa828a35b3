"""Wording of "my points": total, sections, lines, and behind each line its reasons and facts."""

from __future__ import annotations

from datetime import timedelta
from functools import lru_cache

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, Keyboard, Wording, button, clip, safe, words
from messages.home import home_button
from messages.i18n import _, language, speaking
from messages.pages import page_buttons
from messages.periods import name_of
from messages.reasons import reason_words, standing_words
from messages.rule_reasons import outcome_words
from messages.times import full_day
from scoring import VOCABULARY, ScoreCard, ScoreLine, SectionScore, from_json
from scoring.periods import Period, enclosing
from scoring.points import plain, shown
from storage.notices import points as said

LINES_A_PAGE = 8
LABEL = 40
"""Characters on a button."""

NOTE = 120
"""Characters of a fact's note that are shown."""

CARDS_HELD = 1024


class PointsShow(CallbackData, prefix="pt"):
    """Show the card of a period by its label; empty is the running month."""

    period: str


class PointsLines(CallbackData, prefix="ps"):
    """Show a page of a section's lines."""

    period: str
    section: int
    page: int


class PointsReason(CallbackData, prefix="pw"):
    """Show why a line stands as it does."""

    period: str
    section: int
    line: int
    page: int


@words(said.MyPoints)
def mine(notice: said.MyPoints) -> Wording:
    """Show the card: total and sections."""
    return _overview(notice.card, language(), running=notice.running)


@words(said.PointsSection)
def section(notice: said.PointsSection) -> Wording:
    """Show a section's lines, each with what it gave and the first reason."""
    card = from_json(notice.card)
    shown = card.sections[notice.section]
    pages = max(1, -(-len(shown.lines) // LINES_A_PAGE))
    first = notice.page * LINES_A_PAGE
    lines = shown.lines[first : first + LINES_A_PAGE]
    text = [
        f"<b>{safe(shown.title.to(language()))}</b> · {name_of(card.period)}",
        _section_line(shown),
        *(f"({safe(reason_words(why))})" for why in shown.reasons),
        "",
        *(_line_text(line) for line in lines),
        "",
        _("Tap a line to see its facts."),
    ]
    rows: list[tuple[Button, ...]] = [
        (_line_button(card, notice.section, first + index, line),) for index, line in enumerate(lines)
    ]
    label = card.period.label
    turns = page_buttons(notice.page, pages, lambda page: PointsLines(period=label, section=notice.section, page=page))
    back = button(_("‹ All sections"), PointsShow(period=label))
    return Wording("\n".join(text), (*rows, *((turns,) if turns else ()), (back, home_button())))


@words(said.PointsWhy)
def why(notice: said.PointsWhy) -> Wording:
    """Show a line's reasons and the facts behind it."""
    card = from_json(notice.card)
    line = card.sections[notice.section].lines[notice.line]
    text = [
        f"<b>{safe(line.title.to(language()))}</b> · {name_of(card.period)}",
        _("Points: <b>{points}</b>").format(points=_points_of(line)),
        *(f"• {safe(reason_words(reason))}" for reason in line.reasons),
        *([_("Rule: {article}").format(article=safe(line.article))] if line.article else []),
        "",
        *(_fact_text(fact) for fact in notice.facts),
        *([] if notice.facts else [_("No facts are recorded for this line.")]),
    ]
    label = card.period.label

    def turn(page: int) -> CallbackData:
        return PointsReason(period=label, section=notice.section, line=notice.line, page=page)

    turns = page_buttons(notice.page, notice.pages, turn)
    place = PointsLines(period=label, section=notice.section, page=notice.line // LINES_A_PAGE)
    back = button(_("‹ Back"), place)
    return Wording("\n".join(text), (*((turns,) if turns else ()), (back, home_button())))


@words(said.PointsSent)
def sent(_notice: said.PointsSent) -> Wording:
    """Say in the group where the answer went."""
    return Wording(_("Your points are for you alone: I have sent them to our private chat."))


@words(said.PointsNeedChat)
def need_chat(notice: said.PointsNeedChat) -> Wording:
    """Say in the group what to do first."""
    link = Button(_("Open our private chat"), url=f"https://t.me/{notice.bot}")
    return Wording(_("Your points are for you alone. Please open our private chat and send /points there."), ((link,),))


@lru_cache(maxsize=CARDS_HELD)
def _overview(text: str, reader: str, *, running: bool) -> Wording:
    """Word a card; the same card reads the same, so that the question asked most is worded once a card."""
    with speaking(reader):
        card = from_json(text)
        return Wording("\n".join(_overview_lines(card)), _overview_keyboard(card, running=running))


def _overview_lines(card: ScoreCard) -> list[str]:
    head = _("<b>My points</b> · {period}").format(period=name_of(card.period))
    if not card.rated:
        return [head, _("You are not rated: {standing}.").format(standing=standing_words(card.standing))]
    lines = [head, _("Total: <b>{points}</b>").format(points=_of(plain(card.shown_total), plain(card.full)))]
    lines += [f"({safe(reason_words(why))})" for why in card.reasons]
    if card.covers != card.period:
        first, last = full_day(card.covers.start), full_day(card.period.last)
        yearly = _("This scheme counts the year: {first} to {last}.")
        told = yearly if card.covers.name == "year" else _("Counted here: {first} to {last}.")
        lines.append(told.format(first=first, last=last))
    lines += outlook_lines(card)
    lines += ["", *(_section_entry(one) for one in card.sections)]
    return [*lines, "", _("Tap a section to see the reason for every point.")]


def outlook_lines(card: ScoreCard) -> list[str]:
    """What the period can still bring, and what the next grade asks for."""
    ahead, lines = card.outlook, list[str]()
    if ahead is None:
        return lines
    if ahead.best is not None and ahead.best > card.total:
        best = plain(shown(ahead.best))
        lines.append(_("Within reach by the end of {period}: {best}").format(period=name_of(card.covers), best=best))
    if ahead.next_grade is not None:
        reachable = ahead.best is None or ahead.best >= card.total + ahead.missing
        told = _("{missing} more for {grade}") if reachable else _("{missing} short of {grade}, out of reach this time")
        grade = safe(ahead.next_grade.to(language()))
        lines.append(told.format(missing=plain(ahead.missing), grade=grade))
    return lines


def _overview_keyboard(card: ScoreCard, *, running: bool) -> Keyboard:
    label = card.period.label
    sections = tuple(
        (button(clip(one.title.to(language()), LABEL), PointsLines(period=label, section=index, page=0)),)
        for index, one in enumerate(card.sections)
    )
    back = () if running else (button(_("This month"), PointsShow(period="")),)
    return (*sections, *_other_periods(card.period), (*back, home_button()))


def _other_periods(period: Period) -> Keyboard:
    """From a month: the one before, its quarter and its year."""
    if period.name != "month":
        return ()
    before = enclosing(period.start - timedelta(days=1), "month")
    longer = [enclosing(period.start, unit) for unit in ("quarter", "year")]
    return (
        (button("‹ " + name_of(before), PointsShow(period=before.label)),),
        tuple(button(name_of(one), PointsShow(period=one.label)) for one in longer),
    )


def _section_entry(section: SectionScore) -> str:
    told = _("{section}: {points}").format(section=safe(section.title.to(language())), points=_section_line(section))
    return f"▪ {told}"


def _section_line(section: SectionScore) -> str:
    if section.pending:
        return _("waits for the appraisal")
    return f"<b>{_of(plain(section.shown), plain(section.full) if section.full is not None else '')}</b>"


def _of(points: str, full: str) -> str:
    return f"{points} / {full}" if full else points


def _points_of(line: ScoreLine) -> str:
    if line.pending:
        return _("not yet")
    points = plain(line.shown).replace("-", "−")
    return _of(points, plain(line.full)) if line.full is not None and line.points >= 0 else points


def _line_text(line: ScoreLine) -> str:
    told = f" · {safe(reason_words(line.reasons[0]))}" if line.reasons else ""
    return f"{_mark(line)} {safe(line.title.to(language()))} <b>{_points_of(line)}</b>{told}"


def _mark(line: ScoreLine) -> str:
    """Show at a glance what is full, what is not, and what has not begun."""
    if line.pending or any(why.code == "none_yet" for why in line.reasons):
        return "▫"
    kept = line.points >= line.full if line.full is not None else line.points >= 0
    return "✅" if kept else "🔸"


def _line_button(card: ScoreCard, section: int, index: int, line: ScoreLine) -> Button:
    label = clip(f"{line.title.to(language())} {_points_of(line)}", LABEL)
    return button(label, PointsReason(period=card.period.label, section=section, line=index, page=0))


def _fact_text(fact: said.FactSeen) -> str:
    kind = VOCABULARY[fact.kind]
    name = kind.details[fact.detail].to(language()) if fact.detail in kind.details else kind.name.to(language())
    times = f" ×{plain(fact.quantity)}" if fact.quantity != 1 else ""
    note = f"「{safe(clip(fact.note, NOTE))}」" if fact.note else ""
    head = f"▪ {full_day(fact.on)} {safe(name)} · {safe(outcome_words(fact.kind, fact.outcome))}{times}{note}"
    if not fact.author:
        return f"{head}\n   " + _("entered by the calendar on {day}").format(day=full_day(fact.recorded_on))
    recorded = _("recorded by {author} on {day}").format(author=safe(fact.author), day=full_day(fact.recorded_on))
    return f"{head}\n   {recorded}"
