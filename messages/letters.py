"""Wording of what becomes of a warning letter: handed over, appealed, ruled on; and of steps beyond it."""

from __future__ import annotations

from messages.absence import LetterAct, LetterDrop, LetterTap
from messages.base import Button, Wording, button, safe, words
from messages.claim_view import either
from messages.i18n import _
from messages.times import full_day
from storage.notices import letters as said
from storage.notices.absence import LetterSent


def _tap(label: str, act: LetterAct, letter_id: int) -> Button:
    return button(label, LetterTap(act=act, letter_id=letter_id))


def _head(letter: LetterSent) -> str:
    text = _("📄 Warning letter No. {number} of {year}\nTo: {name}")
    return text.format(number=letter.number, year=letter.year, name=safe(letter.addressee))


@words(said.LetterByHand)
def by_hand(notice: said.LetterByHand) -> Wording:
    """Ask the secretary to print the paper and hand it over."""
    if notice.handed_on is not None:
        done = _("✅ Handed over by {by} on {day}").format(by=safe(notice.handed_by), day=full_day(notice.handed_on))
        return Wording(f"{_head(notice.letter)}\n\n{done}")
    text = _("The addressee has no account here. Please print the letter, hand it over and have him sign for it.")
    done_tap = _tap(_("✅ Handed over and signed for"), LetterAct.HAND_OVER, notice.letter.letter_id)
    return Wording(f"{_head(notice.letter)}\n\n{text}", ((done_tap,),))


@words(said.LetterHanded)
def handed(notice: said.LetterHanded) -> Wording:
    """Confirm."""
    text = _("Recorded: handed over to {name} by {by} on {day}.")
    return Wording(text.format(name=safe(notice.addressee), by=safe(notice.by), day=full_day(notice.on)))


@words(said.AppealAsked)
def appeal_asked(notice: said.AppealAsked) -> Wording:
    """Ask for the reason."""
    text = _("What is wrong with letter No. {number} of {year}? Please write it in one message.")
    keyboard = ((button(_("✖️ Cancel"), LetterDrop()),),)
    return Wording(text.format(number=notice.number, year=notice.year), keyboard)


@words(said.AppealFiled)
def appeal_filed(notice: said.AppealFiled) -> Wording:
    """Confirm, and say who rules."""
    head = _("⚖️ Your appeal against letter No. {number} of {year} is in.").format(
        number=notice.number, year=notice.year
    )
    if not notice.rulers:
        return Wording(head + "\n" + _("Nobody else in the branch may rule; please turn to the superior committee."))
    names = safe(_(", ").join(notice.rulers))
    return Wording(head + "\n" + _("It is decided by: {names}").format(names=names))


@words(said.AppealCard)
def appeal_card(notice: said.AppealCard) -> Wording:
    """Ask for the ruling."""
    lines = [
        _("⚖️ An appeal against a warning letter"),
        _head(notice.letter),
        _("Signed: {name}, {day}").format(name=safe(notice.letter.signer), day=full_day(notice.letter.signed_on)),
        "",
        _("The appeal: {text}").format(text=safe(notice.appeal)),
    ]
    letter_id = notice.letter.letter_id
    stays = _tap(_("The letter stays…"), LetterAct.UPHOLD, letter_id)
    goes = _tap(_("Withdraw the letter…"), LetterAct.WITHDRAW, letter_id)
    return Wording("\n".join(lines), ((goes,), (stays,)))


@words(said.RulingAsked)
def ruling_asked(notice: said.RulingAsked) -> Wording:
    """Ask for the reason of a ruling."""
    text = (
        _("Why is the letter to {name} withdrawn? Please write it in one message; he will read it.")
        if notice.withdraw
        else _("Why does the letter to {name} stay? Please write it in one message; he will read it.")
    )
    return Wording(text.format(name=safe(notice.addressee)), ((button(_("✖️ Cancel"), LetterDrop()),),))


@words(said.LetterRuled)
def ruled(notice: said.LetterRuled) -> Wording:
    """Say what was ruled."""
    text = (
        _("↩️ Warning letter No. {number} of {year} to {name} is withdrawn and no longer counts.")
        if notice.withdrawn
        else _("⚖️ Warning letter No. {number} of {year} to {name} stays.")
    )
    head = text.format(number=notice.number, year=notice.year, name=safe(notice.addressee))
    why = _("Decided by {by}. Reason: {reason}").format(by=safe(notice.by), reason=safe(notice.reason))
    return Wording(head + "\n" + why)


@words(said.LetterLapsed)
def letter_lapsed(notice: said.LetterLapsed) -> Wording:
    """Say that the letter lost its cause."""
    if notice.number is None:
        head = _("↩️ The warning letter to {name} is not needed any more.").format(name=safe(notice.addressee))
    else:
        text = _("↩️ Warning letter No. {number} of {year} to {name} is withdrawn and no longer counts.")
        head = text.format(number=notice.number, year=notice.year, name=safe(notice.addressee))
    why = _("A missed check-in was made up, confirmed by {by}.").format(by=safe(notice.by))
    return Wording(f"{head}\n{why}")


@words(said.LetterNotAppealable)
def not_appealable(_notice: said.LetterNotAppealable) -> Wording:
    """Say that there is one appeal."""
    return Wording(_("This letter has been appealed or ruled on already."), alert=True)


@words(said.RulingOwn)
def ruling_own(notice: said.RulingOwn) -> Wording:
    """Say who rules instead."""
    if not notice.others:
        return Wording(_("You are concerned yourself. The superior committee must rule on it."), alert=True)
    names = safe(_(", ").join(notice.others))
    return Wording(_("You are concerned yourself. It can be ruled on by: {names}").format(names=names), alert=True)


@words(said.LadderStepTaken)
def step_taken(notice: said.LadderStepTaken) -> Wording:
    """Tell of a step of the scheme's ladder."""
    cause, action = safe(either(notice.cause, notice.cause_en)), safe(either(notice.action, notice.action_en))
    if notice.own:
        text = _("Dear {name},\n{cause}: occurrence No. {number} of this year, so this is a {action}.")
        rest = _("If this is a mistake, please talk to the secretary.")
    else:
        text = _("📋 {name}: {cause}, occurrence No. {number} of this year. The scheme asks for: {action}")
        rest = _article(notice.article)
    head = text.format(name=safe(notice.name), cause=cause, number=notice.number, action=action)
    return Wording(f"{head}\n{rest}".rstrip())


@words(said.LadderProposed)
def proposed(notice: said.LadderProposed) -> Wording:
    """Tell of a measure that the scheme proposes."""
    measure = safe(either(notice.measure, notice.measure_en))
    why = [safe(either(zh, en)) for zh, en in zip(notice.because, notice.because_en, strict=True)]
    lines = [
        _("📋 {name}: the scheme proposes “{measure}”.").format(name=safe(notice.name), measure=measure),
        *(f"· {one}" for one in why),
        _("Nothing follows before it has been decided and recorded."),
        _article(notice.article),
    ]
    return Wording("\n".join(line for line in lines if line))


def _article(article: str) -> str:
    return _("Source: {article}").format(article=safe(article)) if article else ""
