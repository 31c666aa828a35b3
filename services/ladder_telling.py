"""Telling of a scheme's ladder: reminders to the member, other steps and proposals to the secretary."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from scoring import LadderStep, Proposal
from services.actors import holders
from services.clock import local_day
from services.daytime import next_daytime
from services.facts import append_fact
from storage.notices import Notice
from storage.notices.letters import LadderProposed, LadderStepTaken
from storage.outbox import owe
from storage.queries.meetings import name_of
from storage.tables import Branch, FactRow, Member
from storage.vocabulary import Role


def step_subject_of(fact_id: int, action: str) -> str:
    """Under which name what was said of a step is found again."""
    return f"ladder:{fact_id}:{action}"


def proposal_subject_of(fact_id: int, measure: str) -> str:
    """Under which name what was said of a proposal is found again."""
    return f"ladder:{fact_id}:proposal:{measure}"


def remind_of_step(session: Session, member: Member, step: LadderStep, fact: FactRow, now: datetime) -> None:
    """Remind the member in private, by day, and record it: a further step may need that he was reminded."""
    branch = session.get_one(Branch, member.branch_id)
    append_fact(
        session,
        member=member,
        kind="discipline",
        outcome="reminder",
        on=fact.on_date,
        detail=step.cause,
        source_key=f"ladder:{fact.id}:reminder",
        author_id=None,
        now=now,
    )
    owe(
        session,
        _taken(session, member, step).model_copy(update={"own": True}),
        key=f"ladder:{fact.id}:reminder",
        now=now,
        due_at=next_daytime(now, branch.zone),
        branch_id=member.branch_id,
        to_person=member.person_id,
        subject=step_subject_of(fact.id, step.action),
    )


def tell_of_step(session: Session, member: Member, step: LadderStep, fact: FactRow, now: datetime) -> None:
    """Tell the secretary what the ladder asks of the branch: a talk, a handling, a measure."""
    _tell_secretary(session, member, _taken(session, member, step), step_subject_of(fact.id, step.action), now)


def tell_of_proposal(session: Session, member: Member, proposal: Proposal, fact: FactRow, now: datetime) -> None:
    """Tell the secretary that a measure is proposed."""
    notice = LadderProposed(
        name=name_of(session, member.id),
        measure=proposal.title.zh,
        measure_en=proposal.title.en,
        because=tuple(title.zh for title in proposal.because),
        because_en=tuple(title.en for title in proposal.because),
        article=proposal.article,
    )
    _tell_secretary(session, member, notice, proposal_subject_of(fact.id, proposal.measure), now)


def _taken(session: Session, member: Member, step: LadderStep) -> LadderStepTaken:
    return LadderStepTaken(
        name=name_of(session, member.id),
        action=step.title.zh,
        action_en=step.title.en,
        cause=step.cause_title.zh,
        cause_en=step.cause_title.en,
        number=step.number,
        article=step.article,
    )


def _tell_secretary(session: Session, member: Member, notice: Notice, subject: str, now: datetime) -> None:
    """Tell every secretary but the member himself; where there is none, the committee."""
    day = local_day(now, session.get_one(Branch, member.branch_id).zone)
    for role in (Role.SECRETARY, Role.COMMITTEE, Role.REVIEWER):
        found = holders(session, member.branch_id, role, day, about=member.id)
        for one in found:
            owe(
                session,
                notice,
                key=f"{subject}:{one.id}",
                now=now,
                branch_id=member.branch_id,
                to_person=one.person_id,
                subject=subject,
            )
        if found:
            return
