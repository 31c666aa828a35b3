"""Giving and ending roles, with their days; nobody changes his own."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import Session

from services.actors import Actor
from services.deciders import require_decider
from services.errors import Refused
from services.histories import note_change
from services.office_form import Answer, OfficeForm, Question
from services.office_parts import A_YEAR, Asked, Opened, day_question, done, given_day, reason_question, subject_of
from services.permissions import Action, require
from storage.notices.common import Gone
from storage.notices.office import OfficeDone, Option, OwnOffice
from storage.notices.roles import LastSecretary, RoleTold
from storage.outbox import owe
from storage.queries import roles as ask
from storage.queries.roster import Enrolled
from storage.tables import Branch, RoleHeld
from storage.vocabulary import Role

GIVEN_IN_BRANCH = (Role.GROUP_LEADER, Role.RECORDER, Role.COMMITTEE, Role.SECRETARY)
"""Roles that a branch gives: a reviewer is the superior's."""
FIVE_YEARS = 5 * A_YEAR


def begin_giving(session: Session, asked: Asked) -> Opened:
    """Ask which role that the member does not hold, from when to when."""
    actor, one = _changeable(session, asked)
    options = tuple(Option(value=role.value) for role in GIVEN_IN_BRANCH if role not in one.roles)
    far = actor.today + FIVE_YEARS
    return Opened(
        name=one.person.name,
        today=actor.today,
        questions=(
            Question(key="role", kind=Answer.CHOICE, options=options),
            day_question("since", earliest=actor.today, latest=actor.today + A_YEAR),
            day_question("last", earliest=actor.today, latest=far, after="since", optional=True),
            reason_question(),
        ),
    )


def give(session: Session, asked: Asked, form: OfficeForm) -> OfficeDone:
    """Give the role for the days; the member is told. One that he has for these days already stays as it is."""
    actor, one = _changeable(session, asked)
    role, since, last = Role(form.answers["role"]), given_day(form, "since"), form.day("last")
    until = last + timedelta(days=1) if last is not None else None
    if role not in GIVEN_IN_BRANCH:
        raise Refused(Gone())
    if not ask.held_between(session, one.member.id, role, since, until):
        row = RoleHeld(branch_id=actor.branch_id, member_id=one.member.id, role=role, since=since, until=until)
        session.add(row)
        session.flush()
        _note(session, actor, one, role, f"{since.isoformat()}..{last.isoformat() if last else ''}", asked, form)
        _tell(
            session, actor, one, RoleTold(role=role, branch=_branch(session, actor), since=since, last=last), row, asked
        )
    return done(form)


def begin_ending(session: Session, asked: Asked) -> Opened:
    """Ask which role ends, and on which day he no longer has it."""
    actor, one = _changeable(session, asked)
    options = tuple(Option(value=role.value) for role in GIVEN_IN_BRANCH if role in one.roles)
    return Opened(
        name=one.person.name,
        today=actor.today,
        questions=(
            Question(key="role", kind=Answer.CHOICE, options=options),
            day_question("on", earliest=actor.today, latest=actor.today + A_YEAR),
            reason_question(),
        ),
    )


def end(session: Session, asked: Asked, form: OfficeForm) -> OfficeDone:
    """End the role on the day. Refused with `LastSecretary` where the branch would be left without one."""
    actor, one = _changeable(session, asked)
    role, on = Role(form.answers["role"]), given_day(form, "on")
    if role is Role.SECRETARY and not _led_without(session, actor.branch_id, one.member.id, on):
        raise Refused(LastSecretary(name=one.person.name))
    for row in ask.held_rows(session, one.member.id, role, on):
        row.until = max(on, row.since)
        session.add(row)
        session.flush()
        _note(session, actor, one, role, f"..{(on - timedelta(days=1)).isoformat()}", asked, form)
        told = RoleTold(
            role=role, branch=_branch(session, actor), since=row.since, last=on - timedelta(days=1), over=True
        )
        _tell(session, actor, one, told, row, asked)
    return done(form)


def _changeable(session: Session, asked: Asked) -> tuple[Actor, Enrolled]:
    actor, one = subject_of(session, asked)
    if one.member.id == actor.member_id:
        require(actor, Action.GIVE_ROLE)
        raise Refused(OwnOffice())
    require_decider(session, actor, Action.GIVE_ROLE, about=one.member.id)
    return actor, one


def _led_without(session: Session, branch_id: int, member_id: int, day: date) -> bool:
    return any(member.id != member_id for member in ask.holding(session, branch_id, Role.SECRETARY, day))


def _branch(session: Session, actor: Actor) -> str:
    return session.get_one(Branch, actor.branch_id).name


def _note(
    session: Session, actor: Actor, one: Enrolled, role: Role, after: str, asked: Asked, form: OfficeForm
) -> None:
    note_change(
        session,
        one.member,
        f"role.{role.value}",
        "",
        after,
        reason=form.answers.get("reason", ""),
        by=actor.member_id,
        now=asked.now,
    )


def _tell(session: Session, actor: Actor, one: Enrolled, told: RoleTold, row: RoleHeld, asked: Asked) -> None:
    key = f"role:{row.id}:{'over' if told.over else 'given'}:{told.last}"
    owe(session, told, key=key, now=asked.now, branch_id=actor.branch_id, to_person=one.person.id)
