"""The one message a day that reminds a person of all that is due, and how he wants to be reminded."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.notices.duties import DutyView
from storage.vocabulary import DuesState, ReminderMode


class DuesOwed(BaseModel):
    """A month's dues, as they stand now: ``state`` changes under a reminder that was sent."""

    model_config = ConfigDict(frozen=True)
    what: Literal["dues"] = "dues"

    month: date
    due_on: date
    amount: Decimal
    paid: Decimal
    state: DuesState


class DutyOwed(BaseModel):
    """A duty, as the reader stands to it now."""

    model_config = ConfigDict(frozen=True)
    what: Literal["duty"] = "duty"

    duty: DutyView


class WordOwed(BaseModel):
    """So many hand-ins of others wait for the reader's word."""

    model_config = ConfigDict(frozen=True)
    what: Literal["word"] = "word"

    waiting: int


Owed = DuesOwed | DutyOwed | WordOwed


class Digest(Notice):
    """All that one person is reminded of on a day; it keeps up with what he has done since."""

    kind: ClassVar[str] = "reminder.digest"
    day: date
    items: tuple[Owed, ...]


class ReminderSettings(Notice):
    """How one is reminded: which ones, and from which hour of the branch's wall clock on."""

    kind: ClassVar[str] = "reminder.settings"
    mode: ReminderMode
    hour: int
    hours: tuple[int, ...]
