"""The secret in a one-time link: made once, shown once, kept as its hash only."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import datetime

from sqlmodel import Session

from storage.queries.invitations import revoke_open
from storage.tables import Invitation, Member

_WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{20,64}")
TOKEN_BYTES = 24
OPEN_AT_ONCE = 8
"""Open links of one member: printed sheets and lists stay good beside each other, but not without end."""


def hash_of(token: str) -> str | None:
    """Give the hash by which a token is looked up; None for what no link of ours carries."""
    return hashlib.sha256(token.encode()).hexdigest() if _WELL_FORMED.fullmatch(token) else None


def issue(session: Session, member: Member, now: datetime) -> str:
    """Make one more link for a member and give its token; of many open ones the oldest are revoked."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    token_hash = hash_of(token)
    assert token_hash is not None  # noqa: S101 (24 random bytes are 32 of the characters above)
    session.add(Invitation(branch_id=member.branch_id, member_id=member.id, token_hash=token_hash, created_at=now))
    session.flush()
    revoke_open(session, member.id, now, keep_newest=OPEN_AT_ONCE)
    return token
