"""Exemption of the old and ill: on application, decided by somebody else, for days."""

from __future__ import annotations

from datetime import date, timedelta

from sqlmodel import Session

from services.actors import Actor, resolve
from services.deciders import deciders, require_decider
from services.errors import Refused
from services.histories import note_change
from services.office_form import OfficeForm
from services.office_parts import A_YEAR, Asked, Opened, day_question, done, given_day, key_of, reason_question
from services.permissions import Action, require
from storage.notices import Notice
from storage.notices.common import Gone
from storage.notices.membership import (
    ExemptionAsked,
    ExemptionClash,
    ExemptionNobody,
    ExemptionSettled,
    ExemptionWaiting,
)
from storage.notices.office import OfficeDone
from storage.outbox import owe, rewrite
from storage.queries import transfers as ask
from storage.queries.cards import forget_members_cards, names_of
from storage.tables import Exemption, Member
from storage.vocabulary import RequestState


def begin(session: Session, asked: Asked) -> Opened:
    """Ask from when to when, and why. The application is for the asker, or by the secretary for another member."""
    actor, member = _applicant(session, asked)
    waits = ask.waiting_exemption(session, member.id)
    if waits is not None:
        raise Refused(ExemptionWaiting(since=waits.since, last=_last(waits.until)))
    return Opened(
        names_of(session, [member.id])[member.id],
        actor.today,
        (
            day_question("since", earliest=actor.today - A_YEAR, latest=actor.today + A_YEAR),
            day_question("last", earliest=actor.today, latest=actor.today + 5 * A_YEAR, after="since", optional=True),
            reason_question(),
        ),
    )


def apply(session: Session, asked: Asked, form: OfficeForm) -> OfficeDone:
    """File the application, and owe its card to those who may decide: neither its filer nor whom it concerns."""
    actor, member = _applicant(session, asked)
    key = key_of(asked, form)
    if ask.exemption_filed_as(session, key) is not None:
        return done(form)
    last = form.day("last")
    row = Exemption(
        branch_id=actor.branch_id,
        member_id=member.id,
        since=given_day(form, "since"),
        until=last + timedelta(days=1) if last is not None else None,
        reason=form.answers["reason"],
        filed_key=key,
        filed_by=actor.member_id,
        asked_at=asked.now,
    )
    _span(member, row)
    judges = _judges(session, row, actor.today)
    if not judges:
        raise Refused(ExemptionNobody())
    session.add(row)
    session.flush()
    card = ExemptionAsked(
        exemption_id=row.id,
        name=names_of(session, [member.id])[member.id],
        since=row.since,
        last=last,
        reason=row.reason,
    )
    for judge in judges:
        owe(
            session,
            card,
            key=f"exemption:{row.id}:{judge.id}",
            now=asked.now,
            branch_id=row.branch_id,
            to_person=judge.person_id,
            subject=f"exemption:{row.id}",
        )
    return done(form)


def begin_refusal(session: Session, asked: Asked) -> Opened:
    """Ask why it is refused."""
    actor, row = _decidable(session, asked)
    if row.state is not RequestState.ASKED:
        raise Refused(_settled(session, row, ""))
    return Opened(names_of(session, [row.member_id])[row.member_id], actor.today, (reason_question(),))


def refuse(session: Session, asked: Asked, form: OfficeForm) -> OfficeDone:
    """Refuse with the reason; the member is told."""
    actor, row = _decidable(session, asked)
    if row.state is not RequestState.ASKED:
        raise Refused(_settled(session, row, ""))
    _settle(session, row, actor, asked, verdict=form.answers["reason"])
    return done(form)


def approve(session: Session, asked: Asked) -> Notice:
    """Grant it: it stands in the member's entry. A second tap, or a second judge, gets what was decided."""
    actor, row = _decidable(session, asked)
    if row.state is not RequestState.ASKED:
        return _settled(session, row, "")
    member = session.get_one(Member, row.member_id)
    since, until = _span(member, row)
    before = _words(member.exempt_from, member.exempt_until)
    _remember(session, member, row)
    member.exempt_from, member.exempt_until = since, until
    session.add(member)
    after = _words(since, until)
    note_change(session, member, "exempt", before, after, reason=row.reason, by=actor.member_id, now=asked.now)
    forget_members_cards(session, [member.id])
    return _settle(session, row, actor, asked, verdict=None)


