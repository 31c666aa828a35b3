"""A person's own data: handed out to himself on request, erased after he has left, by his last secretary's approval."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session, select

from services.actors import Caller, resolve
from services.clock import Clock, local_day
from services.deciders import deciders, require_decider
from services.errors import Refused
from services.permissions import Action
from storage.database import Database
from storage.notices import Notice
from storage.notices.common import Gone, NotBound
from storage.notices.my_data import ErasureAsk, ErasureAsked, ErasureFiled, ErasureSettled, ErasureTooEarly, MyData
from storage.outbox import owe, rewrite
from storage.queries.accounts import belongs_anywhere
from storage.queries.deliveries import silence
from storage.queries.erasure import last_membership, locked_request, open_request
from storage.queries.personal_data import about_person, erase_words, forget_account, scrub_texts
from storage.tables import Account, Branch, ErasureRequest, Member, Person
from storage.vocabulary import RequestState

ERASED_NAME = "—"


class PersonalData:
    """What somebody may ask about himself, whether he still belongs to a branch or not."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def export(self, caller: Caller) -> MyData:
        """Give everything that is kept about the caller himself. Refused with `NotBound` for a stranger."""
        return await self._db.read(_export, caller, self._clock.now())

    async def ask(self, caller: Caller) -> ErasureAsk:
        """Ask whether he is sure. Refused with `ErasureTooEarly` while he belongs to a branch."""
        return await self._db.read(_ask, caller, self._clock.now())

    async def file(self, caller: Caller) -> ErasureFiled:
        """File the request with the secretary of his last branch; a second one while the first waits is the first."""
        return await self._db.write(_file, caller, self._clock.now())

    async def decide(self, caller: Caller, request_id: int, *, approve: bool) -> Notice:
        """Erase or refuse; a second tap gets what was decided."""
        return await self._db.write(_decide, caller, request_id, approve, self._clock.now())


def _person(session: Session, caller: Caller) -> Person:
    account = session.get(Account, caller.user_id)
    if account is None:
        raise Refused(NotBound())
    return session.get_one(Person, account.person_id)


def _export(session: Session, caller: Caller, now: datetime) -> MyData:
    person = _person(session, caller)
    kept = {found.table: [_plain(row) for row in found.rows] for found in about_person(session, person.id)}
    return MyData(name=person.name, on=_day(session, person, now), tables=kept, left=_has_left(session, person, now))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """Write a row's values as JSON has them; a card is JSON already."""
    return {
        column: json.loads(value) if column == "card" and isinstance(value, str) else _value(value)
        for column, value in row.items()
    }


def _value(value: Any) -> Any:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _last_branch(session: Session, person: Person) -> tuple[Member, Branch]:
    member = last_membership(session, person.id)
    if member is None:
        raise Refused(NotBound())
    return member, session.get_one(Branch, member.branch_id)


def _day(session: Session, person: Person, now: datetime) -> date:
    _member, branch = _last_branch(session, person)
    return local_day(now, branch.zone)


def _has_left(session: Session, person: Person, now: datetime) -> bool:
    return not belongs_anywhere(session, person.id, _day(session, person, now))


def _ask(session: Session, caller: Caller, now: datetime) -> ErasureAsk:
    person = _person(session, caller)
    if not _has_left(session, person, now):
        raise Refused(ErasureTooEarly())
    return ErasureAsk()


def _file(session: Session, caller: Caller, now: datetime) -> ErasureFiled:
    person = _person(session, caller)
    if not _has_left(session, person, now):
        raise Refused(ErasureTooEarly())
    if open_request(session, person.id) is not None:
        return ErasureFiled()
    member, branch = _last_branch(session, person)
    row = ErasureRequest(branch_id=branch.id, person_id=person.id, asked_at=now)
    session.add(row)
    session.flush()
    asked = ErasureAsked(request_id=row.id, name=person.name)
    for judge in deciders(session, branch.id, Action.DECIDE_ERASURE, local_day(now, branch.zone), about=member.id):
        owe(
            session,
            asked,
            key=f"erasure:{row.id}:{judge.id}",
            now=now,
            branch_id=branch.id,
            to_person=judge.person_id,
            subject=f"erasure:{row.id}",
        )
    return ErasureFiled()


def _decide(session: Session, caller: Caller, request_id: int, approve: bool, now: datetime) -> Notice:
    row = locked_request(session, request_id)
    if row is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=row.branch_id)
    mine = session.exec(select(Member.id).where(Member.person_id == row.person_id)).first()
    require_decider(session, actor, Action.DECIDE_ERASURE, about=mine or 0)
    if row.state is RequestState.ASKED:
        person = session.get_one(Person, row.person_id)
        if not _has_left(session, person, now):
            raise Refused(ErasureTooEarly())
        row.state = RequestState.APPROVED if approve else RequestState.REFUSED
        row.decided_by, row.decided_at = actor.member_id, now
        session.add(row)
        session.flush()
        settled = ErasureSettled(approved=approve, by=actor.name)
        rewrite(session, f"erasure:{row.id}", settled)
        if approve:
            erase(session, person, now)
        else:
            key = f"erasure:{row.id}:refused"
            owe(session, settled, key=key, now=now, branch_id=row.branch_id, to_person=person.id)
    by = actor.name if row.decided_by == actor.member_id else ""
    return ErasureSettled(approved=row.state is RequestState.APPROVED, by=by)


def erase(session: Session, person: Person, now: datetime) -> None:
    """Erase a person's name, words, files and account; the facts of his memberships stay, without a name.

    What stands in the messenger's own chats is not ours to take back.
    """
    user_id = forget_account(session, person.id)
    erase_words(session, person.id)
    silence(session, person.id)
    words = [person.name] if user_id is None else [person.name, str(user_id)]
    scrub_texts(session, words, ERASED_NAME)
    person.name, person.language, person.erased_at = ERASED_NAME, None, now
    session.add(person)
    session.flush()
