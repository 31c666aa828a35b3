"""Wording of each fault in a roster: the cell, what was found, what would be right."""

from messages.base import clip, safe
from messages.i18n import _
from storage.notices.roster import Fault, FaultCode


def fault_line(fault: Fault) -> str:
    """Name the cell first, so that it is found at once in the sheet."""
    found = safe(clip(fault.found, 30)) or _("(empty)")
    allowed = safe(_(", ").join(fault.allowed))
    text = _texts()[fault.code].format(found=found, allowed=allowed, other=safe(clip(fault.other, 30)))
    return f"<b>{safe(fault.cell)}</b>: {text}"


def _texts() -> dict[FaultCode, str]:
    return {
        FaultCode.NO_HEADER: _("no row with the headings was found; the first rows must hold {allowed}."),
        FaultCode.HEADER_MISSING: _("the column “{found}” is missing in this row of headings."),
        FaultCode.HEADER_DOUBLE: _("the heading “{found}” is there twice, also in {other}; keep one."),
        FaultCode.MERGED: _("merged cells; please unmerge them and fill in each cell."),
        FaultCode.NO_ROWS: _("there is no member below the headings; fill in a row for each."),
        FaultCode.TOO_LARGE: _(
            "the sheet is too large; a roster has up to {allowed} members. Delete what lies outside."
        ),
        FaultCode.NUMBER_MISSING: _("“{other}” has no number; give each member one of his own."),
        FaultCode.NUMBER_DOUBLE: _("the number “{found}” is also in {other}; each member needs one of his own."),
        FaultCode.NUMBER_SHIFTED: _("{other} has the number {allowed} so far, not {found}; keep everybody's number."),
        FaultCode.NAME_MISSING: _("the name is missing."),
        FaultCode.NAME_DOUBLE: _(
            "“{found}” is also in {other} with the same number; delete one, or give two persons different numbers."
        ),
        FaultCode.TOO_LONG: _("“{found}” is too long; at most {allowed} characters."),
        FaultCode.CATEGORY_UNKNOWN: _("the category “{found}” is unknown; allowed are {allowed}."),
        FaultCode.ROLE_UNKNOWN: _("the role “{found}” is unknown; allowed are {allowed}."),
        FaultCode.DATE_BAD: _("“{found}” is no date; write it like 2020-07-01."),
        FaultCode.DATE_FUTURE: _("{found} is in the future; give a day up to {allowed}."),
        FaultCode.DATE_ORDER: _("the exemption ends before it begins ({other})."),
        FaultCode.AMOUNT_BAD: _("“{found}” is no amount; write it in yuan like 12.50."),
        FaultCode.YES_NO_BAD: _("“{found}” is neither yes nor no; allowed are {allowed}."),
        FaultCode.NO_SECRETARY: _("nobody would be secretary; write it in the row of the one who is."),
    }
