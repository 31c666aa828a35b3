"""What the courier asks of the outbox: what to send now, where to, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, update
from sqlmodel import Session, col

from storage.database import OWES
from storage.outbox import ORDINARY
from storage.queries.reachability import group_of, mark_unreachable
from storage.tables import Account, Branch, GroupChat, MessageRef, OutboxRow, Person, SentFile
from storage.vocabulary import ChatState, OutboxState

LEASE = timedelta(minutes=2)
"""How long a process may be at one message before another process takes it up."""

PICKING = 781195
"""Number of the lock under which a process of several picks what it will send."""

GROUP_PATIENCE = timedelta(days=3)
"""How long a message to a branch waits for its group to be bound or to let the bot in again."""

REVIVABLE = timedelta(days=7)
"""How old an undelivered message may be to go out after all when its person can be reached (again)."""


class Failure(StrEnum):
    """Why a message could not be delivered; anything else in ``OutboxRow.failure`` is the messenger's own text."""

    NO_ACCOUNT = "no_account"
    UNREACHABLE = "unreachable"
    NO_GROUP = "no_group"
    UNKNOWN_NOTICE = "unknown_notice"
    ERASED = "erased"


class AddresseeKind(StrEnum):
    """The three ways to say whom a message is for."""

    PERSON = "person"
    CHAT = "chat"
    GROUP = "group"


