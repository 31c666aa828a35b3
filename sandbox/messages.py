"""Messages and the history of each chat."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count

from sandbox.chats import Chat, Group
from sandbox.people import ANONYMOUS, User
from sandbox.shapes import Json

MEDIA = ("photo", "document", "video", "audio", "voice", "animation", "sticker")
CAPTIONED = ("photo", "document", "video", "audio", "voice", "animation")


@dataclass(eq=False, slots=True)
class Message:
    """A message in one chat.

    `content` holds the Bot API's fields that are its substance and is replaced, never changed in place, so
    that an update on its way keeps what it was sent with. `markup` is a keyboard of any kind.
    """

    id: int
    chat: Chat
    date: int
    author: User
    content: Json
    anonymous: bool = False
    reply_to: Message | None = None
    markup: Json | None = None
    edited: int | None = None
    details: Json = field(default_factory=dict)
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    votes: dict[int, list[int]] = field(default_factory=dict)

    @property
    def inline_keyboard(self) -> list[list[Json]] | None:
        """The rows of buttons under the message, if any."""
        return self.markup.get("inline_keyboard") if self.markup else None

    @property
    def media(self) -> str | None:
        """The kind of file that it carries, if any."""
        return next((kind for kind in MEDIA if kind in self.content), None)

    @property
    def sender_name(self) -> str:
        """Who wrote it, as the chat shows it."""
        return self.chat.title if self.anonymous else self.author.full_name

    def as_json(self, *, with_reply: bool = True) -> Json:
        """Return the Bot API's Message; a quoted message is shown without what it quotes."""
        writer = ANONYMOUS if self.anonymous else self.author
        out: Json = {"message_id": self.id, "from": writer.as_json()}
        if self.anonymous:
            out["sender_chat"] = self.chat.as_json()
        out |= {"chat": self.chat.as_json(), "date": self.date}
        if self.edited is not None:
            out["edit_date"] = self.edited
        out |= self.details
        if self.reply_to is not None and with_reply:
            out["reply_to_message"] = self.reply_to.as_json(with_reply=False)
        out |= self.content
        if self.inline_keyboard:
            out["reply_markup"] = self.markup
        return out

    def seen_by(self, viewer_id: int) -> Json:
        """Return the message with what a messenger shows to one viewer: also keyboards below the input line."""
        out = self.as_json()
        out["outgoing"] = self.author.id == viewer_id
        out["sender_name"] = self.sender_name
        if self.markup is not None:
            out["reply_markup"] = self.markup
        if self.reactions:
            out["reactions"] = [
                {"user_id": user_id, "reaction": reaction} for user_id, reaction in self.reactions.items()
            ]
        return out


class History:
    """All messages. Supergroups count from 1 each; all other chats share one count, as they do in Telegram."""

    def __init__(self) -> None:
        self._chats: dict[Chat, dict[int, Message]] = {}
        self._pinned: dict[Chat, list[int]] = {}
        self._read: dict[tuple[Chat, int], int] = {}
        self._shared = count(1)
        self._own: dict[Chat, count[int]] = {}

    def next_id(self, chat: Chat) -> int:
        """Take the next message id of the chat."""
        if isinstance(chat, Group) and chat.kind == "supergroup":
            return next(self._own.setdefault(chat, count(1)))
        return next(self._shared)

    def add(self, message: Message) -> None:
        """Keep a message under its id."""
        self._chats.setdefault(message.chat, {})[message.id] = message

    def get(self, chat: Chat, message_id: int) -> Message | None:
        """Find a message that has not been deleted."""
        return self._chats.get(chat, {}).get(message_id)

    def drop(self, message: Message) -> None:
        """Forget a message and its pin."""
        self._chats.get(message.chat, {}).pop(message.id, None)
        self.unpin(message.chat, message.id)

    def page(self, chat: Chat, *, limit: int, before: int | None = None) -> list[Message]:
        """Return the last `limit` messages, older than id `before`, oldest first."""
        kept = [m for m in self._chats.get(chat, {}).values() if before is None or m.id < before]
        return kept[-limit:]

    def pin(self, message: Message) -> None:
        """Put a message on top of the pinned ones."""
        self.unpin(message.chat, message.id)
        self._pinned.setdefault(message.chat, []).append(message.id)

    def unpin(self, chat: Chat, message_id: int) -> bool:
        """Take one pin off; tell whether there was one."""
        pins = self._pinned.get(chat, [])
        if message_id not in pins:
            return False
        pins.remove(message_id)
        return True

    def pinned(self, chat: Chat) -> list[Message]:
        """List the pinned messages, the latest pin first."""
        found = (self.get(chat, message_id) for message_id in reversed(self._pinned.get(chat, [])))
        return [message for message in found if message is not None]

    def read(self, chat: Chat, viewer_id: int) -> None:
        """Note that a viewer has seen everything up to now."""
        self._read[chat, viewer_id] = max(self._chats.get(chat, {0: None}), default=0)

    def unread(self, chat: Chat, viewer_id: int) -> int:
        """Count what others wrote since the viewer last read."""
        seen = self._read.get((chat, viewer_id), 0)
        newer = (m for m in self._chats.get(chat, {}).values() if m.id > seen)
        return sum(1 for message in newer if message.author.id != viewer_id)
