"""Photos that look alike: each is looked at once, and a claim whose photo resembles an earlier one is flagged."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import NamedTuple, Protocol

from sqlmodel import Session

from services.claim_review import card_of, subject_of
from storage.database import Database
from storage.outbox import rewrite
from storage.queries import photos as ask
from storage.tables import Claim, Evidence
from storage.vocabulary import ClaimState

AT_ONCE = 20
"""Photos that one sweep looks at; the rest wait for the next."""

TRIES = 10
"""How often a photo that is out of reach is asked for before it counts as having no mark."""

logger = logging.getLogger(__name__)


class OutOfReach(Exception):
    """A photo that cannot be fetched now and may be later."""


class Look(Protocol):
    """Fetches and looks at a photo, off the event loop."""

    async def __call__(self, file_id: str) -> str:
        """Give its mark, empty when it can have none; raises `OutOfReach`."""
        ...


class Unmarked(NamedTuple):
    """A photo that nobody has looked at."""

    evidence_id: int
    file_id: str


class Photos:
    """Looks at photos of evidence and lets the reviewers' cards say what is alike."""

    def __init__(self, db: Database, look: Look) -> None:
        self._db = db
        self._look = look

    async def mark_due(self, now: datetime) -> int:
        """Look at photos that nobody has looked at; say how many have been. ``now`` is the sweep's, unused."""
        del now
        return await self._mark(None)

    async def mark_claim(self, claim_id: int) -> int:
        """Look at the photos of one claim at once; what is out of reach now is left to the sweep."""
        return await self._mark(claim_id)

    async def _mark(self, claim_id: int | None) -> int:
        done = 0
        for photo in await self._db.read(_unmarked, claim_id):
            try:
                mark = await self._look(photo.file_id)
            except OutOfReach:
                logger.warning("photo %s is out of reach, it is tried again", photo.evidence_id)
                await self._db.write(_put_off, photo.evidence_id)
                continue
            await self._db.write(_keep, photo.evidence_id, mark)
            done += 1
        return done


def _unmarked(session: Session, claim_id: int | None) -> list[Unmarked]:
    return [Unmarked(row.id, row.file_id) for row in ask.unmarked(session, claim_id, limit=AT_ONCE)]


def _put_off(session: Session, evidence_id: int) -> None:
    row = session.get_one(Evidence, evidence_id)
    row.mark_tries += 1
    if row.mark_tries >= TRIES:
        row.mark = ""
    session.add(row)


def _keep(session: Session, evidence_id: int, mark: str) -> None:
    """Keep a mark; where it resembles an earlier claim's, the cards that wait say so."""
    row = session.get_one(Evidence, evidence_id)
    row.mark = mark
    session.add(row)
    session.flush()
    claim = session.get_one(Claim, row.claim_id)
    if claim.state is not ClaimState.SUBMITTED or not mark:
        return
    card = card_of(session, claim)
    if card.alike:
        rewrite(session, subject_of(claim.id), card)
