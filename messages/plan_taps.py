"""What the buttons of the planning form carry."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData


class PlanBegin(CallbackData, prefix="pb"):
    """Open the form."""


class PlanTap(CallbackData, prefix="plan"):
    """One answer in one form; a button of a former form or step is told apart by both."""

    form: str
    step: str
    value: str


class PlanConfirm(CallbackData, prefix="pc"):
    """Plan what the summary of a form shows."""

    form: str


class PlanDrop(CallbackData, prefix="px"):
    """Leave the form."""
