"""Wording of volunteer activities as members see them: the board, answers to taps, the list."""

from __future__ import annotations

from messages.activity_taps import ActivityRun, ActivityShowAll, ActivityTake, AnnounceBegin, Run, Take
from messages.activity_view import body_of, hours_text, state_line, when
from messages.base import Button, Wording, button, clip, safe, words
from messages.home import home_button
from messages.i18n import _, ngettext
from messages.times import clock, moment
from storage.notices import activities as said
from storage.vocabulary import ActivityState, SeatState

NAMES = 40
"""Names on a board; what is more is counted."""


def _take(label: str, act: Take, activity_id: int) -> Button:
    return button(label, ActivityTake(act=act, activity_id=activity_id))


def _run(label: str, act: Run, activity_id: int) -> Button:
    return button(label, ActivityRun(act=act, activity_id=activity_id))


@words(said.ActivityBoard)
def board(notice: said.ActivityBoard) -> Wording:
    """Show the activity with who comes; the buttons are those of its hour."""
    info = notice.info
    taken = len(notice.names)
    count = _("Joined: {n}").format(n=taken if info.places is None else f"{taken}/{info.places}")
    lines = [body_of(info), "", count]
    if notice.names:
        lines.append(safe(_(", ").join(clip(name, 20) for name in notice.names[:NAMES])))
    if taken > NAMES:
        lines.append(_("and {n} more").format(n=taken - NAMES))
    if notice.waiting:
        lines.append(_("Waiting for a place: {n}").format(n=notice.waiting))
    if notice.state is not ActivityState.ANNOUNCED:
        lines.append(_("On the spot: {n}").format(n=notice.there))
    if said_state := state_line(notice.state):
        lines += ["", said_state]
    return Wording("\n".join(lines), _board_buttons(info.activity_id, notice.state))


def _board_buttons(activity_id: int, state: ActivityState) -> tuple[tuple[Button, ...], ...]:
    join = (
        _take(_("🙋 Join"), Take.JOIN, activity_id),
        _take(_("Give my place back"), Take.LEAVE, activity_id),
    )
    spot = (
        _take(_("📍 I am here"), Take.COME, activity_id),
        _take(_("🏁 I am leaving"), Take.GO, activity_id),
    )
    return {ActivityState.ANNOUNCED: (join,), ActivityState.OPEN: (spot, join)}.get(state, ())


@words(said.ActivityHeard)
def heard(notice: said.ActivityHeard) -> Wording:
    """Answer a tap at once."""
    info = notice.info
    at = clock(notice.at, info.zone) if notice.at is not None else ""
    texts = {
        "joined": _("You have a place already.") if notice.again else _("You have a place ✅ {when}"),
        "waiting": _("All places are taken. You are No. {queue} in the waiting list."),
        "left": _("You have no place any more.") if notice.again else _("Your place is given back."),
        "not_joined": _("You had not joined."),
        "came": _("You checked in at {at} already.") if notice.again else _("Checked in at {at} ✅ Please check out."),
        "went": _("You checked out at {at} already: {hours}.") if notice.again else _("Checked out at {at}: {hours}."),
    }
    text = texts[notice.what].format(when=when(info), queue=notice.queue, at=at, hours=hours_text(notice.hours))
    return Wording(text)


@words(said.ActivityHindered)
def hindered(notice: said.ActivityHindered) -> Wording:
    """Say why nothing happens now, and what to do."""
    at = moment(notice.at, notice.info.zone) if notice.at is not None else ""
    texts = {
        "early": _("It is too early for that: from {at} on."),
        "begun": _("It has begun. If you cannot take part, please tell the organiser {name}."),
        "over": _("This activity is over. If your time is missing, please tell the organiser {name}."),
        "cancelled": _("This activity is called off."),
        "full": _("All places are taken. Please ask the organiser {name}."),
        "waits": _("You are still in the waiting list. Please ask the organiser {name}."),
        "not_there": _("You have not checked in here."),
    }
    return Wording(texts[notice.why].format(at=at, name=safe(notice.info.organiser)), alert=True)


@words(said.ActivityPromoted)
def promoted(notice: said.ActivityPromoted) -> Wording:
    """Tell the first who waits that he has a place."""
    give_back = _take(_("Give my place back"), Take.LEAVE, notice.info.activity_id)
    return Wording(_("🎉 A place has become free: it is yours.") + "\n" + body_of(notice.info), ((give_back,),))


@words(said.ActivityCancelAsk)
def cancel_ask(notice: said.ActivityCancelAsk) -> Wording:
    """Ask back."""
    text = ngettext(
        "Call this activity off? {n} person is told.",
        "Call this activity off? {n} people are told.",
        notice.people,
    ).format(n=notice.people)
    sure = _run(_("Yes, call it off"), Run.CANCEL, notice.info.activity_id)
    return Wording(text + "\n" + body_of(notice.info), ((sure,), (button(_("No"), ActivityShowAll()),)))


@words(said.ActivityCancelled)
def cancelled(notice: said.ActivityCancelled) -> Wording:
    """Tell that it does not take place."""
    return Wording(_("🚫 This activity is called off:") + "\n" + body_of(notice.info), ((home_button(),),))


@words(said.ActivityList)
def listed(notice: said.ActivityList) -> Wording:
    """List the activities ahead, each with what the reader can do."""
    served = _("My volunteer service in {year}: {hours}").format(year=notice.year, hours=hours_text(notice.hours))
    lines = [_("<b>Volunteer activities</b>"), served]
    rows: list[tuple[Button, ...]] = []
    for number, entry in enumerate(notice.entries, 1):
        lines += ["", f"{number}. " + _entry_text(entry)]
        rows.append(tuple(_entry_buttons(number, entry)))
    if not notice.entries:
        lines += ["", _("No activity is announced.")]
    if notice.may_announce:
        rows.append((button(_("📣 Announce an activity"), AnnounceBegin()),))
    return Wording("\n".join(lines), (*(row for row in rows if row), (home_button(),)))


def _entry_text(entry: said.ActivityEntry) -> str:
    info = entry.info
    taken = f"{entry.taken}" if info.places is None else f"{entry.taken}/{info.places}"
    lines = [f"<b>{safe(clip(info.title, 40))}</b>", when(info), _("Joined: {n}").format(n=taken)]
    mine = {SeatState.JOINED: _("You have a place ✅"), SeatState.WAITING: _("You are waiting for a place ⏳")}
    if entry.mine in mine:
        lines.append(mine[entry.mine])
    if line := state_line(entry.state):
        lines.append(line)
    return "\n".join(lines)


def _entry_buttons(number: int, entry: said.ActivityEntry) -> list[Button]:
    activity_id, found = entry.info.activity_id, []
    if entry.state in (ActivityState.ANNOUNCED, ActivityState.OPEN):
        if entry.mine in (SeatState.JOINED, SeatState.WAITING):
            found.append(_take(_("{n} Give back").format(n=number), Take.LEAVE, activity_id))
        else:
            found.append(_take(_("{n} 🙋 Join").format(n=number), Take.JOIN, activity_id))
    if entry.state is ActivityState.OPEN:
        found.append(_take(_("{n} 📍 Here").format(n=number), Take.COME, activity_id))
        found.append(_take(_("{n} 🏁 Leaving").format(n=number), Take.GO, activity_id))
    if entry.may_cancel:
        found.append(_run(_("{n} 🚫 Call off").format(n=number), Run.ASK_CANCEL, activity_id))
    if entry.may_approve:
        found.append(_run(_("{n} 📋 Check hours").format(n=number), Run.ROLL, activity_id))
    return found
