"""Wording of the form in which a volunteer activity is announced."""

from __future__ import annotations

from messages.activity_taps import AnnounceBack, AnnounceConfirm, AnnounceDrop, AnnounceTap
from messages.activity_view import body_of
from messages.base import Button, Wording, button, words
from messages.home import home_button
from messages.i18n import _
from messages.times import moment
from storage.notices import activities as said

HOURS = ("1", "2", "3", "4")
PLACES = ("5", "10", "20", "30")


@words(said.ActivityAsk)
def ask(notice: said.ActivityAsk) -> Wording:
    """Put one question, with likely answers at hand."""
    example = moment(notice.example, notice.zone)
    texts = {
        "title": _("<b>Volunteer activity</b>\nWhat is it? One line, for example: community clean-up."),
        "place": _("Where do people meet?"),
        "start": _("When does it begin? Write day and time, for example {example}.").format(example=example),
        "hours": _("How many hours will it last? Tap, or write a number."),
        "places": _("How many people can take part? Tap, or write a number."),
    }
    rows: list[tuple[Button, ...]] = []
    if notice.step == "hours":
        rows.append(tuple(_answer(notice, number, number) for number in HOURS))
    if notice.step == "places":
        rows.append(tuple(_answer(notice, number, number) for number in PLACES))
        rows.append((_answer(notice, _("Everybody"), "all"),))
    return Wording(texts[notice.step], (*rows, _way_out(notice.form, first=notice.step == "title")))


def _answer(notice: said.ActivityAsk, label: str, value: str) -> Button:
    return button(label, AnnounceTap(form=notice.form, step=notice.step, value=value))


def _way_out(form: str, *, first: bool = False) -> tuple[Button, ...]:
    back = () if first else (button(_("‹ Back"), AnnounceBack(form=form)),)
    return (*back, button(_("✖️ Cancel"), AnnounceDrop(form=form)))


@words(said.ActivitySummary)
def summary(notice: said.ActivitySummary) -> Wording:
    """Show everything before the group is told."""
    confirm = button(_("✅ Announce it"), AnnounceConfirm(form=notice.form))
    return Wording(
        _("<b>Please check</b>") + "\n" + body_of(notice.info) + "\n\n" + _("The group is told at once."),
        ((confirm,), _way_out(notice.form)),
    )


@words(said.ActivityFaulty)
def faulty(notice: said.ActivityFaulty) -> Wording:
    """Say what is wrong with an answer and what would be right."""
    example = moment(notice.example, notice.zone) if notice.example is not None else ""
    texts = {
        "empty": _("That was empty. Please write a few words."),
        "long": _("That is too long: at most {limit} characters fit."),
        "not_text": _("Please answer in words or with the buttons."),
        "use_buttons": _("Please use the buttons above."),
        "unreadable_time": _("I could not read that time. Write it like {example}."),
        "past": _("That time is over. It must lie ahead, for example {example}."),
        "too_far": _("That is more than a year away. Please give a nearer day, for example {example}."),
        "hours": _("Please write hours from 0.5 to {limit}, in steps of 0.5."),
        "places": _("Please write a whole number from 1 to {limit}, or tap Everybody."),
    }
    return Wording(texts[notice.fault].format(limit=notice.limit, example=example), alert=True)


@words(said.ActivityDropped)
def dropped(_notice: said.ActivityDropped) -> Wording:
    """Confirm that nothing was announced."""
    return Wording(_("Cancelled. No activity was announced."), ((home_button(),),))


@words(said.ActivityAnnounced)
def announced(notice: said.ActivityAnnounced) -> Wording:
    """Confirm; without a group nobody has heard of it yet."""
    told = (
        _("The group has been told; members join with one tap.")
        if notice.grouped
        else _("The branch has no group yet; members find it with /activities.")
    )
    return Wording(_("✅ Announced") + "\n" + body_of(notice.info) + "\n\n" + told, ((home_button(),),))
