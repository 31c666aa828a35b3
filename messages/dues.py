"""Wording of the ticking screen, of a member's own dues and of their reminders."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, Keyboard, RowId, Wording, button, clip, safe, words
from messages.claim_view import day
from messages.dues_taps import PayerList, SheetBegin, StatementFile, StatementShow
from messages.home import home_button
from messages.i18n import _, speaking
from scoring.points import plain
from storage.notices import dues as said
from storage.vocabulary import DuesState

NAME_WIDTH = 12
OWED = (DuesState.DUE, DuesState.SHORT, DuesState.UNPAID)


class DuesTick(CallbackData, prefix="dt"):
    """Enter a payment (``paid``) or take it back; ``page`` and ``mode`` bring the same screen back."""

    dues_id: RowId
    paid: bool
    page: int
    mode: str


class DuesShort(CallbackData, prefix="dh"):
    """Ask how much this member paid."""

    dues_id: RowId


class DuesShow(CallbackData, prefix="ds"):
    """Show the screen of a month (``2026-07``)."""

    month: str
    page: int
    mode: str


class DuesMine(CallbackData, prefix="dm"):
    """Show one's own dues."""


def _marks() -> dict[DuesState, str]:
    return {
        DuesState.DUE: "☐",
        DuesState.PAID: "☑",
        DuesState.LATE: _("☑ late"),
        DuesState.SHORT: _("◪ short"),
        DuesState.UNPAID: _("☐ unpaid"),
        DuesState.EXEMPT: _("– exempt"),
    }


def money(amount: Decimal) -> str:
    """Write yuan."""
    return _("¥{amount}").format(amount=plain(amount))


def month_name(month: date) -> str:
    """Write a month with its year."""
    return _("{year}-{month:02d}").format(year=month.year, month=month.month)


@words(said.DuesScreen)
def screen(notice: said.DuesScreen) -> Wording:
    """Show a month's payers with a tick each."""
    lines = [
        _("<b>Dues {month}</b>").format(month=month_name(notice.month)),
        _("Due on {day} · paid {paid} of {payers}").format(
            day=day(notice.due_on), paid=notice.paid, payers=notice.payers
        ),
        _mode_line(notice.mode, past_due=notice.past_due),
    ]
    if notice.settled:
        lines.append(_("This month is settled: a change reverses the recorded fact."))
    rows = [(_tick_button(notice, line),) for line in notice.lines]
    return Wording("\n".join(lines), (*rows, *_modes(notice), *_turns(notice)))


def _mode_line(mode: said.TickMode, *, past_due: bool) -> str:
    if mode == "short":
        return _("Tap a name to enter the amount that was paid.")
    if mode == "ontime":
        return _("Tap who paid: entered as paid by the due day.")
    return (
        _("Tap who paid: entered as paid today, which is late.") if past_due else _("Tap who paid; tap again to undo.")
    )


def _tick_button(notice: said.DuesScreen, line: said.DuesLine) -> Button:
    paid = line.state in (DuesState.PAID, DuesState.LATE)
    amount = f"{money(line.paid)}/{plain(line.amount)}" if line.state is DuesState.SHORT else money(line.amount)
    label = f"{_marks()[line.state]} {clip(line.name, NAME_WIDTH)} {amount}"
    if line.state is not DuesState.EXEMPT and not line.open:
        label += " 🔒"
    if notice.mode == "short":
        return button(label, DuesShort(dues_id=line.dues_id))
    return button(label, DuesTick(dues_id=line.dues_id, paid=not paid, page=notice.page, mode=notice.mode))


def _modes(notice: said.DuesScreen) -> Keyboard:
    here = {"month": f"{notice.month:%Y-%m}", "page": notice.page}
    row = []
    if notice.mode != "today":
        row.append(button(_("Full, paid today"), DuesShow(**here, mode="today")))
    if notice.mode != "ontime" and notice.past_due:
        row.append(button(_("Full, paid in time"), DuesShow(**here, mode="ontime")))
    if notice.mode != "short":
        row.append(button(_("Another amount…"), DuesShow(**here, mode="short")))
    return (tuple(row),)


def _turns(notice: said.DuesScreen) -> Keyboard:
    month, mode = f"{notice.month:%Y-%m}", notice.mode
    pages: list[Button] = []
    if notice.page > 0:
        pages.append(button("◀", DuesShow(month=month, page=notice.page - 1, mode=mode)))
    if notice.page + 1 < notice.pages:
        pages.append(button("▶", DuesShow(month=month, page=notice.page + 1, mode=mode)))
    months = [
        button(label.format(month=month_name(other)), DuesShow(month=f"{other:%Y-%m}", page=0, mode="today"))
        for label, other in (("« {month}", notice.earlier), ("{month} »", notice.later))
        if other is not None
    ]
    own = button(_("My own dues"), DuesMine())
    amounts = button(_("Amounts, exemptions"), PayerList(page=0))
    sheet = button(_("Import a sheet"), SheetBegin(what="payments"))
    return tuple(row for row in (tuple(pages), tuple(months), (amounts, sheet), (own, home_button())) if row)


