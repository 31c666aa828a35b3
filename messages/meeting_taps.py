"""What the button carries that a whole hall taps: it stands in the group, on reminders and at home."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from messages.base import RowId


class MeetingTap(CallbackData, prefix="meet"):
    """Check in at a meeting."""

    meeting_id: RowId