class Addressee(NamedTuple):
    """Whom a message is for: a person, a chat, or the group of the branch with this id."""

    kind: AddresseeKind
    id: int

    @property
    def is_group(self) -> bool:
        """Whether the messenger's slower limit for groups holds."""
        return self.kind is AddresseeKind.GROUP or (self.kind is AddresseeKind.CHAT and self.id < 0)


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message on its way: what it says, to which chat, in which language. ``attempts`` counts this one."""

    row_id: int
    addressee: Addressee
    chat_id: int
    language: str | None
    kind: str
    data: dict[str, Any]
    subject: str | None
    branch_id: int | None
    priority: int
    attempts: int


def forget_leases(session: Session) -> None:
    """Free what a former process of this machine was at; only right where no other process shares the outbox."""
    session.execute(
        update(OutboxRow)
        .where(col(OutboxRow.state) == OutboxState.OWED, col(OutboxRow.leased_until).is_not(None))
        .values(leased_until=None)
    )


def take_due(
    session: Session, now: datetime, *, private: int, groups: int, busy: Collection[Addressee]
) -> list[Parcel]:
    """Lease what is due, the urgent first and each addressee's in order, one for each; ``busy`` ones are left.

    What has no account or an unreachable one ends here as undeliverable; what has no group stays owed.
    """
    if session.get_bind().dialect.name == "postgresql":
        # One process picks at a time: else a second could pick a chat's next message before the first lease is seen.
        session.execute(select(func.pg_advisory_xact_lock(PICKING)))
    parcels: list[Parcel] = []
    for limit, to_groups in ((private, False), (groups, True)):
        if limit > 0:
            parcels += _take(session, now, limit, to_groups=to_groups, busy=busy)
    return parcels


def waiting(session: Session, now: datetime) -> bool:
    """Whether anything at all is owed by now, leased by a former process or not."""
    due = exists().where(col(OutboxRow.state) == OutboxState.OWED, col(OutboxRow.due_at) <= now)
    return session.execute(select(due)).scalar_one() is True


def outstanding(session: Session, now: datetime, busy: Collection[Addressee] = ()) -> bool:
    """Whether anything is due that has somewhere to go, but for messages to ``busy`` addressees."""
    return session.execute(select(exists().where(*_due(now), ~_is_busy(busy)))).scalar_one() is True


def settle_sent(
    session: Session,
    parcel: Parcel,
    now: datetime,
    *,
    message_id: int,
    is_caption: bool,
    file: SentFile | None = None,
) -> None:
    """Record a delivery; keep the message's place if it may have to be rewritten.

    A rewriting that came while it was on the wire is not lost: the message wants it then.
    """
    row = session.get_one(OutboxRow, parcel.row_id)
    row.state, row.sent_at, row.leased_until, row.failure = OutboxState.SENT, now, None, ""
    session.add(row)
    if file is not None:
        session.merge(file)
    if row.subject is None:
        return
    outdated = (row.kind, row.data) != (parcel.kind, parcel.data)
    session.add(
        MessageRef(
            branch_id=row.branch_id,
            chat_id=parcel.chat_id,
            message_id=message_id,
            subject=row.subject,
            language=parcel.language or "",
            is_caption=is_caption,
            wanted_kind=row.kind if outdated else None,
            wanted_data=row.data if outdated else None,
        )
    )
    session.info[OWES] = session.info.get(OWES) or outdated


def settle_later(session: Session, parcel: Parcel, reason: str) -> None:
    """Give a message back after an attempt that failed: it stays owed."""
    _settle(session, parcel.row_id, OutboxState.OWED, reason)


def settle_undeliverable(session: Session, parcel: Parcel, reason: str) -> None:
    """End a message that cannot be delivered; the secretary sees it with its reason."""
    _settle(session, parcel.row_id, OutboxState.UNDELIVERABLE, reason)


def settle_unreachable(session: Session, parcel: Parcel) -> None:
    """Record that a chat is closed to the bot: a person's message ends, a branch's waits for its group."""
    mark_unreachable(session, parcel.chat_id)
    if parcel.addressee.kind is AddresseeKind.GROUP:
        settle_later(session, parcel, Failure.UNREACHABLE)
    else:
        settle_undeliverable(session, parcel, Failure.UNREACHABLE)


def owe_again(session: Session, person_id: int, now: datetime) -> int:
    """Owe a person anew what he missed for want of a chat: of the last seven days, broadcasts excepted.

    To be called when he binds an account or lets the bot write again. Returns how many.
    """
    changed = session.execute(
        update(OutboxRow)
        .where(
            col(OutboxRow.person_id) == person_id,
            col(OutboxRow.state) == OutboxState.UNDELIVERABLE,
            col(OutboxRow.failure).in_([Failure.NO_ACCOUNT, Failure.UNREACHABLE]),
            col(OutboxRow.priority) <= ORDINARY,
            col(OutboxRow.due_at) > now - REVIVABLE,
        )
        .values(state=OutboxState.OWED, failure="", leased_until=None)
    )
    count = int(getattr(changed, "rowcount", 0))
    session.info[OWES] = session.info.get(OWES) or count > 0
    return count


def give_up_on_groups(session: Session, now: datetime) -> int:
    """End what has waited three days for a group that is not there. Returns how many."""
    changed = session.execute(
        update(OutboxRow)
        .where(
            col(OutboxRow.state) == OutboxState.OWED,
            col(OutboxRow.to_group).is_(True),
            col(OutboxRow.due_at) < now - GROUP_PATIENCE,
            ~_has_group(),
        )
        .values(state=OutboxState.UNDELIVERABLE, failure=Failure.NO_GROUP, leased_until=None)
    )
    return int(getattr(changed, "rowcount", 0))


def is_owed(session: Session, key: str) -> bool:
    """Whether a message with this key is or was owed."""
    return session.execute(select(exists().where(col(OutboxRow.key) == key))).scalar_one() is True


def undelivered(session: Session, branch_id: int, since: datetime, *, limit: int = 50) -> Sequence[OutboxRow]:
    """Messages of a branch that ended undelivered, the latest first: what the secretary is shown."""
    return session.scalars(
        select(OutboxRow)
        .where(
            col(OutboxRow.branch_id) == branch_id,
            col(OutboxRow.state) == OutboxState.UNDELIVERABLE,
            col(OutboxRow.due_at) >= since,
        )
        .order_by(col(OutboxRow.due_at).desc(), col(OutboxRow.id).desc())
        .limit(limit)
    ).all()


def silence(session: Session, person_id: int) -> None:
    """End everything that is owed to a person, and forget what was said to him."""
    owned = col(OutboxRow.person_id) == person_id
    still = update(OutboxRow).where(owned, col(OutboxRow.state) == OutboxState.OWED)
    session.execute(still.values(state=OutboxState.UNDELIVERABLE, failure=Failure.ERASED, leased_until=None))
    session.execute(update(OutboxRow).where(owned).values(data={}))


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        col(OutboxRow.state) == OutboxState.OWED,
        col(OutboxRow.due_at) <= now,
        or_(col(OutboxRow.to_group).is_(False), _has_group()),
    )


def _has_group() -> ColumnElement[bool]:
    return exists().where(
        col(GroupChat.branch_id) == col(OutboxRow.branch_id), col(GroupChat.state) == ChatState.ACTIVE
    )


def _take(session: Session, now: datetime, limit: int, *, to_groups: bool, busy: Collection[Addressee]) -> list[Parcel]:
    statement = (
        select(OutboxRow)
        .where(*_due(now), _is_to_group() if to_groups else ~_is_to_group(), ~_is_busy(busy), ~_is_leased(now))
        .order_by(col(OutboxRow.priority), col(OutboxRow.id))
        .limit(limit * 4)
        .with_for_update(skip_locked=True)
    )
    taken: dict[Addressee, Parcel] = {}
    for row in session.scalars(statement):
        addressee = _addressee(row)
        if addressee in taken or len(taken) == limit:
            continue
        parcel = _address(session, row, addressee)
        if parcel is not None:
            row.leased_until, row.attempts = now + LEASE, row.attempts + 1
            taken[addressee] = parcel
        session.add(row)
    session.flush()
    return list(taken.values())


def _is_to_group() -> ColumnElement[bool]:
    return or_(col(OutboxRow.to_group).is_(True), and_(col(OutboxRow.chat_id).is_not(None), col(OutboxRow.chat_id) < 0))


def _is_busy(busy: Collection[Addressee]) -> ColumnElement[bool]:
    ids = {kind: [one.id for one in busy if one.kind is kind] for kind in AddresseeKind}
    return or_(
        func.coalesce(col(OutboxRow.person_id), 0).in_(ids[AddresseeKind.PERSON]),
        func.coalesce(col(OutboxRow.chat_id), 0).in_(ids[AddresseeKind.CHAT]),
        and_(col(OutboxRow.to_group).is_(True), col(OutboxRow.branch_id).in_(ids[AddresseeKind.GROUP])),
    )


def _is_leased(now: datetime) -> ColumnElement[bool]:
    """Whether another process is at a message to the same addressee: the order in a chat holds across processes."""
    other = OutboxRow.__table__.alias("other")  # type: ignore[attr-defined]  # SQLModel's metaclass adds it
    same = or_(
        other.c.person_id == col(OutboxRow.person_id),
        other.c.chat_id == col(OutboxRow.chat_id),
        and_(other.c.to_group, col(OutboxRow.to_group), other.c.branch_id == col(OutboxRow.branch_id)),
    )
    return exists().where(other.c.leased_until > now, other.c.state == OutboxState.OWED, same)


def _addressee(row: OutboxRow) -> Addressee:
    if row.person_id is not None:
        return Addressee(AddresseeKind.PERSON, row.person_id)
    if row.chat_id is not None:
        return Addressee(AddresseeKind.CHAT, row.chat_id)
    assert row.branch_id is not None  # noqa: S101 (`owe` lets no message to a group in without its branch)
    return Addressee(AddresseeKind.GROUP, row.branch_id)


def _address(session: Session, row: OutboxRow, addressee: Addressee) -> Parcel | None:
    """Find the chat; without one the row ends, and nothing is to be carried."""
    chat_id, language = _chat_of(session, row, addressee)
    if chat_id is None:
        row.state = OutboxState.UNDELIVERABLE
        return None
    branch = session.get(Branch, row.branch_id) if row.branch_id is not None else None
    return Parcel(
        row_id=row.id,
        addressee=addressee,
        chat_id=chat_id,
        language=language or (branch.language if branch is not None else None),
        kind=row.kind,
        data=row.data,
        subject=row.subject,
        branch_id=row.branch_id,
        priority=row.priority,
        attempts=row.attempts + 1,
    )


def _chat_of(session: Session, row: OutboxRow, addressee: Addressee) -> tuple[int | None, str | None]:
    if addressee.kind is AddresseeKind.GROUP:
        return group_of(session, addressee.id), None
    if addressee.kind is AddresseeKind.CHAT:
        account = session.get(Account, addressee.id)
        person = session.get(Person, account.person_id) if account is not None else None
        return addressee.id, person.language if person is not None else None
    account = session.scalars(select(Account).where(col(Account.person_id) == addressee.id)).first()
    if account is None or account.chat_state is not ChatState.ACTIVE:
        row.failure = Failure.NO_ACCOUNT if account is None else Failure.UNREACHABLE
        return None, None
    return account.user_id, session.get_one(Person, addressee.id).language


def _settle(session: Session, row_id: int, state: OutboxState, reason: str) -> None:
    session.execute(
        update(OutboxRow).where(col(OutboxRow.id) == row_id).values(state=state, failure=reason, leased_until=None)
    )
