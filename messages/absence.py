"""Wording of the absence ladder: reminder, letter, sign-off."""

from __future__ import annotations

from enum import StrEnum

from aiogram.filters.callback_data import CallbackData

from messages.base import RowId, Wording, button, clip, safe, words
from messages.i18n import _
from messages.meeting_view import headline, paragraphs
from messages.times import full_day, short_day
from storage.notices import absence as said
from storage.vocabulary import LetterState

SHOWN = 12
"""Absences listed in a message; the paper lists all."""
AT_ONCE = 5
"""Letters in one list; the next follow when these are decided."""


class LetterAct(StrEnum):
    """What a button does with a warning letter."""

    SIGN = "sign"
    DECLINE = "decline"
    ACKNOWLEDGE = "ack"
    APPEAL = "appeal"
    UPHOLD = "uphold"
    WITHDRAW = "withdraw"
    HAND_OVER = "hand"


class LetterTap(CallbackData, prefix="wl"):
    """One act on one letter: an id, never a right."""

    act: LetterAct
    letter_id: RowId


class LetterDrop(CallbackData, prefix="wx"):
    """Leave the form that asks why a letter is declined."""


@words(said.AbsenceReminder)
def reminder(notice: said.AbsenceReminder) -> Wording:
    """Remind privately, without reproach."""
    text = _(
        "Dear {name},\nyou were missed at this meeting, and no leave was asked. "
        "It is the first time in {year}, so this is a reminder only. "
        "If you cannot come next time, please ask for leave with /leave. "
        "If this is a mistake, please talk to the secretary."
    ).format(name=safe(notice.name), year=notice.year)
    return Wording(f"{text}\n\n{headline(notice.info)}")


@words(said.AbsenceLapsed)
def lapsed(notice: said.AbsenceLapsed) -> Wording:
    """Say that nothing comes of the absence any more."""
    text = _("↩️ {name}: this no longer counts, because a missed check-in was made up.").format(name=safe(notice.name))
    return Wording(f"{text}\n\n{headline(notice.info)}")


@words(said.LetterCard)
def letter_card(notice: said.LetterCard) -> Wording:
    """Ask for the sign-off."""
    text = _("📄 A warning letter is proposed for {name}").format(name=f"<b>{safe(notice.addressee)}</b>")
    why = _("Absent without cause in {year}:").format(year=notice.year)
    hint = _("It is sent to the addressee alone, and only if you sign it.")
    choices = (
        (button(_("✍️ Sign and send"), LetterTap(act=LetterAct.SIGN, letter_id=notice.letter_id)),),
        (button(_("Do not send"), LetterTap(act=LetterAct.DECLINE, letter_id=notice.letter_id)),),
    )
    return Wording(f"{text}\n{why}\n{_listed(notice.absences)}\n\n{hint}", choices)


@words(said.LetterUnsignable)
def letter_unsignable(notice: said.LetterUnsignable) -> Wording:
    """Tell the secretary that the superior must sign."""
    text = _(
        "📄 A warning letter is proposed for {name}. Nobody signs a letter to himself, and the branch has no other "
        "committee member: please have the superior committee decide."
    ).format(name=safe(notice.addressee))
    why = _("Absent without cause in {year}:").format(year=notice.year)
    return Wording(f"{text}\n{why}\n{_listed(notice.absences)}")


@words(said.LetterSent)
def letter_sent(notice: said.LetterSent) -> Wording:
    """Hand the letter to its addressee; the paper says the rest."""
    text = _("📄 Warning letter No. {number} of {year}\nTo: {name}").format(
        number=notice.number, year=notice.year, name=safe(notice.addressee)
    )
    why = _("Absent without cause in {year}:").format(year=notice.year)
    signed = _("Signed: {name}, {day}").format(name=safe(notice.signer), day=full_day(notice.signed_on))
    body = f"{text}\n\n{why}\n{_listed(notice.absences)}\n\n{safe(notice.branch)}\n{signed}"
    if notice.acknowledged_on is not None:
        body += "\n\n" + _("✅ Acknowledged on {day}").format(day=full_day(notice.acknowledged_on))
    if outcome := _outcome(notice):
        return Wording(f"{body}\n\n{outcome}")
    acknowledge = button(_("I have read it"), LetterTap(act=LetterAct.ACKNOWLEDGE, letter_id=notice.letter_id))
    appeal = button(_("I object…"), LetterTap(act=LetterAct.APPEAL, letter_id=notice.letter_id))
    return Wording(body, ((appeal,),) if notice.acknowledged_on is not None else ((acknowledge,), (appeal,)))


