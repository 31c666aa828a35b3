"""Wording of sheets that keepers send: asking, faults cell by cell, previews, outcomes."""

from __future__ import annotations

from decimal import Decimal

from aiogram.filters.callback_data import CallbackData

from messages.base import Wording, button, clip, safe, words
from messages.dues import money, month_name
from messages.home import home_button
from messages.i18n import _, ngettext
from messages.periods import period_name
from scoring.points import plain
from storage.notices import sheets as said
from storage.notices.sheets import SheetFault, SheetFaultCode

LINES_SHOWN = 20
NAMES_SHOWN = 12


class SheetTemplate(CallbackData, prefix="sht"):
    """Get a sheet of payments to fill in."""


class SheetQuarter(CallbackData, prefix="shq"):
    """Take the sheet for another quarter."""

    quarter: str


class SheetTake(CallbackData, prefix="shy"):
    """Take the previewed sheet over."""

    digest: str


class SheetDrop(CallbackData, prefix="shx"):
    """Forget the sheet."""


@words(said.SheetAsk)
def ask(notice: said.SheetAsk) -> Wording:
    """Say which columns are needed."""
    cancel = button(_("✖️ Cancel"), SheetDrop())
    if notice.what == "study":
        lines = [
            _("<b>Study-app points</b>"),
            _("Send the exported .xlsx. It needs the columns 姓名 and 积分; 编号 tells people of one name apart."),
        ]
        return Wording("\n".join(lines), ((cancel,),))
    lines = [
        _("<b>Payments of dues</b>"),
        _("Send an .xlsx with the columns 姓名 and 实缴; 编号, 月份 and 缴纳日期 can be there too."),
        _("Without a month it is this month, without a day it is today."),
    ]
    return Wording("\n".join(lines), ((button(_("Get a sheet to fill in"), SheetTemplate()),), (cancel,)))


@words(said.SheetWrongFile)
def wrong_file(notice: said.SheetWrongFile) -> Wording:
    """Say what is needed."""
    text = {
        "missing": _("Please send the .xlsx file, or /cancel."),
        "type": _("That is no .xlsx file. Please save it as .xlsx and send it again, or /cancel."),
        "empty": _("The file is empty. Please send it again, or /cancel."),
        "large": _("The file is too large: at most 20 MB."),
        "unreadable": _("The file cannot be read as a workbook. Please save it as .xlsx once more."),
        "locked": _("The file asks for a password. Please take the password off and send it again."),
    }[notice.why]
    return Wording(text)


@words(said.SheetFaulty)
def faulty(notice: said.SheetFaulty) -> Wording:
    """Name the faulty cells, what was found and what would be right."""
    head = ngettext(
        "{n} cell needs to be put right. Nothing was changed.",
        "{n} cells need to be put right. Nothing was changed.",
        notice.total,
    ).format(n=notice.total)
    lines = [head, "", *(_fault_line(fault) for fault in notice.faults)]
    more = notice.total - len(notice.faults)
    if more:
        lines.append(ngettext("… and {n} more.", "… and {n} more.", more).format(n=more))
    return Wording("\n".join([*lines, "", _("Put it right and send the file again.")]))


def _fault_line(fault: SheetFault) -> str:
    found, other = safe(clip(fault.found, 30)), safe(clip(fault.other, 30))
    return f"<b>{safe(fault.cell)}</b>: {_faults()[fault.code].format(found=found, other=other)}"


def _faults() -> dict[SheetFaultCode, str]:
    return {
        SheetFaultCode.NO_HEADER: _("no row with the headings was found; needed are {other}."),
        SheetFaultCode.HEADER_MISSING: _("the column “{found}” is missing in this row of headings."),
        SheetFaultCode.HEADER_DOUBLE: _("the heading “{found}” is there twice, also in {other}; keep one."),
        SheetFaultCode.MERGED: _("merged cells; please unmerge them and fill in each cell."),
        SheetFaultCode.NO_ROWS: _("there is no row below the headings."),
        SheetFaultCode.TOO_LARGE: _("the sheet is too large; delete what lies outside."),
        SheetFaultCode.EMPTY: _("this cell is empty; fill it in, or delete the row."),
        SheetFaultCode.TOO_LONG: _("“{found}” is too long."),
        SheetFaultCode.NUMBER_BAD: _("“{found}” is no number; write it like 12.50."),
        SheetFaultCode.MONTH_BAD: _("“{found}” is no month; write it like 2026-07."),
        SheetFaultCode.DATE_BAD: _("“{found}” is no date; write it like 2020-07-01."),
        SheetFaultCode.DATE_FUTURE: _("{found} is in the future."),
        SheetFaultCode.UNKNOWN: _("“{found}” is not in this branch."),
        SheetFaultCode.AMBIGUOUS: _("several members are called “{found}”; add the column 编号."),
        SheetFaultCode.NAME_OTHER: _("“{found}” does not fit the number, which is {other}'s."),
        SheetFaultCode.DOUBLE: _("“{found}” is there twice, also in {other}."),
        SheetFaultCode.NOT_ENTERED: _("there are no dues of this member for {found}."),
        SheetFaultCode.NOTHING_DUE: _("this member need not pay for {found}."),
    }