@words(said.DuesYear)
def year(notice: said.DuesYear) -> Wording:
    """List a member's months, with what they come to."""
    if not notice.months:
        return Wording(_("No dues have been entered for {year}.").format(year=notice.year), _years(notice))
    lines = [f"<b>{year_title(notice)}</b>"]
    lines += [_month_line(month) for month in notice.months]
    lines += ["", _("Paid together: {amount}").format(amount=money(paid_together(notice)))]
    owed = sum((month.amount - month.paid for month in notice.months if month.state in OWED), Decimal(0))
    if owed > 0:
        lines.append(_("Still to pay: {amount}").format(amount=money(owed)))
    file = button(_("As an Excel file"), StatementFile(member_id=notice.member_id, year=notice.year))
    return Wording("\n".join(lines), ((file,), *_years(notice)))


def year_title(notice: said.DuesYear) -> str:
    """Head a year's statement, escaped."""
    if notice.member_id:
        return _("Dues {year}: {name}").format(year=notice.year, name=safe(notice.name))
    return _("My dues {year}").format(year=notice.year)


def paid_together(notice: said.DuesYear) -> Decimal:
    """What was paid in the year."""
    return sum((month.paid for month in notice.months), Decimal(0))


def _years(notice: said.DuesYear) -> Keyboard:
    turns = tuple(
        button(label.format(year=other), StatementShow(member_id=notice.member_id, year=other))
        for label, other in (("« {year}", notice.earlier), ("{year} »", notice.later))
        if other is not None
    )
    return tuple(row for row in (turns, (home_button(),)) if row)


class SheetWords(NamedTuple):
    """What a statement's sheet says beside its numbers."""

    file_name: str
    title: str
    headings: tuple[str, str, str, str, str]
    months: tuple[str, ...]
    states: tuple[str, ...]
    total: str


def statement_words(notice: said.DuesYear, language: str) -> SheetWords:
    """Word a statement's sheet in a language."""
    with speaking(language):
        title = _("Dues {year}: {name}").format(year=notice.year, name=notice.name)
        return SheetWords(
            file_name=_("dues-{year}-{name}.xlsx").format(year=notice.year, name=notice.name),
            title=f"{notice.branch} {title}".strip(),
            headings=(_("Month"), _("Standard"), _("Paid"), _("Paid on"), _("State")),
            months=tuple(f"{month.month:%Y-%m}" for month in notice.months),
            states=tuple(_state_words(month) for month in notice.months),
            total=_("Together"),
        )


def _state_words(month: said.DuesMonth) -> str:
    return {
        DuesState.DUE: _("to be paid by {day}").format(day=day(month.due_on)),
        DuesState.PAID: _("paid"),
        DuesState.LATE: _("paid late"),
        DuesState.SHORT: _("short"),
        DuesState.UNPAID: _("not paid"),
        DuesState.EXEMPT: _("exempt"),
    }[month.state]


def _month_line(month: said.DuesMonth) -> str:
    name = _("Month {month}").format(month=month.month.month)
    states = {
        DuesState.DUE: _("to be paid by {day}").format(day=day(month.due_on)),
        DuesState.PAID: _("☑ paid"),
        DuesState.LATE: _("☑ paid late"),
        DuesState.SHORT: _("◪ {paid} paid, short").format(paid=money(month.paid)),
        DuesState.UNPAID: _("☐ not paid"),
        DuesState.EXEMPT: _("exempt"),
    }
    if month.state is DuesState.EXEMPT:
        return _("{label}: {names}").format(label=name, names=states[month.state])
    what = f"{money(month.amount)} · {states[month.state]}"
    return _("{label}: {names}").format(label=name, names=what)


@words(said.DuesOwnTick)
def own_tick(notice: said.DuesOwnTick) -> Wording:
    """Say who can tick him."""
    if not notice.others:
        return Wording(_("Nobody ticks his own dues. The superior committee must do it."), alert=True)
    names = safe(_(", ").join(notice.others))
    return Wording(_("Nobody ticks his own dues. It can be done by: {names}").format(names=names), alert=True)


@words(said.DuesNotDue)
def not_due(notice: said.DuesNotDue) -> Wording:
    """Say that nothing is owed."""
    return Wording(_("{name} owes no dues for this month.").format(name=safe(notice.name)), alert=True)


@words(said.DuesAskAmount)
def ask_amount(notice: said.DuesAskAmount) -> Wording:
    """Ask for the amount."""
    text = _("How much did {name} pay for {month}? The amount is {amount}. Write a number, or /cancel.")
    fields = {"name": safe(notice.name), "month": month_name(notice.month), "amount": money(notice.amount)}
    return Wording(text.format(**fields))


@words(said.DuesBadAmount)
def bad_amount(notice: said.DuesBadAmount) -> Wording:
    """Say what an amount looks like."""
    text = _("Please write an amount in yuan, for example 20 or 20.50 (at most {most}), or /cancel.")
    return Wording(text.format(most=plain(notice.most)))


@words(said.DuesAmountTaken)
def amount_taken(notice: said.DuesAmountTaken) -> Wording:
    """Confirm an amount, and say what it counts as."""
    text = _("Entered: {name}, {month}, {paid} of {amount} ({state}).")
    states = {DuesState.SHORT: _("short"), DuesState.LATE: _("paid late"), DuesState.PAID: _("paid")}
    return Wording(
        text.format(
            name=safe(notice.name),
            month=month_name(notice.month),
            paid=money(notice.paid),
            amount=money(notice.amount),
            state=states[notice.state],
        )
    )
