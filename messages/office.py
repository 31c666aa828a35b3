"""Wording of the office's forms: a question at a time, the summary, the outcome."""

from datetime import date

from messages.base import Button, Keyboard, Wording, button, clip, safe, words
from messages.calendar import calendar_rows
from messages.home import home_button
from messages.i18n import _
from messages.office_taps import OfficeConfirm, OfficeDrop, OfficeTap
from messages.office_words import answer_name, done_text, option_name, question_text, title
from messages.pages import page_buttons
from messages.times import full_day
from storage.notices import office as said


@words(said.OfficeAsk)
def office_ask(notice: said.OfficeAsk) -> Wording:
    """Put a question with what can be tapped; the form's name and whom it is about stand above."""
    lines = [_head(notice.topic, notice.name), question_text(notice.topic, notice.key)]
    if notice.month is not None:
        lines.append(_("Tap a day, or write it, such as 7月10日."))
    return Wording("\n".join(lines), (*_choices(notice), *_ways(notice)))


def _head(topic: said.Topic, name: str) -> str:
    return f"<b>{title(topic)}</b> · {safe(name)}" if name else f"<b>{title(topic)}</b>"


def _tap(notice: said.OfficeAsk, value: str) -> OfficeTap:
    return OfficeTap(form=notice.form, key=notice.key, value=value)


def _choices(notice: said.OfficeAsk) -> Keyboard:
    if notice.month is not None:
        return calendar_rows(
            notice.month,
            pick=lambda day: _tap(notice, f"={day.isoformat()}"),
            turn=lambda month: _tap(notice, f"m{month:%Y-%m}"),
            earliest=notice.earliest,
            latest=notice.latest,
        )
    taps = [
        button(clip(option.text or option_name(notice.key, option.value), 30), _tap(notice, f"={option.value}"))
        for option in notice.options
    ]
    turn = page_buttons(notice.page, notice.pages, lambda page: _tap(notice, f"p{page}"))
    return (*(tuple(taps[at : at + 2]) for at in range(0, len(taps), 2)), *((turn,) if turn else ()))


def _ways(notice: said.OfficeAsk) -> Keyboard:
    """Offer to skip, to go back, and out."""
    skip = ((button(_("Skip"), _tap(notice, "-")),),) if notice.optional else ()
    back: tuple[Button, ...] = () if notice.first else (button(_("‹ Question before"), _tap(notice, "<")),)
    return (*skip, (*back, button(_("✖️ Cancel"), OfficeDrop(form=notice.form))))


@words(said.OfficeSummary)
def office_summary(notice: said.OfficeSummary) -> Wording:
    """Show everything before it is done."""
    lines = [_head(notice.topic, notice.name), *_told(notice.topic, notice.answers), "", _("Is this right?")]
    return Wording(
        "\n".join(lines),
        (
            (button(_("✅ Confirm"), OfficeConfirm(form=notice.form)),),
            (button(_("✖️ Cancel"), OfficeDrop(form=notice.form)),),
        ),
    )


def _told(topic: said.Topic, answers: tuple[said.Answered, ...]) -> list[str]:
    form = _("{what}: {answer}")
    return [form.format(what=answer_name(topic, one.key), answer=_value(one)) for one in answers]


def _value(one: said.Answered) -> str:
    if one.option is not None:
        return safe(one.option.text) or option_name(one.key, one.option.value)
    if isinstance(one.day, date):
        return full_day(one.day)
    return safe(one.text) or "—"


@words(said.OfficeFaulty)
def office_faulty(notice: said.OfficeFaulty) -> Wording:
    """Say what is wrong and what would be right."""
    earliest = full_day(notice.earliest) if notice.earliest is not None else ""
    latest = full_day(notice.latest) if notice.latest is not None else ""
    text = {
        said.OfficeFault.USE_BUTTONS: _("Please tap one of the buttons, or /cancel."),
        said.OfficeFault.LENGTH: _("Please write 1 to {limit} characters."),
        said.OfficeFault.NO_DAY: _("I cannot read that as a day. Right would be a day such as {earliest}."),
        said.OfficeFault.OUT_OF_BOUNDS: _("The day must lie from {earliest} to {latest}."),
        said.OfficeFault.NOT_TEXT: _("Please answer with text or a button, or /cancel."),
    }[notice.fault]
    return Wording(text.format(limit=notice.limit, earliest=earliest, latest=latest), alert=True)


@words(said.OfficeDone)
def office_done(notice: said.OfficeDone) -> Wording:
    """Say what was done."""
    lines = [f"✅ {done_text(notice.topic)}", _head(notice.topic, notice.name), *_told(notice.topic, notice.answers)]
    return Wording("\n".join(lines), ((home_button(),),))


@words(said.OfficeDropped)
def office_dropped(_notice: said.OfficeDropped) -> Wording:
    """Say that nothing changed."""
    return Wording(_("Nothing was changed."), ((home_button(),),))


@words(said.OwnOffice)
def own_office(_notice: said.OwnOffice) -> Wording:
    """Say whose hand it takes."""
    return Wording(
        _("Nobody decides on himself here. Please ask another secretary, the committee or the superior."), alert=True
    )
