"""How claims are shown: from rows to the views that notices carry."""

from __future__ import annotations

from decimal import Decimal

from sqlmodel import Session

from scoring.scheme import Scheme
from services.schemes import branch_scheme
from storage.notices.claims import ClaimView, OwnClaim
from storage.queries.claims import evidence_of, name_of_member, verdict_on
from storage.tables import Branch, Claim
from storage.vocabulary import ClaimKind, ClaimState


def view_of(session: Session, claim: Claim, *, worth: Decimal | None = None) -> ClaimView:
    """Show a claim with its claimant's name and how much evidence its present round has."""
    scheme = branch_scheme(session.get_one(Branch, claim.branch_id))
    return ClaimView(
        claim_id=claim.id,
        round=claim.round,
        kind=claim.kind,
        claimant=name_of_member(session, claim.member_id),
        title=claim.title,
        title_en=english_title(scheme, claim.item_id),
        on=claim.on_date,
        quantity=claim.quantity,
        counted=claim.kind is ClaimKind.SERVICE or is_counted(scheme, claim.item_id),
        place=claim.place,
        note=claim.note,
        evidence=len(evidence_of(session, claim.id, claim.round)),
        worth=worth,
    )


def own_view(session: Session, claim: Claim) -> OwnClaim:
    """Show a claim to its owner: with its state, and who decided and why."""
    verdict = verdict_on(session, claim.id, claim.round)
    if verdict is None or claim.state in (ClaimState.SUBMITTED, ClaimState.WITHDRAWN):
        return OwnClaim(claim=view_of(session, claim), state=claim.state)
    by = name_of_member(session, verdict.by_member_id)
    return OwnClaim(claim=view_of(session, claim), state=claim.state, by=by, reason=verdict.reason)


def english_title(scheme: Scheme, item_id: str) -> str:
    """The English title of a scheme's item; empty for one that the scheme does not have."""
    return next((item.title.en for _, item in scheme.items() if item.id == item_id), "")


def is_counted(scheme: Scheme, item_id: str) -> bool:
    """Whether an item is worth more when it is claimed for more times or points."""
    return any(offer.item_id == item_id and offer.per == "quantity" for offer in scheme.claimable_items())
