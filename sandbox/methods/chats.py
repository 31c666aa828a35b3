"""Asking about chats and members, inviting, leaving."""

from __future__ import annotations

from hashlib import blake2b

from sandbox.chats import MEMBER_RIGHTS, Group, Member, PrivateChat
from sandbox.errors import BadRequest
from sandbox.membership import set_member
from sandbox.methods.reach import chat_of, group_of, standing, user_of
from sandbox.methods.registry import Call, method
from sandbox.shapes import Json, without_nones

LONGEST_LINK_NAME = 32
MOST_JOINS = 99_999
GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


@method("getChat")
def get_chat(call: Call) -> Json:
    """Tell everything about a chat."""
    chat = chat_of(call)
    full = {
        **chat.as_json(),
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(GIFTS, False),
    }
    pinned = call.world.history.pinned(chat)
    if pinned:
        full["pinned_message"] = pinned[0].as_json(with_reply=False)
    if isinstance(chat, Group):
        full["permissions"] = {right: right.startswith(("can_send", "can_add")) for right in MEMBER_RIGHTS}
    return full


@method("getChatMember")
def get_chat_member(call: Call) -> Json:
    """Tell how a user stands in a chat."""
    chat = chat_of(call)
    user = user_of(call)
    if isinstance(chat, PrivateChat):
        if user not in {chat.user, chat.bot}:
            raise BadRequest("member not found")
        return Member(user, "member").as_json()
    return (chat.members.get(user.id) or Member(user, "left")).as_json()


@method("getChatAdministrators")
def get_chat_administrators(call: Call) -> list[Json]:
    """List the administrators that are persons, and the asking bot if it is one."""
    group = group_of(call, "there are no administrators in the private chat")
    return [
        member.as_json()
        for member in group.members.values()
        if member.rules and (not member.user.is_bot or member.user is call.bot)
    ]


@method("getChatMemberCount")
def get_chat_member_count(call: Call) -> int:
    """Count who is in a chat, bots too."""
    chat = chat_of(call)
    return 2 if isinstance(chat, PrivateChat) else len(chat.present())


@method("createChatInviteLink")
def create_chat_invite_link(call: Call) -> Json:
    """Create a further link into a group."""
    group = _inviting_group(call)
    name, limit = call.params.text("name"), call.params.integer("member_limit")
    asking = call.params.flag("creates_join_request")
    if name and len(name) > LONGEST_LINK_NAME:
        raise BadRequest("invite link name is too long")
    if limit is not None and (asking or not 1 <= limit <= MOST_JOINS):
        raise BadRequest("invalid member_limit specified")
    expiry = call.params.integer("expire_date") or None
    return _add_link(call, group, name=name, member_limit=limit, expire_date=expiry, creates_join_request=asking)


@method("exportChatInviteLink")
def export_chat_invite_link(call: Call) -> str:
    """Replace the bot's primary link into a group."""
    group = _inviting_group(call)
    for link in group.invite_links.values():
        if link["is_primary"]:
            link["is_revoked"] = True
    return str(_add_link(call, group, is_primary=True)["invite_link"])


@method("revokeChatInviteLink")
def revoke_chat_invite_link(call: Call) -> Json:
    """Make a link of the bot useless."""
    group = _inviting_group(call)
    link = group.invite_links.get(call.params.text("invite_link") or "")
    if link is None:
        raise BadRequest("INVITE_HASH_EXPIRED")
    link["is_revoked"] = True
    return dict(link)


@method("leaveChat")
def leave_chat(call: Call) -> bool:
    """Go."""
    group = group_of(call, "private chat can't be left")
    set_member(call.world, group, call.bot, status="left", by=call.bot)
    return True


def _inviting_group(call: Call) -> Group:
    group = group_of(call, "invite links can't be created in a private chat")
    if not standing(call, group).may("can_invite_users"):
        raise BadRequest("not enough rights to manage chat invite link")
    return group


def _add_link(call: Call, group: Group, **asked: object) -> Json:
    secret = blake2b(f"{group.id}/{len(group.invite_links)}".encode(), digest_size=8).hexdigest()
    link = without_nones(
        invite_link=f"https://t.me/+{secret}",
        creator=call.bot.as_json(),
        **{"creates_join_request": False, "is_primary": False, "is_revoked": False, **asked},
    )
    group.invite_links[link["invite_link"]] = link
    return dict(link)
