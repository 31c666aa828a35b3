"""Wording of leave: asking, deciding, being told."""

from __future__ import annotations

from messages.base import Wording, button, safe, words
from messages.i18n import _
from messages.leave_taps import LeaveDrop, LeaveOpen, LeaveReason, LeaveVerdict, leave_row
from messages.meeting_view import body_of, headline, leave_name, paragraphs, title_of
from messages.times import moment
from storage.notices import leave as said
from storage.vocabulary import LeaveState, MeetingState


@words(said.LeaveMeetings)
def leave_meetings(notice: said.LeaveMeetings) -> Wording:
    """Offer the meetings for which leave can be asked."""
    if not notice.meetings:
        return Wording(_("There is no meeting for which you can ask leave now. See /meetings."))
    rows = tuple((button(headline(info)[:60], LeaveOpen(meeting_id=info.meeting_id)),) for info in notice.meetings)
    return Wording(_("For which meeting do you ask leave?"), rows)


@words(said.LeaveKinds)
def leave_kinds(notice: said.LeaveKinds) -> Wording:
    """Offer the kinds of leave."""
    return Wording(paragraphs(_("Which kind of leave?"), body_of(notice.info)), (leave_row(notice.info.meeting_id),))


@words(said.LeaveFiled)
def leave_filed(notice: said.LeaveFiled) -> Wording:
    """Tell the asker that it waits, and offer to add a reason."""
    text = _("📝 You asked for {kind}. It waits for approval; you will be told.").format(
        kind=leave_name(notice.leave_kind)
    )
    if notice.reason:
        text += "\n" + _("Grounds: {reason}").format(reason=safe(notice.reason))
    label = _("Change the reason") if notice.reason else _("Add a reason")
    return Wording(f"{text}\n\n{body_of(notice.info)}", ((button(label, LeaveReason(leave_id=notice.leave_id)),),))


@words(said.LeaveReasonAsked)
def reason_asked(_notice: said.LeaveReasonAsked) -> Wording:
    """Ask for the reason."""
    text = _("Please write the reason in one message. Only those who decide will see it.")
    return Wording(text, ((button(_("No reason"), LeaveDrop()),),))


@words(said.LeaveReasonBad)
def reason_bad(notice: said.LeaveReasonBad) -> Wording:
    """Say what a reason must be."""
    return Wording(_("Please write the reason as text, at most {limit} characters.").format(limit=notice.limit))


@words(said.LeaveReasonKept)
def reason_kept(_notice: said.LeaveReasonKept) -> Wording:
    """Say that the reason was added."""
    return Wording(_("The reason was added."))


@words(said.LeaveReasonDropped)
def reason_dropped(_notice: said.LeaveReasonDropped) -> Wording:
    """Say that no reason was added."""
    return Wording(_("No reason was added. Your request stands as it is."))


@words(said.LeaveStands)
def leave_stands(notice: said.LeaveStands) -> Wording:
    """Say how a request stands."""
    kind = leave_name(notice.leave_kind)
    title = title_of(notice.info)
    if notice.state is LeaveState.ASKED:
        return Wording(_("“{title}”: {kind} asked, waiting for approval.").format(title=title, kind=kind))
    text = (
        _("“{title}”: {kind} approved by {name}.")
        if notice.state is LeaveState.APPROVED
        else _("“{title}”: {kind} refused by {name}.")
    )
    return Wording(text.format(title=title, kind=kind, name=safe(notice.by)))


@words(said.LeaveCard)
def leave_card(notice: said.LeaveCard) -> Wording:
    """Ask a decider."""
    text = _("📝 {name} asks for {kind}").format(name=f"<b>{safe(notice.name)}</b>", kind=leave_name(notice.leave_kind))
    reason = _("Grounds: {reason}").format(reason=safe(notice.reason) if notice.reason else _("not given"))
    choices = (
        button(_("✅ Approve leave"), LeaveVerdict(leave_id=notice.leave_id, approve=True)),
        button(_("❌ Refuse leave"), LeaveVerdict(leave_id=notice.leave_id, approve=False)),
    )
    return Wording(f"{text}\n{reason}\n\n{body_of(notice.info)}", (choices,))


@words(said.LeaveDecided)
def leave_decided(notice: said.LeaveDecided) -> Wording:
    """Show the card's outcome."""
    head = _("📝 {name}: {kind}").format(name=f"<b>{safe(notice.name)}</b>", kind=leave_name(notice.leave_kind))
    reason = _("Grounds: {reason}").format(reason=safe(notice.reason) if notice.reason else _("not given"))
    when = moment(notice.at, notice.info.zone)
    text = _("✅ Approved by {name}, {time}") if notice.approved else _("❌ Refused by {name}, {time}")
    outcome = text.format(name=safe(notice.by), time=when)
    return Wording(f"{head}\n{reason}\n{headline(notice.info)}\n\n{outcome}")


@words(said.LeaveAnswer)
def leave_answer(notice: said.LeaveAnswer) -> Wording:
    """Tell the asker the decision."""
    kind, name = leave_name(notice.leave_kind), safe(notice.by)
    if notice.approved:
        text = _("✅ Your {kind} was approved by {name}.").format(kind=kind, name=name)
    else:
        text = _("❌ Your {kind} was refused by {name}. Please come to the meeting.").format(kind=kind, name=name)
    return Wording(f"{text}\n\n{body_of(notice.info)}")


@words(said.LeaveVoid)
def leave_void(notice: said.LeaveVoid) -> Wording:
    """Say why a request needs no decision any more."""
    why = (
        _("the meeting is cancelled")
        if notice.state is MeetingState.CANCELLED
        else _("attendance is confirmed already")
    )
    text = _("Leave of {name} needs no decision any more: {why}.").format(name=safe(notice.name), why=why)
    return Wording(f"{text}\n{headline(notice.info)}")


@words(said.LeaveTooLate)
def leave_too_late(notice: said.LeaveTooLate) -> Wording:
    """Say why leave cannot be asked any more."""
    if notice.state is MeetingState.CANCELLED:
        return Wording(_("This meeting is cancelled; no leave is needed."), alert=True)
    text = _("Attendance is confirmed already, so leave can no longer be asked. Please talk to the secretary.")
    return Wording(text, alert=True)


@words(said.LeaveNeedless)
def leave_needless(_notice: said.LeaveNeedless) -> Wording:
    """Say that who is there needs no leave."""
    return Wording(_("You are checked in; no leave is needed."), alert=True)


@words(said.LeaveOwn)
def leave_own(_notice: said.LeaveOwn) -> Wording:
    """Say that somebody else decides."""
    return Wording(_("You cannot decide your own leave; another committee member does."), alert=True)


@words(said.LeaveNobodyDecides)
def nobody_decides(_notice: said.LeaveNobodyDecides) -> Wording:
    """Say that the superior is to be asked."""
    text = _("Nobody else in the branch can approve your leave. Please ask the superior committee.")
    return Wording(text, alert=True)
