"""Wording of the claim form and of a member's own claims."""

from __future__ import annotations

from itertools import groupby

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, Keyboard, Wording, button, safe, words
from messages.claim_view import amount_of, body_of, day, either, points, reason_text, short, state_name
from messages.i18n import _
from scoring.points import plain
from storage.notices import claims as said
from storage.vocabulary import ClaimKind, ClaimState


class PickItem(CallbackData, prefix="ci"):
    """An item of the scheme, by its short key."""

    form: int
    key: str


class ItemsPage(CallbackData, prefix="cp"):
    """Another page of items."""

    form: int
    page: int


class FormSays(CallbackData, prefix="cf"):
    """An answer by button: ``today`` or ``yesterday`` for the day, ``skip`` for the note, ``done`` for evidence."""

    form: int
    says: str


class FormSubmit(CallbackData, prefix="cs"):
    """Submit what the summary shows."""

    form: int


class FormEdit(CallbackData, prefix="ce"):
    """Open one question of the form again."""

    form: int
    step: str


class FormCancel(CallbackData, prefix="cx"):
    """Leave the form."""

    form: int


class FormBegin(CallbackData, prefix="cb"):
    """Begin a form of this kind."""

    kind: ClaimKind


class ClaimCorrect(CallbackData, prefix="cc"):
    """Take up a returned claim again."""

    claim_id: int


class ClaimWithdraw(CallbackData, prefix="cw"):
    """Take a waiting claim back."""

    claim_id: int


class ClaimsPage(CallbackData, prefix="cm"):
    """Another page of one's own claims."""

    page: int


def _cancel(form: int) -> tuple[Button, ...]:
    return (button(_("Cancel"), FormCancel(form=form)),)


@words(said.ItemChoice)
def item_choice(notice: said.ItemChoice) -> Wording:
    """List the items by section, each with its worth and what is left."""
    lines = [_("<b>Claim</b>\nWhich item is it for?")]
    for section, offers in groupby(notice.offers, key=lambda offer: either(offer.section, offer.section_en)):
        lines += ["", f"<b>{section}</b>", *(_offer_line(offer) for offer in offers)]
    rows = [
        (button(either(offer.title, offer.title_en), PickItem(form=notice.form, key=offer.key)),)
        for offer in notice.offers
    ]
    return Wording("\n".join(lines), (*rows, *_pager(notice), _cancel(notice.form)))


def _offer_line(offer: said.ItemOffer) -> str:
    line = _("· {title}: {points} each").format(title=either(offer.title, offer.title_en), points=plain(offer.each))
    if offer.left is None or offer.cap is None:
        return line
    bounds = {
        "month": _("{left} of {cap} left this month"),
        "quarter": _("{left} of {cap} left this quarter"),
        "year": _("{left} of {cap} left this year"),
    }
    return line + ", " + bounds[offer.every].format(left=plain(offer.left), cap=plain(offer.cap))


def _pager(notice: said.ItemChoice) -> Keyboard:
    row: list[Button] = []
    if notice.page > 0:
        row.append(button("◀", ItemsPage(form=notice.form, page=notice.page - 1)))
    if notice.page + 1 < notice.pages:
        row.append(button("▶", ItemsPage(form=notice.form, page=notice.page + 1)))
    return (tuple(row),) if row else ()


@words(said.NothingToClaim)
def nothing(_notice: said.NothingToClaim) -> Wording:
    """Say that there is nothing to claim, and what can be declared all the same."""
    return Wording(
        _("Your branch's scheme has no item that can be claimed. Volunteer service can be declared with /service."),
        ((button(_("Declare volunteer service"), FormBegin(kind=ClaimKind.SERVICE)),),),
    )


@words(said.AskTitle)
def ask_title(notice: said.AskTitle) -> Wording:
    """Ask what was done."""
    return Wording(
        _("<b>Volunteer service</b>\nWhat did you do? One line, for example: community clean-up."),
        (_cancel(notice.form),),
    )


@words(said.AskPlace)
def ask_place(notice: said.AskPlace) -> Wording:
    """Ask where it was."""
    return Wording(_("Where was it?"), (_cancel(notice.form),))


@words(said.AskDay)
def ask_day(notice: said.AskDay) -> Wording:
    """Ask for the day, with the two likeliest at hand."""
    text = _("Which day was it? Tap, or write it, for example {example}.").format(example=day(notice.today))
    row = [button(_("Today"), FormSays(form=notice.form, says="today"))]
    if notice.earliest < notice.today:
        row.append(button(_("Yesterday"), FormSays(form=notice.form, says="yesterday")))
    return Wording(text, (tuple(row), _cancel(notice.form)))


@words(said.AskQuantity)
def ask_quantity(notice: said.AskQuantity) -> Wording:
    """Ask for hours or times."""
    if not notice.hours:
        text = _("How many times, or how many points? Write a number, for example 1.")
        return Wording(text, (_numbers(notice.form, ("1", "2", "3", "5")), _cancel(notice.form)))
    text = _("How many hours? Write a number from {least} to {most}, for example 2.5.")
    text = text.format(least=plain(notice.least), most=plain(notice.most))
    return Wording(text, (_numbers(notice.form, ("1", "1.5", "2", "3", "4")), _cancel(notice.form)))


def _numbers(form: int, numbers: tuple[str, ...]) -> tuple[Button, ...]:
    return tuple(button(number, FormSays(form=form, says=number)) for number in numbers)


@words(said.AskNote)
def ask_note(notice: said.AskNote) -> Wording:
    """Ask for a note that may be skipped."""
    skip = button(_("Skip"), FormSays(form=notice.form, says="skip"))
    return Wording(_("Anything the reviewer should know? Write it, or skip."), ((skip,), _cancel(notice.form)))


