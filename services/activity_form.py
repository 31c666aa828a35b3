"""The form in which a volunteer activity is announced: a pure record that each answer turns into the next one."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

from services.clock import local_day
from services.errors import Refused
from services.spoken import parse_number
from services.wall_time import on_clock, read_moment
from storage.notices.activities import ActivityAsk, ActivityFaulty
from storage.notices.common import Gone

Step = Literal["title", "place", "start", "hours", "places", "summary"]
TEXT_LIMIT = 60
HALF = Decimal("0.5")
LONGEST = Decimal(12)
"""Hours that an activity may last; it begins and ends on one day or runs into the night after it."""
MOST_PLACES = 500
FURTHEST = timedelta(days=366)
UNBOUNDED = "all"
NO_LIMIT = ("不限", "无", UNBOUNDED)


class ActivityForm(BaseModel):
    """What has been answered so far; None has not been asked yet. ``form`` names what opened it."""

    model_config = ConfigDict(frozen=True)

    form: str
    zone: str
    title: str | None = None
    place: str | None = None
    starts_at: datetime | None = None
    hours: Decimal | None = None
    bounded: bool | None = None
    places: int | None = None

    @property
    def step(self) -> Step:
        """The question that is open."""
        asked: tuple[tuple[Step, object], ...] = (
            ("title", self.title),
            ("place", self.place),
            ("start", self.starts_at),
            ("hours", self.hours),
            ("places", self.bounded),
        )
        return next((step for step, answer in asked if answer is None), "summary")

    def having(self, **answers: object) -> ActivityForm:
        """A copy with answers taken in."""
        return self.model_copy(update=answers)

    def back(self) -> ActivityForm:
        """A copy in which the last answer is asked again; at the first question nothing changes."""
        order: list[Step] = ["title", "place", "start", "hours", "places", "summary"]
        fields = {"title": "title", "place": "place", "start": "starts_at", "hours": "hours", "places": "bounded"}
        before = order[max(0, order.index(self.step) - 1)]
        return self.having(**{fields[before]: None})

    def wrote(self, text: str, now: datetime) -> ActivityForm:
        """Take a written answer; one that cannot be is refused with what would be right."""
        said = " ".join(text.split())
        match self.step:
            case "title" | "place" as field:
                return self.having(**{field: _bounded(said)})
            case "start":
                return self.having(starts_at=_start(read_moment(said, now, self.zone), now, self.zone))
            case "hours":
                return self.having(hours=_hours(said))
            case "places":
                return self._with_places(said)
            case _:
                raise Refused(ActivityFaulty(fault="use_buttons"))

    def tapped(self, step: str, value: str, now: datetime) -> ActivityForm:
        """Take a button's answer; one that does not belong to the open question is gone."""
        if step != self.step or step not in ("hours", "places"):
            raise Refused(Gone())
        return self.wrote(value, now)

    def _with_places(self, said: str) -> ActivityForm:
        if said in NO_LIMIT:
            return self.having(bounded=False, places=None)
        number = parse_number(said.removesuffix("人").removesuffix("个"))
        if number is None or number != int(number) or not 1 <= number <= MOST_PLACES:
            raise Refused(ActivityFaulty(fault="places", limit=MOST_PLACES))
        return self.having(bounded=True, places=int(number))


def ask(form: ActivityForm, now: datetime) -> ActivityAsk:
    """Put the open question; the summary is the service's, which knows the organiser."""
    if form.step == "summary":
        raise ValueError("nothing is left to ask")
    return ActivityAsk(form=form.form, step=form.step, example=example(now, form.zone), zone=form.zone)


def example(now: datetime, zone: str) -> datetime:
    """The morning after tomorrow: a start that would do."""
    return on_clock(local_day(now, zone) + timedelta(days=2), time(9), zone)


def check_start(starts_at: datetime, now: datetime, zone: str) -> datetime:
    """Let a start pass that lies ahead, within a year."""
    return _start(starts_at, now, zone)


def _start(moment: datetime | None, now: datetime, zone: str) -> datetime:
    would_do = example(now, zone)
    if moment is None:
        raise Refused(ActivityFaulty(fault="unreadable_time", example=would_do, zone=zone))
    if moment <= now:
        raise Refused(ActivityFaulty(fault="past", example=would_do, zone=zone))
    if moment - now > FURTHEST:
        raise Refused(ActivityFaulty(fault="too_far", example=would_do, zone=zone))
    return moment.astimezone(UTC)


def _hours(said: str) -> Decimal:
    number = parse_number(said)
    if number is None or not HALF <= number <= LONGEST or number % HALF:
        raise Refused(ActivityFaulty(fault="hours", limit=int(LONGEST)))
    return number


def _bounded(said: str) -> str:
    if not said:
        raise Refused(ActivityFaulty(fault="empty"))
    if len(said) > TEXT_LIMIT:
        raise Refused(ActivityFaulty(fault="long", limit=TEXT_LIMIT))
    return said
