"""A keeper's word on what was handed in for a duty, and excuses from it. Nobody decides on his own."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.claim_draft import fit
from services.daytime import next_daytime
from services.deciders import deciders
from services.duty_ledger import name_of, recorded_elsewhere, standing_of, state_done, subject_of, view_of
from services.errors import Refused
from services.permissions import Action, may, not_allowed
from services.reminder_digest import refresh, refresh_words
from storage.notices.common import Gone
from storage.notices.duties import (
    DutyAskReason,
    DutyChanged,
    DutyDecided,
    DutyNotYours,
    DutyTold,
    DutyView,
    Standing,
)
from storage.outbox import owe, rewrite
from storage.queries import duties as ask
from storage.queries.claims import name_of_member
from storage.queries.duties import Asked, RollEntry
from storage.tables import DutyDone
from storage.vocabulary import DutyState

REASON_LIMIT = 200
Why = Literal["excuse", "return"]
ACTIONS = {"excuse": Action.EXCUSE_FROM_DUTY, "return": Action.CONFIRM_DUTY}


def is_decider(session: Session, actor: Actor, action: Action, about: int) -> bool:
    """Whether somebody may decide on this member's duty today."""
    if about != actor.member_id and may(actor, action, about=about):
        return True
    found = deciders(session, actor.branch_id, action, actor.today, about=about)
    return actor.member_id in {member.id for member in found}


def confirm(session: Session, caller: Caller, done_id: int, round_: int, now: datetime) -> DutyDecided:
    """See `services.duty_desk.DutyDesk.confirm`."""
    return _decide(session, caller, done_id, round_, None, now)


def send_back(session: Session, caller: Caller, done_id: int, round_: int, reason: str, now: datetime) -> DutyDecided:
    """See `services.duty_desk.DutyDesk.send_back`."""
    return _decide(session, caller, done_id, round_, fit(reason, REASON_LIMIT), now)


def excuse(session: Session, caller: Caller, duty_id: int, member_id: int, reason: str, now: datetime) -> DutyDecided:
    """See `services.duty_desk.DutyDesk.excuse`."""
    actor, asked, entry = entry_for(session, caller, duty_id, member_id, now)
    require_word(session, actor, Action.EXCUSE_FROM_DUTY, member_id)
    done = ask.done_by(session, duty_id, member_id)
    if done is not None and done.state in (DutyState.DONE, DutyState.EXCUSED):
        return _told(session, actor, asked, done)
    if member_id in recorded_elsewhere(session, asked):
        raise Refused(Gone())  # it is done, and what others recorded of it is not for an excuse to reverse
    done = done or DutyDone(branch_id=actor.branch_id, duty_id=duty_id, member_id=member_id, at=now, round=0)
    _settle(session, done, DutyState.EXCUSED, actor, fit(reason, REASON_LIMIT), now)
    state_done(session, asked, entry.member, done, author_id=actor.member_id, now=now)
    _tell_member(session, actor, asked, entry, done, now)
    return _told(session, actor, asked, done)


def unexcuse(session: Session, caller: Caller, duty_id: int, member_id: int, now: datetime) -> DutyDecided:
    """See `services.duty_desk.DutyDesk.unexcuse`."""
    actor, asked, entry = entry_for(session, caller, duty_id, member_id, now)
    require_word(session, actor, Action.EXCUSE_FROM_DUTY, member_id)
    done = ask.done_by(session, duty_id, member_id)
    if done is None:
        raise Refused(Gone())
    if done.state is not DutyState.EXCUSED:
        return _told(session, actor, asked, done)
    # As if it had come back to him now: he has the same week to do it.
    _settle(session, done, DutyState.RETURNED, actor, "", now)
    asked.duty.settled_at = None
    session.add(asked.duty)
    _tell_member(session, actor, asked, entry, done, now)
    return _told(session, actor, asked, done)


def ask_reason(
    session: Session, caller: Caller, what: Why, duty_id: int, member_id: int, now: datetime
) -> DutyAskReason:
    """See `services.duty_desk.DutyDesk.ask_reason`."""
    actor, asked, entry = entry_for(session, caller, duty_id, member_id, now)
    require_word(session, actor, ACTIONS[what], member_id)
    return DutyAskReason(what=what, name=entry.name, duty=name_of(asked.plan))


