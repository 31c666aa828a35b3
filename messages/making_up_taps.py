"""What the buttons about a forgotten check-in carry."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from messages.base import RowId


class MakeUpOpen(CallbackData, prefix="uo"):
    """List the meetings that can be made up."""


class MakeUpAsk(CallbackData, prefix="ua"):
    """Ask to be counted as present at a meeting."""

    meeting_id: RowId


class WitnessPage(CallbackData, prefix="up"):
    """Turn to a page of those who were there."""

    make_up_id: RowId
    page: int


class WitnessTap(CallbackData, prefix="uk"):
    """Ask one who was there to attest it."""

    make_up_id: RowId
    member_id: RowId


class AttestTap(CallbackData, prefix="ut"):
    """Attest that somebody was there."""

    make_up_id: RowId


class MakeUpVerdict(CallbackData, prefix="uv"):
    """What a decider's button carries: an id and a choice, never a right."""

    make_up_id: RowId
    approve: bool
