"""Naming a deputy for the days that a secretary, recorder or reviewer is away."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from services.actors import LENDABLE, Actor, Caller, resolve, roles_on
from services.errors import Refused
from services.office_form import Answer, OfficeForm, Question
from services.office_parts import A_YEAR, Asked, Opened, day_question, done, given_day, key_of, reason_question
from services.permissions import Action, not_allowed
from storage.notices.common import Gone
from storage.notices.deputies import DeputyNamed, DeputyOverlap
from storage.notices.office import OfficeDone, Option
from storage.outbox import owe
from storage.queries import deputies as ask
from storage.queries.cards import names_of
from storage.queries.roles import branches_below
from storage.queries.roster import enrolled, enrolled_one
from storage.tables import Branch, Delegation, Member
from storage.vocabulary import Role


def lendable(session: Session, actor: Actor) -> tuple[Role, ...]:
    """Give the roles that an actor can lend: his own. What was lent to him goes no further."""
    own = set(roles_on(session, actor.member_id, actor.today))
    if branches_below(session, actor.member_id, actor.today, deputising=False):
        own.add(Role.REVIEWER)
    return tuple(role for role in Role if role in LENDABLE & own)


def begin(session: Session, asked: Asked) -> Opened:
    """Open the form for one who holds a role that can be lent."""
    actor = _lender(session, asked)
    members = [one for one in enrolled(session, actor.branch_id, actor.today) if one.member.id != actor.member_id]
    options = tuple(Option(value=str(one.member.id), text=one.person.name) for one in members)
    until = actor.today + A_YEAR
    return Opened(
        name=actor.name,
        today=actor.today,
        questions=(
            Question(key="deputy", kind=Answer.CHOICE, options=options),
            day_question("since", earliest=actor.today, latest=until),
            day_question("until", earliest=actor.today, latest=until, after="since"),
            reason_question(optional=True),
        ),
    )


def commit(session: Session, asked: Asked, form: OfficeForm) -> OfficeDone:
    """Lend the roles and tell the deputy. Refused with `DeputyOverlap` where another one has days of these."""
    actor = _lender(session, asked)
    key = key_of(asked, form)
    if ask.delegation_filed_as(session, key) is not None:
        return done(form)
    deputy = enrolled_one(session, int(form.answers["deputy"]), actor.today)
    if deputy is None or deputy.member.branch_id != actor.branch_id or deputy.member.id == actor.member_id:
        raise Refused(Gone())
    since, last = given_day(form, "since"), given_day(form, "until")
    until = last + timedelta(days=1)
    other = ask.overlapping(session, actor.member_id, since, until)
    if other is not None:
        name = names_of(session, [other.deputy_id])[other.deputy_id]
        raise Refused(DeputyOverlap(deputy=name, since=other.since, last=other.until - timedelta(days=1)))
    row = Delegation(
        branch_id=actor.branch_id,
        member_id=actor.member_id,
        deputy_id=deputy.member.id,
        since=since,
        until=until,
        reason=form.answers.get("reason", ""),
        filed_key=key,
        filed_at=asked.now,
    )
    session.add(row)
    session.flush()
    named = DeputyNamed(
        by=actor.name,
        branch=session.get_one(Branch, actor.branch_id).name,
        roles=lendable(session, actor),
        since=since,
        last=last,
        reason=row.reason,
    )
    owe(
        session,
        named,
        key=f"deputy:{row.id}:named",
        now=asked.now,
        branch_id=actor.branch_id,
        to_person=deputy.person.id,
        subject=f"deputy:{row.id}",
    )
    return done(form)


def at_home(session: Session, caller: Caller, now: datetime) -> Actor:
    """Find the caller in his own branch: a reviewer who works in another one for the superior lends at home."""
    actor = resolve(session, caller, now)
    return resolve(session, caller, now, branch_id=session.get_one(Member, actor.member_id).branch_id)


def _lender(session: Session, asked: Asked) -> Actor:
    actor = at_home(session, asked.caller, asked.now)
    if not lendable(session, actor):
        raise not_allowed(Action.NAME_DEPUTY)
    return actor
