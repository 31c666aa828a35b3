"""What a meeting's calendar entry says."""

from __future__ import annotations

from dataclasses import dataclass

from messages.base import plain
from messages.i18n import _, speaking
from messages.meeting_view import audience_of, kind_name, title_of
from storage.notices.meetings import MeetingInfo


@dataclass(frozen=True, slots=True)
class EntryWords:
    """The words of an entry, free of markup, and the name of its file."""

    title: str
    note: str
    file_name: str


def entry_words(info: MeetingInfo, language: str | None) -> EntryWords:
    """Word a meeting's entry in a language."""
    with speaking(language):
        note = [
            _("Type: {kind}").format(kind=kind_name(info.kind)),
            _("For: {audience}").format(audience=plain(audience_of(info.audience, info.group))),
        ]
        name = _("meeting-{day}.ics").format(day=f"{info.starts_at:%Y-%m-%d}")
        return EntryWords(title=plain(title_of(info)), note="\n".join(note), file_name=name)
