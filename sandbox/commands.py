"""Which of a bot's command lists a person is offered.

Source: core.telegram.org/bots/api#determining-list-of-commands.
"""

from __future__ import annotations

from sandbox.chats import Chat, Group
from sandbox.people import User
from sandbox.shapes import Json


def offered_commands(lists: dict[tuple[str, str], list[Json]], chat: Chat, viewer: User) -> list[Json]:
    """Return the first list that is set, from the narrowest scope to the widest, own language first."""
    language = (viewer.language_code or "")[:2]
    for scope in _scopes(chat, viewer):
        for spoken in (language, ""):
            found = lists.get((scope, spoken))
            if found:
                return found
    return []


def _scopes(chat: Chat, viewer: User) -> list[str]:
    if not isinstance(chat, Group):
        return [f"chat/{chat.id}", "all_private_chats", "default"]
    member = chat.members.get(viewer.id)
    rules = member is not None and member.rules
    return [
        f"chat_member/{chat.id}/{viewer.id}",
        *([f"chat_administrators/{chat.id}"] if rules else []),
        f"chat/{chat.id}",
        *(["all_chat_administrators"] if rules else []),
        "all_group_chats",
        "default",
    ]
