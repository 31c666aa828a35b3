"""What the buttons of volunteer activities carry."""

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from messages.base import RowId


class Take(StrEnum):
    """What a member does with an activity."""

    JOIN = "join"
    LEAVE = "leave"
    COME = "in"
    GO = "out"


class Run(StrEnum):
    """What somebody who runs an activity does with it."""

    ASK_CANCEL = "ask"
    CANCEL = "no"
    ROLL = "roll"
    SETTLE = "ok"


class Alter(StrEnum):
    """What an approver does with one member's hours."""

    SHOW = "show"
    MORE = "more"
    LESS = "less"
    EXCUSE = "excuse"


class ActivityTake(CallbackData, prefix="av"):
    """One act on one activity: an id, never a right."""

    act: Take
    activity_id: RowId


class ActivityRun(CallbackData, prefix="aw"):
    """One act of running an activity."""

    act: Run
    activity_id: RowId


class SeatAlter(CallbackData, prefix="at"):
    """One act on one member's hours."""

    act: Alter
    seat_id: RowId


class ActivityShowAll(CallbackData, prefix="al"):
    """List the activities."""


class AnnounceBegin(CallbackData, prefix="ab"):
    """Open the announcing form."""


class AnnounceTap(CallbackData, prefix="aa"):
    """An answer by button; ``step`` is the question that it belongs to."""

    form: str
    step: str
    value: str


class AnnounceBack(CallbackData, prefix="ak"):
    """Ask the question before again."""

    form: str


class AnnounceConfirm(CallbackData, prefix="ac"):
    """Announce what the summary shows."""

    form: str


class AnnounceDrop(CallbackData, prefix="ad"):
    """Leave the form."""

    form: str
