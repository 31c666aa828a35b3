"""What the buttons of the office's forms carry."""

from __future__ import annotations

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from storage.notices.office import Topic

SubjectId = Annotated[int, Field(ge=0, lt=2**31)]
"""A member's id, or 0 for a form about nobody else."""


class OfficeBegin(CallbackData, prefix="ob"):
    """Open a form about a member."""

    topic: Topic
    subject: SubjectId


class OfficeTap(CallbackData, prefix="of"):
    """One answer in one form; a button of a former form or question is told apart by both."""

    form: str
    key: str
    value: str


class OfficeConfirm(CallbackData, prefix="oc"):
    """Do what the summary of a form shows."""

    form: str


class OfficeDrop(CallbackData, prefix="ox"):
    """Leave the form."""

    form: str