@words(said.AskEvidence)
def ask_evidence(notice: said.AskEvidence) -> Wording:
    """Ask for photos or files; from the first on, there is a button to go on."""
    if not notice.have:
        return Wording(_("Please send a photo or a document as evidence."), (_cancel(notice.form),))
    text = _("Received: {have}. Send more (at most {most}), or go on.").format(have=notice.have, most=notice.most)
    done = button(_("Done, go on"), FormSays(form=notice.form, says="done"))
    return Wording(text, ((done,), _cancel(notice.form)))


@words(said.ClaimSummary)
def summary(notice: said.ClaimSummary) -> Wording:
    """Show everything before it is submitted."""
    heading = _("<b>Please check and resubmit</b>") if notice.correcting else _("<b>Please check and submit</b>")
    lines = [heading, body_of(notice.claim), "", _worth(notice)]
    form = notice.form
    submit = button(_("Resubmit") if notice.correcting else _("Submit"), FormSubmit(form=form))
    edits = [button(_("Change the day"), FormEdit(form=form, step="day"))]
    if amount_of(notice.claim):
        edits.append(button(_("Change the quantity"), FormEdit(form=form, step="quantity")))
    last = "place" if notice.claim.kind is ClaimKind.SERVICE else "note"
    label = _("Change the place") if last == "place" else _("Change the note")
    more = (
        button(label, FormEdit(form=form, step=last)),
        button(_("New evidence"), FormEdit(form=form, step="evidence")),
    )
    return Wording("\n".join(lines), ((submit,), tuple(edits), more, _cancel(form)))


def _worth(notice: said.ClaimSummary) -> str:
    worth = notice.claim.worth
    if not worth and not notice.capped:
        return _("Worth: it is recorded; the scheme gives no points for it by itself.")
    line = _("Worth, if approved: {points}").format(points=points(worth or notice.claim.quantity * 0))
    return line + ("\n" + _("(The cap is reached with what you have and what is waiting.)") if notice.capped else "")


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
    return Wording("\n".join(lines))


def _names(names: tuple[str, ...]) -> str:
    return safe(_(", ").join(names))


@words(said.FormCancelled)
def cancelled(_notice: said.FormCancelled) -> Wording:
    """Confirm that nothing was filed."""
    return Wording(_("Cancelled. Nothing was submitted."))


@words(said.PrivateOnly)
def private_only(_notice: said.PrivateOnly) -> Wording:
    """Send a person to his private chat."""
    return Wording(_("Please write this to me in our private chat."))


@words(said.StepPassed)
def step_passed(_notice: said.StepPassed) -> Wording:
    """Point to the last message."""
    return Wording(_("That question is answered already. Please use my last message."))


@words(said.Expected)
def expected(notice: said.Expected) -> Wording:
    """Say what the open question needs."""
    wants = {
        "item": _("Please choose an item with the buttons above, or /cancel."),
        "title": _("Please write in one line what you did, or /cancel."),
        "place": _("Please write where it was, or /cancel."),
        "day": _("Please give the day first, with a button or in words, or /cancel."),
        "quantity": _("Please give the number first, or /cancel."),
        "note": _("Please write a note or tap Skip first, or /cancel."),
        "evidence": _("Evidence must be a photo or a document. Send one, or /cancel."),
        "reason": _("Please write the reason in words, or /cancel."),
        "summary": _("Please submit or cancel with the buttons above."),
    }
    return Wording(wants[notice.step])


@words(said.BadDay)
def bad_day(notice: said.BadDay) -> Wording:
    """Say which days are possible."""
    span = {"earliest": day(notice.earliest), "latest": day(notice.latest)}
    if notice.found is None:
        return Wording(_("I could not read that day. Write it like {latest}.").format(**span))
    if notice.found > notice.latest:
        return Wording(_("That day has not come yet. It must be from {earliest} to {latest}.").format(**span))
    return Wording(_("That day is too long ago. It must be from {earliest} to {latest}.").format(**span))


@words(said.BadQuantity)
def bad_quantity(notice: said.BadQuantity) -> Wording:
    """Say which numbers are possible."""
    bounds = {"least": plain(notice.least), "most": plain(notice.most), "step": plain(notice.step)}
    return Wording(_("Please write a number from {least} to {most}, in steps of {step}.").format(**bounds))


@words(said.BadLength)
def bad_length(notice: said.BadLength) -> Wording:
    """Say how much fits."""
    if not notice.found:
        return Wording(_("That was empty. Please write a few words."))
    text = _("That is too long: {found} characters, at most {most} fit. Please shorten it.")
    return Wording(text.format(found=notice.found, most=notice.most))


@words(said.BadEvidence)
def bad_evidence(notice: said.BadEvidence) -> Wording:
    """Say what is wrong with a file and what would be right."""
    faults = {
        "empty": _("That file is empty (0 bytes). Please send it again."),
        "large": _("That file is too large; at most {most} MB. A photo of it will do."),
        "type": _("That kind of file cannot be evidence. Please send a photo, a PDF, or a Word, Excel or text file."),
        "many": _("That is enough: at most {most} pieces of evidence. Tap “Done, go on”."),
        "missing": _("At least one photo or document is needed."),
    }
    return Wording(faults[notice.fault].format(most=notice.most), alert=notice.fault == "missing")


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
    pager: list[Button] = []
    if notice.page > 0:
        pager.append(button("◀", ClaimsPage(page=notice.page - 1)))
    if notice.page + 1 < notice.pages:
        pager.append(button("▶", ClaimsPage(page=notice.page + 1)))
    return Wording("\n".join(lines), (*rows, tuple(pager)) if pager else tuple(rows))


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