@words(said.PaymentsPreview)
def payments(notice: said.PaymentsPreview) -> Wording:
    """Show what would be entered, and ask."""
    lines = [_("<b>What the sheet would enter</b>")]
    lines += [_payment_line(line) for line in notice.lines[:LINES_SHOWN]]
    lines += _more(len(notice.lines))
    if notice.lines:
        together = sum((line.paid for line in notice.lines), Decimal(0))
        lines.append(_("Together: {amount}").format(amount=money(together)))
    lines += _left(notice.unchanged, notice.own)
    return _question(lines, notice.digest, anything=bool(notice.lines))


def _payment_line(line: said.PaymentLine) -> str:
    text = f"{safe(line.name)} · {month_name(line.month)} · {money(line.paid)}"
    return text + _(" (short of {amount})").format(amount=money(line.amount)) if line.paid < line.amount else text


def _more(count: int) -> list[str]:
    more = count - LINES_SHOWN
    return [ngettext("… and {n} more.", "… and {n} more.", more).format(n=more)] if more > 0 else []


def _left(unchanged: int, own: int) -> list[str]:
    lines = []
    if unchanged:
        lines.append(_("Entered already: {n}").format(n=unchanged))
    if own:
        lines.append(_("Your own row is left to another keeper."))
    return lines


def _question(lines: list[str], digest: str, *, anything: bool) -> Wording:
    cancel = button(_("✖️ Cancel"), SheetDrop())
    if not anything:
        return Wording("\n".join([*lines, "", _("There is nothing to enter.")]), ((home_button(),),))
    confirm = button(_("✅ Enter it"), SheetTake(digest=digest))
    return Wording("\n".join([*lines, "", _("Is this right?")]), ((confirm,), (cancel,)))


@words(said.StudyPreview)
def study(notice: said.StudyPreview) -> Wording:
    """Show what would be recorded for which quarter, and ask."""
    lines = [_("<b>Study-app points</b>") + f" · {period_name(notice.quarter)}"]
    lines += [_study_line(line) for line in notice.lines[:LINES_SHOWN]]
    lines += _more(len(notice.lines)) + _left(notice.unchanged, notice.own)
    if notice.missing:
        lines.append(_("Not in the sheet: {names}").format(names=_names(notice.missing)))
    if notice.others:
        lines.append(_("Not in this branch: {names}").format(names=_names(notice.others)))
    asked = _question(lines, notice.digest, anything=bool(notice.lines))
    others = tuple(
        (button(_("It is for {quarter}").format(quarter=period_name(quarter)), SheetQuarter(quarter=quarter)),)
        for quarter in notice.quarters
        if quarter != notice.quarter
    )
    return Wording(asked.text, (*asked.keyboard[:1], *others, *asked.keyboard[1:]))


def _names(names: tuple[str, ...]) -> str:
    shown = safe(_(", ").join(names[:NAMES_SHOWN]))
    return f"{shown}…" if len(names) > NAMES_SHOWN else shown


def _study_line(line: said.StudyLine) -> str:
    text = f"{safe(line.name)} · {plain(line.points)}"
    return text if line.before is None else text + _(" (until now {points})").format(points=plain(line.before))


@words(said.SheetApplied)
def applied(notice: said.SheetApplied) -> Wording:
    """Say how many rows were entered."""
    text = ngettext("✅ {n} row entered.", "✅ {n} rows entered.", notice.entered).format(n=notice.entered)
    return Wording(text, ((home_button(),),))


@words(said.SheetStale)
def stale(_notice: said.SheetStale) -> Wording:
    """Say that there is a newer sheet, or none."""
    return Wording(_("This preview is no longer good. Please send the sheet again."), alert=True)


@words(said.SheetDropped)
def dropped(_notice: said.SheetDropped) -> Wording:
    """Say that nothing was changed."""
    return Wording(_("Nothing was entered."), ((home_button(),),))
