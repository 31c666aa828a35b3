"""What the buttons about monthly meetings carry."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from messages.base import RowId


class SeriesOpen(CallbackData, prefix="so"):
    """List the monthly meetings."""


class SeriesStop(CallbackData, prefix="sx"):
    """Plan a monthly meeting no further."""

    series_id: RowId