def entry_for(
    session: Session, caller: Caller, duty_id: int, member_id: int, now: datetime
) -> tuple[Actor, Asked, RollEntry]:
    """A member's entry on a duty's list, for somebody who sees the branch."""
    asked = ask.asked(session, duty_id)
    if asked is None:
        raise Refused(Gone())
    actor = resolve(session, caller, now, branch_id=asked.duty.branch_id)
    entries = ask.roll(session, asked, member_id=member_id)
    if not entries:
        raise Refused(Gone())
    return actor, asked, entries[0]


def require_word(session: Session, actor: Actor, action: Action, about: int) -> None:
    """Refuse who may not decide on this member's duty: his own with the names of who can, another's by his role."""
    if is_decider(session, actor, action, about):
        return
    if about != actor.member_id:
        raise not_allowed(action)
    others = deciders(session, actor.branch_id, action, actor.today, about=about)
    raise Refused(DutyNotYours(others=tuple(name_of_member(session, member.id) for member in others)))


def _decide(
    session: Session, caller: Caller, done_id: int, round_: int, reason: str | None, now: datetime
) -> DutyDecided:
    """Confirm (no reason) or return one round; a second word hears the first."""
    done = ask.locked_done(session, done_id)
    if done is None:
        raise Refused(Gone())
    actor, asked, entry = entry_for(session, caller, done.duty_id, done.member_id, now)
    require_word(session, actor, Action.CONFIRM_DUTY, done.member_id)
    if done.state is not DutyState.FILED:
        return _told(session, actor, asked, done)
    if done.round != round_:
        raise Refused(DutyChanged())
    state = DutyState.DONE if reason is None else DutyState.RETURNED
    _settle(session, done, state, actor, reason or "", now)
    if state is DutyState.DONE:
        state_done(session, asked, entry.member, done, author_id=actor.member_id, now=now)
    _tell_member(session, actor, asked, entry, done, now)
    return _told(session, actor, asked, done)


def _settle(session: Session, done: DutyDone, state: DutyState, actor: Actor, reason: str, now: datetime) -> None:
    done.state, done.reason, done.decided_by, done.decided_at = state, reason, actor.member_id, now
    session.add(done)
    session.flush()


def _view(session: Session, asked: Asked, done: DutyDone, actor: Actor) -> DutyView:
    entries = ask.roll(session, asked, member_id=done.member_id)
    standing = standing_of(entries[0], asked, recorded_elsewhere(session, asked)) if entries else Standing.OPEN
    return view_of(asked, done, standing, actor.zone)


def _told(session: Session, actor: Actor, asked: Asked, done: DutyDone) -> DutyDecided:
    by = name_of_member(session, done.decided_by) if done.decided_by is not None else ""
    waiting = sum(
        is_decider(session, actor, Action.CONFIRM_DUTY, other.member_id)
        for other in ask.filed(session, actor.branch_id, besides_member=actor.member_id)
    )
    name = name_of_member(session, done.member_id)
    return DutyDecided(name=name, duty=_view(session, asked, done, actor), by=by, waiting=waiting)


def _tell_member(session: Session, actor: Actor, asked: Asked, entry: RollEntry, done: DutyDone, now: datetime) -> None:
    """Tell him by day; what he was told before about this duty says the same from now on."""
    told = DutyTold(duty=_view(session, asked, done, actor), by=actor.name)
    subject = subject_of(asked.duty.id, entry.member.id)
    rewrite(session, subject, told)
    refresh(session, f"duty:{asked.duty.id}", entry.member.id)
    refresh_words(session, asked.duty.branch_id)
    owe(
        session,
        told,
        key=f"{subject}:{done.state}:{done.round}:{now.timestamp():.0f}",
        now=now,
        branch_id=asked.duty.branch_id,
        to_person=entry.member.person_id,
        due_at=next_daytime(now, actor.zone),
        subject=subject,
    )
