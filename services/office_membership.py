"""What the office changes in a member's entry: probation, admission in full, category. Each with reason and history."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from services.actors import Actor
from services.deciders import require_decider
from services.errors import Refused
from services.histories import note_change, told
from services.office_form import Answer, OfficeForm, Question
from services.office_parts import Asked, Opened, day_question, done, given_day, reason_question, subject_of
from services.permissions import Action, require
from storage.notices.membership import NotProbationary
from storage.notices.office import OfficeDone, Option, OwnOffice
from storage.queries.cards import forget_members_cards
from storage.queries.roster import Enrolled
from storage.tables import Member
from storage.vocabulary import Category

FURTHEST_PROBATION = timedelta(days=730)
"""A year of probation, extended once by at most a year."""


def begin_probation(session: Session, asked: Asked) -> Opened:
    """Ask until when the member is on probation: the day on which the branch decides on him."""
    actor, one = keeper_of(session, asked)
    day = day_question("until", earliest=actor.today, latest=actor.today + FURTHEST_PROBATION)
    return Opened(one.person.name, actor.today, (day, reason_question()))


def set_probation(session: Session, asked: Asked, form: OfficeForm) -> OfficeDone:
    """Put the member on probation until the day, or extend it."""
    actor, one = keeper_of(session, asked)
    until = given_day(form, "until")
    change_member(session, actor, one.member, asked, form, probationary=True, probation_until=until)
    return done(form)


def begin_admission(session: Session, asked: Asked) -> Opened:
    """Ask on which day the member was admitted in full. Refused with `NotProbationary`."""
    actor, one = keeper_of(session, asked)
    _require_probation(one)
    day = day_question("on", earliest=one.member.joined_on, latest=actor.today)
    return Opened(one.person.name, actor.today, (day, reason_question()))


def admit(session: Session, asked: Asked, form: OfficeForm) -> OfficeDone:
    """End the probation: a full member from the day on."""
    actor, one = keeper_of(session, asked)
    if one.member.probationary:
        given_day(form, "on")
        change_member(session, actor, one.member, asked, form, probationary=False, probation_until=None)
    return done(form)


def begin_category(session: Session, asked: Asked) -> Opened:
    """Ask which category the member belongs to now; migrant is one of them."""
    actor, one = keeper_of(session, asked)
    options = tuple(Option(value=category.value) for category in Category if category is not one.member.category)
    question = Question(key="category", kind=Answer.CHOICE, options=options)
    return Opened(one.person.name, actor.today, (question, reason_question()))


def set_category(session: Session, asked: Asked, form: OfficeForm) -> OfficeDone:
    """Change the category from today on; cards of the running year are worked out anew."""
    actor, one = keeper_of(session, asked)
    change_member(session, actor, one.member, asked, form, category=Category(form.answers["category"]))
    return done(form)


def keeper_of(session: Session, asked: Asked) -> tuple[Actor, Enrolled]:
    """Find the member whose entry is to be changed, for one who may; nobody changes his own."""
    actor, one = subject_of(session, asked)
    if one.member.id == actor.member_id:
        require(actor, Action.KEEP_FILE)
        raise Refused(OwnOffice())
    require_decider(session, actor, Action.KEEP_FILE, about=one.member.id)
    return actor, one


def change_member(
    session: Session, actor: Actor, member: Member, asked: Asked, form: OfficeForm, **fields: object
) -> None:
    """Write fields of a member, each change into the history; his cards are worked out anew."""
    changed = False
    for field, value in fields.items():
        before = told(getattr(member, field))
        setattr(member, field, value)
        changed |= note_change(
            session,
            member,
            field,
            before,
            told(getattr(member, field)),
            reason=form.answers.get("reason", ""),
            by=actor.member_id,
            now=asked.now,
        )
    session.add(member)
    if changed:
        forget_members_cards(session, [member.id])


def _require_probation(one: Enrolled) -> None:
    if not one.member.probationary:
        raise Refused(NotProbationary(name=one.person.name))
