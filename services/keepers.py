"""Who must decide on a member's claim or dues: a keeper, but never himself."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from services.deciders import deciders
from services.permissions import Action
from storage.tables import Member


def keepers_for(session: Session, branch_id: int, day: date, *, about: int) -> list[Member]:
    """Recorders and secretaries of a day who may decide on the member ``about``, or who stands in for them."""
    return deciders(session, branch_id, Action.REVIEW_CLAIM, day, about=about)
