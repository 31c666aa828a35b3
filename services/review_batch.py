"""Approving like claims together: each can be left out, a summary stands before the tap that counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from pydantic import BaseModel, ConfigDict
from sqlmodel import Session

from services.actors import Caller
from services.claim_review import card_of
from services.claim_verdict import decide_round, is_reviewer, reviewing
from services.claim_views import view_of
from services.clock import Clock
from services.errors import Refused
from services.reviews import waiting_for
from storage.database import Database
from storage.notices import Notice
from storage.notices.common import Gone
from storage.notices.reviews import BatchChoice, BatchDone, BatchLine, BatchNobody, BatchSummary
from storage.queries.claims import locked_claim
from storage.tables import Claim
from storage.vocabulary import ClaimState

MOST = 12
"""Claims in one batch: each has a button, and the reviewer has read each line."""


class Picked(BaseModel):
    """A claim of a batch as it stood when the batch was opened."""

    model_config = ConfigDict(frozen=True)
    claim_id: int
    round: int
    stage: int


class Batch(BaseModel):
    """A batch that is being looked through; ``out`` are left out. ``form`` tells it from an older one's buttons."""

    model_config = ConfigDict(frozen=True)
    form: int
    picked: tuple[Picked, ...]
    out: frozenset[int]

    def toggled(self, claim_id: int) -> Batch:
        """A copy with one claim left out, or taken in again."""
        if claim_id not in {one.claim_id for one in self.picked}:
            raise Refused(Gone())
        return self.model_copy(update={"out": self.out ^ {claim_id}})

    @property
    def chosen(self) -> tuple[Picked, ...]:
        """What would be approved."""
        return tuple(one for one in self.picked if one.claim_id not in self.out)


class Batches:
    """Opening a batch, showing it, and approving what was chosen in one transaction."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def begin(self, caller: Caller, claim_id: int, form: int) -> Batch:
        """Take a claim with all like it that wait for the caller; whatever is flagged starts left out."""
        return await self._db.read(_begin, caller, claim_id, form, self._clock.now())

    async def choice(self, caller: Caller, batch: Batch) -> Notice:
        """Show the batch for choosing."""
        return await self._db.read(_choice, caller, batch, self._clock.now())

    async def summary(self, caller: Caller, batch: Batch) -> Notice:
        """Show what would be approved, before it is."""
        return await self._db.read(_summary, caller, batch, self._clock.now())

    async def approve(self, caller: Caller, batch: Batch) -> BatchDone:
        """Approve what was chosen; what changed meanwhile is left as it is and named."""
        return await self._db.write(_approve, caller, batch, self._clock.now())


def _begin(session: Session, caller: Caller, claim_id: int, form: int, now: datetime) -> Batch:
    actor, claim = reviewing(session, caller, session.get(Claim, claim_id), now)
    like = [one for one in waiting_for(session, actor) if (one.kind, one.item_id) == (claim.kind, claim.item_id)][:MOST]
    cards = [card_of(session, one) for one in like]
    flagged = frozenset(card.claim.claim_id for card in cards if card.repeated or card.alike)
    picked = tuple(Picked(claim_id=one.id, round=one.round, stage=one.stage) for one in like)
    return Batch(form=form, picked=picked, out=flagged)


def _lines(
    session: Session, caller: Caller, batch: Sequence[Picked], out: frozenset[int], now: datetime
) -> list[BatchLine]:
    lines = []
    for one in batch:
        _, claim = reviewing(session, caller, session.get(Claim, one.claim_id), now)
        card = card_of(session, claim)
        flagged = bool(card.repeated or card.alike)
        lines.append(BatchLine(claim=card.claim, chosen=claim.id not in out, flagged=flagged))
    return lines


def _choice(session: Session, caller: Caller, batch: Batch, now: datetime) -> Notice:
    return BatchChoice(form=batch.form, lines=tuple(_lines(session, caller, batch.picked, batch.out, now)))


def _summary(session: Session, caller: Caller, batch: Batch, now: datetime) -> Notice:
    if not batch.chosen:
        raise Refused(BatchNobody())
    lines = _lines(session, caller, batch.chosen, frozenset(), now)
    worth = sum((line.claim.worth or Decimal(0) for line in lines), Decimal(0))
    return BatchSummary(form=batch.form, claims=tuple(line.claim for line in lines), worth=worth)


def _approve(session: Session, caller: Caller, batch: Batch, now: datetime) -> BatchDone:
    if not batch.chosen:
        raise Refused(BatchNobody())
    approved, left = [], []
    for one in sorted(batch.chosen, key=lambda picked: picked.claim_id):
        actor, claim = reviewing(session, caller, locked_claim(session, one.claim_id), now)
        waits = claim.state is ClaimState.SUBMITTED and (claim.round, claim.stage) == (one.round, one.stage)
        if waits and is_reviewer(session, claim, actor):
            decide_round(session, claim, actor, None, now)
            approved.append(view_of(session, claim))
        else:
            left.append(view_of(session, claim))
    return BatchDone(approved=tuple(approved), left=tuple(left))
