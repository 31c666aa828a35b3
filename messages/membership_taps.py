"""What the buttons of a member's file carry."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from messages.base import RowId


class FileShow(CallbackData, prefix="fil"):
    """A member's year on one screen."""

    member_id: RowId


class HistoryShow(CallbackData, prefix="filh"):
    """A page of the history of a member's entry."""

    member_id: RowId
    page: int


class ExemptionGrant(CallbackData, prefix="exy"):
    """Grant an exemption that was applied for."""

    exemption_id: RowId
