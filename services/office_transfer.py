"""Transfer of membership: leaving on a day, to another branch here or elsewhere, and arriving.

To another branch here, the member stays until its secretary accepts him: nobody is without a branch in between.
Points stay where they were earned: no scheme says otherwise, and a card covers the days of one membership.
"""

from __future__ import annotations

from datetime import date

from sqlmodel import Session

from services.actors import Actor, resolve
from services.clock import local_day
from services.errors import Refused
from services.histories import note_change
from services.office_form import Answer, OfficeForm, Question
from services.office_membership import change_member, keeper_of
from services.office_parts import A_YEAR, Asked, Opened, day_question, done, given_day, key_of, reason_question
from services.permissions import Action, require
from storage.notices.common import Gone
from storage.notices.membership import TransferOffered, Transferred, TransferSettled
from storage.notices.office import OfficeDone, Option
from storage.notices.roles import LastSecretary
from storage.outbox import owe, rewrite
from storage.queries import transfers as ask
from storage.queries.branches import all_branches
from storage.queries.cards import names_of
from storage.queries.invitations import revoke_open
from storage.queries.persons import is_in_branch
from storage.queries.roles import all_roles, holding
from storage.queries.roster import Enrolled, enrolled
from storage.tables import Branch, Member, Person, Transfer
from storage.vocabulary import Category, RequestState, Role

ELSEWHERE = "elsewhere"
NAME_LIMIT = 30
NUMBER_LIMIT = 20


def begin_leaving(session: Session, asked: Asked) -> Opened:
    """Ask where the member goes, on which day he is no longer here, and why."""
    actor, one = keeper_of(session, asked)
    others = [branch for branch, _superior in all_branches(session) if branch.id != actor.branch_id]
    options = (
        *(Option(value=str(branch.id), text=branch.name) for branch in others),
        Option(value=ELSEWHERE),
    )
    return Opened(
        one.person.name,
        actor.today,
        (
            Question(key="to", kind=Answer.CHOICE, options=options),
            Question(key="destination", kind=Answer.TEXT, limit=60, when=("to", ELSEWHERE)),
            day_question("on", earliest=actor.today, latest=actor.today + A_YEAR),
            reason_question(),
        ),
    )


def leave(session: Session, asked: Asked, form: OfficeForm) -> OfficeDone:
    """Let the member go elsewhere on the day, or ask the other branch here to take him."""
    actor, one = keeper_of(session, asked)
    key, on = key_of(asked, form), given_day(form, "on")
    if ask.transfer_filed_as(session, key) is not None:
        return done(form)
    _keep_led(session, one, on)
    here = form.answers["to"] != ELSEWHERE
    row = Transfer(
        branch_id=actor.branch_id,
        member_id=one.member.id,
        to_branch_id=int(form.answers["to"]) if here else None,
        destination=form.answers.get("destination", ""),
        on_date=on,
        reason=form.answers["reason"],
        state=RequestState.ASKED if here else RequestState.APPROVED,
        filed_key=key,
        filed_by=actor.member_id,
        asked_at=asked.now,
    )
    session.add(row)
    session.flush()
    if here:
        _offer(session, row, one, asked)
    else:
        _let_go(session, actor, one.member, on, asked, form)
        told = Transferred(name=one.person.name, before=_name(session, actor.branch_id), to=row.destination, on=on)
        owe(
            session,
            told,
            key=f"transfer:{row.id}:gone",
            now=asked.now,
            branch_id=actor.branch_id,
            to_person=one.person.id,
        )
    return done(form)


def begin_accepting(session: Session, asked: Asked) -> Opened:
    """Ask for the roster number of the member who comes."""
    actor, row = _offered(session, asked)
    name = names_of(session, [row.member_id])[row.member_id]
    return Opened(name, actor.today, (Question(key="number", kind=Answer.TEXT, limit=NUMBER_LIMIT),))


def accept(session: Session, asked: Asked, form: OfficeForm) -> OfficeDone:
    """Take the member: on the day, or today if that is over, he leaves there and belongs here."""
    actor, row = _offered(session, asked)
    if row.state is not RequestState.ASKED:
        raise Refused(_settled(session, row))
    member = session.get_one(Member, row.member_id)
    on = max(row.on_date, actor.today)
    _let_go(session, actor, member, on, asked, form)
    new = Member(
        branch_id=actor.branch_id,
        person_id=member.person_id,
        roster_no=form.answers["number"],
        category=member.category,
        probationary=member.probationary,
        probation_until=member.probation_until,
        leading=member.leading,
        admitted_on=member.admitted_on,
        joined_on=on,
        exempt_from=member.exempt_from,
        exempt_until=member.exempt_until,
        dues_amount=member.dues_amount,
    )
    session.add(new)
    session.flush()
    row.new_member_id, row.on_date = new.id, on
    reason = f"{_name(session, row.branch_id)} → {_name(session, actor.branch_id)}"
    note_change(session, new, "joined_on", "", on.isoformat(), reason=reason, by=actor.member_id, now=asked.now)
    _settle(session, row, actor, RequestState.APPROVED, asked)
    return done(form)


def begin_rejecting(session: Session, asked: Asked) -> Opened:
    """Ask why the member cannot come."""
    actor, row = _offered(session, asked)
    return Opened(names_of(session, [row.member_id])[row.member_id], actor.today, (reason_question(),))


