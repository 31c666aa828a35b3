"""The end of a probation: the secretary is told a month before, a week before, on the day, and once after it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from services.actors import holders
from services.clock import Clock, local_day
from services.daytime import is_daytime
from storage.database import Database
from storage.notices.membership import ProbationDue
from storage.outbox import owe
from storage.queries.dues import branches
from storage.queries.member_year import on_probation
from storage.tables import Branch
from storage.vocabulary import Role

STAGES = {"month": range(8, 31), "week": range(1, 8), "day": range(1), "over": range(-30, 0)}
"""Days left at which each reminder may go out: the first, and those after it if that was missed."""


class Probations:
    """The sweep that reminds."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def remind(self, now: datetime) -> int:
        """Sweep: tell secretaries of probations that end; never at night, each stage once. Say how many were told."""
        return await self._db.write(_remind, now)


def _remind(session: Session, now: datetime) -> int:
    return sum(_in_branch(session, branch, now) for branch in branches(session) if is_daytime(now, branch.zone))


def _in_branch(session: Session, branch: Branch, now: datetime) -> int:
    today, told = local_day(now, branch.zone), 0
    for member, name in on_probation(session, branch.id, today + timedelta(days=max(STAGES["month"]))):
        if member.probation_until is None:
            continue
        left = (member.probation_until - today).days
        stage = next((stage for stage, days in STAGES.items() if left in days), None)
        if stage is None:
            continue
        due = ProbationDue(member_id=member.id, name=name, until=member.probation_until, left=left)
        for secretary in holders(session, branch.id, Role.SECRETARY, today, about=member.id):
            key = f"probation:{member.id}:{member.probation_until}:{stage}:{secretary.id}"
            told += owe(session, due, key=key, now=now, branch_id=branch.id, to_person=secretary.person_id)
    return told
