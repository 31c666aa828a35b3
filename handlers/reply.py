"""From a wording to aiogram: the one place where handlers turn text and keyboards into answers."""

from __future__ import annotations

from functools import lru_cache

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import CallbackQuery, InaccessibleMessage, InlineKeyboardButton, InlineKeyboardMarkup, Message

from messages.base import Keyboard, Wording, plain, word
from storage.notices import Notice

ALERT_LIMIT = 200
"""Characters that the messenger shows in the answer to a tap."""


@lru_cache(maxsize=512)
def markup(keyboard: Keyboard) -> InlineKeyboardMarkup | None:
    """Make aiogram's keyboard; an empty one is none. Kept: many answers have the same one, and it is frozen."""
    if not keyboard:
        return None
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=button.text, callback_data=button.data, url=button.url) for button in row]
            for row in keyboard
        ]
    )


async def answer(message: Message, notice: Notice, lang: str) -> Message:
    """Answer a message with a notice."""
    return await say(message, word(notice, lang))


async def say(message: Message, wording: Wording) -> Message:
    """Answer a message with words that are ready."""
    return await message.answer(wording.text, reply_markup=markup(wording.keyboard))


async def say_anew(query: CallbackQuery, notice: Notice, lang: str) -> None:
    """Say something below the tapped message, which stays as it is."""
    if query.message is not None:
        wording = word(notice, lang)
        await query.message.answer(wording.text, reply_markup=markup(wording.keyboard))


async def toast(query: CallbackQuery, notice: Notice, lang: str) -> None:
    """Answer a tap with a passing line, or a window if the notice asks for it."""
    wording = word(notice, lang)
    await query.answer(plain(wording.text)[:ALERT_LIMIT], show_alert=wording.alert)


async def show(query: CallbackQuery, wording: Wording) -> None:
    """Rewrite the tapped message; what shows the same already is left, one that is gone is sent anew."""
    if query.message is None or isinstance(query.message, InaccessibleMessage):
        if query.message is not None:
            await query.message.answer(wording.text, reply_markup=markup(wording.keyboard))
        return
    keyboard = markup(wording.keyboard)
    try:
        if query.message.text is None:
            await query.message.edit_caption(caption=wording.text, reply_markup=keyboard)
        else:
            await query.message.edit_text(wording.text, reply_markup=keyboard)
    except TelegramBadRequest as error:
        if "message is not modified" not in error.message:
            raise
