"""Wording of duties with a deadline."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from messages.base import Keyboard, RowId, Wording, button, clip, safe, words
from messages.claim_view import day
from messages.home import home_button
from messages.i18n import _, ngettext
from storage.notices import duties as said

LISTED = 60
NOTE_SHOWN = 30


class DutyMark(CallbackData, prefix="ud"):
    """Mark one's own duty done."""

    duty_id: RowId


class DutyNote(CallbackData, prefix="un"):
    """Add a few words to what is done."""

    duty_id: RowId


def duty_name(kind: str) -> str:
    """Name a duty."""
    return {"self_inspection": _("self-inspection of the pledge")}.get(kind, kind)


def _done_button(duty_id: int) -> Keyboard:
    return ((button(_("I have done it"), DutyMark(duty_id=duty_id)),),)


@words(said.DutyReminder)
def reminder(notice: said.DutyReminder) -> Wording:
    """Remind in private, with the way to be done with it."""
    fields = {"duty": duty_name(notice.duty), "day": day(notice.due_on), "left": notice.left}
    if notice.left:
        text = ngettext(
            "🔔 {duty}: please do it by {day}, {left} day is left.",
            "🔔 {duty}: please do it by {day}, {left} days are left.",
            notice.left,
        )
    else:
        text = _("🔔 {duty}: today is the last day.")
    return Wording(text.format(**fields), _done_button(notice.duty_id))


@words(said.DutyMarked)
def marked(notice: said.DutyMarked) -> Wording:
    """Confirm, and offer to add a few words."""
    text = _("✅ {duty}: done on {day}.").format(duty=duty_name(notice.duty), day=day(notice.on))
    if notice.note:
        return Wording(text + "\n" + _("Note: {note}").format(note=safe(notice.note)))
    return Wording(text, ((button(_("Add a few words"), DutyNote(duty_id=notice.duty_id)),),))


@words(said.DutyAskNote)
def ask_note(notice: said.DutyAskNote) -> Wording:
    """Ask for a few words."""
    text = _("{duty}: what did you find? Write one line, or /cancel.")
    return Wording(text.format(duty=duty_name(notice.duty)))


@words(said.DutyOwn)
def own(notice: said.DutyOwn) -> Wording:
    """Show one's own open duty."""
    text = _("{duty}: please do it by {day}.").format(duty=duty_name(notice.duty), day=day(notice.due_on))
    return Wording(text, _done_button(notice.duty_id))


@words(said.DutyNone)
def none(_notice: said.DutyNone) -> Wording:
    """Say that there is nothing to do."""
    return Wording(_("You have no duty with a deadline now."), ((home_button(),),))


@words(said.DutyList)
def listing(notice: said.DutyList) -> Wording:
    """List who has not done it, then who has."""
    missing = [safe(person.name) for person in notice.people if person.on is None]
    done = [person for person in notice.people if person.on is not None]
    lines = [
        f"<b>{duty_name(notice.duty)}</b>",
        _("By {day} · done {done} of {all}").format(day=day(notice.due_on), done=len(done), all=len(notice.people)),
    ]
    if missing:
        lines += ["", _("Not yet: {names}").format(names=_(", ").join(missing[:LISTED]))]
    if len(missing) > LISTED:
        lines.append(_("… and {count} more").format(count=len(missing) - LISTED))
    lines += ["", *(_done_line(person) for person in done[:LISTED])] if done else []
    return Wording("\n".join(lines), _done_button(notice.duty_id) if notice.own_open else ())


def _done_line(person: said.DutyPerson) -> str:
    line = f"✅ {safe(person.name)}"
    return f"{line}: {safe(clip(person.note, NOTE_SHOWN))}" if person.note else line
