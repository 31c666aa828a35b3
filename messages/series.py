"""Wording of monthly meetings: how they recur, their list, and the warning before a holiday."""

from __future__ import annotations

from datetime import date

from messages.base import Wording, button, safe, words
from messages.i18n import _
from messages.meeting_view import body_of, kind_name, paragraphs
from messages.meetings import Act, act_button
from messages.series_taps import SeriesStop
from messages.times import weekday
from storage.notices import series as said
from storage.vocabulary import Repeat

WEEK = 7
SHORTEST_MONTH = 28


def repeat_name(repeat: Repeat, since: date) -> str:
    """Say how often a meeting is held that was first held on a day."""
    if repeat is Repeat.MONTHLY_WEEKDAY:
        nth = (since.day - 1) // WEEK
        ordinal = (_("first"), _("second"), _("third"), _("fourth"))[nth]
        return _("each month on the {nth} {weekday}").format(nth=ordinal, weekday=weekday(since))
    if repeat is Repeat.MONTHLY_LAST_WEEKDAY:
        return _("each month on the last {weekday}").format(weekday=weekday(since))
    if repeat is Repeat.MONTHLY_DAY:
        text = _("each month on day {day}").format(day=since.day)
        return text + _(" (or the month's last day)") if since.day > SHORTEST_MONTH else text
    return _("held once")


@words(said.SeriesList)
def series_list(notice: said.SeriesList) -> Wording:
    """List the monthly meetings, each with the button that stops it."""
    if not notice.series:
        return Wording(_("No meeting is repeated each month. When you plan one, tap “Repeat” before you confirm."))
    lines = [f"{number}. {_line(info)}" for number, info in enumerate(notice.series, 1)]
    stops = tuple(
        (button(_("{n} ⏹ Stop").format(n=number), SeriesStop(series_id=info.series_id)),)
        for number, info in enumerate(notice.series, 1)
    )
    return Wording(paragraphs(_("🔁 Monthly meetings"), *lines), stops if notice.may_stop else ())


def _line(info: said.SeriesInfo) -> str:
    title = safe(info.title) or kind_name(info.kind)
    return f"<b>{title}</b>\n{repeat_name(info.repeat, info.since)} {info.clock:%H:%M}"


@words(said.SeriesStopped)
def series_stopped(notice: said.SeriesStopped) -> Wording:
    """Say that nothing more is planned, and what becomes of what is."""
    head = _("⏹ Stopped by {name}. No further meeting is planned.").format(name=safe(notice.by))
    return Wording(paragraphs(head, _line(notice.info), _("What is planned already stays; see /meetings.")))


@words(said.SeriesOnHoliday)
def series_on_holiday(notice: said.SeriesOnHoliday) -> Wording:
    """Warn the secretary that a monthly meeting falls on a public holiday."""
    warning = _("⚠️ This meeting falls on a public holiday: {holiday}.").format(holiday=safe(notice.holiday))
    move = act_button(_("🗓 Postpone"), Act.POSTPONE, notice.info)
    cancel = act_button(_("🚫 Cancel the meeting"), Act.ASK_CANCEL, notice.info)
    return Wording(paragraphs(warning, body_of(notice.info)), ((move,), (cancel,)))
