"""What is said about check-in by a rotating code."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from storage.notices.base import Notice
from storage.notices.meetings import MeetingInfo


class CodeShown(Notice):
    """The code for the screen at the place, as a picture to scan and digits to type; ``link`` is in the picture."""

    kind: ClassVar[str] = "code.shown"
    info: MeetingInfo
    code: str
    link: str
    good_until: datetime
    present: int
    expected: int


class CodeNeeded(Notice):
    """A tap on a button where the meeting's code must be scanned or typed."""

    kind: ClassVar[str] = "code.needed"
    info: MeetingInfo


class CodeNotUsed(Notice):
    """The code of a meeting that has none."""

    kind: ClassVar[str] = "code.not_used"
    info: MeetingInfo


class NoCodeMeeting(Notice):
    """Six digits, and no meeting that waits for a code."""

    kind: ClassVar[str] = "code.no_meeting"


class CodeFault(StrEnum):
    """What can be wrong with a code."""

    EXPIRED = "expired"
    WRONG = "wrong"
    TOO_MANY = "too_many"


class CodeRefused(Notice):
    """A code that checks nobody in; ``again_at`` is when one may try again after too many wrong ones."""

    kind: ClassVar[str] = "code.refused"
    fault: CodeFault
    again_at: datetime | None = None
    zone: str = "Asia/Shanghai"
