"""What is said about meetings that are held each month."""

from datetime import date, time
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.notices.meetings import MeetingInfo
from storage.vocabulary import MeetingKind, Repeat


class SeriesInfo(BaseModel):
    """A monthly meeting as people know it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    series_id: int
    kind: MeetingKind
    title: str
    since: date
    clock: time
    repeat: Repeat


class SeriesList(Notice):
    """A branch's monthly meetings; ``may_stop`` says whether the reader is offered to stop them."""

    kind: ClassVar[str] = "series.list"
    series: list[SeriesInfo]
    may_stop: bool


class SeriesStopped(Notice):
    """A monthly meeting that is planned no further, and who stopped it."""

    kind: ClassVar[str] = "series.stopped"
    info: SeriesInfo
    by: str


class SeriesOnHoliday(Notice):
    """To the secretary: a monthly meeting was planned on a public holiday."""

    kind: ClassVar[str] = "series.on_holiday"
    info: MeetingInfo
    holiday: str
