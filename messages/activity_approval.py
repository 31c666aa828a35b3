"""Wording of the approval of hours after an activity."""

from __future__ import annotations

from messages.activity_taps import ActivityRun, Alter, Run, SeatAlter
from messages.activity_view import body_of, ending_name, hours_text
from messages.base import Button, Wording, button, clip, safe, words
from messages.home import home_button
from messages.i18n import _
from messages.times import clock
from storage.notices import activities as said

MARKS: dict[said.Ending, str] = {"done": "✅", "short": "▫️", "missed": "❌", "excused": "📝"}


@words(said.ActivityToApprove)
def to_approve(notice: said.ActivityToApprove) -> Wording:
    """Ask for the approval."""
    text = _("The activity is over. Joined: {joined}, checked in: {came}.").format(
        joined=notice.joined, came=notice.came
    )
    check = button(_("📋 Check the hours"), ActivityRun(act=Run.ROLL, activity_id=notice.info.activity_id))
    return Wording(body_of(notice.info) + "\n\n" + text, ((check,),))


@words(said.ActivityRoll)
def roll(notice: said.ActivityRoll) -> Wording:
    """List everybody's hours; a tap on a name opens it."""
    lines = [body_of(notice.info), "", *(_line(row, notice.info.zone) for row in notice.rows)]
    opened = next((row for row in notice.rows if row.seat_id == notice.seat), None)
    activity_id = notice.info.activity_id
    if opened is not None:
        lines += ["", _("Change: {name}").format(name=f"<b>{safe(opened.name)}</b>")]
        back = button(_("‹ All"), ActivityRun(act=Run.ROLL, activity_id=activity_id))
        return Wording("\n".join(lines), (*_changes(opened), (back,)))
    lines += ["", _("Tap a name to change its hours. Nobody approves his own.")]
    names = [
        button(f"{MARKS[row.ending]} {clip(row.name, 20)}", SeatAlter(act=Alter.SHOW, seat_id=row.seat_id))
        for row in notice.rows
    ]
    rows = [tuple(names[index : index + 2]) for index in range(0, len(names), 2)]
    settle = button(_("✅ Approve and record"), ActivityRun(act=Run.SETTLE, activity_id=activity_id))
    return Wording("\n".join(lines), (*rows, (settle,)))


def _line(row: said.SeatRow, zone: str) -> str:
    name = safe(clip(row.name, 20)) + (_(" (you)") if row.own else "")
    what = hours_text(row.hours) if row.ending == "done" else ending_name(row.ending)
    times = ""
    if row.came_at is not None:
        gone = clock(row.left_at, zone) if row.left_at is not None else _("no check-out")
        times = f" ({clock(row.came_at, zone)}–{gone})"
    return f"{MARKS[row.ending]} {name}: {what}{times}"


def _changes(row: said.SeatRow) -> tuple[tuple[Button, ...], ...]:
    steps = (
        button(_("− half an hour"), SeatAlter(act=Alter.LESS, seat_id=row.seat_id)),
        button(_("+ half an hour"), SeatAlter(act=Alter.MORE, seat_id=row.seat_id)),
    )
    if row.ending not in ("missed", "excused"):
        return (steps,)
    label = _("Had a good reason") if row.ending == "missed" else _("Had no good reason")
    return (steps, (button(label, SeatAlter(act=Alter.EXCUSE, seat_id=row.seat_id)),))


@words(said.ActivitySettled)
def settled(notice: said.ActivitySettled) -> Wording:
    """Say what was recorded, by whom."""
    head = _("✅ Hours recorded by {by}").format(by=safe(notice.by)) if notice.by else _("Nobody had a place.")
    lines = [
        f"{MARKS[one.ending]} {safe(clip(one.name, 20))}: "
        + (hours_text(one.hours) if one.ending == "done" else ending_name(one.ending))
        for one in notice.credits
    ]
    return Wording("\n".join([body_of(notice.info), "", head, *lines]), ((home_button(),),))


@words(said.ActivityOwnHours)
def own_hours(notice: said.ActivityOwnHours) -> Wording:
    """Say who can approve instead."""
    if not notice.others:
        return Wording(_("Nobody approves his own hours. The superior committee must decide."), alert=True)
    names = safe(_(", ").join(notice.others))
    return Wording(_("Nobody approves his own hours. It can be done by: {names}").format(names=names), alert=True)


@words(said.ActivityTold)
def told(notice: said.ActivityTold) -> Wording:
    """Tell a member what was recorded for him."""
    by = _("Recorded by {by}.").format(by=safe(notice.by))
    texts = {
        "done": _("✅ Volunteer service recorded: {hours}"),
        "short": _("▫️ You were there for less than half an hour; no hours are recorded."),
        "missed": _("❌ You had a place and did not come; it is recorded as missed."),
        "excused": _("📝 Recorded: you were excused."),
    }
    text = texts[notice.ending].format(hours=hours_text(notice.hours))
    wrong = _("If this is not right, please talk to the organiser.")
    return Wording("\n".join([text, by, "", body_of(notice.info), "", wrong]), ((home_button(),),))
