"""Who may decide on a claim, the cards that they get, and what a decision sets going."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from services.claim_stages import reviewers_at, stage_of, way_of
from services.claim_views import view_of
from services.claim_worth import open_book
from storage.notices.claims import ClaimTold
from storage.notices.reviews import Alike, ReviewCard, ReviewPassed, ReviewSettled
from storage.outbox import DIRECT, owe, rewrite, withdraw
from storage.queries.claim_steps import last_step
from storage.queries.claims import (
    claims_with_same_files,
    evidence_of,
    name_of_member,
    verdict_on,
)
from storage.queries.photos import earlier_alike
from storage.tables import Branch, Claim, Member
from storage.vocabulary import ClaimState


def subject_of(claim_id: int) -> str:
    """Under which name the reviewers' cards of a claim are found again."""
    return f"claim:{claim_id}"


def reminder_subject_of(claim_id: int) -> str:
    """Under which name the reminders of a claim are found again."""
    return f"claim:{claim_id}:reminder"


def own_subject_of(claim_id: int) -> str:
    """Under which name the messages about his claim are found in the claimant's chat."""
    return f"claim:{claim_id}:own"


def reviewers_of(session: Session, claim: Claim, day: date) -> list[tuple[Member, str]]:
    """Those who may decide on a claim, with their names; never the claimant."""
    return [(member, name_of_member(session, member.id)) for member in reviewers_at(session, claim, day)]


def worth_of(session: Session, claim: Claim) -> Decimal:
    """What approving a claim adds to the card, beside what is there and what else waits."""
    book = open_book(session, claim.member_id, claim.on_date, besides=claim.id)
    return book.worth(claim.kind, claim.item_id, claim.on_date, claim.quantity).points


def card_of(session: Session, claim: Claim) -> ReviewCard:
    """The card of a claim that waits: what it says, what it would be worth, which claims its files served before."""
    files = [row.file_unique_id for row in evidence_of(session, claim.id, claim.round)]
    repeated = claims_with_same_files(session, claim.id, claim.branch_id, files)
    alike = tuple(
        Alike(claim_id=other.id, claimant=name, on=other.on_date)
        for other, name in earlier_alike(session, claim)
        if other.id not in repeated
    )
    view = view_of(session, claim, worth=worth_of(session, claim))
    branch = session.get_one(Branch, claim.branch_id)
    way = way_of(branch)
    return ReviewCard(
        claim=view,
        repeated=tuple(repeated),
        alike=alike,
        stage=stage_of(session, claim),
        number=claim.stage,
        stages=len(way),
        since=claim.submitted_at,
        zone=branch.zone,
    )


def announce(session: Session, claim: Claim, day: date, now: datetime) -> None:
    """Owe a card to each who may decide on this round."""
    card = card_of(session, claim)
    stage = f":stage-{claim.stage}" if claim.stage else ""
    for member, _ in reviewers_of(session, claim, day):
        owe(
            session,
            card,
            key=f"claim:{claim.id}:round-{claim.round}{stage}:reviewer-{member.id}",
            now=now,
            branch_id=claim.branch_id,
            to_person=member.person_id,
            subject=subject_of(claim.id),
        )


def outcome_of(session: Session, claim: Claim, now: datetime) -> ReviewSettled:
    """What became of a claim that no longer waits."""
    zone = session.get_one(Branch, claim.branch_id).zone
    verdict = verdict_on(session, claim.id, claim.round)
    view = view_of(session, claim)
    if verdict is None or claim.state is ClaimState.WITHDRAWN:
        return ReviewSettled(claim=view, outcome=claim.state, by=view.claimant, at=now, zone=zone)
    by = name_of_member(session, verdict.by_member_id)
    return ReviewSettled(claim=view, outcome=claim.state, by=by, reason=verdict.reason, at=verdict.at, zone=zone)


def passed_of(session: Session, claim: Claim) -> ReviewPassed:
    """What stands on the cards of the stages that a claim has behind it."""
    step = last_step(session, claim.id, claim.round)
    if step is None:
        raise ValueError(f"claim {claim.id} is at its first stage")
    return ReviewPassed(claim=view_of(session, claim), by=step[1], stage=stage_of(session, claim))


def retire(session: Session, claim: Claim, now: datetime) -> ReviewSettled:
    """Make every card of a claim show what became of it."""
    settled = outcome_of(session, claim, now)
    rewrite(session, subject_of(claim.id), settled)
    withdraw(session, reminder_subject_of(claim.id), settled)
    return settled


def resubmitted(session: Session, claim: Claim) -> ClaimTold:
    """What a message about a returned round shows once the claim is in again."""
    view = view_of(session, claim)
    return ClaimTold(claim=view, outcome=ClaimState.SUBMITTED, by=view.claimant)


def tell_claimant(session: Session, claim: Claim, settled: ReviewSettled, now: datetime) -> None:
    """Owe the claimant the outcome with its reason, and the way to correct it."""
    worth = worth_of(session, claim) if claim.state is ClaimState.APPROVED else None
    told = ClaimTold(
        claim=settled.claim.model_copy(update={"worth": worth}),
        outcome=claim.state,
        by=settled.by,
        reason=settled.reason,
        again=claim.state is ClaimState.RETURNED,
    )
    owe(
        session,
        told,
        key=f"claim:{claim.id}:round-{claim.round}:told",
        now=now,
        branch_id=claim.branch_id,
        to_person=session.get_one(Member, claim.member_id).person_id,
        subject=own_subject_of(claim.id),
        priority=DIRECT,
    )
