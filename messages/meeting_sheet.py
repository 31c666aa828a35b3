"""The words of a meeting's record as a workbook."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from messages.base import Wording, plain, words
from messages.i18n import _, speaking
from messages.meeting_view import audience_of, headline, kind_name, leave_name, presence_name, state_name, title_of
from messages.times import clock, moment
from storage.notices.meetings import MeetingRecord, RecordEntry
from storage.vocabulary import CheckInMode, Presence


@dataclass(frozen=True, slots=True)
class SheetWords:
    """Everything that stands in the workbook, free of markup, and the name of its file."""

    file_name: str
    title: str
    facts: list[tuple[str, str]]
    headings: list[str]
    rows: list[list[str]]


@words(MeetingRecord)
def record_caption(notice: MeetingRecord) -> Wording:
    """Stand beside the file."""
    return Wording(_("📄 Record of the meeting") + "\n" + headline(notice.info))


def sheet_words(record: MeetingRecord, language: str | None) -> SheetWords:
    """Word a record in a language."""
    with speaking(language):
        return SheetWords(
            file_name=_("meeting-{day}.xlsx").format(day=f"{record.info.starts_at:%Y-%m-%d}"),
            title=plain(title_of(record.info)),
            facts=_facts(record),
            headings=[_("No."), _("Name"), _("Attendance"), _("Leave"), _("Checked in at"), _("Recorded by means of")],
            rows=[_row(number, entry, record.info.zone) for number, entry in enumerate(record.entries, 1)],
        )


def _facts(record: MeetingRecord) -> list[tuple[str, str]]:
    info = record.info
    counts = Counter(entry.presence for entry in record.entries)
    facts = [
        (_("Branch"), record.branch),
        (_("Type"), kind_name(info.kind)),
        (_("Time"), f"{moment(info.starts_at, info.zone)} - {clock(info.ends_at, info.zone)}"),
        (_("Place"), info.place),
        (_("Expected"), plain(audience_of(info.audience, info.group))),
        (_("State"), state_name(record.state)),
        *((presence_name(presence), str(counts[presence])) for presence in Presence),
        (_("Left early"), str(sum(entry.left_early for entry in record.entries))),
    ]
    if record.at is not None:
        facts.append((_("Confirmed"), f"{record.by} {moment(record.at, info.zone)}"))
    return facts


def _row(number: int, entry: RecordEntry, zone: str) -> list[str]:
    presence = presence_name(entry.presence) if entry.presence is not None else ""
    if entry.left_early:
        presence += _(", ") + _("left early")
    leave = leave_name(entry.leave_kind) if entry.leave_kind is not None else ""
    at = clock(entry.at, zone) if entry.at is not None else ""
    return [str(number), entry.name, presence, leave, at, _mode(entry.mode)]


def _mode(mode: CheckInMode | None) -> str:
    names = {
        CheckInMode.BUTTON: _("button"),
        CheckInMode.CODE: _("code"),
        CheckInMode.ON_BEHALF: _("entered for him"),
        CheckInMode.MADE_UP: _("attested later"),
    }
    return names.get(mode, "") if mode is not None else ""
