"""The world of the sandbox: who and what exists, and what happens when a message is written.

In memory and without HTTP; the Bot API and the control API are two ways in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from sandbox.chats import Chat, Group, Member, PrivateChat
from sandbox.clock import Clock
from sandbox.errors import ControlError
from sandbox.events import Hub
from sandbox.files import FileStore
from sandbox.limits import RateLimiter
from sandbox.messages import History, Message
from sandbox.people import Bot, User
from sandbox.queries import Queries
from sandbox.shapes import Json
from sandbox.updates import Inbox

FIRST_USER = 5_100_000_001
FIRST_GROUP = 4_200_001
FIRST_SUPERGROUP = 1_002_000_000_001
FIRST_UPDATE = 100_000_001
TOKEN = re.compile(r"(\d+):[A-Za-z0-9_-]+")


class World:
    """Everything that exists, and the few things that can happen to it."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.users: dict[int, User] = {}
        self.bots: dict[int, Bot] = {}
        self.groups: dict[int, Group] = {}
        self.inboxes: dict[int, Inbox] = {}
        self.limiters: dict[int, RateLimiter] = {}
        self.history = History()
        self.files = FileStore()
        self.taps = Queries()
        self.inline = Queries()
        self.hub = Hub()
        self.strict = True
        self._private: dict[tuple[int, int], PrivateChat] = {}
        self._tokens: dict[str, Bot] = {}
        self._user_ids = count(FIRST_USER)
        self._group_ids = count(FIRST_GROUP)
        self._supergroup_ids = count(FIRST_SUPERGROUP)
        self._album_ids = count(13_000_000_000_001)

    # Who exists

    def add_bot(self, token: str, username: str = "sandbox_bot", first_name: str = "Sandbox") -> Bot:
        """Register a bot; its id is the number before the colon of its token."""
        found = TOKEN.fullmatch(token)
        if found is None:
            raise ControlError("a token looks like 123456:ABC-def; letters, digits, _ and - after the colon")
        number = int(found[1])
        if number in self.bots or number in self.users:
            raise ControlError(f"id {number} is taken")
        bot = Bot(id=number, first_name=first_name, username=username, is_bot=True, token=token)
        self.bots[number] = self._tokens[token] = bot
        self.inboxes[number] = Inbox(FIRST_UPDATE)
        self.limiters[number] = RateLimiter()
        return bot

    def add_user(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        user_id: int | None = None,
    ) -> User:
        """Create a person; ids count up unless one is given."""
        number = next(self._user_ids) if user_id is None else user_id
        if number <= 0 or number in self.users or number in self.bots:
            raise ControlError(f"id {number} is taken or not positive")
        user = User(number, first_name, last_name, username, language_code)
        self.users[number] = user
        self.hub.tell_all({"type": "user", "user": user.as_json()})
        return user

    def add_group(self, kind: str, title: str) -> Group:
        """Create an empty group or supergroup."""
        number = -next(self._supergroup_ids) if kind == "supergroup" else -next(self._group_ids)
        group = Group(number, kind, title)
        self.groups[number] = group
        return group

    def bot_by_token(self, token: str) -> Bot | None:
        """Find the bot that a token belongs to."""
        return self._tokens.get(token)

    def account(self, user_id: int) -> User | None:
        """Find a person or bot."""
        return self.users.get(user_id) or self.bots.get(user_id)

    def private_chat(self, bot: Bot, user: User) -> PrivateChat:
        """Return the one chat of a bot with a person."""
        key = (bot.id, user.id)
        if key not in self._private:
            self._private[key] = PrivateChat(bot, user)
        return self._private[key]

    def private_chats(self, user: User) -> list[PrivateChat]:
        """List the person's chats with bots."""
        return [chat for chat in self._private.values() if chat.user is user]

    def next_album(self) -> str:
        """Take an id for the messages of one album."""
        return str(next(self._album_ids))

    # What happens

    def post(
        self,
        chat: Chat,
        author: User,
        content: Json,
        *,
        reply_to: Message | None = None,
        markup: Json | None = None,
        anonymous: bool = False,
        details: Json | None = None,
    ) -> Message:
        """Write a message: it is kept, shown to all in the chat and queued for the bots that may see it."""
        message = Message(
            id=self.history.next_id(chat),
            chat=chat,
            date=self.clock.timestamp(),
            author=author,
            content=content,
            anonymous=anonymous,
            reply_to=reply_to,
            markup=markup,
            details=details or {},
        )
        self.history.add(message)
        self.show("message", message)
        for bot in self._readers(message):
            self.push(bot, "message", message.as_json(), lane=chat.id)
        return message

    def revise(self, message: Message, *, content: Json | None = None, markup: Json | None = None) -> None:
        """Change a message; `content` None leaves its substance, the keyboard is always replaced."""
        if content is not None:
            message.content = content
            message.edited = self.clock.timestamp()
        message.markup = markup
        self.show("edited", message)
        if not message.author.is_bot:
            for bot in self._readers(message):
                self.push(bot, "edited_message", message.as_json(), lane=message.chat.id)

    def erase(self, message: Message) -> None:
        """Delete a message for everybody."""
        self.history.drop(message)
        self.tell(message.chat, {"type": "deleted", "message_id": message.id})

    def push(self, bot: Bot, kind: str, payload: Json, *, lane: int) -> None:
        """Queue an update for a bot."""
        self.inboxes[bot.id].push(kind, payload, lane=lane, at=self.clock.now().timestamp())

    def show(self, kind: str, message: Message) -> None:
        """Tell everybody in the chat of a message."""
        for viewer in viewers(message.chat):
            self.hub.tell(viewer.id, lambda viewer=viewer: _event(kind, message, viewer))  # type: ignore[misc]

    def tell(self, chat: Chat, event: Json) -> None:
        """Tell everybody in the chat of something that is no message."""
        where: Json = {"chat_id": chat.id}
        if isinstance(chat, PrivateChat):
            where["bot_id"] = chat.bot.id
        for viewer in viewers(chat):
            self.hub.tell(viewer.id, lambda: {**event, **where})

    def _readers(self, message: Message) -> Iterator[Bot]:
        """Yield the bots that get a message as an update; no bot hears itself or another bot."""
        if message.author.is_bot:
            return
        if isinstance(message.chat, PrivateChat):
            yield message.chat.bot
            return
        for member in message.chat.present():
            if isinstance(member.user, Bot) and is_visible(message, member, member.user):
                yield member.user


def viewers(chat: Chat) -> list[User]:
    """List the persons who see a chat."""
    if isinstance(chat, PrivateChat):
        return [chat.user]
    return [member.user for member in chat.present() if not member.user.is_bot]


def is_visible(message: Message, member: Member, bot: Bot) -> bool:
    """Tell whether privacy mode lets a bot in a group see a message.

    Source: core.telegram.org/bots/features#privacy-mode. Unlike Telegram, a command without a name reaches every
    bot of the group, not only the one that wrote last.
    """
    if member.rules or bot.reads_all:
        return True
    if "text" not in message.content and not message.media:
        return True
    if message.reply_to is not None and message.reply_to.author is bot:
        return True
    text = message.content.get("text") or message.content.get("caption") or ""
    command = re.match(r"/\w+(?:@(\w+))?", text)
    return command is not None and (command[1] or bot.username or "").lower() == (bot.username or "").lower()


def _event(kind: str, message: Message, viewer: User) -> Json:
    event: Json = {"type": kind, "chat_id": message.chat.id, "message": message.seen_by(viewer.id)}
    if isinstance(message.chat, PrivateChat):
        event["bot_id"] = message.chat.bot.id
    return event
