"""Sweep: who has paid nothing for three, or six, months running, told to the secretary once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, Literal

from sqlmodel import Session

from services.clock import local_day
from services.daytime import next_daytime
from services.deciders import deciders
from services.permissions import Action
from storage.notices.dues_standards import DuesAlarm
from storage.outbox import owe
from storage.queries import dues as ask
from storage.queries.claims import name_of_member
from storage.tables import Branch, Member
from storage.vocabulary import DuesState

LONG, LONGER = 3, 6
"""Months running without dues: a warning in time; and, by the Party's Charter, giving up membership by oneself."""
LOOK_BACK: Final = 24


def unpaid_running(session: Session, member_id: int) -> list[date]:
    """The months running, up to the last that is closed, for which a member has paid nothing, the earliest first.

    A month in which he was exempt neither counts nor breaks the row.
    """
    months: list[date] = []
    for dues in ask.closed_months(session, member_id, limit=LOOK_BACK):
        if dues.state is DuesState.UNPAID:
            months.append(dues.month)
        elif dues.state is not DuesState.EXEMPT:
            break
    return months[::-1]


def raise_alarms(session: Session, now: datetime) -> int:
    """Tell each branch's secretary of those who have come to three or six months; say how many messages that made.

    Once for a row of months, and for six only where both have come at once, as after an outage. Never to the member
    himself, if he is the secretary: then to who stands in.
    """
    sent = 0
    for branch in ask.branches(session):
        today = local_day(now, branch.zone)
        for member, _ in ask.payers(session, branch.id, today):
            months = unpaid_running(session, member.id)
            if len(months) >= LONG:
                sent += _alarm(session, branch, member, months, today, now)
    return sent


def _alarm(session: Session, branch: Branch, member: Member, months: list[date], today: date, now: datetime) -> int:
    length: Literal[3, 6] = 6 if len(months) >= LONGER else 3
    notice = DuesAlarm(name=name_of_member(session, member.id), member_id=member.id, months=length, since=months[0])
    return sum(
        owe(
            session,
            notice,
            key=f"dues:alarm:{member.id}:{months[0]:%Y-%m}:{length}:{keeper.id}",
            now=now,
            branch_id=branch.id,
            to_person=keeper.person_id,
            due_at=next_daytime(now, branch.zone),
        )
        for keeper in deciders(session, branch.id, Action.EXEMPT_FROM_DUES, today, about=member.id)
    )
