"""How long claims wait: for the card, and in the median for the secretary."""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median

from sqlmodel import Session

from services.actors import Actor
from storage.notices.reviews import Pace
from storage.queries.claim_steps import oldest_waiting, turnarounds
from storage.vocabulary import Role

LOOKED_BACK = timedelta(days=90)
HOUR = timedelta(hours=1)


def hours_since(moment: datetime, now: datetime) -> int:
    """Full hours that have passed."""
    return max(0, (now - moment) // HOUR)


def pace_for(session: Session, actor: Actor, now: datetime) -> Pace | None:
    """How fast a branch reviews, for its secretary; nothing for anybody else."""
    if Role.SECRETARY not in actor.roles:
        return None
    took = turnarounds(session, actor.branch_id, now - LOOKED_BACK)
    oldest = oldest_waiting(session, actor.branch_id)
    return Pace(
        decided=len(took),
        median_hours=int(median(one.total_seconds() for one in took) // HOUR.total_seconds()) if took else None,
        longest_hours=hours_since(oldest, now) if oldest is not None else None,
    )
