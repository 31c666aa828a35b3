"""The word on one round of a claim: passed on to the next stage, approved into a fact, or returned with a reason."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.claim_draft import fit
from services.claim_review import (
    announce,
    card_of,
    outcome_of,
    passed_of,
    reminder_subject_of,
    retire,
    reviewers_of,
    subject_of,
    tell_claimant,
)
from services.claim_stages import next_stage, people_at, reviewers_at
from services.claim_worth import fact_of
from services.errors import Refused
from services.facts import append_fact
from services.permissions import Action, not_allowed
from storage.notices.common import Gone
from storage.notices.reviews import QUICK_REASONS, OwnMatter, ReviewCard, ReviewPassed, ReviewSettled
from storage.outbox import rewrite, withdraw
from storage.queries.claim_steps import passed_by
from storage.tables import Claim, ClaimStep, Member, Verdict
from storage.vocabulary import ClaimState, VerdictOutcome

REASON_LIMIT = 200
Outcome = ReviewSettled | ReviewPassed | ReviewCard


def reviewing(session: Session, caller: Caller, claim: Claim | None, now: datetime) -> tuple[Actor, Claim]:
    """The actor, when he may decide on the claim today, or was asked at an earlier stage of this round."""
    if claim is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=claim.branch_id)
    if claim.member_id == actor.member_id:
        raise Refused(OwnMatter(others=tuple(name for _, name in reviewers_of(session, claim, actor.today))))
    if not is_reviewer(session, claim, actor) and not _was_asked(session, claim, actor):
        raise not_allowed(Action.REVIEW_CLAIM)
    return actor, claim


def is_reviewer(session: Session, claim: Claim, actor: Actor) -> bool:
    """Whether the claim waits for, or was settled at a stage of, this actor."""
    return actor.member_id in {member.id for member in reviewers_at(session, claim, actor.today)}


def _was_asked(session: Session, claim: Claim, actor: Actor) -> bool:
    if actor.member_id in passed_by(session, claim.id, claim.round):
        return True
    return any(
        actor.member_id in {one.id for one in people_at(session, claim, number, actor.today, besides=frozenset())}
        for number in range(claim.stage)
    )


def current(session: Session, claim: Claim, actor: Actor, now: datetime) -> Outcome:
    """What stands instead of what an old button meant: the outcome, the next stage, or the newer round's card."""
    if claim.state is not ClaimState.SUBMITTED:
        return outcome_of(session, claim, now)
    return card_of(session, claim) if is_reviewer(session, claim, actor) else passed_of(session, claim)


def decide_round(session: Session, claim: Claim, actor: Actor, reason: str | None, now: datetime) -> Outcome:
    """Write the actor's word; None approves, a reason returns. Whoever calls has checked that the round waits."""
    if reason is None:
        later = next_stage(session, claim, actor.today, by=actor.member_id)
        if later is not None:
            return _pass_on(session, claim, actor, later, now)
    return _settle(session, claim, actor, reason, now)


def _pass_on(session: Session, claim: Claim, actor: Actor, later: int, now: datetime) -> ReviewPassed:
    session.add(
        ClaimStep(
            branch_id=claim.branch_id,
            claim_id=claim.id,
            round=claim.round,
            stage=claim.stage,
            by_member_id=actor.member_id,
            at=now,
        )
    )
    claim.stage, claim.escalated_at = later, None
    session.add(claim)
    session.flush()
    passed = passed_of(session, claim)
    rewrite(session, subject_of(claim.id), passed)
    withdraw(session, reminder_subject_of(claim.id), passed)
    announce(session, claim, actor.today, now)
    return passed


def _settle(session: Session, claim: Claim, actor: Actor, reason: str | None, now: datetime) -> ReviewSettled:
    approved = reason is None
    claim.state = ClaimState.APPROVED if approved else ClaimState.RETURNED
    session.add(claim)
    session.add(
        Verdict(
            branch_id=claim.branch_id,
            claim_id=claim.id,
            round=claim.round,
            outcome=VerdictOutcome.APPROVED if approved else VerdictOutcome.RETURNED,
            reason="" if reason is None else _worded(reason),
            by_member_id=actor.member_id,
            at=now,
            asked_at=claim.submitted_at,
        )
    )
    session.flush()
    settled = retire(session, claim, now)
    tell_claimant(session, claim, settled, now)
    if approved:
        _append(session, claim, actor, now)
    return settled


def _worded(reason: str) -> str:
    return reason if reason in QUICK_REASONS else fit(reason, REASON_LIMIT)


def _append(session: Session, claim: Claim, actor: Actor, now: datetime) -> None:
    fact = fact_of(claim)
    append_fact(
        session,
        member=session.get_one(Member, claim.member_id),
        kind=fact.kind,
        outcome=fact.outcome,
        on=fact.on,
        quantity=fact.quantity,
        detail=fact.detail,
        note=claim.title,
        source_key=f"claim:{claim.id}",
        author_id=actor.member_id,
        now=now,
    )
