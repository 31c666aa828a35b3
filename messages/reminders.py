"""Wording of the day's reminder, which keeps up with what was done since, and of how one wants to be reminded."""

from __future__ import annotations

from datetime import date

from aiogram.filters.callback_data import CallbackData

from messages.base import Keyboard, Wording, button, safe, words
from messages.claim_view import day
from messages.dues import money, month_name
from messages.duties import days_left, duty_line, mark_button
from messages.duty_words import DutyQueue, duty_name
from messages.home import home_button
from messages.i18n import _, ngettext
from storage.notices import reminders as said
from storage.notices.duties import Standing
from storage.notices.reminders import DuesOwed, DutyOwed, Owed, WordOwed
from storage.vocabulary import DuesState, ReminderMode


class RemindMode(CallbackData, prefix="rmm"):
    """Be reminded of all, of what is due today only, or of nothing."""

    mode: str


class RemindHour(CallbackData, prefix="rmh"):
    """Be reminded from an hour on."""

    hour: int


@words(said.Digest)
def digest(notice: said.Digest) -> Wording:
    """Say all that is due in one message; what is settled since says so."""
    if not notice.items:
        return Wording(_("This reminder has become void."))
    blocks = [_block(item, notice.day) for item in notice.items]
    if len(blocks) > 1:
        blocks.insert(0, _("<b>To be done ({day})</b>").format(day=day(notice.day)))
    return Wording("\n\n".join(blocks), _taps(notice.items))


def _block(item: Owed, today: date) -> str:
    if isinstance(item, DuesOwed):
        return _dues(item, today)
    if isinstance(item, DutyOwed):
        return _duty(item, today)
    return _word(item)


def _dues(item: DuesOwed, today: date) -> str:
    fields = {
        "month": month_name(item.month),
        "amount": money(item.amount),
        "paid": money(item.paid),
        "day": day(item.due_on),
    }
    if item.state is DuesState.EXEMPT:
        return _("➖ Dues for {month}: nothing to pay.").format(**fields)
    if item.paid >= item.amount:
        return _("✅ Dues for {month} received: {paid}. Thank you.").format(**fields)
    if item.paid:
        return _("Dues for {month}: {paid} of {amount} received. Please pay the rest.").format(**fields)
    if today < item.due_on:
        text = _("🔔 Dues for {month}: {amount}. Please pay by {day}.")
    elif today == item.due_on:
        text = _("🔔 Dues for {month}: {amount}. Today is the due day.")
    else:
        text = _("🔔 Dues for {month}: {amount}. They were due on {day}. Please pay soon.")
    return text.format(**fields) + "\n" + _("If you have paid, please tell the recorder.")


def _duty(item: DutyOwed, today: date) -> str:
    duty = item.duty
    if duty.standing is Standing.RETURNED:
        reason = [_("Reason: {reason}").format(reason=safe(duty.reason))] if duty.reason else []
        return "\n".join([f"🔔 {duty_line(duty)}", *reason])
    if duty.standing is not Standing.OPEN:
        return duty_line(duty)
    left = (duty.due_on - today).days
    if left <= 0:
        return _("🔔 {duty}: today is the last day.").format(duty=duty_name(duty.name))
    text = _("🔔 {duty}: please do it by {day}, {left}.")
    return text.format(duty=duty_name(duty.name), day=day(duty.due_on), left=days_left(left))


def _word(item: WordOwed) -> str:
    if not item.waiting:
        return _("✅ Nothing waits for your confirmation any more.")
    return ngettext(
        "🔔 {count} hand-in waits for your confirmation.",
        "🔔 {count} hand-ins wait for your confirmation.",
        item.waiting,
    ).format(count=item.waiting)


def _taps(items: tuple[Owed, ...]) -> Keyboard:
    rows = []
    for item in items:
        if isinstance(item, DutyOwed) and item.duty.standing in (Standing.OPEN, Standing.RETURNED):
            rows.append((mark_button(item.duty),))
        if isinstance(item, WordOwed) and item.waiting:
            rows.append((button(_("To confirm ({count})").format(count=item.waiting), DutyQueue(place=0)),))
    return tuple(rows)


@words(said.ReminderSettings)
def settings(notice: said.ReminderSettings) -> Wording:
    """Show the choice, the present one marked."""
    names = {
        ReminderMode.ALL: _("7, 3 and 1 days before, and on the day"),
        ReminderMode.LAST_DAY: _("only on the last day"),
        ReminderMode.NONE: _("not at all"),
    }
    lines = [
        _("<b>Reminders</b>"),
        names[notice.mode],
        _("from {hour}:00 on, one message a day").format(hour=notice.hour),
        "",
        _("Never at night, and not on rest days unless something is due that very day."),
    ]
    if notice.mode is ReminderMode.NONE:
        lines.append(_("What is due stands under “My duties” all the same (/duties)."))
    modes = tuple((button(_marked(name, mode is notice.mode), RemindMode(mode=mode)),) for mode, name in names.items())
    hours = tuple(button(_marked(f"{hour}:00", hour == notice.hour), RemindHour(hour=hour)) for hour in notice.hours)
    return Wording("\n".join(lines), (*modes, hours, (home_button(),)))


def _marked(label: str, chosen: bool) -> str:
    return f"● {label}" if chosen else label
