"""Questions about reminders: what somebody has been told, and in which message."""

from __future__ import annotations

from sqlmodel import Session, col, func, select

from storage.tables import Branch, Member, Person, Reminded


def told(session: Session, branch_id: int, what: str) -> set[tuple[str, int]]:
    """Which stages of a thing have been told already, and to which members."""
    rows = session.exec(
        select(Reminded.stage, Reminded.member_id).where(Reminded.branch_id == branch_id, Reminded.what == what)
    )
    return set(rows)


def digests_with(session: Session, what: str, member_id: int) -> list[str]:
    """The messages in which a member was told of a thing."""
    rows = session.exec(
        select(Reminded.digest).where(Reminded.what == what, Reminded.member_id == member_id).distinct()
    )
    return list(rows)


def latest_digests(session: Session, what: str) -> list[str]:
    """The last message in which each member was told of a thing."""
    last = select(func.max(Reminded.id)).where(Reminded.what == what).group_by(col(Reminded.member_id))
    return list(session.exec(select(Reminded.digest).where(col(Reminded.id).in_(last))))


def in_digest(session: Session, digest: str) -> list[Reminded]:
    """All that one message told, in order."""
    return list(session.exec(select(Reminded).where(Reminded.digest == digest).order_by(col(Reminded.id))))


def people_of(session: Session, branch_id: int) -> dict[int, tuple[Member, Person]]:
    """Every member of a branch, past ones too, with the person."""
    rows = session.exec(
        select(Member, Person).join(Person, col(Person.id) == Member.person_id).where(Member.branch_id == branch_id)
    )
    return {member.id: (member, person) for member, person in rows}


def locked_branches(session: Session) -> list[Branch]:
    """Every branch, kept from other sweeps: of two that remind, the second finds what the first has told."""
    return list(session.exec(select(Branch).order_by(col(Branch.id)).with_for_update()))
