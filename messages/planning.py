"""Wording of the planning form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from zoneinfo import ZoneInfo

from messages.base import Button, Keyboard, Wording, button, safe, words
from messages.calendar import calendar_button
from messages.i18n import _, ngettext
from messages.meeting_view import audience_of, body_of, kind_name, paragraphs, title_of
from messages.plan_taps import PlanConfirm, PlanDrop, PlanTap
from messages.series import repeat_name
from messages.times import clock, moment, short_day
from storage.notices import planning as said
from storage.vocabulary import Audience, CheckInWay, MeetingKind, Repeat

MINUTES = (30, 45, 60, 90, 120, 180)


def _tap(label: str, form: str, step: str, value: str) -> Button:
    return button(label, PlanTap(form=form, step=step, value=value))


def _rows(buttons: Iterable[Button], wide: int) -> Keyboard:
    """Lay buttons out in rows, with the way out below."""
    flat = list(buttons)
    rows = [tuple(flat[at : at + wide]) for at in range(0, len(flat), wide)]
    return (*rows, (button(_("✖️ Cancel"), PlanDrop()),))


@words(said.PlanKinds)
def plan_kinds(notice: said.PlanKinds) -> Wording:
    """Ask which kind."""
    taps = [_tap(kind_name(kind), notice.form, "kind", kind.value) for kind in MeetingKind]
    return Wording(_("Plan a meeting. Which type?"), _rows(taps, 2))


@words(said.PlanTitle)
def plan_title(notice: said.PlanTitle) -> Wording:
    """Ask for the title."""
    name = kind_name(notice.meeting_kind)
    text = _("Type: {kind}").format(kind=name) + "\n\n" + _("Write a title, or use the default.")
    return Wording(text, _rows([_tap(_("Use “{title}”").format(title=name), notice.form, "title", "default")], 1))


@words(said.PlanDay)
def plan_day(notice: said.PlanDay) -> Wording:
    """Ask for the day."""
    taps = [_tap(short_day(day), notice.form, "day", day.isoformat()) for day in notice.days]
    today = notice.days[0]
    taps.append(calendar_button(today, today, today + timedelta(days=366)))
    return Wording(_("Which day? Tap, or write day and time, such as 7月10日 19:00."), _rows(taps, 2))


@words(said.PlanTime)
def plan_time(notice: said.PlanTime) -> Wording:
    """Ask for the time."""
    taps = [_tap(f"{time[:2]}:{time[2:]}", notice.form, "time", time) for time in notice.times]
    text = _("{day}: what time? Tap, or write it, such as 19:00.").format(day=short_day(notice.day))
    return Wording(text, _rows(taps, 3))


@words(said.PlanMinutes)
def plan_minutes(notice: said.PlanMinutes) -> Wording:
    """Ask how long."""
    taps = [_tap(_lasting(minutes), notice.form, "minutes", str(minutes)) for minutes in MINUTES]
    return Wording(_("How long? Tap, or write the minutes."), _rows(taps, 3))


@words(said.PlanPlace)
def plan_place(notice: said.PlanPlace) -> Wording:
    """Ask where."""
    return Wording(_("Where? Write the place, or skip."), _rows([_tap(_("Skip"), notice.form, "place", "skip")], 1))


@words(said.PlanAudience)
def plan_audience(notice: said.PlanAudience) -> Wording:
    """Ask who is expected."""
    whole = [Audience.BRANCH, Audience.COMMITTEE]
    taps = [_tap(audience_of(who, ""), notice.form, "audience", who.value) for who in whole]
    taps += [_tap(group.name[:40], notice.form, "audience", f"g{group.group_id}") for group in notice.groups]
    return Wording(_("Who is expected?"), _rows(taps, 2))


@words(said.PlanSummary)
def plan_summary(notice: said.PlanSummary) -> Wording:
    """Show everything before it is said to the group."""
    end = clock(notice.starts_at + timedelta(minutes=notice.minutes), notice.zone)
    lines = [
        f"<b>{safe(notice.title) or kind_name(notice.meeting_kind)}</b>",
        _("Type: {kind}").format(kind=kind_name(notice.meeting_kind)),
        _("Time: {start} to {end}").format(start=moment(notice.starts_at, notice.zone), end=end),
        _("Place: {place}").format(place=safe(notice.place) or _("not given")),
        _("For: {audience}").format(audience=audience_of(notice.audience, notice.group)),
    ]
    if notice.repeat is not Repeat.ONCE:
        since = notice.starts_at.astimezone(ZoneInfo(notice.zone)).date()
        lines.append(_("Repeated: {often}").format(often=repeat_name(notice.repeat, since)))
    question = _("Is this right? The group will be told.")
    confirm = button(_("✅ Plan and announce"), PlanConfirm(form=notice.form))
    repeat = _tap(_("🔁 Repeat each month"), notice.form, "summary", "repeat")
    lines.append(_("Check-in: {way}").format(way=way_name(notice.check_in)))
    other = CheckInWay.CODE if notice.check_in is CheckInWay.BUTTON else CheckInWay.BUTTON
    way = _tap(_("Check-in: {way}").format(way=f"→ {way_name(other)}"), notice.form, "summary", other.value)
    keyboard = ((confirm,), (repeat,), (way,), (button(_("✖️ Cancel"), PlanDrop()),))
    return Wording(paragraphs("\n".join(lines), _holiday(notice.holiday), question), keyboard)


def way_name(way: CheckInWay) -> str:
    """Name a way to check in."""
    return {CheckInWay.BUTTON: _("by button in the group"), CheckInWay.CODE: _("by a code at the place")}[way]


def _holiday(name: str) -> str:
    """Warn that a day is a public holiday."""
    return _("⚠️ That day is a public holiday: {holiday}.").format(holiday=safe(name)) if name else ""


@words(said.PlanRepeat)
def plan_repeat(notice: said.PlanRepeat) -> Wording:
    """Ask how often."""
    taps = [_tap(repeat_name(repeat, notice.day), notice.form, "repeat", repeat.value) for repeat in notice.offered]
    text = _("How often? Later meetings are planned and announced by themselves, ten days ahead.")
    return Wording(text, _rows(taps, 1))


@words(said.MoveSummary)
def move_summary(notice: said.MoveSummary) -> Wording:
    """Show the old time and the new one before everybody is told."""
    zone = notice.info.zone
    lines = [
        f"<b>{title_of(notice.info)}</b>",
        _("Until now: {time}").format(time=moment(notice.info.starts_at, zone)),
        _("New: {time}").format(time=moment(notice.starts_at, zone)),
    ]
    question = _("Is this right? Everybody invited will be told.")
    confirm = button(_("✅ Postpone and tell"), PlanConfirm(form=notice.form))
    text = paragraphs("\n".join(lines), _holiday(notice.holiday), question)
    return Wording(text, ((confirm,), (button(_("✖️ Cancel"), PlanDrop()),)))


@words(said.PlanFaulty)
def plan_faulty(notice: said.PlanFaulty) -> Wording:
    """Say what is wrong and what would be right."""
    example = moment(notice.example, notice.zone) if notice.example else ""
    text = {
        said.PlanFault.EMPTY: _("There is nothing in it. Please write a few words, or tap a button."),
        said.PlanFault.LONG_TITLE: _("The title is too long: at most 60 characters."),
        said.PlanFault.LONG_PLACE: _("The place is too long: at most 60 characters."),
        said.PlanFault.UNREADABLE_TIME: _("I cannot read that as a time. Right would be: {example}"),
        said.PlanFault.PAST: _("That is in the past. Right would be a time to come, such as {example}"),
        said.PlanFault.TOO_FAR: _("That is more than a year away. Right would be, for instance, {example}"),
        said.PlanFault.UNREADABLE_MINUTES: _("Please write the minutes as a number, such as 90."),
        said.PlanFault.MINUTES_BOUNDS: _("A meeting lasts from 10 to 720 minutes. Please choose again."),
        said.PlanFault.USE_BUTTONS: _("Please tap one of the buttons above, or /cancel."),
        said.PlanFault.NOT_TEXT: _("Please answer with text or a button, or /cancel."),
    }[notice.fault]
    return Wording(text.format(example=example), alert=True)


@words(said.MeetingPlanned)
def meeting_planned(notice: said.MeetingPlanned) -> Wording:
    """Say that the meeting stands."""
    head = _("✅ Planned. The group is told.")
    if notice.moved:
        head = _("✅ Postponed. Everybody invited is told.")
    if notice.cancelled:
        head = _("This meeting was planned and then cancelled.")
    again = ""
    if notice.repeat is not Repeat.ONCE:
        day = notice.info.starts_at.astimezone(ZoneInfo(notice.info.zone)).date()
        again = _("🔁 Repeated: {often}").format(often=repeat_name(notice.repeat, day))
    return Wording(paragraphs(head, body_of(notice.info), again))


@words(said.PlanDropped)
def plan_dropped(_notice: said.PlanDropped) -> Wording:
    """Say that nothing was planned."""
    return Wording(_("Nothing was planned. Send /plan to begin again."))


def _lasting(minutes: int) -> str:
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
