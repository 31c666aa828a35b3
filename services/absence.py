"""The absence ladder: a scheme's own where it has one.

Without one, the first unexcused absence of a calendar year brings a private reminder, each further one a proposed
warning letter.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session

from scoring import LadderStep
from scoring.details import MEETINGS
from services.daytime import next_daytime
from services.ladder_facts import climb_of
from services.ladder_telling import remind_of_step, tell_of_proposal, tell_of_step
from services.letters_signing import letter_card, signers
from services.schemes import branch_scheme
from storage.notices.absence import AbsenceReminder, LetterUnsignable
from storage.outbox import owe
from storage.queries import letters as ask
from storage.queries import meetings
from storage.tables import Branch, FactRow, Letter, Meeting, Member


def climb(session: Session, meeting: Meeting, missing: Iterable[Member], now: datetime) -> None:
    """Take each member missing from a confirmed meeting up the ladder; counts are of facts that stand.

    ``missing`` are those absent without cause, and those on leave: a scheme may count leave beyond some times.
    """
    branch = session.get_one(Branch, meeting.branch_id)
    for member in missing:
        fact = ask.fact_under(session, cause_of(meeting, member))
        if fact is None:
            continue
        if branch_scheme(branch).ladder is not None:
            climb_scheme(session, meeting, member, fact, now)
        elif fact.outcome == "absent":
            _climb_plain(session, meeting, member, branch.language, now)


def _climb_plain(session: Session, meeting: Meeting, member: Member, language: str, now: datetime) -> None:
    found = ask.absences(session, member.id, meeting.on_date.year)
    if len(found) <= 1:
        remind(session, meeting, member, now)
    else:
        propose_letter(session, meeting, member, [absence_of(fact, language) for fact in found], now)


def cause_of(meeting: Meeting, member: Member) -> str:
    """What a member's part in a meeting is called: the key of its fact, and of the letter that it brings."""
    return f"meeting:{meeting.id}:member:{member.id}"


def reminder_subject_of(meeting_id: int, member_id: int) -> str:
    """Under which name the reminder of an absence is found again."""
    return f"absence:{meeting_id}:{member_id}"


def climb_scheme(session: Session, meeting: Meeting, member: Member, fact: FactRow, now: datetime) -> None:
    """Do what the scheme's ladder asks for after this fact: remind, propose a letter, or tell the secretary."""
    reached = climb_of(session, member, meeting.on_date)
    if reached is None:
        return
    language = session.get_one(Branch, meeting.branch_id).language
    for step in reached.steps:
        if str(fact.id) not in step.fact_ids:
            continue
        if step.action == "reminder":
            remind_of_step(session, member, step, fact, now)
        elif step.action == "letter":
            causes = [session.get_one(FactRow, int(one)) for one in _breaches(reached.steps, step)]
            propose_letter(
                session, meeting, member, [absence_of(one, language) for one in causes], now, cause=step.cause
            )
        else:
            tell_of_step(session, member, step, fact, now)
    for proposal in reached.proposals:
        if str(fact.id) in proposal.fact_ids and proposal.decision == "open":
            tell_of_proposal(session, member, proposal, fact, now)


def _breaches(steps: Iterable[LadderStep], reached: LadderStep) -> list[str]:
    """The facts behind a step and the earlier ones of its cause, in order."""
    same = (step for step in steps if step.cause == reached.cause and step.number <= reached.number)
    return list(dict.fromkeys(fact_id for step in same for fact_id in step.fact_ids))


def remind(session: Session, meeting: Meeting, member: Member, now: datetime) -> None:
    """Remind by day: rolls are confirmed late in the evening, and nobody is woken for that."""
    info = meetings.info(session, meeting)
    owe(
        session,
        AbsenceReminder(
            info=info,
            name=meetings.name_of(session, member.id),
            year=meeting.on_date.year,
        ),
        key=f"meeting:{meeting.id}:absence:{member.id}",
        now=now,
        due_at=next_daytime(now, info.zone),
        branch_id=meeting.branch_id,
        to_person=member.person_id,
        subject=reminder_subject_of(meeting.id, member.id),
    )


def propose_letter(
    session: Session,
    meeting: Meeting,
    member: Member,
    absences: list[dict[str, str]],
    now: datetime,
    *,
    cause: str = "",
) -> None:
    """Propose a letter once for each meeting; ``cause`` is the scheme ladder's, empty for the plain one."""
    if ask.of_cause(session, cause_of(meeting, member)) is not None:
        return
    letter = Letter(
        branch_id=member.branch_id,
        member_id=member.id,
        year=meeting.on_date.year,
        cause_key=cause_of(meeting, member),
        absences=absences,
        cause=cause,
        day=meeting.on_date,
    )
    session.add(letter)
    session.flush()
    owe_sign_off(session, letter, member, now)


def owe_sign_off(session: Session, letter: Letter, addressee: Member, now: datetime) -> None:
    """Owe the card to everybody who may sign; where nobody may, tell the addressee, who is the secretary himself."""
    card = letter_card(session, letter)
    for signer in signers(session, letter, now):
        owe(
            session,
            card,
            key=f"letter:{letter.id}:card:{signer.id}",
            now=now,
            branch_id=letter.branch_id,
            to_person=signer.person_id,
            subject=f"letter:{letter.id}",
        )
    if not signers(session, letter, now):
        owe(
            session,
            LetterUnsignable(addressee=card.addressee, year=card.year, absences=card.absences),
            key=f"letter:{letter.id}:unsignable",
            now=now,
            branch_id=letter.branch_id,
            to_person=addressee.person_id,
            subject=f"letter:{letter.id}",
        )


def absence_of(fact: FactRow, language: str) -> dict[str, str]:
    """A breach as a letter lists it."""
    kind = MEETINGS.get(fact.detail)
    return {"day": fact.on_date.isoformat(), "title": fact.note or (kind.to(language) if kind else fact.detail)}
