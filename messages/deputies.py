"""Wording of deputies."""

from aiogram.filters.callback_data import CallbackData

from messages.base import RowId, Wording, button, safe, words
from messages.home import home_button
from messages.i18n import _
from messages.member_words import role_names
from messages.office_taps import OfficeBegin
from messages.times import full_day
from storage.notices import deputies as said
from storage.notices.office import Topic


class DeputyEnd(CallbackData, prefix="depx"):
    """Call a deputy back."""

    delegation_id: RowId


@words(said.DeputyBoard)
def deputy_board(notice: said.DeputyBoard) -> Wording:
    """Show who acts for whom, with the way to call a deputy back."""
    lines = [_("<b>Deputies</b>")]
    if notice.roles:
        lines.append(_("Your roles: {roles}").format(roles=role_names(notice.roles)))
    if not notice.lines:
        lines.append(_("No deputy is named. Name one before you are away."))
    for line in notice.lines:
        lines += ["", _line(line)]
    mine = [line for line in notice.lines if line.mine]
    rows = [
        (button(_("End: {name}").format(name=line.name), DeputyEnd(delegation_id=line.delegation_id)),) for line in mine
    ]
    begin = ((button(_("Name a deputy"), OfficeBegin(topic=Topic.DEPUTY, subject=0)),),) if notice.roles else ()
    return Wording("\n".join(lines), (*rows, *begin, (home_button(),)))


def _line(line: said.DeputyLine) -> str:
    text = _("{name} acts for you") if line.mine else _("You act for {name}")
    state = _("now") if line.running else _("to come")
    days = _("{since} to {last}").format(since=full_day(line.since), last=full_day(line.last))
    return f"{text.format(name=safe(line.name))} ({state})\n{days}"


@words(said.DeputyNamed)
def deputy_named(notice: said.DeputyNamed) -> Wording:
    """Tell the deputy what he may do, and what not."""
    lines = [
        _("🤝 {name} has named you deputy.").format(name=safe(notice.by)),
        safe(notice.branch),
        _("As: {roles}").format(roles=role_names(notice.roles)),
        _("{since} to {last}").format(since=full_day(notice.since), last=full_day(notice.last)),
    ]
    if notice.reason:
        lines.append(_("Reason: {reason}").format(reason=safe(notice.reason)))
    lines += [
        "",
        _("In these days you decide in that place. What concerns you or {name} stays with others.").format(
            name=safe(notice.by)
        ),
    ]
    return Wording("\n".join(lines), ((home_button(),),))


@words(said.DeputyEnded)
def deputy_ended(notice: said.DeputyEnded) -> Wording:
    """Say that it is over."""
    return Wording(
        _("{name} is back: {deputy} is no longer deputy.").format(name=safe(notice.by), deputy=safe(notice.deputy))
    )


@words(said.DeputyOverlap)
def deputy_overlap(notice: said.DeputyOverlap) -> Wording:
    """Name the deputy who has these days already."""
    text = _("{deputy} is deputy already from {since} to {last}. End that first, or choose other days.")
    return Wording(
        text.format(deputy=safe(notice.deputy), since=full_day(notice.since), last=full_day(notice.last)), alert=True
    )
