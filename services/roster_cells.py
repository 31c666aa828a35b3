"""Reading one cell of the roster sheet: the value, or the fault that names what was found and what would be right."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeVar

from reports.roster_columns import CATEGORY_WORDS, NO, ROLE_WORDS, YES
from services.workbooks import CellValue
from storage.notices.roster import FaultCode
from storage.vocabulary import Category, Role

T = TypeVar("T")

LONGEST_TEXT = 40
LARGEST_AMOUNT = Decimal(100_000)
SHOWN_LENGTH = 24
"""Characters of a faulty cell that are repeated to the secretary."""

_FIRST_DAY = date(1921, 7, 1)
"""Before it nobody can have joined: an earlier date is a slip, or a spreadsheet's day number."""
_SEPARATORS = re.compile(r"[、,;/|]+")
_DATE = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+00:00:00)?")
_COMPACT_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
_AMOUNT = re.compile(r"(?:¥|RMB)?\s*(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*(?:元)?", re.IGNORECASE)


class CellFault(Exception):
    """The cell's value is not right: what is wrong, what was found, and which words would be right."""

    def __init__(self, code: FaultCode, found: str = "", allowed: tuple[str, ...] = ()) -> None:
        super().__init__(f"{code}: {found!r}")
        self.code = code
        self.found = found[:SHOWN_LENGTH]
        self.allowed = allowed


def text_of(value: CellValue) -> str:
    """Give a cell as plain text: full-width characters made plain, 3.0 as 3, spaces at the ends gone."""
    if isinstance(value, float):
        value = int(value) if value.is_integer() else f"{value:.12g}"
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return " ".join(unicodedata.normalize("NFKC", str(value)).split())


def word_of(value: CellValue) -> str:
    """Give a cell as a word to compare by: no spaces, no case."""
    return text_of(value).replace(" ", "").casefold()


def short_text(value: CellValue) -> str:
    """Read a name or a number; too long a one is a fault."""
    text = text_of(value)
    if len(text) > LONGEST_TEXT:
        raise CellFault(FaultCode.TOO_LONG, text, (str(LONGEST_TEXT),))
    return text


def category(value: CellValue, language: str) -> Category:
    """Read the category of a member."""
    found = _lookup(CATEGORY_WORDS).get(word_of(value))
    if found is None:
        raise CellFault(FaultCode.CATEGORY_UNKNOWN, text_of(value), template_words(CATEGORY_WORDS, language))
    return found


def roles(value: CellValue, language: str) -> tuple[Role, ...]:
    """Read the roles that a cell names beside being a member; in the order of `Role`."""
    known = _lookup(ROLE_WORDS)
    found: set[Role] = set()
    for chunk in _SEPARATORS.split(text_of(value)):
        for part in [chunk] if word_of(chunk) in known else chunk.split():
            role = known.get(word_of(part))
            if role is None:
                raise CellFault(FaultCode.ROLE_UNKNOWN, part, template_words(ROLE_WORDS, language))
            found.add(role)
    return tuple(role for role in Role if role in found and role is not Role.MEMBER)


def day(value: CellValue, today: date) -> date | None:
    """Read a day up to today; an empty cell is None."""
    found = any_day(value)
    if found is not None and found > today:
        raise CellFault(FaultCode.DATE_FUTURE, found.isoformat(), (today.isoformat(),))
    return found


def any_day(value: CellValue) -> date | None:
    """Read a day, also one to come; an empty cell is None."""
    text = text_of(value)
    if not text:
        return None
    match = _DATE.fullmatch(text) or _COMPACT_DATE.fullmatch(text)
    if match is None:
        raise CellFault(FaultCode.DATE_BAD, text)
    try:
        found = date(*(int(part) for part in match.groups()))
    except ValueError as error:
        raise CellFault(FaultCode.DATE_BAD, text) from error
    if found < _FIRST_DAY:
        raise CellFault(FaultCode.DATE_BAD, text)
    return found


def day_after(value: CellValue) -> date | None:
    """Read a last day and give the first one after it, as periods are half-open; an empty cell is None."""
    found = any_day(value)
    return None if found is None else found + timedelta(days=1)


def amount(value: CellValue) -> Decimal:
    """Read an amount in yuan with at most two decimals; an empty cell is 0."""
    text = text_of(value)
    if not text:
        return Decimal(0)
    match = _AMOUNT.fullmatch(text)
    found = Decimal(match[1].replace(",", "")) if match else None
    if found is None or not 0 <= found <= LARGEST_AMOUNT or found != round(found, 2):
        raise CellFault(FaultCode.AMOUNT_BAD, text)
    return round(found, 2)


def yes_no(value: CellValue, language: str) -> bool:
    """Read yes or no; an empty cell is no."""
    word = word_of(value)
    if word in {word_of(yes) for yes in YES}:
        return True
    if not word or word in {word_of(no) for no in NO}:
        return False
    allowed = (YES[1], NO[1]) if language == "en" else (YES[0], NO[0])
    raise CellFault(FaultCode.YES_NO_BAD, text_of(value), allowed)


def template_words(words: Mapping[T, tuple[str, ...]], language: str) -> tuple[str, ...]:
    """Give the words that the template offers in a language."""
    return tuple(known[1 if language == "en" else 0] for known in words.values())


def _lookup(words: Mapping[T, tuple[str, ...]]) -> dict[str, T]:
    return {word_of(word): code for code, known in words.items() for word in known}
