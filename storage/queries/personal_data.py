"""Everything that is kept about one person: to hand out to himself, and to erase.

`OWNED` says by which columns a row is about somebody. `WORDS` says which of its columns hold words, files or accounts
of his, and what stands there once they are erased; what is not named is a number, a day, a state or a code: the fact
stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from sqlalchemy import Table, delete, or_, select, update
from sqlmodel import Session, SQLModel

from storage.queries.accounts import account_of

OWNED: Final[dict[str, tuple[str, ...]]] = {
    "delegation": ("member_id", "deputy_id"),
    "transfer": ("member_id", "new_member_id"),
}
"""Tables whose rows are about more than their ``member_id``."""

BY_CLAIM: Final = ("evidence", "verdict", "claim_step")
"""Tables whose rows belong to a claim."""

UNTOLD: Final = frozenset({"outbox", "invitation", "code_try", "reminded"})
"""Tables that are about sending and guarding, not about the person: left out of what is handed out."""

KEY: Final = "key"
"""Erased, such a column names its row instead of the account that filed it."""

WORDS: Final[dict[str, dict[str, Any]]] = {
    "member": {"roster_no": "", "admitted_on": None},
    "claim": {"title": "", "place": "", "note": "", "filed_key": KEY},
    "evidence": {"file_id": "", "file_unique_id": KEY, "file_name": "", "mark": None},
    "verdict": {"reason": ""},
    "delegation": {"reason": "", "filed_key": KEY},
    "dues_exemption": {"reason": ""},
    "exemption": {"reason": "", "filed_key": KEY},
    "transfer": {"destination": "", "reason": "", "filed_key": KEY},
    "fact": {"note": ""},
    "letter": {"reason": "", "appeal": "", "ruling": ""},
    "leave": {"reason": ""},
    "duty_done": {"note": "", "file_id": "", "file_unique_id": KEY, "reason": ""},
    "member_change": {"before": "", "after": "", "reason": ""},
}
FILED: Final = {
    "meeting": ("planned_by", ("planned_key", "moved_key")),
    "meeting_series": ("planned_by", ("planned_key",)),
    "activity": ("announced_by", ("announced_key",)),
    "exemption": ("filed_by", ("filed_key",)),
    "transfer": ("filed_by", ("filed_key",)),
}
"""Rows that somebody filed for others: their key holds his account."""

KEPT: Final[dict[str, tuple[str, ...]]] = {
    "account": ("menu",),
    "fact": ("kind", "outcome", "detail", "event", "source_key"),
    "claim": ("item_id",),
    "letter": ("cause_key", "absences", "cause"),
    "member_change": ("field",),
    "reminded": ("what", "stage", "digest"),
    "score_card": ("unit", "scheme_id", "card"),
    "invitation": ("token_hash",),
    "outbox": ("key", "kind", "data", "subject", "failure"),
}
"""Codes, ids and hashes that say nothing of a person once his name is gone; the outbox is scrubbed row by row."""


class Kept(NamedTuple):
    """The rows of one table about somebody, each by column."""

    table: str
    rows: list[dict[str, Any]]


def member_ids_of(session: Session, person_id: int) -> list[int]:
    """Every membership of a person, past ones included."""
    table = SQLModel.metadata.tables["member"]
    return list(session.scalars(select(table.c.id).where(table.c.person_id == person_id).order_by(table.c.id)))


def about_person(session: Session, person_id: int) -> list[Kept]:
    """Give every row about a person, table by table; tables without any are left out."""
    members = member_ids_of(session, person_id)
    claims = _ids(session, "claim", members)
    found = []
    for table in SQLModel.metadata.sorted_tables:
        where = _about(table, person_id, members, claims)
        if where is None or table.name in UNTOLD:
            continue
        rows = [dict(row) for row in session.execute(select(table).where(where)).mappings()]
        if rows:
            found.append(Kept(table.name, rows))
    return found


def erase_words(session: Session, person_id: int) -> None:
    """Erase the words, files and accounts in every row about a person; numbers, days and states stay."""
    members = member_ids_of(session, person_id)
    claims = _ids(session, "claim", members)
    for table in SQLModel.metadata.sorted_tables:
        where = _about(table, person_id, members, claims)
        if where is not None and table.name in WORDS:
            _blank(session, table, where, WORDS[table.name])
    for name, (by, keys) in FILED.items():
        table = SQLModel.metadata.tables[name]
        for key in keys:
            _blank(session, table, table.c[by].in_(members) & table.c[key].is_not(None), {key: KEY})
    invitation = SQLModel.metadata.tables["invitation"]
    session.execute(update(invitation).where(invitation.c.member_id.in_(members)).values(used_by=None))
    code_try = SQLModel.metadata.tables["code_try"]
    session.execute(delete(code_try).where(code_try.c.member_id.in_(members)))


def scrub_texts(session: Session, words: Sequence[str], blank: str) -> None:
    """Replace words wherever a stored notice or form holds them: messages that were sent, are owed, or are to come."""
    for name, columns in (("outbox", ("data",)), ("message_ref", ("wanted_data",)), ("conversation", ("data",))):
        table = SQLModel.metadata.tables[name]
        primary = next(iter(table.primary_key))
        for row in session.execute(select(primary, *(table.c[column] for column in columns))):
            for column, value in zip(columns, row[1:], strict=True):
                scrubbed = _without(value, words, blank)
                if scrubbed != value:
                    session.execute(update(table).where(primary == row[0]).values({column: scrubbed}))


def forget_account(session: Session, person_id: int) -> int | None:
    """Delete a person's account with his forms and the places of his messages; give its number."""
    account = account_of(session, person_id)
    if account is None:
        return None
    user_id = account.user_id
    conversation = SQLModel.metadata.tables["conversation"]
    session.execute(delete(conversation).where(conversation.c.key.like(f"%:{user_id}:%")))
    message_ref, outbox = SQLModel.metadata.tables["message_ref"], SQLModel.metadata.tables["outbox"]
    session.execute(delete(message_ref).where(message_ref.c.chat_id == user_id))
    session.execute(update(outbox).where(outbox.c.chat_id == user_id).values(chat_id=None))
    session.delete(account)
    session.flush()
    return user_id


