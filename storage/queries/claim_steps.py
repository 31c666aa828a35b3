"""Who passed a round of a claim on, and how long claims wait."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from storage.tables import Claim, ClaimStep, Member, Person, Verdict
from storage.vocabulary import ClaimState


def passed_by(session: Session, claim_id: int, round_: int) -> frozenset[int]:
    """Members who have passed this round on already."""
    rows = session.exec(select(ClaimStep.by_member_id).where(ClaimStep.claim_id == claim_id, ClaimStep.round == round_))
    return frozenset(rows)


def last_step(session: Session, claim_id: int, round_: int) -> tuple[ClaimStep, str] | None:
    """The latest word that passed a round on, and whose it was."""
    return session.exec(
        select(ClaimStep, Person.name)
        .join(Member, col(Member.id) == ClaimStep.by_member_id)
        .join(Person, col(Person.id) == Member.person_id)
        .where(ClaimStep.claim_id == claim_id, ClaimStep.round == round_)
        .order_by(col(ClaimStep.stage).desc())
    ).first()


def waiting_everywhere(session: Session) -> list[Claim]:
    """Claims of all branches that wait for a word, taken for this sweep, the oldest first."""
    return list(
        session.exec(select(Claim).where(Claim.state == ClaimState.SUBMITTED).order_by(col(Claim.id)).with_for_update())
    )


def turnarounds(session: Session, branch_id: int, since: datetime) -> list[timedelta]:
    """From submission to the last word: every round of a branch that was decided since a moment."""
    rows = session.exec(
        select(Verdict.at, Verdict.asked_at).where(
            Verdict.branch_id == branch_id, col(Verdict.asked_at).is_not(None), col(Verdict.at) >= since
        )
    ).all()
    return [at - asked for at, asked in rows if asked is not None]


def oldest_waiting(session: Session, branch_id: int) -> datetime | None:
    """When the claim was submitted that has waited longest; None when none waits."""
    return session.exec(
        select(Claim.submitted_at)
        .where(Claim.branch_id == branch_id, Claim.state == ClaimState.SUBMITTED)
        .order_by(col(Claim.submitted_at))
        .limit(1)
    ).first()
