"""Reminding reviewers of claims that wait: after two working days they, after two more their stand-ins; once each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from services.claim_review import card_of, reminder_subject_of
from services.claim_stages import reviewers_at, stand_ins
from services.clock import local_day
from services.daytime import is_daytime
from services.workdays import WorkDays
from storage.database import Database
from storage.notices.reviews import ReviewCard
from storage.outbox import owe
from storage.queries.claim_steps import last_step, waiting_everywhere
from storage.tables import Branch, Claim, Member

PATIENCE = 2
"""Working days that a claim may lie before its reviewers are reminded, and again before their stand-ins are asked."""


class ClaimReminders:
    """The sweep; only by day and on working days of the branch."""

    def __init__(self, db: Database, days: WorkDays) -> None:
        self._db = db
        self._days = days

    async def remind_due(self, now: datetime) -> int:
        """Remind whoever lets a claim lie, by day; say how many messages that made."""
        return await self._db.write(_remind, now, self._days)


def _remind(session: Session, now: datetime, days: WorkDays) -> int:
    return sum(_remind_of(session, claim, now, days) for claim in waiting_everywhere(session))


def _remind_of(session: Session, claim: Claim, now: datetime, days: WorkDays) -> int:
    zone = session.get_one(Branch, claim.branch_id).zone
    today = local_day(now, zone)
    if not is_daytime(now, zone) or not days.is_working(today):
        return 0
    since = local_day(_waiting_since(session, claim), zone)
    if claim.escalated_at is not None:
        return 0
    made = 0
    if today > days.after(since, PATIENCE):
        made += _owe(session, claim, reviewers_at(session, claim, today), "reminder", now)
    if today > days.after(since, 2 * PATIENCE):
        made += _escalate(session, claim, today, now)
    return made


def _waiting_since(session: Session, claim: Claim) -> datetime:
    """When the present stage was reached."""
    step = last_step(session, claim.id, claim.round)
    return claim.submitted_at if step is None else step[0].at


def _escalate(session: Session, claim: Claim, today: date, now: datetime) -> int:
    """From now on the stand-ins may decide, too."""
    asked = {one.id for one in reviewers_at(session, claim, today)}
    others = stand_ins(session, claim, today, besides=frozenset(asked))
    claim.escalated_at = now
    session.add(claim)
    session.flush()
    may = {one.id for one in reviewers_at(session, claim, today)}
    return _owe(session, claim, [one for one in others if one.id in may], "deputy", now)


def _owe(session: Session, claim: Claim, to: Sequence[Member], urgent: str, now: datetime) -> int:
    card: ReviewCard = card_of(session, claim).model_copy(update={"urgent": urgent})
    return sum(
        owe(
            session,
            card,
            key=f"claim:{claim.id}:round-{claim.round}:stage-{claim.stage}:{urgent}:{member.id}",
            now=now,
            branch_id=claim.branch_id,
            to_person=member.person_id,
            subject=reminder_subject_of(claim.id),
        )
        for member in to
    )
