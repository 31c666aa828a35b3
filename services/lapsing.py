"""What an absence brought, when it turns out to have been none: reminders, letters and steps are taken back."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from scoring import Climb
from services.absence import absence_of, climb_scheme, remind, reminder_subject_of
from services.actors import Actor
from services.facts import reverse_fact
from services.ladder_facts import climb_of
from services.ladder_telling import proposal_subject_of, step_subject_of
from services.letters_lapsing import lapse, strike_out
from storage.notices.absence import AbsenceLapsed
from storage.outbox import withdraw
from storage.queries import letters as ask
from storage.queries import meetings
from storage.tables import Branch, FactRow, Meeting, Member

REMINDER, LETTER = "reminder", "letter"


def cancel_absence(session: Session, absence: FactRow, by: Actor, now: datetime) -> None:
    """Reverse the fact that a member was missing, and withdraw whatever rested on it; whoever was told is told so.

    A letter that had a later absence for its cause goes back to what that absence now brings: a reminder.
    """
    member = session.get_one(Member, absence.member_id)
    day = min(by.today, date(absence.on_date.year, 12, 31))
    before = climb_of(session, member, day)
    reverse_fact(session, absence, author_id=by.member_id, note=absence.note, now=now)
    _take_back_reminder(session, absence, by, now)
    if before is None:
        _descend_plain(session, member, absence, by, now)
    else:
        _descend_scheme(session, member, absence, before, by, now)


def _take_back_reminder(session: Session, absence: FactRow, by: Actor, now: datetime) -> None:
    meeting = _meeting_of(session, absence)
    lapsed = AbsenceLapsed(info=meetings.info(session, meeting), name=meetings.name_of(session, absence.member_id))
    withdraw(session, reminder_subject_of(meeting.id, absence.member_id), lapsed)
    _lapse_step(session, absence, REMINDER, by, now)


def _descend_plain(session: Session, member: Member, absence: FactRow, by: Actor, now: datetime) -> None:
    """Let each letter of the year stand that still has an absence before its own."""
    standing = ask.absences(session, member.id, absence.on_date.year)
    gone = absence_of(absence, _language(session, member))
    for letter in ask.alive(session, member.id, absence.on_date.year):
        cause = ask.fact_under(session, letter.cause_key)
        counted = [fact for fact in standing if cause is not None and fact.id <= cause.id]
        stands = cause is not None and cause.id in {fact.id for fact in counted}
        if stands and len(counted) > 1:
            strike_out(session, letter, gone)
            continue
        lapse(session, letter, by, now)
        if stands and cause is not None:
            remind(session, _meeting_of(session, cause), member, now)


def _descend_scheme(
    session: Session, member: Member, absence: FactRow, before: Climb, by: Actor, now: datetime
) -> None:
    """Do what the ladder asks for now and did not before, then take back what it asked for and does no more.

    The reminders come first: a letter may stand because of one.
    """
    _climb_anew(session, member, before, (REMINDER,), now)
    after = climb_of(session, member, before.as_of)
    kept = _consequences(after)
    for fact_id, action in sorted(_consequences(before) - kept):
        _lapse_step(session, session.get_one(FactRow, fact_id), action, by, now)
    gone = absence_of(absence, _language(session, member))
    for letter in ask.alive(session, member.id, absence.on_date.year):
        cause = ask.fact_under(session, letter.cause_key)
        if cause is not None and (cause.id, LETTER) in _consequences(before) - kept:
            lapse(session, letter, by, now)
        else:
            strike_out(session, letter, gone)
    _climb_anew(session, member, before, (), now)


def _climb_anew(session: Session, member: Member, before: Climb, actions: tuple[str, ...], now: datetime) -> None:
    """Climb again from each breach that has a consequence which it had not; of these ``actions`` only, if any."""
    after = climb_of(session, member, before.as_of)
    new = {one for one in _consequences(after) - _consequences(before) if not actions or one[1] in actions}
    for fact_id in sorted({fact_id for fact_id, _ in new}):
        fact = session.get_one(FactRow, fact_id)
        if fact.event.startswith("meeting:"):
            climb_scheme(session, _meeting_of(session, fact), member, fact, now)


def _consequences(climb: Climb | None) -> set[tuple[int, str]]:
    """What a ladder asks for, by the fact that it follows: actions of steps, and measures that are still open."""
    if climb is None:
        return set()
    steps = {(int(fact_id), step.action) for step in climb.steps for fact_id in step.fact_ids}
    proposals = {
        (int(fact_id), f"proposal:{proposal.measure}")
        for proposal in climb.proposals
        if proposal.decision == "open"
        for fact_id in proposal.fact_ids
    }
    return steps | proposals


def _lapse_step(session: Session, fact: FactRow, action: str, by: Actor, now: datetime) -> None:
    """Take back what was said of a step or proposal, and the fact that it was done."""
    if not fact.event.startswith("meeting:"):
        return
    lapsed = AbsenceLapsed(
        info=meetings.info(session, _meeting_of(session, fact)), name=meetings.name_of(session, fact.member_id)
    )
    measure = action.removeprefix("proposal:")
    subject = step_subject_of(fact.id, action) if measure == action else proposal_subject_of(fact.id, measure)
    withdraw(session, subject, lapsed)
    done = ask.fact_under(session, f"ladder:{fact.id}:{action}")
    if done is not None:
        reverse_fact(session, done, author_id=by.member_id, note="", now=now)


def _meeting_of(session: Session, fact: FactRow) -> Meeting:
    return session.get_one(Meeting, int(fact.event.removeprefix("meeting:")))


def _language(session: Session, member: Member) -> str:
    return session.get_one(Branch, member.branch_id).language
