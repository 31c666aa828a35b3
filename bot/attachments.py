"""Which notices come as a picture or a paper, and how each is made."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Protocol

from messages.calendar_words import entry_words
from messages.letter_paper import letter_words
from messages.ranking import picture_words
from reports.calendar_entry import CalendarEntry, write_entry
from reports.ranking_chart import ROWS_AT_MOST, RankingPicture, RankingRow, draw_ranking
from reports.warning_letter import LetterPaper, draw_letter
from storage.notices import Notice
from storage.notices.absence import LetterSent
from storage.notices.letters import LetterByHand
from storage.notices.meetings import MeetingAnnounced, MeetingCancelled, MeetingPostponed
from storage.notices.ranking import Ranking
from storage.vocabulary import LetterState


class AttachmentKind(StrEnum):
    """How the messenger shows it."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or paper that goes with a notice's words.

    ``key`` names its content: the same key is uploaded once and sent again by the messenger's id.
    """

    kind: AttachmentKind
    key: str
    file_name: str
    make: Callable[[], Awaitable[bytes]]


class Draw(Protocol):
    """Runs a drawing function off the event loop."""

    async def __call__(self, function: Callable[[Any], bytes], drawn: Any, /) -> bytes:
        """Give the bytes that the function makes of what is drawn."""
        ...


Maker = Callable[[Any, str | None], Attachment | None]
MeetingNews = MeetingAnnounced | MeetingPostponed | MeetingCancelled


class Attachments:
    """The notices that carry something, each with the maker of what it carries."""

    def __init__(self, draw: Draw) -> None:
        self._draw = draw
        self._makers: dict[type[Notice], Maker] = {
            Ranking: self._ranking,
            LetterSent: self._letter,
            LetterByHand: self._letter_by_hand,
            MeetingAnnounced: self._calendar,
            MeetingPostponed: self._calendar,
            MeetingCancelled: self._calendar,
        }

    def of(self, notice: Notice, language: str | None) -> Attachment | None:
        """Tell what a notice carries, if anything; nothing is drawn before `Attachment.make` is awaited."""
        maker = self._makers.get(type(notice))
        return maker(notice, language) if maker is not None else None

    def _ranking(self, notice: Ranking, language: str | None) -> Attachment:
        async def make() -> bytes:
            return await self._draw(draw_ranking, ranking_picture(notice, language))

        return Attachment(AttachmentKind.PHOTO, content_key(notice, language), f"ranking-{notice.period}.png", make)

    def _letter(self, notice: LetterSent, language: str | None) -> Attachment:
        written = asdict(letter_words(notice, language))
        file_name = written.pop("file_name")

        async def make() -> bytes:
            return await self._draw(draw_letter, LetterPaper(**written))

        # What the addressee answers later, and what becomes of it, stands beside the paper, not on it.
        later = {"acknowledged_on": None, "state": LetterState.SENT, "ruling": "", "ruled_by": ""}
        key = content_key(notice.model_copy(update=later), language)
        return Attachment(AttachmentKind.DOCUMENT, key, file_name, make)

    def _letter_by_hand(self, notice: LetterByHand, language: str | None) -> Attachment:
        return self._letter(notice.letter, language)

    def _calendar(self, notice: MeetingNews, language: str | None) -> Attachment | None:
        if notice.entry is None:
            return None
        entry, file_name = calendar_entry(notice, language), entry_words(notice.info, language).file_name

        async def make() -> bytes:
            return await asyncio.to_thread(write_entry, entry)  # a page of text: no work for the drawing process

        key = hashlib.sha256(repr(entry).encode()).hexdigest()
        return Attachment(AttachmentKind.DOCUMENT, key, file_name, make)


def calendar_entry(notice: MeetingNews, language: str | None) -> CalendarEntry:
    """Put news of a meeting into what a telephone's calendar reads; without a stamp it is the first version."""
    info, words = notice.info, entry_words(notice.info, language)
    return CalendarEntry(
        uid=f"meeting-{info.meeting_id}@xianfeng",
        sequence=notice.entry.sequence if notice.entry is not None else 0,
        issued_at=notice.entry.issued_at if notice.entry is not None else info.starts_at,
        title=words.title,
        starts_at=info.starts_at,
        ends_at=info.ends_at,
        place=info.place,
        note=words.note,
        cancelled=isinstance(notice, MeetingCancelled),
    )


def ranking_picture(notice: Ranking, language: str | None) -> RankingPicture:
    """Put a ranking into what the drawing room draws."""
    rows = notice.rows[:ROWS_AT_MOST]
    labels = picture_words(notice, language, shown=len(rows))
    return RankingPicture(
        title=labels.title,
        subtitle=labels.subtitle,
        sections=labels.sections,
        rows=tuple(
            RankingRow(row.rank, row.name, str(row.points), tuple(float(part) for part in row.parts), row.moved)
            for row in rows
        ),
        average=float(notice.average),
        average_label=labels.average,
        full=float(notice.full),
        new_label=labels.new,
        rest=labels.rest,
        footnote=labels.footnote,
    )


def content_key(notice: Notice, language: str | None) -> str:
    """Name a notice's content: the same data in the same language is the same picture."""
    content = json.dumps([notice.kind, notice.dump(), language or ""], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()