def reject(session: Session, asked: Asked, form: OfficeForm) -> OfficeDone:
    """Decline; the member stays where he is, and the branch there is told why."""
    actor, row = _offered(session, asked)
    if row.state is not RequestState.ASKED:
        raise Refused(_settled(session, row))
    row.reason = form.answers["reason"]
    _settle(session, row, actor, RequestState.REFUSED, asked)
    return done(form)


def begin_arrival(session: Session, asked: Asked) -> Opened:
    """Ask who comes from elsewhere."""
    actor = resolve(session, asked.caller, asked.now)
    require(actor, Action.KEEP_FILE)
    return Opened(
        "",
        actor.today,
        (
            Question(key="name", kind=Answer.TEXT, limit=NAME_LIMIT),
            Question(key="number", kind=Answer.TEXT, limit=NUMBER_LIMIT),
            Question(
                key="category",
                kind=Answer.CHOICE,
                options=tuple(Option(value=category.value) for category in Category),
            ),
            day_question("on", earliest=actor.today - A_YEAR, latest=actor.today + A_YEAR),
            reason_question(),
        ),
    )


def arrive(session: Session, asked: Asked, form: OfficeForm) -> OfficeDone:
    """Enter the member who comes from elsewhere; a number that is in use means that he is entered already."""
    actor = resolve(session, asked.caller, asked.now)
    require(actor, Action.KEEP_FILE)
    number = form.answers["number"]
    if any(one.member.roster_no == number for one in enrolled(session, actor.branch_id, actor.today)):
        return done(form)
    person = Person(name=form.answers["name"])
    session.add(person)
    session.flush()
    on = given_day(form, "on")
    member = Member(
        branch_id=actor.branch_id,
        person_id=person.id,
        roster_no=number,
        category=Category(form.answers["category"]),
        joined_on=on,
    )
    session.add(member)
    session.flush()
    reason = form.answers["reason"]
    note_change(session, member, "joined_on", "", on.isoformat(), reason=reason, by=actor.member_id, now=asked.now)
    return done(form)


def _keep_led(session: Session, one: Enrolled, on: date) -> None:
    secretaries = {member.id for member in holding(session, one.member.branch_id, Role.SECRETARY, on)}
    if one.member.id in secretaries and len(secretaries) == 1:
        raise Refused(LastSecretary(name=one.person.name))


def _let_go(session: Session, actor: Actor, member: Member, on: date, asked: Asked, form: OfficeForm) -> None:
    """End the membership with everything that hangs on it: roles and open links."""
    change_member(session, actor, member, asked, form, left_on=on)
    for held in all_roles(session, member.id):
        if held.until is None or held.until > on:
            held.until = max(on, held.since)
            session.add(held)
    revoke_open(session, member.id, asked.now)


def _offer(session: Session, row: Transfer, one: Enrolled, asked: Asked) -> None:
    branch = session.get(Branch, row.to_branch_id)
    if branch is None or is_in_branch(session, one.person.id, branch.id, local_day(asked.now, branch.zone)):
        raise Refused(Gone())
    offered = TransferOffered(
        transfer_id=row.id,
        name=one.person.name,
        before=_name(session, row.branch_id),
        on=row.on_date,
        reason=row.reason,
    )
    for secretary in holding(session, branch.id, Role.SECRETARY, local_day(asked.now, branch.zone)):
        owe(
            session,
            offered,
            key=f"transfer:{row.id}:offered:{secretary.id}",
            now=asked.now,
            branch_id=branch.id,
            to_person=secretary.person_id,
            subject=f"transfer:{row.id}",
        )


def _offered(session: Session, asked: Asked) -> tuple[Actor, Transfer]:
    row = ask.locked_transfer(session, asked.subject)
    if row is None or row.to_branch_id is None:
        raise Refused(Gone())
    actor = resolve(session, asked.caller, asked.now, branch_id=row.to_branch_id)
    require(actor, Action.KEEP_FILE)
    return actor, row


def _settle(session: Session, row: Transfer, actor: Actor, state: RequestState, asked: Asked) -> None:
    row.state, row.decided_by, row.decided_at = state, actor.member_id, asked.now
    session.add(row)
    session.flush()
    settled = _settled(session, row)
    rewrite(session, f"transfer:{row.id}", settled)
    member = session.get_one(Member, row.member_id)
    secretaries = holding(session, row.branch_id, Role.SECRETARY, actor.today)
    for person_id in sorted({member.person_id, *(secretary.person_id for secretary in secretaries)}):
        owe(
            session,
            settled,
            key=f"transfer:{row.id}:settled:{person_id}",
            now=asked.now,
            branch_id=row.branch_id,
            to_person=person_id,
        )


def _settled(session: Session, row: Transfer) -> TransferSettled:
    if row.to_branch_id is None:
        raise ValueError(f"transfer {row.id} asks no branch")
    by = names_of(session, [row.decided_by])[row.decided_by] if row.decided_by is not None else ""
    return TransferSettled(
        name=names_of(session, [row.member_id])[row.member_id],
        before=_name(session, row.branch_id),
        to=_name(session, row.to_branch_id),
        on=row.on_date,
        accepted=row.state is RequestState.APPROVED,
        by=by,
        reason=row.reason,
    )


def _name(session: Session, branch_id: int) -> str:
    return session.get_one(Branch, branch_id).name
