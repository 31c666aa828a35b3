"""How a meeting reads, wherever it is shown: its title, when, where, for whom, and how people stand to it."""

from __future__ import annotations

from collections.abc import Sequence

from messages.base import clip, safe
from messages.i18n import _
from messages.times import clock, moment
from storage.notices.meetings import MeetingInfo, RollEntry
from storage.vocabulary import Audience, LeaveKind, LeaveState, MeetingKind, MeetingState, Presence

MARK = {Presence.PRESENT: "✅", Presence.LATE: "🕒", Presence.LEAVE: "📝", Presence.ABSENT: "❌", None: "▫️"}
"""The sign before a name; the word for it stands beside it wherever there is room."""

CAME = (Presence.PRESENT, Presence.LATE)
NAME_LIMIT = 20
NOTED_LIMIT = 32
"""Characters of a name, and of one with a remark in brackets behind it."""

NAMES = 30
"""Names in one list: five of them stay within a message."""


def kind_name(kind: MeetingKind) -> str:
    """Name a kind of meeting."""
    return {
        MeetingKind.GENERAL: _("general meeting"),
        MeetingKind.COMMITTEE: _("committee meeting"),
        MeetingKind.GROUP: _("group meeting"),
        MeetingKind.LECTURE: _("party lecture"),
        MeetingKind.THEME_DAY: _("theme day"),
        MeetingKind.LIFE: _("organisational life meeting"),
        MeetingKind.APPRAISAL: _("appraisal meeting"),
        MeetingKind.STUDY: _("group study"),
        MeetingKind.OTHER_STUDY: _("other political study"),
    }[kind]


def leave_name(kind: LeaveKind) -> str:
    """Name a kind of leave."""
    return {
        LeaveKind.OFFICIAL: _("official leave"),
        LeaveKind.PERSONAL: _("personal leave"),
        LeaveKind.ILL: _("sick leave"),
    }[kind]


def presence_name(presence: Presence) -> str:
    """Name how somebody stood to a meeting."""
    return {
        Presence.PRESENT: _("present"),
        Presence.LATE: _("late"),
        Presence.LEAVE: _("on leave"),
        Presence.ABSENT: _("absent"),
    }[presence]


def state_name(state: MeetingState) -> str:
    """Name a meeting's state."""
    return {
        MeetingState.PLANNED: _("planned"),
        MeetingState.OPEN: _("check-in open"),
        MeetingState.CLOSED: _("closed, to be confirmed"),
        MeetingState.CONFIRMED: _("confirmed"),
        MeetingState.CANCELLED: _("cancelled"),
    }[state]


def leave_state_name(state: LeaveState) -> str:
    """Name a request's state."""
    return {
        LeaveState.ASKED: _("leave asked"),
        LeaveState.APPROVED: _("leave approved"),
        LeaveState.REFUSED: _("leave refused"),
    }[state]


def title_of(info: MeetingInfo) -> str:
    """Give a meeting's title, escaped; its kind where it has none of its own."""
    return safe(info.title) if info.title else kind_name(info.kind)


def headline(info: MeetingInfo) -> str:
    """Name a meeting on one line, escaped."""
    return f"{title_of(info)} · {moment(info.starts_at, info.zone)}"


def audience_of(audience: Audience, group: str) -> str:
    """Say who is expected, escaped."""
    if audience is Audience.GROUP:
        return safe(group)
    return _("committee") if audience is Audience.COMMITTEE else _("whole branch")


def body_of(info: MeetingInfo) -> str:
    """Tell a meeting in a few lines."""
    lines = [f"<b>{title_of(info)}</b>"]
    if info.title:
        lines.append(_("Type: {kind}").format(kind=kind_name(info.kind)))
    until = clock(info.ends_at, info.zone)
    lines.append(_("Time: {start} to {end}").format(start=moment(info.starts_at, info.zone), end=until))
    if info.place:
        lines.append(_("Place: {place}").format(place=safe(info.place)))
    lines.append(_("For: {audience}").format(audience=audience_of(info.audience, info.group)))
    return "\n".join(lines)


def paragraphs(*parts: str) -> str:
    """Join what is not empty with a blank line between."""
    return "\n\n".join(part for part in parts if part)


def names(people: Sequence[str], limit: int = NAME_LIMIT) -> str:
    """List names on one line, escaped; of a great many the first, with how many more there are."""
    shown = _(", ").join(safe(clip(name, limit)) for name in people[:NAMES])
    if len(people) > NAMES:
        shown += _(" and {n} more").format(n=len(people) - NAMES)
    return shown


def _with_note(entry: RollEntry) -> str:
    """Give a name with what the list's heading does not say: which leave, left early, entered by somebody else."""
    name = clip(entry.name, NAME_LIMIT)
    notes = []
    if entry.presence is Presence.LEAVE and entry.leave_kind is not None:
        notes.append(leave_name(entry.leave_kind))
    if entry.presence in CAME and entry.left_early:
        notes.append(_("left early"))
    if entry.presence in CAME and entry.on_behalf:
        notes.append(_("entered for him"))
    if entry.made_up:
        notes.append(_("attested later"))
    return _("{name} ({note})").format(name=name, note=_(", ").join(notes)) if notes else name


def listed(entries: list[RollEntry]) -> str:
    """List a roll by how people stand to it, each group with its number; an empty group is not shown."""
    lines = []
    for presence in (Presence.PRESENT, Presence.LATE, Presence.LEAVE, Presence.ABSENT):
        group = [entry for entry in entries if entry.presence is presence]
        if group:
            label = f"{MARK[presence]} {presence_name(presence)} {len(group)}"
            noted = names([_with_note(one) for one in group], NOTED_LIMIT)
            lines.append(_("{label}: {names}").format(label=label, names=noted))
    return "\n".join(lines)
