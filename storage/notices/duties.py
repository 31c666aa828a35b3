"""What is said about duties with a deadline, such as the self-inspection 自查 before 1 July."""

from datetime import date
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice


class DutyReminder(Notice):
    """To a member who has not done it; ``left`` days remain, 0 on the day itself."""

    kind: ClassVar[str] = "duty.reminder"
    duty_id: int
    duty: str
    due_on: date
    left: int


class DutyMarked(Notice):
    """It is done; a note can be added while there is none."""

    kind: ClassVar[str] = "duty.marked"
    duty_id: int
    duty: str
    on: date
    note: str = ""


class DutyAskNote(Notice):
    """A few words on what was found."""

    kind: ClassVar[str] = "duty.ask_note"
    duty: str


class DutyOwn(Notice):
    """A member's own duty that is still open."""

    kind: ClassVar[str] = "duty.own"
    duty_id: int
    duty: str
    due_on: date


class DutyNone(Notice):
    """There is no duty now."""

    kind: ClassVar[str] = "duty.none"


class DutyPerson(BaseModel):
    """One name on the branch's list."""

    model_config = ConfigDict(frozen=True)

    name: str
    on: date | None = None
    note: str = ""


class DutyList(Notice):
    """Who has done it and who has not; ``own_open`` while the reader himself has not."""

    kind: ClassVar[str] = "duty.list"
    duty_id: int
    duty: str
    due_on: date
    people: tuple[DutyPerson, ...]
    own_open: bool
