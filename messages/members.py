"""Wording of the member list, and of freeing a lost account."""

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, RowId, Wording, button, clip, safe, words
from messages.home import home_button
from messages.i18n import _
from messages.invitations import InviteOne
from messages.member_words import category_name, role_names
from messages.membership_taps import FileShow
from messages.office_taps import OfficeBegin
from messages.pages import page_buttons
from messages.roles import RolesShow
from scoring.points import plain
from storage.notices import members as said
from storage.notices.members import Reach
from storage.notices.office import Topic


class MembersPage(CallbackData, prefix="memp"):
    """A page of the list."""

    page: int


class MemberShow(CallbackData, prefix="mem"):
    """One member."""

    member_id: RowId


class MemberUnlink(CallbackData, prefix="memu"):
    """Free a member's account; ``sure`` after the question."""

    member_id: RowId
    sure: bool


NAME_LENGTH = 20
_SIGNS = {Reach.JOINED: "✅", Reach.UNREACHABLE: "⛔", Reach.INVITED: "✉", Reach.NOT_INVITED: "○"}


def reach_name(reach: Reach) -> str:
    """Say how the bot stands to a member."""
    return {
        Reach.JOINED: _("joined"),
        Reach.UNREACHABLE: _("has blocked me, cannot be reached"),
        Reach.INVITED: _("has a link, not joined yet"),
        Reach.NOT_INVITED: _("has no link yet"),
    }[reach]


@words(said.MemberList)
def member_list(notice: said.MemberList) -> Wording:
    """Show how everybody stands; a tap on a name shows more."""
    lines = [
        _("<b>Members</b> · {branch}").format(branch=safe(notice.branch)),
        *(
            f"{_SIGNS[reach]} {reach_name(reach)}: {notice.counts[reach]}"
            for reach in Reach
            if notice.counts.get(reach)
        ),
        _group_line(notice.group),
    ]
    people = [
        button(f"{_SIGNS[line.reach]} {clip(line.name, NAME_LENGTH)}", MemberShow(member_id=line.member_id))
        for line in notice.lines
    ]
    rows: list[tuple[Button, ...]] = [tuple(people[index : index + 2]) for index in range(0, len(people), 2)]
    turn = page_buttons(notice.page, notice.pages, lambda page: MembersPage(page=page))
    arrival = ((button(_("New member"), OfficeBegin(topic=Topic.ARRIVAL, subject=0)),),) if notice.may_keep else ()
    return Wording("\n".join(lines), (*rows, *((turn,) if turn else ()), *arrival, (home_button(),)))


def _group_line(group: said.GroupLine | None) -> str:
    if group is None:
        return _("Group: none yet. Add me to the group and send /bind there.")
    if group.reachable:
        return _("Group: {title}").format(title=safe(clip(group.title, 40)))
    return _("⛔ Group: {title}. I was removed or silenced there; please add me again.").format(
        title=safe(clip(group.title, 40))
    )


@words(said.MemberCard)
def member_card(notice: said.MemberCard) -> Wording:
    """Show what the roster says of a member and whether he can be reached."""
    lines = [
        f"<b>{safe(notice.name)}</b> {safe(notice.number)}".rstrip(),
        f"{_SIGNS[notice.reach]} {reach_name(notice.reach)}",
        _("Party group: {group}").format(group=safe(notice.group) or "—"),
        _("Category: {category}").format(category=category_name(notice.category)),
        _("Role: {roles}").format(roles=role_names(notice.roles)),
        _("In the branch since {day}").format(day=notice.joined_on.isoformat()),
    ]
    service = _("Volunteer service in {year}: {hours} hours")
    lines.append(service.format(year=notice.year, hours=plain(notice.service_hours)))
    if notice.probationary:
        lines.append(_("Probationary member"))
    back = button(_("‹ Members"), MembersPage(page=0))
    return Wording("\n".join(lines), (*_actions(notice), (back, home_button())))


def _actions(notice: said.MemberCard) -> tuple[tuple[Button, ...], ...]:
    roles = (button(_("Roles"), RolesShow(member_id=notice.member_id)),)
    file = (button(_("File of the year"), FileShow(member_id=notice.member_id)),) if notice.may_see_file else ()
    return ((*file, *roles), *_account_actions(notice))


def _account_actions(notice: said.MemberCard) -> tuple[tuple[Button, ...], ...]:
    if not notice.may_invite:
        return ()
    if notice.reach in {Reach.INVITED, Reach.NOT_INVITED}:
        return ((button(_("New link"), InviteOne(member_id=notice.member_id)),),)
    return ((button(_("Unlink the account"), MemberUnlink(member_id=notice.member_id, sure=False)),),)


@words(said.UnlinkAsk)
def unlink_ask(notice: said.UnlinkAsk) -> Wording:
    """Ask before unlinking."""
    text = _(
        "Unlink the account of <b>{name}</b>? Use this for a lost phone. Points and records stay; a new link is needed."
    )
    sure = button(_("Yes, unlink"), MemberUnlink(member_id=notice.member_id, sure=True))
    return Wording(
        text.format(name=safe(notice.name)), ((sure,), (button(_("No"), MemberShow(member_id=notice.member_id)),))
    )


@words(said.Unlinked)
def unlinked(notice: said.Unlinked) -> Wording:
    """Confirm, and offer the new link."""
    return Wording(
        _("The account of {name} is unlinked.").format(name=safe(notice.name)),
        ((button(_("New link"), InviteOne(member_id=notice.member_id)),), (home_button(),)),
    )


@words(said.NotLinked)
def not_linked(notice: said.NotLinked) -> Wording:
    """Say that there is nothing to unlink."""
    return Wording(_("{name} has no account linked.").format(name=safe(notice.name)), alert=True)


@words(said.NotYourself)
def not_yourself(_notice: said.NotYourself) -> Wording:
    """Say why one's own account stays."""
    return Wording(_("Your own account cannot be unlinked by yourself: you would lock yourself out."), alert=True)
