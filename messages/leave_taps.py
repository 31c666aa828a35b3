"""What the buttons about leave carry, and the row of them that stands under a meeting."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, RowId, button
from messages.i18n import _
from storage.vocabulary import LeaveKind


class LeaveTap(CallbackData, prefix="lt"):
    """Ask for leave of a kind."""

    meeting_id: RowId
    kind: LeaveKind


class LeaveOpen(CallbackData, prefix="lo"):
    """Show the kinds of leave for a meeting."""

    meeting_id: RowId


class LeaveReason(CallbackData, prefix="lr"):
    """Add a reason to one's own request."""

    leave_id: RowId


class LeaveVerdict(CallbackData, prefix="lv"):
    """What a decider's button carries: an id and a choice, never a right."""

    leave_id: RowId
    approve: bool


class LeaveDrop(CallbackData, prefix="lx"):
    """Leave a form about leave."""


def leave_row(meeting_id: int) -> tuple[Button, ...]:
    """Ask for leave with one tap, by kind."""
    labels = {
        LeaveKind.OFFICIAL: _("Official leave"),
        LeaveKind.PERSONAL: _("Personal leave"),
        LeaveKind.ILL: _("Sick leave"),
    }
    return tuple(button(label, LeaveTap(meeting_id=meeting_id, kind=kind)) for kind, label in labels.items())
