"""Wording of forms as such: one at a time, and not for ever."""

from aiogram.filters.callback_data import CallbackData

from messages.base import Wording, button, words
from messages.home import home_button
from messages.i18n import _
from storage.notices import forms as said


class FormSwitch(CallbackData, prefix="fsw"):
    """Drop the open form for the one that was asked for, or not."""

    drop: bool


@words(said.FormOpen)
def form_open(_notice: said.FormOpen) -> Wording:
    """Ask which of the two."""
    text = _("You are in the middle of a form. Drop it and begin the new one?")
    drop = button(_("Drop it, begin the new one"), FormSwitch(drop=True))
    keep = button(_("Go on with the open one"), FormSwitch(drop=False))
    return Wording(text, ((drop,), (keep,)))


@words(said.FormKept)
def form_kept(_notice: said.FormKept) -> Wording:
    """Say that the open form goes on."""
    return Wording(_("The open form goes on. Please answer its last question, or send /cancel."))


@words(said.FormExpired)
def form_expired(_notice: said.FormExpired) -> Wording:
    """Say that a form was closed, and that nothing is lost but its answers."""
    return Wording(
        _("A form that you had begun was closed, as it lay open for long. Nothing was handed in. You can begin again."),
        ((home_button(),),),
    )
