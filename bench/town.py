"""A branch of 60 in a database file, with open meetings to check in to: what the real bot is measured on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlmodel import Session

from bench.updates import GROUP
from bot.demo_history import write_history
from bot.demo_people import residents
from services.cards import refresh_branch
from storage.database import open_database
from storage.migrate import upgrade
from storage.tables import GroupChat, Meeting, MessageRef
from storage.vocabulary import MeetingKind, MeetingState

MEMBERS = 60
FIRST_USER = 1001


async def build(folder: Path, *, meetings: int) -> tuple[str, list[int]]:
    """Make the database; gives its URL and the ids of the open meetings."""
    url = f"sqlite:///{folder / 'bench.db'}"
    upgrade(url)
    db = open_database(url)
    people = residents(MEMBERS)
    accounts = {one.name: FIRST_USER + number for number, one in enumerate(people)}
    branch_id = await db.write(write_history, people, accounts)
    now = datetime.now(UTC)
    opened = await db.write(_open_meetings, branch_id, meetings, now)
    await db.write(refresh_branch, branch_id, now)
    await db.close()
    return url, opened


def _open_meetings(session: Session, branch_id: int, count: int, now: datetime) -> list[int]:
    session.add(GroupChat(chat_id=GROUP, branch_id=branch_id, title="支部群", bound_by=1, bound_at=now))
    rows = [
        Meeting(
            branch_id=branch_id,
            kind=MeetingKind.THEME_DAY,
            title=f"主题党日 {number}",
            on_date=now.date(),
            starts_at=now,
            ends_at=now + timedelta(hours=6),
            opens_at=now - timedelta(minutes=30),
            grace_minutes=10,
            state=MeetingState.OPEN,
            planned_by=1,
            planned_key=f"bench:{number}",
        )
        for number in range(count)
    ]
    session.add_all(rows)
    session.flush()
    ids = [row.id for row in rows]
    session.add_all(
        MessageRef(
            branch_id=branch_id, chat_id=GROUP, message_id=meeting_id, subject=f"meeting:{meeting_id}", language="zh_CN"
        )
        for meeting_id in ids
    )
    return ids
