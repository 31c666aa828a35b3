"""A member's file: his year on one screen, and the history of his entry."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from scoring.periods import enclosing
from services.actors import Caller
from services.cards import card_of
from services.clock import Clock
from services.deciders import deciders
from services.office_exemption import approve
from services.office_parts import Asked, subject_of
from services.permissions import Action, require
from storage.database import Database
from storage.notices import Notice
from storage.notices.membership import ChangeLine, MemberFile, MemberHistory
from storage.queries import member_year as ask
from storage.vocabulary import Role

CHANGES_A_PAGE = 6


class MemberFiles:
    """What the secretary sees of one member, and the tap that grants an exemption."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def show(self, caller: Caller, member_id: int) -> MemberFile:
        """Show a member's year. Refused to whoever may not see it, with `Gone` for one who has left."""
        return await self._db.read(_show, caller, member_id, self._clock.now())

    async def history(self, caller: Caller, member_id: int, page: int) -> MemberHistory:
        """Show a page of the history of a member's entry."""
        return await self._db.read(_history, caller, member_id, page, self._clock.now())

    async def approve_exemption(self, caller: Caller, exemption_id: int) -> Notice:
        """Grant an exemption that was applied for; one that was decided gives what was decided."""
        return await self._db.write(_approve, caller, exemption_id, self._clock.now())


def _show(session: Session, caller: Caller, member_id: int, now: datetime) -> MemberFile:
    actor, one = subject_of(session, Asked(caller, member_id, now))
    require(actor, Action.SEE_FILE)
    member, year = one.member, actor.today.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    card = card_of(session, member, enclosing(actor.today, "year"), actor.today)
    judges = deciders(session, actor.branch_id, Action.KEEP_FILE, actor.today, about=member_id)
    return MemberFile(
        member_id=member_id,
        name=one.person.name,
        number=member.roster_no,
        year=year,
        category=member.category,
        roles=tuple(role for role in Role if role in one.roles),
        joined_on=member.joined_on,
        probationary=member.probationary,
        probation_until=member.probation_until,
        exempt_from=member.exempt_from,
        exempt_last=member.exempt_until - timedelta(days=1) if member.exempt_until is not None else None,
        points=card.shown_total if card.rated else None,
        attendance=ask.attendance_in(session, member_id, first, last),
        leaves=ask.leaves_in(session, member_id, first, last),
        dues=ask.dues_in(session, member_id, first, last),
        letters=ask.letters_in(session, member_id, year),
        claims=ask.claims_in(session, member_id, first, last),
        duties=ask.duties_in(session, member_id, first, last),
        changes=ask.count_changes(session, member_id),
        may_keep=actor.member_id in {judge.id for judge in judges},
    )


def _history(session: Session, caller: Caller, member_id: int, page: int, now: datetime) -> MemberHistory:
    actor, one = subject_of(session, Asked(caller, member_id, now))
    require(actor, Action.SEE_FILE)
    pages = max(1, -(-ask.count_changes(session, member_id) // CHANGES_A_PAGE))
    page = min(max(page, 0), pages - 1)
    rows = ask.changes_of(session, member_id, limit=CHANGES_A_PAGE, offset=page * CHANGES_A_PAGE)
    return MemberHistory(
        member_id=member_id,
        name=one.person.name,
        zone=actor.zone,
        lines=tuple(
            ChangeLine(at=row.at, field=row.field, before=row.before, after=row.after, reason=row.reason, by=by)
            for row, by in rows
        ),
        page=page,
        pages=pages,
    )


def _approve(session: Session, caller: Caller, exemption_id: int, now: datetime) -> Notice:
    return approve(session, Asked(caller, exemption_id, now))
