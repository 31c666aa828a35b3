"""Wording of check-in by a rotating code."""

from __future__ import annotations

from messages.base import Wording, words
from messages.i18n import _
from messages.meeting_view import headline, paragraphs, title_of
from messages.meetings import Act, act_button
from messages.times import clock, clock_seconds
from storage.notices import code as said


@words(said.CodeShown)
def code_shown(notice: said.CodeShown) -> Wording:
    """Stand under the picture: the digits, until when they are good, and how many are there."""
    digits = f"<b>{notice.code[:3]} {notice.code[3:]}</b>"
    until = _("Good until {time}").format(time=clock_seconds(notice.good_until, notice.info.zone))
    count = _("Checked in {present}/{expected}").format(present=notice.present, expected=notice.expected)
    how = _("Scan it, or send me these digits.")
    fresh = act_button(_("🔄 New code"), Act.CODE, notice.info)
    desk = act_button(_("🖊 Attendance"), Act.DESK, notice.info)
    return Wording(paragraphs(headline(notice.info), digits, f"{how}\n{until}", count), ((fresh,), (desk,)))


@words(said.CodeNeeded)
def code_needed(_notice: said.CodeNeeded) -> Wording:
    """Say how one checks in instead."""
    return Wording(
        _("For this meeting one checks in at the place: scan the code shown there, or send me its six digits."),
        alert=True,
    )


@words(said.CodeNotUsed)
def code_not_used(notice: said.CodeNotUsed) -> Wording:
    """Say that the meeting has no code."""
    text = _("“{title}” has no check-in code; check in with the button in the group.")
    return Wording(text.format(title=title_of(notice.info)), alert=True)


@words(said.NoCodeMeeting)
def no_code_meeting(_notice: said.NoCodeMeeting) -> Wording:
    """Say that nothing waits for six digits."""
    return Wording(_("These look like a check-in code, but no meeting of yours waits for one now. See /meetings."))


@words(said.CodeRefused)
def code_refused(notice: said.CodeRefused) -> Wording:
    """Say what is wrong with a code and what helps."""
    if notice.fault is said.CodeFault.EXPIRED:
        return Wording(_("This code is no longer good: each is for one minute. Please use the one shown now."))
    if notice.fault is said.CodeFault.WRONG:
        return Wording(_("This code is not right. Please look at the screen at the place and type it again."))
    time = clock(notice.again_at, notice.zone) if notice.again_at is not None else ""
    text = _("Too many wrong codes. Please wait until {time}, or ask the recorder to check you in.")
    return Wording(text.format(time=time))
