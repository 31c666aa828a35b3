"""Wording of roles with their days."""

from aiogram.filters.callback_data import CallbackData

from messages.base import Keyboard, RowId, Wording, button, safe, words
from messages.home import home_button
from messages.i18n import _
from messages.member_words import role_name
from messages.office_taps import OfficeBegin
from messages.times import full_day
from storage.notices import roles as said
from storage.notices.office import Topic


class RolesShow(CallbackData, prefix="rol"):
    """A member's roles."""

    member_id: RowId


@words(said.RoleBoard)
def role_board(notice: said.RoleBoard) -> Wording:
    """List the roles with their days."""
    lines = [_("<b>Roles</b> · {name}").format(name=safe(notice.name))]
    lines += [_line(line) for line in notice.lines] or [_("No role beside being a member.")]
    return Wording("\n".join(lines), (*_actions(notice), (home_button(),)))


def _line(line: said.RoleLine) -> str:
    name = role_name(line.role) + (_(" (of the superior)") if line.above else "")
    if line.last is None:
        return _("{role}: since {since}").format(role=name, since=full_day(line.since))
    return _("{role}: {since} to {last}").format(role=name, since=full_day(line.since), last=full_day(line.last))


def _actions(notice: said.RoleBoard) -> Keyboard:
    if not notice.may_change:
        return ()
    give = button(_("Give a role"), OfficeBegin(topic=Topic.ROLE, subject=notice.member_id))
    held = any(not line.above for line in notice.lines)
    end = button(_("End a role"), OfficeBegin(topic=Topic.ROLE_END, subject=notice.member_id))
    return ((give, end),) if held else ((give,),)


@words(said.RoleTold)
def role_told(notice: said.RoleTold) -> Wording:
    """Tell the member of his role."""
    if notice.over and notice.last is not None:
        text = _("Your role ends: {role}").format(role=role_name(notice.role))
        return Wording("\n".join([text, safe(notice.branch), _("Last day: {day}").format(day=full_day(notice.last))]))
    lines = [
        _("You have a role: {role}").format(role=role_name(notice.role)),
        safe(notice.branch),
        _("From {day}").format(day=full_day(notice.since)),
    ]
    if notice.last is not None:
        lines.append(_("Last day: {day}").format(day=full_day(notice.last)))
    return Wording("\n".join(lines), ((home_button(),),))


@words(said.LastSecretary)
def last_secretary(notice: said.LastSecretary) -> Wording:
    """Say what must come first."""
    text = _("{name} is the only secretary. Give the role to somebody else first.")
    return Wording(text.format(name=safe(notice.name)), alert=True)
