"""Telling everybody who is invited of a meeting, and that it is cancelled or held at another time.

What was said before under ``plan:`` (in the group) and ``invited:`` (in private) is rewritten by who brings the news.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from services.daytime import daytime_before
from storage.notices import Notice
from storage.notices.meetings import CalendarStamp, MeetingAnnounced
from storage.outbox import owe
from storage.queries import meetings as ask
from storage.tables import Branch, Meeting, Member
from storage.vocabulary import Audience

Worded = Callable[[Member], Notice]


def stamp(meeting: Meeting, now: datetime, *, cancelled: bool = False) -> CalendarStamp:
    """Number the version of a meeting's calendar entry: each move counts, and so does cancelling."""
    return CalendarStamp(sequence=meeting.moves + cancelled, issued_at=now)


def announce(session: Session, meeting: Meeting, now: datetime) -> None:
    """Owe the group its invitation with a calendar entry; who is invited to a committee or group has his own too."""
    told = MeetingAnnounced(info=ask.info(session, meeting), entry=stamp(meeting, now))
    tell_group(session, meeting, told, news="announced", now=now)
    if meeting.audience is not Audience.BRANCH:
        tell_invited(session, meeting, lambda _member: told, news="announced", now=now, needed_by=meeting.starts_at)


def tell_group(session: Session, meeting: Meeting, notice: Notice, *, news: str, now: datetime) -> None:
    """Owe the branch's group what is new about a meeting, once for each piece of ``news``."""
    owe(
        session,
        notice,
        key=f"meeting:{meeting.id}:{news}",
        now=now,
        branch_id=meeting.branch_id,
        to_group=True,
        subject=f"plan:{meeting.id}",
    )


def tell_invited(
    session: Session, meeting: Meeting, notice_for: Worded, *, news: str, now: datetime, needed_by: datetime
) -> None:
    """Owe each member who is invited and has an account what is new about a meeting.

    Nobody is woken for it, unless the morning would be too late: ``needed_by`` is when the first would set out.
    """
    due_at = daytime_before(now, needed_by, session.get_one(Branch, meeting.branch_id).zone)
    for member in ask.invited(session, meeting):
        owe(
            session,
            notice_for(member),
            key=f"meeting:{meeting.id}:{news}:{member.id}",
            now=now,
            due_at=due_at,
            branch_id=meeting.branch_id,
            to_person=member.person_id,
            subject=f"invited:{meeting.id}",
        )
