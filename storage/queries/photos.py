"""Photos of evidence by their marks."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from storage.tables import Claim, Evidence, Member, Person
from storage.vocabulary import ClaimState, EvidenceKind

NEAR = 8
"""Bits of 64 in which two marks may differ and still be the same photo, resized, recompressed or slightly cropped."""


def distance(one: str, other: str) -> int:
    """In how many bits two marks differ (Hamming)."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def unmarked(session: Session, claim_id: int | None, *, limit: int) -> Sequence[Evidence]:
    """Photos that nobody has looked at, of one claim or of all, what failed least often first."""
    waiting = select(Evidence).where(col(Evidence.mark).is_(None), Evidence.kind == EvidenceKind.PHOTO)
    if claim_id is not None:
        waiting = waiting.where(Evidence.claim_id == claim_id)
    return session.exec(waiting.order_by(col(Evidence.mark_tries), col(Evidence.id)).limit(limit)).all()


def earlier_alike(session: Session, claim: Claim) -> list[tuple[Claim, str]]:
    """Earlier claims of the branch, not withdrawn, with a photo near one of this round, and whose they are.

    Marks are compared here, as no index finds what is near: a branch has some hundreds of photos a year.
    """
    own = session.exec(
        select(Evidence.mark).where(Evidence.claim_id == claim.id, Evidence.round == claim.round, Evidence.mark != "")
    ).all()
    marks = [mark for mark in own if mark]
    if not marks:
        return []
    rows = session.exec(
        select(Evidence.mark, Claim, Person.name)
        .join(Claim, col(Claim.id) == Evidence.claim_id)
        .join(Member, col(Member.id) == Claim.member_id)
        .join(Person, col(Person.id) == Member.person_id)
        .where(
            Claim.branch_id == claim.branch_id,
            Claim.id < claim.id,
            Claim.state != ClaimState.WITHDRAWN,
            Evidence.mark != "",
        )
        .order_by(col(Claim.id))
    ).all()
    found = {
        row.id: (row, name) for mark, row, name in rows if mark and any(distance(mark, own) <= NEAR for own in marks)
    }
    return list(found.values())
