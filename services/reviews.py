"""Reviewing claims: the queue, the evidence, and the one verdict that each round of a claim has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.claim_draft import EvidenceFile
from services.claim_review import card_of
from services.claim_verdict import current, decide_round, is_reviewer, reviewing
from services.clock import Clock
from services.errors import Refused
from services.permissions import Action, require
from services.review_pace import hours_since, pace_for
from storage.database import Database
from storage.notices import Notice
from storage.notices.common import Gone
from storage.notices.reviews import AskReason, NoEvidence, Pace, ReviewCard, ReviewEmpty
from storage.queries.claims import evidence_of, locked_claim, waiting_claims
from storage.tables import Claim
from storage.vocabulary import ClaimState, Role


@dataclass(frozen=True, slots=True)
class Round:
    """Which submission of a claim a button means, and where it stood in the reviewer's queue (0: not in it).

    ``stage`` is the stage of the way that the button belongs to.
    """

    claim_id: int
    number: int
    place: int = 0
    stage: int = 0


class Reviews:
    """What a reviewer can do. Every button is checked anew: a demoted reviewer's are dead."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def approve(self, caller: Caller, claim_id: int, round_: int, place: int = 0, *, stage: int = 0) -> Notice:
        """Approve a round: its fact is appended. One that was decided already gives what was decided.

        ``place`` is where it stood in the queue, 0 outside of it; the queue's answer counts what else waits.
        """
        return await self._db.write(_decide, caller, Round(claim_id, round_, place, stage), None, self._clock.now())

    async def send_back(
        self, caller: Caller, claim_id: int, round_: int, reason: str, place: int = 0, *, stage: int = 0
    ) -> Notice:
        """Return a round with a reason, one of QUICK_REASONS or one's own words."""
        return await self._db.write(_decide, caller, Round(claim_id, round_, place, stage), reason, self._clock.now())

    async def look(
        self, caller: Caller, claim_id: int, round_: int, place: int = 0, *, returning: bool, stage: int = 0
    ) -> Notice:
        """Show the card with the first choice or with the reasons; what was decided if it no longer waits."""
        asked = Round(claim_id, round_, place, stage)
        return await self._db.read(_look, caller, asked, returning=returning, now=self._clock.now())

    async def ask_reason(self, caller: Caller, claim_id: int, round_: int, *, stage: int = 0) -> Notice:
        """Ask for the reason in words; what was decided if it no longer waits."""
        return await self._db.read(_ask_reason, caller, Round(claim_id, round_, stage=stage), self._clock.now())

    async def evidence(self, caller: Caller, claim_id: int) -> list[EvidenceFile]:
        """The photos and files of a claim, for a reviewer and for its owner."""
        return await self._db.read(_evidence, caller, claim_id, self._clock.now())

    async def queue(self, caller: Caller, place: int = 1) -> Notice:
        """Show the claim at a place of the reviewer's queue, counted from 1; past its end, the last."""
        return await self._db.read(_queue, caller, place, self._clock.now())


def _waits(claim: Claim, asked: Round) -> bool:
    return claim.state is ClaimState.SUBMITTED and (claim.round, claim.stage) == (asked.number, asked.stage)


def _decide(session: Session, caller: Caller, asked: Round, reason: str | None, now: datetime) -> Notice:
    actor, claim = reviewing(session, caller, locked_claim(session, asked.claim_id), now)
    if not _waits(claim, asked) or not is_reviewer(session, claim, actor):
        return current(session, claim, actor, now)
    outcome = decide_round(session, claim, actor, reason, now)
    if not asked.place or isinstance(outcome, ReviewCard):
        return outcome
    return outcome.model_copy(update={"waiting": len(waiting_for(session, actor))})


def _look(session: Session, caller: Caller, asked: Round, *, returning: bool, now: datetime) -> Notice:
    actor, claim = reviewing(session, caller, session.get(Claim, asked.claim_id), now)
    if not _waits(claim, asked) or not is_reviewer(session, claim, actor):
        return current(session, claim, actor, now)
    card = card_of(session, claim).model_copy(update={"returning": returning})
    if not asked.place:
        return card
    waiting = len(waiting_for(session, actor))
    return card.model_copy(update={"place": min(asked.place, waiting), "waiting": waiting})


def _ask_reason(session: Session, caller: Caller, asked: Round, now: datetime) -> Notice:
    actor, claim = reviewing(session, caller, session.get(Claim, asked.claim_id), now)
    if not _waits(claim, asked) or not is_reviewer(session, claim, actor):
        return current(session, claim, actor, now)
    return AskReason(claim_id=claim.id, claimant=card_of(session, claim).claim.claimant)


def _evidence(session: Session, caller: Caller, claim_id: int, now: datetime) -> list[EvidenceFile]:
    claim = session.get(Claim, claim_id)
    if claim is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=claim.branch_id)
    if claim.member_id != actor.member_id:
        reviewing(session, caller, claim, now)
    rows = evidence_of(session, claim.id, claim.round)
    if not rows:
        raise Refused(NoEvidence())
    return [EvidenceFile.model_validate(row, from_attributes=True) for row in rows]


def _queue(session: Session, caller: Caller, place: int, now: datetime) -> Notice:
    actor = resolve(session, caller, now)
    waiting = waiting_for(session, actor)
    pace = pace_for(session, actor, now)
    if not waiting:
        return _nothing(actor, pace)
    place = min(max(place, 1), len(waiting))
    claim = waiting[place - 1]
    like = sum((one.kind, one.item_id) == (claim.kind, claim.item_id) for one in waiting)
    waited = hours_since(claim.submitted_at, now)
    return card_of(session, claim).model_copy(
        update={"place": place, "waiting": len(waiting), "like": like, "waited": waited, "pace": pace}
    )


def waiting_for(session: Session, actor: Actor) -> list[Claim]:
    """Claims that wait and that the actor may decide on, the oldest first."""
    return [
        claim
        for claim in waiting_claims(session, actor.branch_id, besides_member=actor.member_id)
        if is_reviewer(session, claim, actor)
    ]


def _nothing(actor: Actor, pace: Pace | None) -> ReviewEmpty:
    """An empty queue for one who could review; a refusal for one who never can."""
    if actor.roles.isdisjoint({Role.COMMITTEE, Role.GROUP_LEADER, Role.REVIEWER}):
        require(actor, Action.REVIEW_CLAIM)
    return ReviewEmpty(pace=pace)
