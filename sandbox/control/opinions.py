"""Control of votes, reactions and inline queries, and of what the input line offers."""

from __future__ import annotations

from aiohttp import web

from sandbox import opinions
from sandbox.chats import Chat, Group
from sandbox.commands import offered_commands
from sandbox.control.requests import Finder, answer, body_of, maybe, wait_for_answer, want
from sandbox.membership import describe
from sandbox.methods.profile import menu_button
from sandbox.methods.reactions import read_reaction
from sandbox.people import User
from sandbox.shapes import Json
from sandbox.world import World


class OpinionControl:
    """Voting, reacting, asking inline; commands and the list of chats."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.find = Finder(world)

    def routes(self) -> list[web.AbstractRouteDef]:
        """List what the web server shall serve."""
        user = "/control/users/{user}"
        return [
            web.post(f"{user}/vote", self.vote),
            web.post(f"{user}/react", self.react),
            web.post(f"{user}/inline", self.inline),
            web.get("/control/commands", self.commands),
            web.get("/control/chats", self.chats),
        ]

    async def vote(self, request: web.Request) -> web.Response:
        """Vote in a poll."""
        body = await body_of(request)
        user, chat = self.find.actor(request), self.find.chat_in(body)
        options = [int(option) for option in want(body, "option_ids", list)]
        message = opinions.vote(self.world, user, chat, want(body, "message_id", int), options)
        return answer(message.seen_by(user.id))

    async def react(self, request: web.Request) -> web.Response:
        """React to a message with emoji."""
        body = await body_of(request)
        user, chat = self.find.actor(request), self.find.chat_in(body)
        reaction = [read_reaction({"emoji": emoji}) for emoji in want(body, "emoji", list)]
        message = opinions.react(self.world, user, chat, want(body, "message_id", int), reaction)
        return answer(message.seen_by(user.id))

    async def inline(self, request: web.Request) -> web.Response:
        """Ask a bot inline and wait for its results."""
        body = await body_of(request)
        bot = self.find.bot(maybe(body, "bot_id", int))
        query = opinions.ask_inline(self.world, self.find.actor(request), bot, str(body.get("query", "")))
        await wait_for_answer(query, maybe(body, "wait", float))
        results = query.answer["results"] if query.answer else None
        return answer({"inline_query_id": query.id, "results": results, "answered": query.answer is not None})

    async def commands(self, request: web.Request) -> web.Response:
        """Tell which commands and which menu button a viewer is offered in a chat."""
        query = dict(request.query)
        viewer = self.find.user(want(query, "viewer", int))
        chat = self.find.chat(want(query, "chat_id", int), maybe(query, "bot_id", int))
        offered: list[Json] = []
        bots = [m.user for m in chat.present()] if isinstance(chat, Group) else [chat.bot]
        for account in bots:
            bot = self.world.bots.get(account.id)
            if bot is not None:
                found = offered_commands(bot.profile.commands, chat, viewer)
                offered += [{**command, "bot_id": bot.id} for command in found]
        button = None if isinstance(chat, Group) else menu_button(chat.bot.profile.menu_buttons, viewer.id)
        return answer({"commands": offered, "menu_button": button})

    async def chats(self, request: web.Request) -> web.Response:
        """List a viewer's chats with what is unread."""
        viewer = self.find.user(want(dict(request.query), "viewer", int))
        private = [chat for chat in self.world.private_chats(viewer) if chat.started or chat.blocked]
        groups = [group for group in self.world.groups.values() if group.has(viewer)]
        shown = [
            {"chat_id": chat.id, "bot_id": chat.bot.id, "type": "private", "title": chat.bot.full_name}
            | self._state(chat, viewer)
            for chat in private
        ]
        shown += [{**describe(group), "chat_id": group.id, **self._state(group, viewer)} for group in groups]
        return answer({"chats": shown})

    def _state(self, chat: Chat, viewer: User) -> Json:
        last = self.world.history.page(chat, limit=1)
        return {
            "unread": self.world.history.unread(chat, viewer.id),
            "last_message": last[0].seen_by(viewer.id) if last else None,
            "pinned": [message.id for message in self.world.history.pinned(chat)],
        }
