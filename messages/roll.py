"""Wording of the attendance screen and of the roll, for those who record."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, Keyboard, RowId, Wording, button, clip, safe, words
from messages.i18n import _
from messages.meeting_view import MARK, NAME_LIMIT, body_of, headline, listed, names, paragraphs, presence_name
from messages.meetings import Act, act_button, pager
from messages.times import moment
from storage.notices import meetings as said
from storage.vocabulary import CheckInWay, LeaveState, MeetingState, Presence


class DeskTap(CallbackData, prefix="dk"):
    """Check somebody in on his behalf."""

    meeting_id: RowId
    member_id: RowId


class RollTap(CallbackData, prefix="rl"):
    """Set somebody's entry: to what, not to the next one, so that a double tap does it once."""

    meeting_id: RowId
    member_id: RowId
    presence: Presence


class LeftTap(CallbackData, prefix="le"):
    """Mark that somebody left early, or take it back: which of the two, so that a double tap does it once."""

    meeting_id: RowId
    member_id: RowId
    left: bool


@words(said.DeskOpened)
def desk_opened(notice: said.DeskOpened) -> Wording:
    """Tell who records that check-in is open."""
    hint = _("For members without a phone, open the attendance list.")
    open_ = act_button(_("🖊 Attendance"), Act.DESK, notice.info)
    return Wording(paragraphs(_("📍 Check-in is open"), body_of(notice.info), hint), (*code_row(notice.info), (open_,)))


def code_row(info: said.MeetingInfo) -> Keyboard:
    """Make the button that shows the code, for a meeting that has one."""
    if info.check_in is not CheckInWay.CODE:
        return ()
    return ((act_button(_("🔢 Show the check-in code"), Act.CODE, info),),)


@words(said.Desk)
def desk(notice: said.Desk) -> Wording:
    """Show who is awaited."""
    count = _("Checked in {present}/{expected}").format(present=notice.present, expected=notice.expected)
    hint = _("Tap a name to check that member in.") if notice.awaited else _("Everybody is here.")
    people = tuple((_awaited(entry, notice.info),) for entry in notice.awaited)
    turn = pager(notice.info, Act.DESK, notice.page, notice.pages)
    foot = (
        *code_row(notice.info),
        (act_button(_("🔄 Refresh"), Act.DESK, notice.info, notice.page),),
        (leavers_button(notice.info),),
        (act_button(_("Close check-in"), Act.CLOSE, notice.info),),
    )
    return Wording(f"{headline(notice.info)}\n<b>{count}</b>\n\n{hint}", people + turn + foot)


def _awaited(entry: said.RollEntry, info: said.MeetingInfo) -> Button:
    label = f"{MARK[None]} {clip(entry.name, NAME_LIMIT)}"
    if entry.leave is LeaveState.APPROVED:
        label += _(" (on leave)")
    if entry.own:
        label += _(" (yourself)")
    return button(label, DeskTap(meeting_id=info.meeting_id, member_id=entry.member_id))


@words(said.CheckedInFor)
def checked_in_for(notice: said.CheckedInFor) -> Wording:
    """Answer a check-in on somebody's behalf."""
    if notice.again:
        return Wording(_("{name} is checked in already.").format(name=safe(notice.name)))
    if notice.late:
        return Wording(_("{name} is checked in, late.").format(name=safe(notice.name)))
    return Wording(_("{name} is checked in.").format(name=safe(notice.name)))


@words(said.NotStarted)
def not_started(notice: said.NotStarted) -> Wording:
    """Say from when a meeting can be closed."""
    start = moment(notice.starts_at, notice.zone)
    return Wording(_("The meeting begins at {time}; check-in can be closed after that.").format(time=start), alert=True)


@words(said.Roll)
def roll(notice: said.Roll) -> Wording:
    """Show the closed roll and ask for confirmation."""
    hint = _("Please check. Once confirmed, it counts for points.")
    confirm = act_button(_("✅ Confirm"), Act.CONFIRM, notice.info)
    correct = act_button(_("✏️ Correct"), Act.CORRECT, notice.info)
    return Wording(
        paragraphs(_("📋 Attendance list"), headline(notice.info), listed(notice.entries), _waiting(notice), hint),
        ((confirm,), (correct,), (leavers_button(notice.info),), (_export_button(notice.info),)),
    )


