"""Confirming a roll: its entries become facts, the group hears the numbers, the missing climb the ladder."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from sqlmodel import Session

from services.absence import climb
from services.actors import Actor, Caller, resolve
from services.daytime import next_daytime
from services.errors import Refused
from services.facts import append_fact
from services.leave_verdict import void_requests
from services.permissions import Action, require
from storage.notices.common import Gone
from storage.notices.meetings import LeaveWaiting, MeetingResult, MeetingSettled, RollConfirmed
from storage.outbox import owe, rewrite
from storage.queries import leave as leaves
from storage.queries import meetings as ask
from storage.tables import Meeting
from storage.vocabulary import LeaveKind, MeetingState, Presence

LEAVE_OUTCOMES = {
    LeaveKind.OFFICIAL: "official_leave",
    LeaveKind.PERSONAL: "personal_leave",
    LeaveKind.ILL: "sick_leave",
}
"""What the schemes call a meeting missed with each kind of approved leave."""
LEFT_EARLY = "left_early"


def confirm(session: Session, caller: Caller, meeting_id: int, now: datetime) -> RollConfirmed:
    """See `services.roll.Rolls.confirm`."""
    meeting = ask.locked(session, meeting_id)
    if meeting is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=meeting.branch_id)
    require(actor, Action.CONFIRM_MEETING)
    if meeting.state is MeetingState.CONFIRMED:
        return outcome(session, meeting)
    if meeting.state is not MeetingState.CLOSED:
        raise Refused(MeetingSettled(info=ask.info(session, meeting), state=meeting.state))
    rows = ask.roll(session, meeting)
    _require_leave_decided(session, meeting, rows)
    meeting.state, meeting.confirmed_by, meeting.confirmed_at = MeetingState.CONFIRMED, actor.member_id, now
    session.add(meeting)
    session.flush()
    _append(session, meeting, rows, actor, now)
    void_requests(session, meeting)
    rewrite(session, f"roll:{meeting.id}", outcome(session, meeting))
    _tell_group(session, meeting, rows, actor.zone, now)
    missing = [row.member for row in rows if row.presence in (Presence.ABSENT, Presence.LEAVE)]
    climb(session, meeting, missing, now)
    return outcome(session, meeting)


def outcome(session: Session, meeting: Meeting) -> RollConfirmed:
    """Tell what a confirmed meeting was confirmed as, and by whom."""
    return RollConfirmed(
        info=ask.info(session, meeting),
        entries=[e for e in ask.entries(ask.roll(session, meeting)) if e.presence is not None],
        by=ask.name_of(session, meeting.confirmed_by),
        at=meeting.confirmed_at or meeting.ends_at,
    )


def _require_leave_decided(session: Session, meeting: Meeting, rows: list[ask.RollRow]) -> None:
    """Nobody is written down as missing without cause while his leave waits for an answer."""
    waiting = {leave.member_id for leave in leaves.undecided(session, meeting.id)}
    names = [row.name for row in rows if row.member.id in waiting and row.presence is Presence.ABSENT]
    if names:
        raise Refused(LeaveWaiting(names=names))


def _append(session: Session, meeting: Meeting, rows: list[ask.RollRow], author: Actor, now: datetime) -> None:
    """Make the facts of each entry; a member who joined the roll's audience after closing has none and gets none."""
    for row in rows:
        for outcome, key in _outcomes_of(row):
            append_fact(
                session,
                member=row.member,
                kind="meeting",
                outcome=outcome,
                detail=meeting.kind.value,
                on=meeting.on_date,
                event=f"meeting:{meeting.id}",
                source_key=f"meeting:{meeting.id}:member:{row.member.id}{key}",
                author_id=author.member_id,
                now=now,
                note=meeting.title,
            )


def _outcomes_of(row: ask.RollRow) -> list[tuple[str, str]]:
    """Name an entry the way the schemes do, each outcome with what marks its fact's key.

    Leave goes by its kind. Who came late and left early has two facts of one event, which schemes count once.
    """
    if row.presence is None:
        return []
    if row.presence is Presence.LEAVE and row.leave_kind is not None:
        return [(LEAVE_OUTCOMES[row.leave_kind], "")]
    if not row.left_early:
        return [(row.presence.value, "")]
    late = [(Presence.LATE.value, "")] if row.presence is Presence.LATE else []
    return [*late, (LEFT_EARLY, ":left" if late else "")]


def _tell_group(session: Session, meeting: Meeting, rows: list[ask.RollRow], zone: str, now: datetime) -> None:
    """Tell the numbers by day: rolls are confirmed late in the evening."""
    counts = Counter(row.presence for row in rows)
    owe(
        session,
        MeetingResult(
            info=ask.info(session, meeting),
            present=counts[Presence.PRESENT],
            late=counts[Presence.LATE],
            leave=counts[Presence.LEAVE],
            absent=counts[Presence.ABSENT],
            left_early=sum(bool(row.left_early) for row in rows),
        ),
        key=f"meeting:{meeting.id}:result",
        now=now,
        due_at=next_daytime(now, zone),
        branch_id=meeting.branch_id,
        to_group=True,
    )
