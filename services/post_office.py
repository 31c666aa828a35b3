"""What did not arrive: messages that ended undelivered, and members whom the bot cannot reach."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from services.actors import Caller, resolve
from services.clock import Clock
from services.pages import page_of
from services.permissions import Action, require
from storage.database import Database
from storage.notices.undelivered import LostMessage, Undelivered, UnreachableMember
from storage.queries.accounts import accounts_in
from storage.queries.deliveries import undelivered
from storage.queries.persons import names_of_persons
from storage.queries.roster import enrolled
from storage.vocabulary import ChatState

SHOWN_DAYS = timedelta(days=30)
A_PAGE = 8


class PostOffice:
    """What the secretary sees of it."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def undelivered(self, caller: Caller, page: int = 0) -> Undelivered:
        """Show a page of the last thirty days' undelivered messages, and who cannot be reached."""
        return await self._db.read(_undelivered, caller, page, self._clock.now())


def _undelivered(session: Session, caller: Caller, page: int, now: datetime) -> Undelivered:
    actor = resolve(session, caller, now)
    require(actor, Action.SEE_UNDELIVERED)
    rows = undelivered(session, actor.branch_id, now - SHOWN_DAYS, limit=200)
    shown, page, pages = page_of(rows, page, A_PAGE)
    names = names_of_persons(session, {row.person_id for row in shown if row.person_id is not None})
    accounts = accounts_in(session, actor.branch_id, actor.today)
    unreachable = [
        UnreachableMember(member_id=one.member.id, name=one.person.name, joined=one.member.id in accounts)
        for one in enrolled(session, actor.branch_id, actor.today)
        if one.member.id not in accounts or accounts[one.member.id].chat_state is not ChatState.ACTIVE
    ]
    return Undelivered(
        zone=actor.zone,
        lost=tuple(
            LostMessage(
                to=names.get(row.person_id or 0, ""),
                to_group=row.to_group,
                at=row.due_at,
                about=row.kind.split(".")[0],
                failure=row.failure,
            )
            for row in shown
        ),
        total=len(rows),
        page=page,
        pages=pages,
        unreachable=tuple(unreachable),
    )