def _ids(session: Session, name: str, members: list[int]) -> list[int]:
    table = SQLModel.metadata.tables[name]
    return list(session.scalars(select(table.c.id).where(table.c.member_id.in_(members))))


def _about(table: Table, person_id: int, members: list[int], claims: list[int]) -> Any:
    """Say which rows of a table are about a person; None where none can be."""
    if table.name == "person":
        return table.c.id == person_id
    if table.name in BY_CLAIM:
        return table.c.claim_id.in_(claims)
    columns = OWNED.get(table.name, ("member_id",) if "member_id" in table.c else ())
    if columns:
        return or_(*(table.c[column].in_(members) for column in columns))
    return table.c.person_id == person_id if "person_id" in table.c else None


def _blank(session: Session, table: Table, where: Any, words: dict[str, Any]) -> None:
    plain = {column: blank for column, blank in words.items() if blank != KEY and column in table.c}
    if plain:
        session.execute(update(table).where(where).values(plain))
    for column in (column for column, blank in words.items() if blank == KEY and column in table.c):
        for row_id in list(session.scalars(select(table.c.id).where(where))):
            session.execute(update(table).where(table.c.id == row_id).values({column: f"erased:{row_id}:{column}"}))


def _without(value: Any, words: Sequence[str], blank: str) -> Any:
    if isinstance(value, str):
        for word in words:
            value = value.replace(word, blank)
        return value
    if isinstance(value, dict):
        return {key: _without(part, words, blank) for key, part in value.items()}
    if isinstance(value, list):
        return [_without(part, words, blank) for part in value]
    return value
