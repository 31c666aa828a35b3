"""Wording of one's own duties: what is to be done, handing it in, and what became of it."""

from __future__ import annotations

from messages.base import Button, Keyboard, Wording, button, clip, safe, words
from messages.claim_view import day
from messages.duty_words import (
    DutyBranch,
    DutyMark,
    DutyMine,
    DutyQueue,
    duty_label,
    duty_name,
    handed_in,
    mark_of,
    standing_line,
)
from messages.home import home_button
from messages.i18n import _, ngettext
from storage.notices import duties as said
from storage.notices.duties import DutyView, Standing
from storage.vocabulary import DutyEvidence

TO_DO = (Standing.OPEN, Standing.RETURNED, Standing.MISSED)
SHOWN = 12
"""Duties in one message; nobody has more at a time."""
LABEL = 30


def mark_button(duty: DutyView) -> Button:
    """Offer to do a duty."""
    name = clip(duty_label(duty.name), LABEL)
    if duty.evidence is DutyEvidence.NONE:
        return button(_("I have done it: {duty}").format(duty=name), DutyMark(duty_id=duty.duty_id))
    return button(_("Hand in: {duty}").format(duty=name), DutyMark(duty_id=duty.duty_id))


def duty_line(duty: DutyView) -> str:
    """Show a duty in a line: its sign, its name, how it stands."""
    return f"{mark_of(duty.standing)} {duty_name(duty.name)}: {standing_line(duty)}"


@words(said.MyDuties)
def mine(notice: said.MyDuties) -> Wording:
    """List one's own duties, with a button for each that is to be done."""
    shown = notice.duties[-SHOWN:]
    lines = [_("<b>My duties</b>")] if shown else [_("You have no duty with a deadline now.")]
    for duty in shown:
        lines += ["", duty_line(duty)]
        lines += [_("Reason: {reason}").format(reason=safe(duty.reason))] if duty.reason else []
    rows = [(mark_button(duty),) for duty in shown if duty.standing in TO_DO]
    return Wording("\n".join(lines), (*rows, *_ways(notice)))


def _ways(notice: said.MyDuties) -> Keyboard:
    rows: list[tuple[Button, ...]] = []
    if notice.waiting:
        rows.append((button(_("To confirm ({count})").format(count=notice.waiting), DutyQueue(place=0)),))
    if notice.sees_branch:
        rows.append((button(_("The branch's duties"), DutyBranch(page=0)),))
    return (*rows, (home_button(),))


@words(said.DutyAsk)
def ask(notice: said.DutyAsk) -> Wording:
    """Ask for what has to be handed in."""
    wanted = {
        DutyEvidence.WORDS: _("Please write it here, or send a photo or file of it."),
        DutyEvidence.FILE: _("Please send a photo or file of it. You can write a few words under it."),
        DutyEvidence.POINTS: _("Please write the number of points, or send a screenshot with the number under it."),
        DutyEvidence.NONE: "",
    }[notice.duty.evidence]
    lines = [f"<b>{duty_name(notice.duty.name)}</b>", standing_line(notice.duty), *handed_in(notice.duty)]
    return Wording("\n".join([*lines, "", wanted, _("/cancel leaves it for later.")]))


@words(said.DutyFaulty)
def faulty(notice: said.DutyFaulty) -> Wording:
    """Say what is wrong and what would be right."""
    text = {
        said.DutyFault.WORDS: _("That is too little. Please write at least a few words, or send a photo or file."),
        said.DutyFault.FILE: _("A photo or file is needed here. Please send one, or /cancel."),
        said.DutyFault.POINTS: _("Please write the points as a number, such as 1250 (at most {most}), or /cancel."),
        said.DutyFault.LONG: _("That is too long: at most {most} characters. A longer text can be sent as a file."),
    }[notice.fault]
    return Wording(text.format(most=notice.most))


@words(said.DutyMarked)
def marked(notice: said.DutyMarked) -> Wording:
    """Confirm what was handed in, and say what happens next."""
    duty = notice.duty
    lines = [duty_line(duty), *handed_in(duty, 200)]
    if duty.standing is Standing.FILED:
        lines += ["", _("The recorder or secretary confirms it. Until then you can hand it in anew.")]
        return Wording("\n".join(lines), ((button(_("Hand in anew"), DutyMark(duty_id=duty.duty_id)),), _back()))
    return Wording("\n".join(lines), (_back(),))


def _back() -> tuple[Button, ...]:
    return (button(_("My duties"), DutyMine()), home_button())


@words(said.DutyNotForYou)
def not_for_you(_notice: said.DutyNotForYou) -> Wording:
    """Say that it is for others."""
    return Wording(_("This duty is not for you."), alert=True)


@words(said.DutyEarly)
def early(notice: said.DutyEarly) -> Wording:
    """Say that it is not the time."""
    if notice.opens_on is None:
        return Wording(_("It is too late to hand this in. Please speak to the secretary."), alert=True)
    return Wording(_("This can be handed in from {day} on.").format(day=day(notice.opens_on)), alert=True)


@words(said.DutyTold)
def told(notice: said.DutyTold) -> Wording:
    """Tell a member what was decided about his duty."""
    duty = notice.duty
    lines = [duty_line(duty), *handed_in(duty, 200)]
    if notice.by:
        lines.append(_("By: {name}").format(name=safe(notice.by)))
    if duty.standing is Standing.MISSED:
        lines += ["", _("It was recorded as not done. If there was a reason, please tell the secretary.")]
    if duty.standing in TO_DO:
        return Wording("\n".join(lines), ((mark_button(duty),),))
    return Wording("\n".join(lines))


def days_left(count: int) -> str:
    """Say how many days are left."""
    return ngettext("{left} day is left", "{left} days are left", count).format(left=count)
