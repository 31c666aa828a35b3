"""The form in which a meeting is planned: a pure record that each answer turns into the next one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import TypeVar

from pydantic import BaseModel, ConfigDict

from services.clock import local, local_day
from services.errors import Refused
from services.recurrence import offered
from services.wall_time import on_clock, read_clock, read_day, read_moment
from storage.notices import Notice
from storage.notices.common import Gone
from storage.notices.meetings import MeetingInfo
from storage.notices.planning import (
    GroupChoice,
    MoveSummary,
    PlanAudience,
    PlanDay,
    PlanFault,
    PlanFaulty,
    PlanKinds,
    PlanMinutes,
    PlanPlace,
    PlanRepeat,
    PlanSummary,
    PlanTime,
    PlanTitle,
)
from storage.vocabulary import Audience, CheckInWay, MeetingKind, Repeat

T = TypeVar("T")
TITLE_LIMIT = 60
PLACE_LIMIT = 60
SHORTEST, LONGEST = 10, 720
"""Bounds of a meeting's length in minutes."""
DIGITS = 6
"""Digits of a number of minutes that is worth reading."""
FURTHEST = timedelta(days=366)
OFFERED_DAYS = 8
OFFERED_TIMES = ("0830", "0900", "1430", "1500", "1900", "1930")


class Step(StrEnum):
    """Which answer the form waits for."""

    KIND = "kind"
    TITLE = "title"
    DAY = "day"
    TIME = "time"
    MINUTES = "minutes"
    PLACE = "place"
    AUDIENCE = "audience"
    REPEAT = "repeat"
    SUMMARY = "summary"


class PlanForm(BaseModel):
    """What has been answered so far.

    ``form`` names what opened it (``m81``: message 81).

    An empty ``title`` stands for the kind's own name, which each reader is shown in his language. ``moves`` is the
    meeting that is to be postponed: then only day and time are asked. ``holidays`` are those of the year ahead.
    """

    model_config = ConfigDict(frozen=True)

    form: str
    zone: str
    groups: list[GroupChoice] = []
    step: Step = Step.KIND
    kind: MeetingKind = MeetingKind.GENERAL
    title: str = ""
    day: date | None = None
    starts_at: datetime | None = None
    minutes: int = 0
    place: str = ""
    audience: Audience = Audience.BRANCH
    group_id: int | None = None
    moves: MeetingInfo | None = None
    repeat: Repeat = Repeat.ONCE
    check_in: CheckInWay = CheckInWay.BUTTON
    holidays: dict[date, str] = {}

    def to(self, step: Step, **answers: object) -> PlanForm:
        """Go to a step with answers taken in."""
        return self.model_copy(update={"step": step, **answers})


def ask(form: PlanForm, now: datetime) -> Notice:
    """Put the question that the form waits for."""
    return _QUESTIONS[form.step](form, now)


def tapped(form: PlanForm, step: str, value: str, now: datetime) -> PlanForm:
    """Take a button's answer; one that is not offered at this step is refused as gone."""
    if step != form.step or form.step not in _BUTTONS:
        raise Refused(Gone())
    try:
        return _BUTTONS[form.step](form, value, now)
    except ValueError:
        raise Refused(Gone()) from None


def wrote(form: PlanForm, text: str, now: datetime) -> PlanForm:
    """Take a written answer; one that cannot be is refused with why."""
    if form.step not in _WRITTEN:
        raise Refused(PlanFaulty(fault=PlanFault.USE_BUTTONS))
    return _WRITTEN[form.step](form, " ".join(text.split()), now)


def check_start(starts_at: datetime, now: datetime, zone: str) -> datetime:
    """Let a start pass that lies ahead, within a year; another is refused with one that would do."""
    example = _example(now, zone)
    if starts_at <= now:
        raise Refused(PlanFaulty(fault=PlanFault.PAST, example=example, zone=zone))
    if starts_at - now > FURTHEST:
        raise Refused(PlanFaulty(fault=PlanFault.TOO_FAR, example=example, zone=zone))
    return starts_at.astimezone(UTC)


def check_minutes(minutes: int) -> int:
    """Let a length pass that a meeting can have."""
    if not SHORTEST <= minutes <= LONGEST:
        raise Refused(PlanFaulty(fault=PlanFault.MINUTES_BOUNDS))
    return minutes


def _ask_day(form: PlanForm, now: datetime) -> PlanDay:
    today = local_day(now, form.zone)
    return PlanDay(form=form.form, days=[today + timedelta(days=n) for n in range(OFFERED_DAYS)])


def _day_or_moment(form: PlanForm, text: str, now: datetime) -> PlanForm:
    moment = read_moment(text, now, form.zone)
    if moment is not None:
        return _starting(form, moment, now)
    today = local_day(now, form.zone)
    day = read_day(text, today)
    if day is None:
        raise Refused(PlanFaulty(fault=PlanFault.UNREADABLE_TIME, example=_example(now, form.zone), zone=form.zone))
    if day < today:
        raise Refused(PlanFaulty(fault=PlanFault.PAST, example=_example(now, form.zone), zone=form.zone))
    return form.to(Step.TIME, day=day)


def _at(form: PlanForm, text: str, now: datetime) -> PlanForm:
    clock = read_clock(text)
    moment = read_moment(text, now, form.zone) if clock is None else on_clock(_given(form.day), clock, form.zone)
    if moment is None:
        raise Refused(PlanFaulty(fault=PlanFault.UNREADABLE_TIME, example=_example(now, form.zone), zone=form.zone))
    return _starting(form, moment, now)


def _starting(form: PlanForm, moment: datetime, now: datetime) -> PlanForm:
    starts_at = check_start(moment, now, form.zone)
    following = Step.MINUTES if form.moves is None else Step.SUMMARY
    return form.to(following, day=local_day(starts_at, form.zone), starts_at=starts_at)


