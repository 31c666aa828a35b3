"""How an activity reads, wherever it is shown."""

from __future__ import annotations

from decimal import Decimal

from messages.base import safe
from messages.i18n import _
from messages.times import clock, moment
from scoring.points import plain
from storage.notices.activities import ActivityInfo, Ending
from storage.vocabulary import ActivityState


def when(info: ActivityInfo) -> str:
    """Write day, start and end."""
    return _("{start} to {end}").format(start=moment(info.starts_at, info.zone), end=clock(info.ends_at, info.zone))


def body_of(info: ActivityInfo) -> str:
    """Write an activity, a line each."""
    lines = [f"🤝 <b>{safe(info.title)}</b>", when(info), _("Where: {place}").format(place=safe(info.place))]
    if info.places is not None:
        lines.append(_("Places: {places}").format(places=info.places))
    return "\n".join([*lines, _("Organiser: {name}").format(name=safe(info.organiser))])


def hours_text(hours: Decimal) -> str:
    """Write hours."""
    return _("{hours} hours").format(hours=plain(hours))


def ending_name(ending: Ending) -> str:
    """Name how a member's part ended."""
    return {
        "done": _("took part"),
        "short": _("less than half an hour"),
        "missed": _("did not come"),
        "excused": _("excused"),
    }[ending]


def state_line(state: ActivityState) -> str:
    """Say how far an activity is; nothing while one can join it as usual."""
    return {
        ActivityState.ANNOUNCED: "",
        ActivityState.OPEN: _("Check-in is open."),
        ActivityState.OVER: _("It is over; the hours are being checked."),
        ActivityState.SETTLED: _("It is over; the hours are recorded."),
        ActivityState.CANCELLED: _("🚫 It is called off."),
    }[state]
