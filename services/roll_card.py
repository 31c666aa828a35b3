"""The secretary's card of a closed meeting: who came, who was late, excused, missing."""

from __future__ import annotations

from sqlmodel import Session

from storage.notices.meetings import Roll
from storage.outbox import rewrite
from storage.queries import meetings as ask
from storage.tables import Meeting


def roll_card(session: Session, meeting: Meeting) -> Roll:
    """Make the card as the entries stand now."""
    return Roll(info=ask.info(session, meeting), entries=ask.entries(ask.roll(session, meeting)))


def show_roll(session: Session, meeting: Meeting) -> None:
    """Have every copy of the card rewritten."""
    rewrite(session, f"roll:{meeting.id}", roll_card(session, meeting))
