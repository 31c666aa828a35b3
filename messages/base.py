"""What a wording is made of: HTML text and a keyboard, free of any messenger library."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import escape as _escape
from html import unescape
from typing import Annotated, TypeVar

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from messages.i18n import speaking
from storage.notices import Notice

_TAG = re.compile(r"<[^>]*>")
RowId = Annotated[int, Field(gt=0, lt=2**31)]
"""A row's id in callback data: a forged number that no database holds is no button of ours."""
TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024


@dataclass(frozen=True, slots=True)
class Button:
    """One inline button: it carries callback data, or opens a link."""

    text: str
    data: str | None = None
    url: str | None = None


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """What a person reads: HTML text, inline keyboard, and whether it replaces or accompanies a picture or paper."""

    text: str
    keyboard: Keyboard = ()
    alert: bool = False
    """As the answer to a tap: show it as a window that must be closed, not as a passing line."""


N = TypeVar("N", bound=Notice)
_wordings: dict[type[Notice], Callable[[Notice], Wording]] = {}


def words(notice: type[N]) -> Callable[[Callable[[N], Wording]], Callable[[N], Wording]]:
    """Register the function that words a kind of notice; each kind has exactly one."""

    def register(function: Callable[[N], Wording]) -> Callable[[N], Wording]:
        if notice in _wordings:
            raise TypeError(f"{notice.__qualname__} is worded twice")
        _wordings[notice] = function  # type: ignore[assignment]  # the table is keyed by the function's own parameter type
        return function

    return register


def word(notice: Notice, language: str | None) -> Wording:
    """Word a notice in a language; KeyError for a notice that nobody words, which a test makes impossible."""
    with speaking(language):
        return _wordings[type(notice)](notice)


def worded_notices() -> frozenset[type[Notice]]:
    """Every kind of notice that has a wording."""
    return frozenset(_wordings)


def safe(text: str) -> str:
    """Escape what a user typed: the one place where it becomes HTML."""
    return _escape(text, quote=False)


def plain(html: str) -> str:
    """Turn our HTML back into what it shows, for where the messenger takes no markup."""
    return unescape(_TAG.sub("", html)) if "<" in html or "&" in html else html


def button(text: str, data: CallbackData) -> Button:
    """Make a button that carries typed callback data; over 64 bytes is refused by aiogram."""
    return Button(text, data=data.pack())


def clip(text: str, limit: int) -> str:
    """Shorten plain text to a number of characters, marking the cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"
