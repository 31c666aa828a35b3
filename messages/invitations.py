"""Wording of the one-time links in the secretary's hand."""

from dataclasses import dataclass
from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from messages.base import Button, Keyboard, RowId, Wording, button, clip, safe, words
from messages.home import home_button
from messages.i18n import _, ngettext, speaking
from messages.pages import page_buttons
from storage.notices import invitations as said


class InvitePage(CallbackData, prefix="invp"):
    """Another page of those who have not joined."""

    page: int


class InviteLinks(CallbackData, prefix="invl"):
    """Links as text for the next members after this one."""

    after: Annotated[int, Field(ge=0, lt=2**31)]


class InviteSheet(CallbackData, prefix="invs"):
    """The printable sheet of codes."""


class InviteOne(CallbackData, prefix="inv1"):
    """One member's link anew."""

    member_id: RowId


NAME_LENGTH = 20


def link_of(bot: str, token: str) -> str:
    """Write a deep link: opening it sends the bot ``/start <token>``."""
    return f"https://t.me/{bot}?start={token}"


@words(said.InvitationsOverview)
def overview(notice: said.InvitationsOverview) -> Wording:
    """Show who has not joined, and offer links."""
    head = [
        _("<b>Invitations</b>"),
        _("Joined: {joined} of {members} members.").format(joined=notice.joined, members=notice.members),
    ]
    if not notice.waiting:
        return Wording("\n".join([*head, _("Everybody has joined.")]), ((home_button(),),))
    lines = [
        *head,
        "",
        _("Each member joins by a link of his own that works once. Give it to nobody else."),
        _("Tap a name for a new link of that member; his older links end with it."),
    ]
    return Wording("\n".join(lines), _overview_keyboard(notice))


def _overview_keyboard(notice: said.InvitationsOverview) -> Keyboard:
    people = [
        button(clip(one.name, NAME_LENGTH) + (" ✉" if one.links else ""), InviteOne(member_id=one.member_id))
        for one in notice.waiting
    ]
    rows: list[tuple[Button, ...]] = [tuple(people[index : index + 2]) for index in range(0, len(people), 2)]
    turn = page_buttons(notice.page, notice.pages, lambda page: InvitePage(page=page))
    return (
        *rows,
        *((turn,) if turn else ()),
        (button(_("Sheet of QR codes to print"), InviteSheet()),),
        (button(_("All links as text"), InviteLinks(after=0)),),
        (home_button(),),
    )


@words(said.InvitationLinks)
def links(notice: said.InvitationLinks) -> Wording:
    """Write the links so that each line can be passed on."""
    lines = [_("One-time links, each for its member only:"), ""]
    for link in notice.links:
        lines += [f"<b>{_named(link)}</b>", safe(link_of(notice.bot, link.token))]
    if notice.after is None:
        return Wording("\n".join(lines), ((home_button(),),))
    return Wording("\n".join(lines), ((button(_("More links"), InviteLinks(after=notice.after)),),))


@words(said.InvitationLink)
def link(notice: said.InvitationLink) -> Wording:
    """Write one link in a message that can be forwarded as it is."""
    lines = [
        _("Link for <b>{name}</b>, {branch}:").format(name=_named(notice.link), branch=safe(notice.branch)),
        safe(link_of(notice.bot, notice.link.token)),
        "",
        _("It works once. Open it on your own phone and press “Start”."),
    ]
    if notice.revoked:
        lines.append(_("Links given before are void now."))
    return Wording("\n".join(lines))


@words(said.InvitationSheet)
def sheet(notice: said.InvitationSheet) -> Wording:
    """Caption the printed sheet."""
    count = ngettext("{n} code.", "{n} codes.", notice.count).format(n=notice.count)
    text = _("{branch}: codes for those who have not joined. Print, cut, and hand each member his own.")
    return Wording(text.format(branch=safe(notice.branch)) + " " + count)


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What is printed on the sheet besides names and codes."""

    title: str
    note: str
    steps: str
    file_name: str


def sheet_words(notice: said.InvitationLinks, language: str) -> SheetWords:
    """Word the printed sheet in a language; plain text, as paper knows no markup."""
    with speaking(language):
        return SheetWords(
            title=_("{branch}: codes to join").format(branch=notice.branch),
            note=_("Each code is for its member only and works once."),
            steps=_("Scan with the phone, then press “Start”"),
            file_name=_("invitations.pdf"),
        )


@words(said.NobodyWaiting)
def nobody_waiting(_notice: said.NobodyWaiting) -> Wording:
    """Say that everybody is in."""
    return Wording(_("Everybody has joined."), alert=True)


@words(said.AlreadyJoined)
def already_joined(notice: said.AlreadyJoined) -> Wording:
    """Say that he is in already."""
    return Wording(_("{name} has joined already.").format(name=safe(notice.name)), alert=True)


def _named(link: said.Link) -> str:
    name = safe(clip(link.name, NAME_LENGTH))
    return f"{name} ({safe(link.number)})" if link.number else name
