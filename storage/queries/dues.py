"""Questions about dues, month by month."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, func, or_, select

from storage.tables import Branch, Dues, DuesExemption, DuesStandard, Member, Person
from storage.vocabulary import DuesState


def branches(session: Session) -> list[Branch]:
    """Every branch, in order."""
    return list(session.exec(select(Branch).order_by(col(Branch.id))))


def members_without_dues(session: Session, branch_id: int, month: date) -> list[Member]:
    """Members on a month's first day for whom nothing was entered yet."""
    entered = select(Dues.member_id).where(Dues.branch_id == branch_id, Dues.month == month)
    return list(
        session.exec(
            select(Member)
            .where(
                Member.branch_id == branch_id,
                Member.joined_on <= month,
                or_(col(Member.left_on).is_(None), col(Member.left_on) > month),
                col(Member.id).not_in(entered),
            )
            .order_by(col(Member.id))
        )
    )


def untouched(session: Session, branch_id: int, month: date) -> list[tuple[Dues, Member]]:
    """Entries of a month into which nobody has put a hand and which are not settled, with their members."""
    rows = session.exec(
        select(Dues, Member)
        .join(Member, col(Member.id) == Dues.member_id)
        .where(
            Dues.branch_id == branch_id,
            Dues.month == month,
            col(Dues.recorded_by).is_(None),
            col(Dues.settled_at).is_(None),
        )
        .order_by(col(Dues.id))
    )
    return [(dues, member) for dues, member in rows]


def locked_dues(session: Session, dues_id: int) -> Dues | None:
    """One entry that nobody else can change before this unit of work ends."""
    return session.exec(select(Dues).where(Dues.id == dues_id).with_for_update()).first()


def sheet(session: Session, branch_id: int, month: date) -> list[tuple[Dues, Member, str]]:
    """A month's entries with member and name, in the order of the roster."""
    rows = session.exec(
        select(Dues, Member, Person.name)
        .join(Member, col(Member.id) == Dues.member_id)
        .join(Person, col(Person.id) == Member.person_id)
        .where(Dues.branch_id == branch_id, Dues.month == month)
        .order_by(Member.roster_no, col(Member.id))
    )
    return [(dues, member, name) for dues, member, name in rows]


def neighbour_months(session: Session, branch_id: int, month: date) -> tuple[date | None, date | None]:
    """The latest month before and the earliest month after one that have entries."""
    before = select(func.max(Dues.month)).where(Dues.branch_id == branch_id, Dues.month < month)
    after = select(func.min(Dues.month)).where(Dues.branch_id == branch_id, Dues.month > month)
    return session.exec(before).one(), session.exec(after).one()


def year_of(session: Session, member_id: int, year: int) -> list[Dues]:
    """A member's entries of a year, in order."""
    return list(
        session.exec(
            select(Dues)
            .where(Dues.member_id == member_id, Dues.month >= date(year, 1, 1), Dues.month <= date(year, 12, 1))
            .order_by(col(Dues.month))
        )
    )


def neighbour_years(session: Session, member_id: int, year: int) -> tuple[int | None, int | None]:
    """The latest year before and the earliest after one in which a member has entries."""
    before = select(func.max(Dues.month)).where(Dues.member_id == member_id, Dues.month < date(year, 1, 1))
    after = select(func.min(Dues.month)).where(Dues.member_id == member_id, Dues.month > date(year, 12, 31))
    found: list[date | None] = [session.exec(before).one(), session.exec(after).one()]
    earlier, later = (None if month is None else month.year for month in found)
    return earlier, later


def unsettled_before(session: Session, branch_id: int, month: date) -> list[Dues]:
    """Entries of months that are over and have no fact yet."""
    return list(
        session.exec(
            select(Dues)
            .where(Dues.branch_id == branch_id, Dues.month < month, col(Dues.settled_at).is_(None))
            .order_by(col(Dues.month), col(Dues.id))
            .with_for_update()
        )
    )


def owing(session: Session, branch_id: int, month: date) -> list[tuple[Dues, Member]]:
    """Those who have paid nothing for a month yet, with their entries."""
    rows = session.exec(
        select(Dues, Member)
        .join(Member, col(Member.id) == Dues.member_id)
        .where(Dues.branch_id == branch_id, Dues.month == month, Dues.state == DuesState.DUE)
        .order_by(col(Dues.id))
    )
    return [(dues, member) for dues, member in rows]


def standing_exemption(session: Session, member_id: int, month: date) -> DuesExemption | None:
    """The exemption from dues that covers a month, the latest that was granted."""
    return session.exec(
        select(DuesExemption)
        .where(
            DuesExemption.member_id == member_id,
            DuesExemption.since <= month,
            or_(col(DuesExemption.until).is_(None), col(DuesExemption.until) > month),
        )
        .order_by(col(DuesExemption.id).desc())
    ).first()


def exempted(session: Session, branch_id: int, month: date) -> set[int]:
    """Members of a branch whom an exemption from dues covers in a month."""
    return set(
        session.exec(
            select(DuesExemption.member_id).where(
                DuesExemption.branch_id == branch_id,
                DuesExemption.since <= month,
                or_(col(DuesExemption.until).is_(None), col(DuesExemption.until) > month),
            )
        )
    )


def latest_standard(session: Session, member_id: int) -> DuesStandard | None:
    """What was last decided about a member's month."""
    return session.exec(
        select(DuesStandard).where(DuesStandard.member_id == member_id).order_by(col(DuesStandard.id).desc())
    ).first()


def entry_of(session: Session, member_id: int, month: date) -> Dues | None:
    """A member's entry of a month, kept from others until this unit of work ends."""
    mine = select(Dues).where(Dues.member_id == member_id, Dues.month == month)
    return session.exec(mine.with_for_update()).first()


def unpaid_of(session: Session, member_id: int, since: date, until: date | None) -> list[Dues]:
    """A member's entries from a month on and before another for which nothing was paid, in order."""
    asked = select(Dues).where(
        Dues.member_id == member_id,
        Dues.month >= since,
        col(Dues.state).in_([DuesState.DUE, DuesState.UNPAID]),
    )
    if until is not None:
        asked = asked.where(Dues.month < until)
    return list(session.exec(asked.order_by(col(Dues.month)).with_for_update()))


def closed_months(session: Session, member_id: int, *, limit: int) -> list[Dues]:
    """A member's settled entries, the latest first."""
    return list(
        session.exec(
            select(Dues)
            .where(Dues.member_id == member_id, col(Dues.settled_at).is_not(None))
            .order_by(col(Dues.month).desc())
            .limit(limit)
        )
    )


def payers(session: Session, branch_id: int, day: date) -> list[tuple[Member, str]]:
    """Who is in the branch on a day, with his name, in the order of the roster."""
    rows = session.exec(
        select(Member, Person.name)
        .join(Person, col(Person.id) == Member.person_id)
        .where(
            Member.branch_id == branch_id,
            Member.joined_on <= day,
            or_(col(Member.left_on).is_(None), col(Member.left_on) > day),
        )
        .order_by(Member.roster_no, col(Member.id))
    )
    return [(member, name) for member, name in rows]
