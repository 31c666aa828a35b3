"""What the buttons of batches and of the way of claims carry."""

from enum import StrEnum
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from messages.base import RowId


class BatchAct(StrEnum):
    """What a reviewer does with a batch."""

    OPEN = "open"
    TOGGLE = "flip"
    NEXT = "next"
    BACK = "back"
    COMMIT = "ok"
    DROP = "drop"


class BatchTap(CallbackData, prefix="bq"):
    """One act on one batch: ``form`` names it, ``claim_id`` the claim where one is meant."""

    act: BatchAct
    form: int
    claim_id: RowId


class StagesChoose(CallbackData, prefix="sg"):
    """Choose the way of claims by its number."""

    number: Annotated[int, Field(ge=0, lt=100)]