def _waiting(notice: said.Roll) -> str:
    waiting = [
        entry.name
        for entry in notice.entries
        if entry.leave is LeaveState.ASKED and entry.presence in (None, Presence.ABSENT)
    ]
    if not waiting:
        return ""
    return _("⏳ Leave not decided yet: {names}").format(names=names(waiting))


@words(said.RollPage)
def roll_page(notice: said.RollPage) -> Wording:
    """Show names to tap on."""
    hint = _("Tap a name to change: present, late, absent.")
    people = tuple((_entry(entry, notice.info),) for entry in notice.entries)
    turn = pager(notice.info, Act.CORRECT, notice.page, notice.pages)
    confirm = act_button(_("✅ Confirm"), Act.CONFIRM, notice.info)
    return Wording(f"{headline(notice.info)}\n\n{hint}", people + turn + ((confirm,),))


def _entry(entry: said.RollEntry, info: said.MeetingInfo) -> Button:
    presence = entry.presence or Presence.ABSENT
    label = f"{MARK[presence]} {clip(entry.name, NAME_LIMIT)} · {presence_name(presence)}"
    if entry.own:
        label += _(" (yourself)")
    target = entry.turns_to or presence
    return button(label, RollTap(meeting_id=info.meeting_id, member_id=entry.member_id, presence=target))


def _export_button(info: said.MeetingInfo) -> Button:
    return act_button(_("📄 Record (.xlsx)"), Act.EXPORT, info)


def leavers_button(info: said.MeetingInfo) -> Button:
    """Make the button that leads to who left early."""
    return act_button(_("🚪 Left early"), Act.LEAVERS, info)


@words(said.LeaversPage)
def leavers_page(notice: said.LeaversPage) -> Wording:
    """Show those who came; a tap marks that one left early."""
    hint = _("Tap a name: left early. Tap again to take it back.") if notice.entries else _("Nobody has come yet.")
    people = tuple((_leaver(entry, notice.info),) for entry in notice.entries)
    turn = pager(notice.info, Act.LEAVERS, notice.page, notice.pages)
    to_desk = act_button(_("🖊 Attendance"), Act.DESK, notice.info)
    to_roll = act_button(_("📋 To the list"), Act.ROLL, notice.info)
    back = to_desk if notice.state is MeetingState.OPEN else to_roll
    return Wording(f"{headline(notice.info)}\n\n{hint}", (*people, *turn, (back,)))


def _leaver(entry: said.RollEntry, info: said.MeetingInfo) -> Button:
    label = clip(entry.name, NAME_LIMIT)
    label = f"🚪 {label} · " + _("left early") if entry.left_early else f"✅ {label}"
    if entry.own:
        label += _(" (yourself)")
    return button(label, LeftTap(meeting_id=info.meeting_id, member_id=entry.member_id, left=not entry.left_early))


@words(said.RollConfirmed)
def roll_confirmed(notice: said.RollConfirmed) -> Wording:
    """Show what was confirmed, by whom."""
    by = _("Confirmed by {name}, {time}").format(name=safe(notice.by), time=moment(notice.at, notice.info.zone))
    text = paragraphs(_("📋 Attendance confirmed"), headline(notice.info), listed(notice.entries), by)
    return Wording(text, ((_export_button(notice.info),),))


@words(said.OwnEntry)
def own_entry(_notice: said.OwnEntry) -> Wording:
    """Say why one's own name cannot be tapped."""
    return Wording(
        _("You cannot record your own attendance here. Check in with the button, or ask another recorder."), alert=True
    )


@words(said.LeaveWaiting)
def leave_waiting(notice: said.LeaveWaiting) -> Wording:
    """Say whose leave must be decided first."""
    text = _("Please decide these leave requests first: {names}")
    return Wording(text.format(names=names(notice.names)), alert=True)
