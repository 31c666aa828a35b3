"""Submitting, correcting and withdrawing one's own claims."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from scoring.scheme import Scheme
from services.actors import Actor, Caller, resolve
from services.claim_draft import Draft, EvidenceFile
from services.claim_form import claimable, claimant, first_day
from services.claim_review import announce, own_subject_of, resubmitted, retire, reviewers_of
from services.claim_stages import first_stage
from services.claim_views import own_view, view_of
from services.errors import Refused
from services.permissions import Action, require
from storage.notices.claims import ClaimFiled, MyClaims, NotYours, StepPassed
from storage.notices.common import Gone
from storage.outbox import rewrite
from storage.queries.claims import claim_by_key, claims_of, count_claims, evidence_of, locked_claim
from storage.tables import Claim, Evidence
from storage.vocabulary import ClaimKind, ClaimState

PAGE = 5


def submit(session: Session, caller: Caller, draft: Draft, now: datetime) -> ClaimFiled:
    """See `services.claims.Claims.submit`."""
    actor, scheme = claimant(session, caller, now)
    if draft.step != "summary":
        raise Refused(StepPassed())
    claim = _known(session, actor, draft)
    if claim is not None and claim.round > draft.round:
        return _receipt(session, claim, actor)
    _check_still_right(session, scheme, actor, draft)
    claim = _write(session, claim, actor, draft, now)
    announce(session, claim, actor.today, now)
    return _receipt(session, claim, actor)


def _known(session: Session, actor: Actor, draft: Draft) -> Claim | None:
    """The claim that this form filed already, or that it corrects; its ``round`` tells which of the two."""
    if draft.claim_id is None:
        claim = claim_by_key(session, draft.filed_key)
        if claim is not None and claim.member_id != actor.member_id:
            raise Refused(Gone())
        return claim
    claim = _own(session, draft.claim_id, actor)
    if claim.round == draft.round and claim.state is not ClaimState.RETURNED:
        raise Refused(NotYours(state=claim.state))
    return claim


def _check_still_right(session: Session, scheme: Scheme, actor: Actor, draft: Draft) -> None:
    """Time may have passed since the day was given: the period may have changed, or the scheme."""
    undated = draft.having(on=None)
    undated.answered(str(draft.on), today=actor.today, earliest=first_day(session, scheme, actor))
    known = {item.item_id for item in claimable(session, scheme, actor)}
    if draft.kind is ClaimKind.ITEM and draft.item_id not in known:
        raise Refused(Gone())


def _write(session: Session, known: Claim | None, actor: Actor, draft: Draft, now: datetime) -> Claim:
    """Write the first or one more round of a claim, with its own evidence."""
    if draft.on is None or draft.quantity is None:
        raise Refused(StepPassed())
    claim = known or Claim(
        branch_id=actor.branch_id,
        member_id=actor.member_id,
        kind=draft.kind,
        item_id=draft.item_id,
        title=draft.title,
        filed_key=draft.filed_key,
        round=0,
        on_date=draft.on,
        quantity=draft.quantity,
        submitted_at=now,
    )
    claim.on_date, claim.quantity = draft.on, draft.quantity
    claim.place, claim.note = draft.place or "", draft.note or ""
    claim.state, claim.round, claim.submitted_at = ClaimState.SUBMITTED, claim.round + 1, now
    claim.escalated_at = None
    session.add(claim)
    session.flush()
    claim.stage = first_stage(session, claim, actor.today)
    session.add(claim)
    for file in draft.evidence:
        row = file.model_dump(exclude={"size"})
        session.add(Evidence(branch_id=claim.branch_id, claim_id=claim.id, round=claim.round, **row))
    session.flush()
    rewrite(session, own_subject_of(claim.id), resubmitted(session, claim))
    return claim


def _receipt(session: Session, claim: Claim, actor: Actor) -> ClaimFiled:
    names = tuple(name for _, name in reviewers_of(session, claim, actor.today))
    return ClaimFiled(claim=view_of(session, claim), reviewers=names)


def receipt(session: Session, caller: Caller, claim_id: int, now: datetime) -> ClaimFiled:
    """See `services.claims.Claims.receipt`."""
    actor = resolve(session, caller, now)
    return _receipt(session, _own(session, claim_id, actor), actor)


def _own(session: Session, claim_id: int, actor: Actor) -> Claim:
    claim = locked_claim(session, claim_id)
    if claim is None or claim.member_id != actor.member_id:
        raise Refused(Gone())
    return claim


def correct(session: Session, caller: Caller, claim_id: int, form: int, now: datetime) -> Draft:
    """See `services.claims.Claims.correct`."""
    actor, _ = claimant(session, caller, now)
    claim = _own(session, claim_id, actor)
    if claim.state is not ClaimState.RETURNED:
        raise Refused(NotYours(state=claim.state))
    view = view_of(session, claim)
    return Draft(
        kind=claim.kind,
        form=form,
        filed_key=claim.filed_key,
        claim_id=claim.id,
        round=claim.round,
        item_id=claim.item_id,
        counted=view.counted,
        title=claim.title,
        title_en=view.title_en,
        place=claim.place,
        on=claim.on_date,
        quantity=claim.quantity,
        note=claim.note,
        evidence=tuple(file_of(row) for row in evidence_of(session, claim.id, claim.round)),
        complete=True,
    )


def file_of(row: Evidence) -> EvidenceFile:
    """A stored photo or document as a draft has it."""
    return EvidenceFile(kind=row.kind, file_id=row.file_id, file_unique_id=row.file_unique_id, file_name=row.file_name)


def withdraw(session: Session, caller: Caller, claim_id: int, now: datetime) -> MyClaims:
    """See `services.claims.Claims.withdraw`; a second tap shows that it is withdrawn."""
    actor, _ = claimant(session, caller, now)
    claim = _own(session, claim_id, actor)
    if claim.state not in (ClaimState.SUBMITTED, ClaimState.WITHDRAWN):
        raise Refused(NotYours(state=claim.state))
    if claim.state is ClaimState.SUBMITTED:
        claim.state = ClaimState.WITHDRAWN
        session.add(claim)
        session.flush()
        retire(session, claim, now)
    return mine(session, caller, 0, now)


def mine(session: Session, caller: Caller, page: int, now: datetime) -> MyClaims:
    """See `services.claims.Claims.mine`."""
    actor = resolve(session, caller, now)
    require(actor, Action.FILE_CLAIM)
    pages = max(1, -(-count_claims(session, actor.member_id) // PAGE))
    page = min(max(page, 0), pages - 1)
    rows = claims_of(session, actor.member_id, limit=PAGE, offset=page * PAGE)
    return MyClaims(claims=tuple(own_view(session, row) for row in rows), page=page, pages=pages)
