"""How a claim reads, wherever it is shown: to its owner, to a reviewer, in a list."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from messages.base import safe
from messages.i18n import _, language
from scoring.points import plain
from storage.notices.claims import ClaimView
from storage.vocabulary import ClaimKind, ClaimState


def title_of(claim: ClaimView) -> str:
    """Give its title in the reader's language, escaped."""
    return safe(either(claim.title, claim.title_en))


def either(chinese: str, english: str) -> str:
    """Choose the English words for an English reader, if there are any."""
    return english if english and language() == "en" else chinese


def day(on: date) -> str:
    """Write a day without its year, as people do in a running year."""
    return _("{month}/{day}").format(month=on.month, day=on.day)


def amount_of(claim: ClaimView) -> str:
    """Write hours or times; nothing where an item is simply done."""
    if claim.kind is ClaimKind.SERVICE:
        return _("{hours} hours").format(hours=plain(claim.quantity))
    return _("quantity {number}").format(number=plain(claim.quantity)) if claim.counted else ""


def points(number: Decimal) -> str:
    """Write points with their sign."""
    return _("{points} points").format(points=("+" if number > 0 else "") + plain(number))


def body_of(claim: ClaimView) -> str:
    """Write everything that was said, a line each."""
    lines = [f"<b>{title_of(claim)}</b>", _("Day: {day}").format(day=day(claim.on))]
    if amount := amount_of(claim):
        lines.append(_("How much: {amount}").format(amount=amount))
    if claim.place:
        lines.append(_("Where: {place}").format(place=safe(claim.place)))
    if claim.note:
        lines.append(_("Note: {note}").format(note=safe(claim.note)))
    lines.append(_("Evidence: {count}").format(count=claim.evidence))
    return "\n".join(lines)


def short(claim: ClaimView) -> str:
    """Write a claim on one line."""
    return " · ".join(part for part in (day(claim.on), title_of(claim), amount_of(claim)) if part)


def state_name(state: ClaimState) -> str:
    """Name a state."""
    return {
        ClaimState.SUBMITTED: _("waiting for review"),
        ClaimState.APPROVED: _("approved"),
        ClaimState.RETURNED: _("returned"),
        ClaimState.WITHDRAWN: _("withdrawn"),
    }[state]


def reason_text(reason: str) -> str:
    """Word a quick reason; escape one that a person wrote."""
    quick = {
        "#unclear": _("The evidence is missing or unclear"),
        "#item": _("It belongs to another item"),
        "#quantity": _("The quantity or the day is not right"),
        "#twice": _("It has been claimed before"),
    }
    return quick.get(reason) or safe(reason)
