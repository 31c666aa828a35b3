"""Words in the reader's language: gettext catalogues, English message ids, default Chinese.

Wording files call `_` (or `ngettext`) with English ids inside a `speaking` block; the catalogue is picked by the block,
not by a global, so that two readers can be served at once.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import as_file, files

DEFAULT = "zh_CN"
LANGUAGES = ("zh_CN", "en")
_language: ContextVar[str] = ContextVar("language", default=DEFAULT)


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    with as_file(files("locales")) as folder:
        return _gettext.translation("xianfeng", localedir=str(folder), languages=[language])


def _(message: str) -> str:
    """Give a message id's wording in the language that is being spoken."""
    return _catalogue(_language.get()).gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """Give the wording for a count in the language that is being spoken."""
    return _catalogue(_language.get()).ngettext(one, many, count)


def language() -> str:
    """Tell which language is being spoken."""
    return _language.get()


@contextmanager
def speaking(language: str | None) -> Iterator[None]:
    """Speak a language inside the block; one that has no catalogue is spoken in the default."""
    token = _language.set(language if language in LANGUAGES else DEFAULT)
    try:
        yield
    finally:
        _language.reset(token)


def pick_language(code: str | None) -> str:
    """Choose a catalogue by a messenger's language code (``zh-hans``, ``en-GB``); Chinese unless it is English."""
    return "en" if code is not None and code.lower().startswith("en") else DEFAULT