def _applicant(session: Session, asked: Asked) -> tuple[Actor, Member]:
    if asked.subject == 0:
        actor = resolve(session, asked.caller, asked.now)
        require(actor, Action.ASK_EXEMPTION)
        return actor, session.get_one(Member, actor.member_id)
    member = session.get(Member, asked.subject)
    if member is None or member.left_on is not None:
        raise Refused(Gone())
    actor = resolve(session, asked.caller, asked.now, branch_id=member.branch_id)
    require(actor, Action.KEEP_FILE, about=member.id)
    return actor, member


def _judges(session: Session, row: Exemption, day: date) -> list[Member]:
    """Those who may decide: of the office's, none who filed it himself; then who stands in."""
    return deciders(session, row.branch_id, Action.DECIDE_EXEMPTION, day, about=row.member_id, besides=row.filed_by)


def _decidable(session: Session, asked: Asked) -> tuple[Actor, Exemption]:
    row = ask.locked_exemption(session, asked.subject)
    if row is None:
        raise Refused(Gone())
    actor = resolve(session, asked.caller, asked.now, branch_id=row.branch_id)
    require_decider(session, actor, Action.DECIDE_EXEMPTION, about=row.member_id, besides=row.filed_by)
    return actor, row


def _span(member: Member, row: Exemption) -> tuple[date, date | None]:
    """Give the span that the entry has then: the new one, joined with the one that it overlaps or adjoins.

    Refused with `ExemptionClash` where the two stand apart and the old one is not over by then.
    """
    old, until = member.exempt_from, member.exempt_until
    if old is None or (until is not None and until < row.since):
        return row.since, row.until
    if row.until is not None and row.until < old:
        raise Refused(ExemptionClash(since=old, last=_last(until)))
    ends = None if until is None or row.until is None else max(until, row.until)
    return min(old, row.since), ends


def _remember(session: Session, member: Member, row: Exemption) -> None:
    """Keep an exemption that came by the roster and is over, as one that was granted: old cards still need it."""
    old, until = member.exempt_from, member.exempt_until
    if old is None or until is None or until >= row.since:
        return
    if (old, until) not in ask.granted_exemptions(session, [member.id]).get(member.id, []):
        session.add(
            Exemption(
                branch_id=member.branch_id,
                member_id=member.id,
                since=old,
                until=until,
                state=RequestState.APPROVED,
                filed_key=f"roster:{member.id}:{old.isoformat()}",
                filed_by=row.filed_by,
                asked_at=row.asked_at,
            )
        )


def _settle(session: Session, row: Exemption, actor: Actor, asked: Asked, *, verdict: str | None) -> ExemptionSettled:
    row.state = RequestState.APPROVED if verdict is None else RequestState.REFUSED
    row.decided_by, row.decided_at = actor.member_id, asked.now
    session.add(row)
    session.flush()
    settled = _settled(session, row, verdict or "")
    rewrite(session, f"exemption:{row.id}", settled)
    member = session.get_one(Member, row.member_id)
    owe(
        session,
        settled,
        key=f"exemption:{row.id}:settled",
        now=asked.now,
        branch_id=row.branch_id,
        to_person=member.person_id,
    )
    return settled


def _settled(session: Session, row: Exemption, verdict: str) -> ExemptionSettled:
    names = names_of(session, [row.member_id, *([row.decided_by] if row.decided_by is not None else [])])
    return ExemptionSettled(
        name=names[row.member_id],
        since=row.since,
        last=_last(row.until),
        approved=row.state is RequestState.APPROVED,
        by=names.get(row.decided_by or 0, ""),
        verdict=verdict,
    )


def _last(until: date | None) -> date | None:
    return until - timedelta(days=1) if until is not None else None


def _words(since: date | None, until: date | None) -> str:
    last = _last(until)
    return f"{since.isoformat()}..{last.isoformat() if last is not None else ''}" if since is not None else ""
