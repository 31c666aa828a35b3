"""Questions about claims, their evidence and verdicts."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, func, select

from storage.tables import Claim, Evidence, FactRow, Member, Person, Verdict
from storage.vocabulary import ClaimState


def claim_by_key(session: Session, filed_key: str) -> Claim | None:
    """The claim that a form filed, if it did."""
    return session.exec(select(Claim).where(Claim.filed_key == filed_key)).first()


def locked_claim(session: Session, claim_id: int) -> Claim | None:
    """A claim that nobody else can change before this unit of work ends."""
    return session.exec(select(Claim).where(Claim.id == claim_id).with_for_update()).first()


def claims_of(session: Session, member_id: int, *, limit: int, offset: int) -> list[Claim]:
    """A member's claims, the newest first."""
    newest = col(Claim.id).desc()
    return list(
        session.exec(select(Claim).where(Claim.member_id == member_id).order_by(newest).limit(limit).offset(offset))
    )


def count_claims(session: Session, member_id: int) -> int:
    """How many claims a member has filed."""
    return session.exec(select(func.count(col(Claim.id))).where(Claim.member_id == member_id)).one()


def open_claims_of(session: Session, member_id: int, *, besides: int | None) -> list[Claim]:
    """A member's claims that wait for a word, all but one."""
    waiting = select(Claim).where(Claim.member_id == member_id, Claim.state == ClaimState.SUBMITTED)
    return list(session.exec(waiting.where(Claim.id != besides).order_by(col(Claim.id))))


def waiting_claims(session: Session, branch_id: int, *, besides_member: int) -> list[Claim]:
    """Claims of a branch that wait, the oldest submission first, without those of one member."""
    return list(
        session.exec(
            select(Claim)
            .where(
                Claim.branch_id == branch_id,
                Claim.state == ClaimState.SUBMITTED,
                Claim.member_id != besides_member,
            )
            .order_by(col(Claim.submitted_at), col(Claim.id))
        )
    )


def evidence_of(session: Session, claim_id: int, round_: int) -> list[Evidence]:
    """What was attached to one round of a claim, in the order in which it came."""
    return list(
        session.exec(
            select(Evidence).where(Evidence.claim_id == claim_id, Evidence.round == round_).order_by(col(Evidence.id))
        )
    )


def claims_with_same_files(session: Session, claim_id: int, branch_id: int, file_unique_ids: list[str]) -> list[int]:
    """Other claims of the branch, not withdrawn, that rest on one of these files."""
    return list(
        session.exec(
            select(Claim.id)
            .join(Evidence, col(Evidence.claim_id) == Claim.id)
            .where(
                Claim.branch_id == branch_id,
                Claim.id != claim_id,
                Claim.state != ClaimState.WITHDRAWN,
                col(Evidence.file_unique_id).in_(file_unique_ids),
            )
            .distinct()
            .order_by(col(Claim.id))
        )
    )


def verdict_on(session: Session, claim_id: int, round_: int) -> Verdict | None:
    """The word on one round of a claim, if there is one."""
    return session.exec(select(Verdict).where(Verdict.claim_id == claim_id, Verdict.round == round_)).first()


def name_of_member(session: Session, member_id: int) -> str:
    """What a member is called."""
    return session.exec(
        select(Person.name).join(Member, col(Member.person_id) == Person.id).where(Member.id == member_id)
    ).one()


def facts_since(session: Session, member_id: int, since: date) -> list[FactRow]:
    """A member's facts from a day on, reversals among them."""
    return list(session.exec(select(FactRow).where(FactRow.member_id == member_id, FactRow.on_date >= since)))
