"""Wording of the claim form: its questions, with an answer at hand where there is a likely one."""

from __future__ import annotations

from itertools import groupby

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, Keyboard, Wording, button, safe, words
from messages.calendar import calendar_button
from messages.claim_view import amount_of, body_of, day, either, points
from messages.i18n import _
from scoring.points import plain
from storage.notices import claims as said
from storage.vocabulary import ClaimKind


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


def _cancel(form: int) -> tuple[Button, ...]:
    return (button(_("Cancel"), FormCancel(form=form)),)


@words(said.ItemChoice)
def item_choice(notice: said.ItemChoice) -> Wording:
    """List the items by section, each with its worth and what is left."""
    lines = [_("<b>Claim</b>\nWhich item is it for?")]
    for section, offers in groupby(notice.offers, key=lambda offer: either(offer.section, offer.section_en)):
        lines += ["", f"<b>{safe(section)}</b>", *(_offer_line(offer) for offer in offers)]
    rows = [
        (button(either(offer.title, offer.title_en), PickItem(form=notice.form, key=offer.key)),)
        for offer in notice.offers
    ]
    return Wording("\n".join(lines), (*rows, *_pager(notice), _cancel(notice.form)))


def _offer_line(offer: said.ItemOffer) -> str:
    line = _("· {title}: {points} each").format(
        title=safe(either(offer.title, offer.title_en)), points=plain(offer.each)
    )
    if offer.left is None or offer.cap is None:
        return line
    bounds = {
        "month": _("{left} of {cap} left this month"),
        "quarter": _("{left} of {cap} left this quarter"),
        "half": _("{left} of {cap} left this half-year"),
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
    earlier = (calendar_button(notice.today, notice.earliest, notice.today),)
    return Wording(text, (tuple(row), earlier, _cancel(notice.form)))


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
