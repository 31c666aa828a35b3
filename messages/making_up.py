"""Wording of making up a forgotten check-in."""

from __future__ import annotations

from messages.base import Button, Keyboard, Wording, button, clip, safe, words
from messages.i18n import _, ngettext
from messages.making_up_taps import AttestTap, MakeUpAsk, MakeUpVerdict, WitnessPage, WitnessTap
from messages.meeting_view import NAME_LIMIT, body_of, headline, names, paragraphs, title_of
from messages.times import short_day
from storage.notices import making_up as said
from storage.vocabulary import MakeUpState


@words(said.MakeUpMeetings)
def make_up_meetings(notice: said.MakeUpMeetings) -> Wording:
    """Offer the meetings that can be made up."""
    if not notice.meetings:
        text = ngettext(
            "You were not missing from any meeting of the last {n} day.",
            "You were not missing from any meeting of the last {n} days.",
            notice.days,
        )
        return Wording(text.format(n=notice.days))
    rows = tuple(
        (button(headline(one.info)[:60], MakeUpAsk(meeting_id=one.info.meeting_id)),) for one in notice.meetings
    )
    return Wording(_("You are recorded as missing here. At which of them were you, without checking in?"), rows)


@words(said.MakeUpWitnesses)
def witnesses(notice: said.MakeUpWitnesses) -> Wording:
    """Show whom the member can ask."""
    count = _("Attested: {attested} of {needed}").format(attested=notice.attested, needed=notice.needed)
    hint = _("Tap two who saw you there. They must attest it until {day}; then the recorder confirms it.")
    if not notice.entries:
        hint = _("Nobody who was there can be asked here. Please talk to the secretary until {day}.")
    people = tuple((_witness(entry, notice),) for entry in notice.entries)
    text = paragraphs(body_of(notice.info), hint.format(day=short_day(notice.until)), f"<b>{count}</b>")
    return Wording(text, (*people, *_pager(notice)))


def _witness(entry: said.WitnessEntry, notice: said.MakeUpWitnesses) -> Button:
    mark = "✅" if entry.attested else "⏳" if entry.asked else "▫️"
    label = f"{mark} {clip(entry.name, NAME_LIMIT)}"
    return button(label, WitnessTap(make_up_id=notice.make_up_id, member_id=entry.member_id))


def _pager(notice: said.MakeUpWitnesses) -> Keyboard:
    if notice.pages == 1:
        return ()
    on = _("More ▶️ ({page}/{pages})").format(page=notice.page + 1, pages=notice.pages)
    back = button(_("◀️ Back"), WitnessPage(make_up_id=notice.make_up_id, page=(notice.page - 1) % notice.pages))
    more = button(on, WitnessPage(make_up_id=notice.make_up_id, page=(notice.page + 1) % notice.pages))
    return ((back, more),)


@words(said.AttestCard)
def attest_card(notice: said.AttestCard) -> Wording:
    """Ask a witness."""
    text = _("🙋 {name} says: I was there and forgot to check in. You were there too: can you attest it?").format(
        name=f"<b>{safe(notice.name)}</b>"
    )
    hint = _("If you are not sure, do nothing. It can be attested until {day}.").format(day=short_day(notice.until))
    yes = button(_("✅ Yes, I saw {name} there").format(name=clip(notice.name, NAME_LIMIT)), _tap(notice))
    return Wording(paragraphs(text, body_of(notice.info), hint), ((yes,),))


def _tap(notice: said.AttestCard) -> AttestTap:
    return AttestTap(make_up_id=notice.make_up_id)


@words(said.Attested)
def attested(notice: said.Attested) -> Wording:
    """Thank a witness."""
    if notice.again:
        return Wording(_("You have attested it already. Thank you."))
    return Wording(_("Recorded: you attest that {name} was there. Thank you.").format(name=safe(notice.name)))


@words(said.MakeUpCard)
def make_up_card(notice: said.MakeUpCard) -> Wording:
    """Ask a decider."""
    text = _("🙋 {name} was there and forgot to check in").format(name=f"<b>{safe(notice.name)}</b>")
    by = _("Attested by: {names}").format(names=names(notice.witnesses))
    hint = _("If you confirm, the absence is cancelled and counted as present.")
    choices = (
        button(_("✅ Confirm presence"), MakeUpVerdict(make_up_id=notice.make_up_id, approve=True)),
        button(_("❌ Leave as it is"), MakeUpVerdict(make_up_id=notice.make_up_id, approve=False)),
    )
    return Wording(paragraphs(text, body_of(notice.info), by, hint), (choices,))


@words(said.MakeUpStands)
def make_up_stands(notice: said.MakeUpStands) -> Wording:
    """Say how a request stands."""
    what = _("{name}, forgotten check-in at “{title}”").format(name=safe(notice.name), title=title_of(notice.info))
    how = {
        MakeUpState.ASKED: _("waits for two who attest it"),
        MakeUpState.ATTESTED: _("is attested and waits for the recorder"),
        MakeUpState.CONFIRMED: _("confirmed by {by}: counted as present ✅"),
        MakeUpState.REFUSED: _("not confirmed by {by}: the absence stands"),
    }[notice.state]
    return Wording(_("{what}: {how}").format(what=what, how=how.format(by=safe(notice.by))))


@words(said.MakeUpTooLate)
def make_up_too_late(notice: said.MakeUpTooLate) -> Wording:
    """Say that the time for it is over."""
    text = ngettext(
        "A check-in can be made up for {n} day only; that is over for this meeting.",
        "A check-in can be made up for {n} days only; that is over for this meeting.",
        notice.days,
    )
    return Wording(text.format(n=notice.days), alert=True)


@words(said.NotMissed)
def not_missed(_notice: said.NotMissed) -> Wording:
    """Say that there is nothing to make up."""
    return Wording(_("You are not recorded as missing at this meeting; there is nothing to make up."), alert=True)


@words(said.NoWitness)
def no_witness(_notice: said.NoWitness) -> Wording:
    """Say who can attest."""
    return Wording(_("Only somebody else who checked in at that meeting himself can attest it."), alert=True)


@words(said.NotYours)
def not_yours(_notice: said.NotYours) -> Wording:
    """Say that somebody else decides."""
    return Wording(_("Who asked for it or attested it does not decide it; somebody else does."), alert=True)
