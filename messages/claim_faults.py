"""Wording of what is wrong with an answer in the claim form, and what would be right."""

from __future__ import annotations

from messages.base import Wording, words
from messages.claim_view import day
from messages.home import home_button
from messages.i18n import _
from scoring.points import plain
from storage.notices import claims as said


@words(said.FormCancelled)
def cancelled(_notice: said.FormCancelled) -> Wording:
    """Confirm that nothing was filed."""
    return Wording(_("Cancelled. Nothing was submitted."), ((home_button(),),))


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
