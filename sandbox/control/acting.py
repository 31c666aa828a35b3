"""Control of what persons do in chats."""

from __future__ import annotations

from aiohttp import web

from sandbox import acts
from sandbox.chats import Chat
from sandbox.control.requests import Finder, answer, body_of, maybe, wait_for_answer, want
from sandbox.errors import ControlError
from sandbox.shapes import Json
from sandbox.world import World


class ActingControl:
    """Reading, starting, editing, tapping."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.find = Finder(world)

    def routes(self) -> list[web.AbstractRouteDef]:
        """List what the web server shall serve."""
        user = "/control/users/{user}"
        return [
            web.get("/control/chats/{chat}/messages", self.messages),
            web.post(f"{user}/start", self.start),
            web.post(f"{user}/edit", self.edit),
            web.post(f"{user}/tap", self.tap),
            web.post(f"{user}/read", self.read),
        ]

    async def messages(self, request: web.Request) -> web.Response:
        """Show a page of a chat to a viewer."""
        query = dict(request.query)
        viewer = self.find.user(want(query, "viewer", int))
        chat = self.find.chat(want(dict(request.match_info), "chat", int), maybe(query, "bot_id", int))
        limit, before = maybe(query, "limit", int) or 100, maybe(query, "before", int)
        page = self.world.history.page(chat, limit=limit, before=before)
        return answer({"messages": [message.seen_by(viewer.id) for message in page]})

    async def start(self, request: web.Request) -> web.Response:
        """Press Start or open a deep link."""
        body = await body_of(request)
        user, bot = self.find.actor(request), self.find.bot(maybe(body, "bot_id", int))
        return answer(acts.start(self.world, user, bot, maybe(body, "payload", str)).seen_by(user.id))

    async def edit(self, request: web.Request) -> web.Response:
        """Change one's own message."""
        body = await body_of(request)
        user = self.find.actor(request)
        number, text = want(body, "message_id", int), want(body, "text", str)
        return answer(acts.edit(self.world, user, self.find.chat_in(body), number, text).seen_by(user.id))

    async def tap(self, request: web.Request) -> web.Response:
        """Tap an inline button and wait for the bot's answer."""
        body = await body_of(request)
        user, chat = self.find.actor(request), self.find.chat_in(body)
        number = want(body, "message_id", int)
        query = acts.tap(
            self.world,
            user,
            chat,
            number,
            self._data(body, chat, number),
            bot=self.find.bot(maybe(body, "bot_id", int)),
            forged=bool(body.get("forged")),
        )
        await wait_for_answer(query, maybe(body, "wait", float))
        return answer({"callback_query_id": query.id, "answer": query.answer, "answered": query.answer is not None})

    async def read(self, request: web.Request) -> web.Response:
        """Note that a person has seen everything in a chat."""
        body = await body_of(request)
        user, chat = self.find.actor(request), self.find.chat_in(body)
        self.world.history.read(chat, user.id)
        return answer({"unread": 0})

    def _data(self, body: Json, chat: Chat, message_id: int) -> str:
        """Return the data to tap, or that of the button at row and column."""
        if "data" in body:
            return want(body, "data", str)
        rows = acts.message_in(self.world, chat, message_id).inline_keyboard or []
        row, column = want(body, "row", int), want(body, "column", int)
        if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
            raise ControlError(f"message {message_id} has no button at row {row}, column {column}")
        data = rows[row][column].get("callback_data")
        if data is None:
            raise ControlError(f"the button at row {row}, column {column} carries no callback data")
        return str(data)
