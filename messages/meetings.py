"""Wording of invitation, prompt, check-in and agenda."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, Keyboard, RowId, Wording, button, safe, words
from messages.i18n import _, ngettext
from messages.leave_taps import LeaveOpen, leave_row
from messages.making_up_taps import MakeUpOpen
from messages.meeting_taps import MeetingTap
from messages.meeting_view import body_of, headline, leave_state_name, paragraphs, presence_name, state_name, title_of
from messages.plan_taps import PlanBegin
from messages.series_taps import SeriesOpen
from messages.times import clock, moment
from storage.notices import meetings as said
from storage.vocabulary import CheckInWay, LeaveState, MeetingState


class Act(StrEnum):
    """What else a button does with a meeting."""

    ASK_CANCEL = "ask_cancel"
    POSTPONE = "postpone"
    CANCEL = "cancel"
    KEEP = "keep"
    DESK = "desk"
    CLOSE = "close"
    ROLL = "roll"
    CORRECT = "correct"
    LEAVERS = "leavers"
    CONFIRM = "confirm"
    CODE = "code"
    EXPORT = "export"


class MeetingAct(CallbackData, prefix="ma"):
    """One act on one meeting; ``page`` where it shows a list."""

    act: Act
    meeting_id: RowId
    page: int = 0


def _check_in_button(info: said.MeetingInfo) -> Button:
    return button(_("✅ Check in"), MeetingTap(meeting_id=info.meeting_id))


def act_button(label: str, act: Act, info: said.MeetingInfo, page: int = 0) -> Button:
    """Make a button that acts on a meeting."""
    return button(label, MeetingAct(act=act, meeting_id=info.meeting_id, page=page))


@words(said.MeetingAnnounced)
def announced(notice: said.MeetingAnnounced) -> Wording:
    """Invite the group."""
    hint = _("If you cannot come, tap to ask for leave.")
    calendar = _("Open the file to put it into your calendar.") if notice.entry is not None else ""
    text = paragraphs(_("📢 Meeting notice"), body_of(notice.info), hint, calendar)
    return Wording(text, (leave_row(notice.info.meeting_id),))


@words(said.MeetingPrompt)
def prompt(notice: said.MeetingPrompt) -> Wording:
    """Ask the group to check in, with the count."""
    count = _("Checked in {present}/{expected}").format(present=notice.present, expected=notice.expected)
    by_code = notice.info.check_in is CheckInWay.CODE
    how = _("At the place, scan the code, or send me its six digits in our private chat.") if by_code else ""
    text = paragraphs(_("📍 Check-in is open"), body_of(notice.info), how, f"<b>{count}</b>")
    check_in = () if by_code else ((_check_in_button(notice.info),),)
    return Wording(text, (*check_in, leave_row(notice.info.meeting_id)))


@words(said.PromptClosed)
def prompt_closed(notice: said.PromptClosed) -> Wording:
    """Close the prompt in the group."""
    count = _("Checked in {present}/{expected}").format(present=notice.present, expected=notice.expected)
    return Wording(paragraphs(_("Check-in is closed"), body_of(notice.info), f"<b>{count}</b>"))


@words(said.MeetingCancelled)
def cancelled(notice: said.MeetingCancelled) -> Wording:
    """Tell the group that there is no meeting."""
    by = _("Cancelled by {name}.").format(name=safe(notice.by))
    return Wording(paragraphs(_("🚫 This meeting is cancelled"), body_of(notice.info), by))


@words(said.MeetingPostponed)
def postponed(notice: said.MeetingPostponed) -> Wording:
    """Tell of the new time, and how a request for leave stands."""
    was = _("Instead of {time}. Moved by {name}.").format(
        time=moment(notice.was, notice.info.zone), name=safe(notice.by)
    )
    head = _("🗓 This meeting is held at another time")
    if notice.leave is LeaveState.APPROVED:
        hint = _("Your leave still holds. If you can come now, simply check in.")
    elif notice.leave is LeaveState.ASKED:
        hint = _("Your request for leave waits for approval as before.")
    else:
        hint = _("If you cannot come, tap to ask for leave.")
    row = (leave_row(notice.info.meeting_id),) if notice.leave is None else ()
    return Wording(paragraphs(head, body_of(notice.info), was, hint), row)


@words(said.MeetingResult)
def result(notice: said.MeetingResult) -> Wording:
    """Tell the group the numbers."""
    numbers = _("Present {present}, late {late}, on leave {leave}, absent {absent}").format(
        present=notice.present, late=notice.late, leave=notice.leave, absent=notice.absent
    )
    if notice.left_early:
        numbers += "\n" + ngettext("{n} left early", "{n} left early", notice.left_early).format(n=notice.left_early)
    return Wording(paragraphs(_("📋 Attendance confirmed"), headline(notice.info), numbers))


@words(said.CheckedIn)
def checked_in(notice: said.CheckedIn) -> Wording:
    """Answer a check-in tap."""
    late = notice.minutes_late
    if notice.again:
        text = _("You checked in at {time} already.").format(time=clock(notice.at, notice.zone))
    elif late:
        text = ngettext("Checked in, {n} minute late.", "Checked in, {n} minutes late.", late).format(n=late)
    else:
        text = _("Checked in. ✅")
    if notice.was_on_leave:
        text += _(" Your leave is not needed any more.")
    return Wording(text)


@words(said.EnteredForYou)
def entered_for_you(notice: said.EnteredForYou) -> Wording:
    """Tell a member that somebody else has entered his attendance."""
    text = _("🖊 {name} has checked you in at {time}.").format(
        name=safe(notice.by), time=clock(notice.at, notice.info.zone)
    )
    hint = _("If you are not there, please tell the secretary.")
    return Wording(paragraphs(text, body_of(notice.info), hint))


@words(said.NotExpected)
def not_expected(notice: said.NotExpected) -> Wording:
    """Say that the meeting is for others."""
    return Wording(_("“{title}” is for others; you need not come.").format(title=title_of(notice.info)), alert=True)


@words(said.CheckInNotOpen)
def check_in_not_open(notice: said.CheckInNotOpen) -> Wording:
    """Say from when one can check in."""
    return Wording(_("Check-in opens at {time}.").format(time=moment(notice.opens_at, notice.zone)), alert=True)


@words(said.CheckInClosed)
def check_in_closed(notice: said.CheckInClosed) -> Wording:
    """Say that it is too late, and what helps."""
    if notice.state is MeetingState.CANCELLED:
        return Wording(_("This meeting is cancelled; there is nothing to check in to."), alert=True)
    if notice.state is MeetingState.CONFIRMED:
        return Wording(_("Attendance is confirmed already. If it is wrong, talk to the secretary."), alert=True)
    return Wording(
        _("Check-in is closed. If you were there, tell the secretary now: he can still add you."), alert=True
    )


@words(said.MeetingSettled)
def settled(notice: said.MeetingSettled) -> Wording:
    """Say what has become of a meeting."""
    text = _("“{title}”: {state}.").format(title=title_of(notice.info), state=state_name(notice.state))
    if notice.by:
        text += " " + _("({name})").format(name=safe(notice.by))
    return Wording(text, alert=True)


@words(said.CancelAsked)
def cancel_asked(notice: said.CancelAsked) -> Wording:
    """Ask back before a meeting is cancelled."""
    text = paragraphs(_("Cancel this meeting? Everybody invited will be told."), body_of(notice.info))
    yes = act_button(_("Yes, cancel it"), Act.CANCEL, notice.info)
    return Wording(text, ((yes,), (act_button(_("No, keep it"), Act.KEEP, notice.info),)))


@words(said.Agenda)
def agenda(notice: said.Agenda) -> Wording:
    """List the meetings ahead, each with what the reader can do."""
    parts = [_("📅 Meetings"), *(_line(number, row) for number, row in enumerate(notice.rows, 1))]
    if not notice.rows:
        parts.append(_("No meeting is planned."))
    keyboard: list[tuple[Button, ...]] = []
    for number, row in enumerate(notice.rows, 1):
        buttons = _row_buttons(number, row, notice)
        keyboard += [tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2)]
    keyboard.append((button(_("🙋 Forgot to check in?"), MakeUpOpen()),))
    if notice.may_plan:
        keyboard.append((button(_("➕ Plan a meeting"), PlanBegin()), button(_("🔁 Monthly"), SeriesOpen())))
    return Wording("\n\n".join(parts), tuple(keyboard))


def _line(number: int, row: said.MeetingRow) -> str:
    text = f"{number}. {body_of(row.info)}\n" + _("State: {state}").format(state=state_name(row.state))
    if row.presence is not None:
        text += "\n" + _("You: {standing}").format(standing=presence_name(row.presence))
    elif row.leave is not None:
        text += "\n" + _("You: {standing}").format(standing=leave_state_name(row.leave))
    return text


def _row_buttons(number: int, row: said.MeetingRow, notice: said.Agenda) -> list[Button]:
    made: list[Button] = []
    free = row.expected and row.presence is None
    if free and row.state is MeetingState.OPEN and row.info.check_in is CheckInWay.BUTTON:
        made.append(button(_("{n} ✅ Check in").format(n=number), MeetingTap(meeting_id=row.info.meeting_id)))
    if free and row.leave is None and row.state in (MeetingState.PLANNED, MeetingState.OPEN):
        made.append(button(_("{n} 📝 Leave").format(n=number), LeaveOpen(meeting_id=row.info.meeting_id)))
    if notice.may_record and row.state is MeetingState.OPEN:
        made.append(act_button(_("{n} 🖊 Attendance").format(n=number), Act.DESK, row.info))
    if notice.may_record and row.state is MeetingState.CLOSED:
        made.append(act_button(_("{n} 📋 Check the list").format(n=number), Act.ROLL, row.info))
    if notice.may_cancel and row.state in (MeetingState.PLANNED, MeetingState.OPEN):
        made.append(act_button(_("{n} 🗓 Postpone").format(n=number), Act.POSTPONE, row.info))
        made.append(act_button(_("{n} 🚫 Cancel").format(n=number), Act.ASK_CANCEL, row.info))
    return made


def pager(info: said.MeetingInfo, act: Act, page: int, pages: int) -> Keyboard:
    """Make the buttons that turn a list's pages; none for a single page."""
    if pages == 1:
        return ()
    back = act_button(_("◀️ Back"), act, info, (page - 1) % pages)
    on = act_button(_("More ▶️ ({page}/{pages})").format(page=page + 1, pages=pages), act, info, (page + 1) % pages)
    return ((back, on),)
