"""Reviewing claims: the queue, the evidence, and the one verdict that each round of a claim has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.claim_draft import EvidenceFile, fit
from services.claim_review import card_of, outcome_of, retire, reviewers_of, tell_claimant
from services.claim_worth import fact_of
from services.clock import Clock
from services.errors import NotAllowed, Refused
from services.facts import append_fact
from services.permissions import Action, require
from storage.database import Database
from storage.notices import Notice
from storage.notices.common import Gone
from storage.notices.reviews import (
    QUICK_REASONS,
    AskReason,
    NoEvidence,
    OwnMatter,
    ReviewCard,
    ReviewEmpty,
    ReviewSettled,
)
from storage.queries.claims import evidence_of, locked_claim, waiting_claims
from storage.tables import Claim, Member, Verdict
from storage.vocabulary import ClaimState, Role, VerdictOutcome

REASON_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Round:
    """Which submission of a claim a button means, and where it stood in the reviewer's queue (0: not in it)."""

    claim_id: int
    number: int
    place: int = 0


class Reviews:
    """What a reviewer can do. Every button is checked anew: a demoted reviewer's are dead."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def approve(self, caller: Caller, claim_id: int, round_: int, place: int = 0) -> Notice:
        """Approve a round: its fact is appended. One that was decided already gives what was decided.

        ``place`` is where it stood in the queue, 0 outside of it; the queue's answer counts what else waits.
        """
        return await self._db.write(_decide, caller, Round(claim_id, round_, place), None, self._clock.now())

    async def send_back(self, caller: Caller, claim_id: int, round_: int, reason: str, place: int = 0) -> Notice:
        """Return a round with a reason, one of QUICK_REASONS or one's own words."""
        return await self._db.write(_decide, caller, Round(claim_id, round_, place), reason, self._clock.now())

    async def look(self, caller: Caller, claim_id: int, round_: int, place: int = 0, *, returning: bool) -> Notice:
        """Show the card with the first choice or with the reasons; what was decided if it no longer waits."""
        asked = Round(claim_id, round_, place)
        return await self._db.read(_look, caller, asked, returning=returning, now=self._clock.now())

    async def ask_reason(self, caller: Caller, claim_id: int, round_: int) -> Notice:
        """Ask for the reason in words; what was decided if it no longer waits."""
        return await self._db.read(_ask_reason, caller, Round(claim_id, round_), self._clock.now())

    async def evidence(self, caller: Caller, claim_id: int) -> list[EvidenceFile]:
        """The photos and files of a claim, for a reviewer and for its owner."""
        return await self._db.read(_evidence, caller, claim_id, self._clock.now())

    async def queue(self, caller: Caller, place: int = 1) -> Notice:
        """Show the claim at a place of the reviewer's queue, counted from 1; past its end, the last."""
        return await self._db.read(_queue, caller, place, self._clock.now())


def _reviewing(session: Session, caller: Caller, claim: Claim | None, now: datetime) -> tuple[Actor, Claim]:
    """The actor, when he may decide on the claim today."""
    if claim is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=claim.branch_id)
    reviewers = reviewers_of(session, claim, actor.today)
    if claim.member_id == actor.member_id:
        raise Refused(OwnMatter(others=tuple(name for _, name in reviewers)))
    if actor.member_id not in {member.id for member, _ in reviewers}:
        raise NotAllowed(Action.REVIEW_CLAIM)
    return actor, claim


def _waits(claim: Claim, round_: int) -> bool:
    return claim.state is ClaimState.SUBMITTED and claim.round == round_


def _current(session: Session, claim: Claim, now: datetime) -> ReviewSettled | ReviewCard:
    """What stands instead of what an old button meant: the outcome, or the card of the newer round."""
    return card_of(session, claim) if claim.state is ClaimState.SUBMITTED else outcome_of(session, claim, now)


def _decide(session: Session, caller: Caller, asked: Round, reason: str | None, now: datetime) -> Notice:
    actor, claim = _reviewing(session, caller, locked_claim(session, asked.claim_id), now)
    if not _waits(claim, asked.number):
        return _current(session, claim, now)
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
        )
    )
    session.flush()
    settled = retire(session, claim, now)
    tell_claimant(session, claim, settled, now)
    if approved:
        _append(session, claim, actor, now)
    return _with_rest(session, actor, settled) if asked.place else settled


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


def _look(session: Session, caller: Caller, asked: Round, *, returning: bool, now: datetime) -> Notice:
    actor, claim = _reviewing(session, caller, session.get(Claim, asked.claim_id), now)
    if not _waits(claim, asked.number):
        return _current(session, claim, now)
    card = card_of(session, claim).model_copy(update={"returning": returning})
    if not asked.place:
        return card
    waiting = len(_waiting_for(session, actor))
    return card.model_copy(update={"place": min(asked.place, waiting), "waiting": waiting})


def _ask_reason(session: Session, caller: Caller, asked: Round, now: datetime) -> Notice:
    _, claim = _reviewing(session, caller, session.get(Claim, asked.claim_id), now)
    if not _waits(claim, asked.number):
        return _current(session, claim, now)
    return AskReason(claim_id=claim.id, claimant=card_of(session, claim).claim.claimant)


def _evidence(session: Session, caller: Caller, claim_id: int, now: datetime) -> list[EvidenceFile]:
    claim = session.get(Claim, claim_id)
    if claim is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=claim.branch_id)
    if claim.member_id != actor.member_id:
        _reviewing(session, caller, claim, now)
    rows = evidence_of(session, claim.id, claim.round)
    if not rows:
        raise Refused(NoEvidence())
    return [EvidenceFile.model_validate(row, from_attributes=True) for row in rows]


def _queue(session: Session, caller: Caller, place: int, now: datetime) -> Notice:
    actor = resolve(session, caller, now)
    waiting = _waiting_for(session, actor)
    if not waiting:
        return _nothing(actor)
    place = min(max(place, 1), len(waiting))
    card = card_of(session, waiting[place - 1])
    return card.model_copy(update={"place": place, "waiting": len(waiting)})


def _waiting_for(session: Session, actor: Actor) -> list[Claim]:
    """Claims that wait and that the actor may decide on, the oldest first."""
    return [
        claim
        for claim in waiting_claims(session, actor.branch_id, besides_member=actor.member_id)
        if actor.member_id in {member.id for member, _ in reviewers_of(session, claim, actor.today)}
    ]


def _with_rest(session: Session, actor: Actor, settled: ReviewSettled) -> ReviewSettled:
    return settled.model_copy(update={"waiting": len(_waiting_for(session, actor))})


def _nothing(actor: Actor) -> ReviewEmpty:
    """An empty queue for one who could review; a refusal for one who never can."""
    if Role.COMMITTEE not in actor.roles:
        require(actor, Action.REVIEW_CLAIM)
    return ReviewEmpty()