def _outcome(notice: said.LetterSent) -> str:
    """Say what became of the appeal; nothing while there is none."""
    words_of = {
        LetterState.APPEALED: _("⚖️ You have appealed. It is being looked into."),
        LetterState.UPHELD: _("⚖️ The letter stays. {by}: {reason}"),
        LetterState.LAPSED: _(
            "↩️ The letter is withdrawn; it no longer counts: a missed check-in was made up, confirmed by {by}."
        ),
        LetterState.WITHDRAWN: _("↩️ The letter is withdrawn; it no longer counts. {by}: {reason}"),
    }
    return words_of.get(notice.state, "").format(by=safe(notice.ruled_by), reason=safe(notice.ruling))


@words(said.LetterSigned)
def letter_signed(notice: said.LetterSigned) -> Wording:
    """Show the card after signing."""
    text = _("📄 Warning letter No. {number} of {year} to {name}: signed by {by}, {day}").format(
        number=notice.number,
        year=notice.year,
        name=safe(notice.addressee),
        by=safe(notice.by),
        day=full_day(notice.signed_on),
    )
    return Wording(text, alert=True)


@words(said.LetterDeclineAsked)
def decline_asked(notice: said.LetterDeclineAsked) -> Wording:
    """Ask why it is not sent."""
    text = _("Why is the letter to {name} not sent? Please write the reason in one message.")
    return Wording(text.format(name=safe(notice.addressee)), ((button(_("✖️ Cancel"), LetterDrop()),),))


@words(said.LetterReasonBad)
def reason_bad(notice: said.LetterReasonBad) -> Wording:
    """Say what a reason must be."""
    return Wording(_("Please write the reason as text, at most {limit} characters.").format(limit=notice.limit))


@words(said.LetterDeclineDropped)
def decline_dropped(_notice: said.LetterDeclineDropped) -> Wording:
    """Say that the letter waits on."""
    return Wording(_("The letter still waits for a decision. See /letters."))


@words(said.LetterDeclined)
def letter_declined(notice: said.LetterDeclined) -> Wording:
    """Show the card after declining."""
    text = _("📄 Warning letter to {name}: not sent, decided by {by}. Reason: {reason}").format(
        name=safe(notice.addressee), by=safe(notice.by), reason=safe(notice.reason)
    )
    return Wording(text, alert=True)


@words(said.LetterOwn)
def letter_own(_notice: said.LetterOwn) -> Wording:
    """Say that somebody else decides."""
    return Wording(_("You cannot decide on a letter to yourself."), alert=True)


@words(said.LetterAcknowledged)
def letter_acknowledged(notice: said.LetterAcknowledged) -> Wording:
    """Tell who signed."""
    text = _("📄 {name} acknowledged warning letter No. {number} of {year} on {day}.").format(
        name=safe(notice.addressee), number=notice.number, year=notice.year, day=full_day(notice.on)
    )
    return Wording(text)


@words(said.LetterAckKept)
def ack_kept(notice: said.LetterAckKept) -> Wording:
    """Thank the addressee."""
    return Wording(_("Recorded: read on {day}. Thank you.").format(day=full_day(notice.on)))


@words(said.LetterNotYours)
def not_yours(_notice: said.LetterNotYours) -> Wording:
    """Say that only the addressee can."""
    return Wording(_("Only the addressee can acknowledge this letter."), alert=True)


@words(said.LettersWaiting)
def letters_waiting(notice: said.LettersWaiting) -> Wording:
    """List the letters that wait for the reader."""
    if not notice.letters:
        return Wording(_("No letter waits for your signature."))
    rows = []
    for letter in notice.letters[:AT_ONCE]:
        name = clip(letter.addressee, 20)
        rows.append(
            (
                button(
                    _("✍️ Sign: {name}").format(name=name), LetterTap(act=LetterAct.SIGN, letter_id=letter.letter_id)
                ),
                button(_("Do not send"), LetterTap(act=LetterAct.DECLINE, letter_id=letter.letter_id)),
            )
        )
    texts = [
        _("{name}: absent without cause in {year}").format(name=safe(clip(letter.addressee, 20)), year=letter.year)
        + f"\n{_listed(letter.absences)}"
        for letter in notice.letters[:AT_ONCE]
    ]
    head = _("📄 Letters to sign: {n}").format(n=len(notice.letters))
    return Wording(paragraphs(head, *texts), tuple(rows))


def _listed(absences: list[said.Absence]) -> str:
    """List the latest absences, a line each."""
    lines = [f"· {short_day(absence.day)} {safe(clip(absence.title, 30))}" for absence in absences[-SHOWN:]]
    if len(absences) > SHOWN:
        lines.insert(0, _("{n} in all, the latest:").format(n=len(absences)))
    return "\n".join(lines)
