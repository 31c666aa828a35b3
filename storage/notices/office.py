"""Notices of the branch office: its forms step by step, their outcome, and what others are told of it."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice


class Topic(StrEnum):
    """What a form of the office is about."""

    DEPUTY = "deputy"
    ROLE = "role"
    ROLE_END = "role_end"
    PROBATION = "probation"
    ADMISSION = "admission"
    CATEGORY = "category"
    LEAVING = "leaving"
    ARRIVAL = "arrival"
    ACCEPT = "accept"
    REJECT = "reject"
    EXEMPTION = "exemption"
    REFUSAL = "refusal"


class Option(BaseModel):
    """What can be chosen: ``text`` if somebody named it, else ``value`` is a code that wording knows."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    value: str
    text: str = ""


class Answered(BaseModel):
    """One answer in the summary; nothing but ``key`` where the question was skipped."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    key: str
    option: Option | None = None
    day: date | None = None
    text: str = ""


class OfficeAsk(Notice):
    """A question: options to choose from, a calendar's month, or a text to write."""

    kind: ClassVar[str] = "office.ask"
    form: str
    topic: Topic
    name: str
    key: str
    options: tuple[Option, ...]
    page: int
    pages: int
    month: date | None
    earliest: date | None
    latest: date | None
    optional: bool
    first: bool


class OfficeSummary(Notice):
    """Everything once more before it is done."""

    kind: ClassVar[str] = "office.summary"
    form: str
    topic: Topic
    name: str
    answers: tuple[Answered, ...]


class OfficeFault(StrEnum):
    """What can be wrong with an answer."""

    USE_BUTTONS = "use_buttons"
    LENGTH = "length"
    NO_DAY = "no_day"
    OUT_OF_BOUNDS = "out_of_bounds"
    NOT_TEXT = "not_text"


class OfficeFaulty(Notice):
    """An answer that cannot be, with what could."""

    kind: ClassVar[str] = "office.faulty"
    fault: OfficeFault
    limit: int = 0
    earliest: date | None = None
    latest: date | None = None


class OfficeDone(Notice):
    """What the form wanted is done."""

    kind: ClassVar[str] = "office.done"
    topic: Topic
    name: str
    answers: tuple[Answered, ...]


class OfficeDropped(Notice):
    """The form was left; nothing was changed."""

    kind: ClassVar[str] = "office.dropped"


class OwnOffice(Notice):
    """Nobody changes what the office keeps about himself; another, or the superior, must."""

    kind: ClassVar[str] = "office.own"
