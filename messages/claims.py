"""Wording of a member's own claims: the receipt, what became of one, the list of all."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, Keyboard, RowId, Wording, button, safe, words
from messages.claim_form import FormBegin
from messages.claim_view import points, reason_text, short, state_name
from messages.home import home_button
from messages.i18n import _
from storage.notices import claims as said
from storage.vocabulary import ClaimKind, ClaimState


class ClaimCorrect(CallbackData, prefix="cc"):
    """Take up a returned claim again."""

    claim_id: RowId


class ClaimWithdraw(CallbackData, prefix="cw"):
    """Take a waiting claim back."""

    claim_id: RowId


class ClaimsPage(CallbackData, prefix="cm"):
    """Another page of one's own claims."""

    page: int


@words(said.ClaimFiled)
def filed(notice: said.ClaimFiled) -> Wording:
    """Confirm, and say who decides."""
    lines = [
        _("✅ Submitted (No. {number})").format(number=notice.claim.claim_id),
        short(notice.claim),
        _("To be reviewed by: {names}").format(names=_names(notice.reviewers))
        if notice.reviewers
        else _("Nobody else in your branch may review it; the superior committee must decide."),
        _("You can follow it with /myclaims."),
    ]
    return Wording("\n".join(lines), ((home_button(),),))


def _names(names: tuple[str, ...]) -> str:
    return safe(_(", ").join(names))


@words(said.ClaimTold)
def told(notice: said.ClaimTold) -> Wording:
    """Tell the claimant the outcome; a returned claim can be corrected."""
    if notice.outcome is ClaimState.SUBMITTED:
        return Wording(_("🔁 Resubmitted, waiting for review:") + "\n" + short(notice.claim))
    if notice.outcome is ClaimState.APPROVED:
        heading = _("✅ Your claim was approved by {by}:").format(by=_names((notice.by,)))
        worth = notice.claim.worth
        added = "\n" + _("Added: {points}").format(points=points(worth)) if worth else ""
        return Wording(heading + "\n" + short(notice.claim) + added)
    heading = _("↩️ Your claim was returned by {by}:").format(by=_names((notice.by,)))
    reason = _("Reason: {reason}").format(reason=reason_text(notice.reason))
    correct = button(_("Correct and resubmit"), ClaimCorrect(claim_id=notice.claim.claim_id))
    return Wording("\n".join((heading, short(notice.claim), reason)), ((correct,),) if notice.again else ())


@words(said.MyClaims)
def mine(notice: said.MyClaims) -> Wording:
    """List one's own claims with what can be done with each."""
    if not notice.claims:
        return Wording(
            _("You have no claims yet."),
            (
                (button(_("Claim"), FormBegin(kind=ClaimKind.ITEM)),),
                (button(_("Declare volunteer service"), FormBegin(kind=ClaimKind.SERVICE)),),
            ),
        )
    lines = [_("<b>My claims</b>")]
    for own in notice.claims:
        lines += ["", _own_line(own)]
    rows = [row for own in notice.claims for row in _own_buttons(own)]
    pager: list[Button] = [home_button()]
    if notice.page > 0:
        pager.append(button("◀", ClaimsPage(page=notice.page - 1)))
    if notice.page + 1 < notice.pages:
        pager.append(button("▶", ClaimsPage(page=notice.page + 1)))
    return Wording("\n".join(lines), (*rows, tuple(pager)))


def _own_line(own: said.OwnClaim) -> str:
    number = _("No. {number}").format(number=own.claim.claim_id)
    line = f"{number} · {short(own.claim)}\n{_MARKS[own.state]} {state_name(own.state)}"
    if own.by:
        line += _(" by {by}").format(by=_names((own.by,)))
    return line + (f"\n{_('Reason: {reason}').format(reason=reason_text(own.reason))}" if own.reason else "")


_MARKS = {
    ClaimState.SUBMITTED: "⏳",
    ClaimState.APPROVED: "✅",
    ClaimState.RETURNED: "↩️",
    ClaimState.WITHDRAWN: "✖️",
}


def _own_buttons(own: said.OwnClaim) -> Keyboard:
    claim_id = own.claim.claim_id
    if own.state is ClaimState.SUBMITTED:
        return ((button(_("Withdraw No. {number}").format(number=claim_id), ClaimWithdraw(claim_id=claim_id)),),)
    if own.state is ClaimState.RETURNED:
        return ((button(_("Correct No. {number}").format(number=claim_id), ClaimCorrect(claim_id=claim_id)),),)
    return ()


@words(said.NotYours)
def settled_already(notice: said.NotYours) -> Wording:
    """Say in which state the claim is, so that the button does nothing."""
    text = _("This claim cannot be changed now: it is {state}.").format(state=state_name(notice.state))
    return Wording(text, alert=True)