def _minutes(text: str) -> int:
    digits = text.removesuffix("分钟").removesuffix("分").removesuffix("min").strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) > DIGITS:
        raise Refused(PlanFaulty(fault=PlanFault.UNREADABLE_MINUTES))
    return int(digits)


def _lasting(form: PlanForm, minutes: int) -> PlanForm:
    return form.to(Step.PLACE, minutes=check_minutes(minutes))


def _for(form: PlanForm, value: str) -> PlanForm:
    if not value.startswith("g"):
        return form.to(Step.SUMMARY, audience=_whole(value), group_id=None)
    group_id = int(value[1:])
    if group_id not in {group.group_id for group in form.groups}:
        raise Refused(Gone())
    return form.to(Step.SUMMARY, audience=Audience.GROUP, group_id=group_id)


def _whole(value: str) -> Audience:
    audience = Audience(value)
    if audience is Audience.GROUP:
        raise ValueError(value)
    return audience


def _bounded(text: str, limit: int, fault: PlanFault) -> str:
    if not text:
        raise Refused(PlanFaulty(fault=PlanFault.EMPTY))
    if len(text) > limit:
        raise Refused(PlanFaulty(fault=fault))
    return text


def _times_ahead(form: PlanForm, now: datetime) -> list[str]:
    """Offer only times that are still to come on the chosen day."""
    day = _given(form.day)
    here = local(now, form.zone)
    return [t for t in OFFERED_TIMES if day != here.date() or t > here.strftime("%H%M")]


def _summary(form: PlanForm) -> PlanSummary | MoveSummary:
    starts_at = _given(form.starts_at)
    holiday = form.holidays.get(local_day(starts_at, form.zone), "")
    if form.moves is not None:
        return MoveSummary(form=form.form, info=form.moves, starts_at=starts_at, holiday=holiday)
    return PlanSummary(
        form=form.form,
        meeting_kind=form.kind,
        title=form.title,
        starts_at=starts_at,
        minutes=form.minutes,
        zone=form.zone,
        place=form.place,
        audience=form.audience,
        group=next((group.name for group in form.groups if group.group_id == form.group_id), ""),
        holiday=holiday,
        repeat=form.repeat,
        check_in=form.check_in,
    )


def _from_summary(form: PlanForm, value: str) -> PlanForm:
    """Choose the way to check in, or go to what is asked only of those who want it."""
    if form.moves is not None:
        raise Refused(Gone())
    if value in frozenset(CheckInWay):
        return form.to(Step.SUMMARY, check_in=CheckInWay(value))
    if value != Step.REPEAT:
        raise Refused(Gone())
    return form.to(Step.REPEAT)


def _repeating(form: PlanForm, value: str) -> PlanForm:
    repeat = Repeat(value)
    if repeat not in offered(_first_day(form)):
        raise ValueError(value)
    return form.to(Step.SUMMARY, repeat=repeat)


def _first_day(form: PlanForm) -> date:
    return local_day(_given(form.starts_at), form.zone)


def _given(answer: T | None) -> T:
    if answer is None:
        raise Refused(Gone())
    return answer


def _example(now: datetime, zone: str) -> datetime:
    """Tomorrow evening: a start that would do."""
    return on_clock(local_day(now, zone) + timedelta(days=1), time(19), zone)


_QUESTIONS: dict[Step, Callable[[PlanForm, datetime], Notice]] = {
    Step.KIND: lambda form, _now: PlanKinds(form=form.form),
    Step.TITLE: lambda form, _now: PlanTitle(form=form.form, meeting_kind=form.kind),
    Step.DAY: _ask_day,
    Step.TIME: lambda form, now: PlanTime(form=form.form, day=_given(form.day), times=_times_ahead(form, now)),
    Step.MINUTES: lambda form, _now: PlanMinutes(form=form.form),
    Step.PLACE: lambda form, _now: PlanPlace(form=form.form),
    Step.AUDIENCE: lambda form, _now: PlanAudience(form=form.form, groups=form.groups),
    Step.REPEAT: lambda form, _now: PlanRepeat(form=form.form, day=_first_day(form), offered=offered(_first_day(form))),
    Step.SUMMARY: lambda form, _now: _summary(form),
}
_BUTTONS: dict[Step, Callable[[PlanForm, str, datetime], PlanForm]] = {
    Step.KIND: lambda form, value, _now: form.to(Step.TITLE, kind=MeetingKind(value)),
    Step.TITLE: lambda form, _value, _now: form.to(Step.DAY, title=""),
    Step.DAY: lambda form, value, _now: form.to(Step.TIME, day=date.fromisoformat(value)),
    Step.TIME: _at,
    Step.MINUTES: lambda form, value, _now: _lasting(form, int(value)),
    Step.PLACE: lambda form, _value, _now: form.to(Step.AUDIENCE, place=""),
    Step.AUDIENCE: lambda form, value, _now: _for(form, value),
    Step.REPEAT: lambda form, value, _now: _repeating(form, value),
    Step.SUMMARY: lambda form, value, _now: _from_summary(form, value),
}
_WRITTEN: dict[Step, Callable[[PlanForm, str, datetime], PlanForm]] = {
    Step.TITLE: lambda form, text, _now: form.to(Step.DAY, title=_bounded(text, TITLE_LIMIT, PlanFault.LONG_TITLE)),
    Step.DAY: _day_or_moment,
    Step.TIME: _at,
    Step.MINUTES: lambda form, text, _now: _lasting(form, _minutes(text)),
    Step.PLACE: lambda form, text, _now: form.to(
        Step.AUDIENCE, place=_bounded(text, PLACE_LIMIT, PlanFault.LONG_PLACE)
    ),
}
