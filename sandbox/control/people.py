"""Control of the world: bots, persons, groups."""

from __future__ import annotations

from aiohttp import web

from sandbox.acts import block, unblock
from sandbox.control.requests import Finder, answer, body_of, maybe, want
from sandbox.following import ClockMover
from sandbox.membership import describe, migrate, set_member
from sandbox.membership import found_group as found
from sandbox.people import User
from sandbox.shapes import Json
from sandbox.world import World


class PeopleControl:
    """Who exists and who is where."""

    def __init__(self, world: World, mover: ClockMover) -> None:
        self.world = world
        self.mover = mover
        self.find = Finder(world)

    def routes(self) -> list[web.AbstractRouteDef]:
        """List what the web server shall serve."""
        return [
            web.get("/control/world", self.show),
            web.post("/control/bots", self.add_bot),
            web.post("/control/users", self.add_user),
            web.post("/control/users/{user}/block", self.block),
            web.post("/control/users/{user}/unblock", self.unblock),
            web.post("/control/users/{user}/deactivate", self.deactivate),
            web.post("/control/chats", self.add_group),
            web.post("/control/chats/{chat}/members", self.set_member),
            web.post("/control/chats/{chat}/migrate", self.migrate),
        ]

    async def show(self, _request: web.Request) -> web.Response:
        """Tell everything that exists."""
        return answer(
            {
                "bots": [bot.as_json() for bot in self.world.bots.values()],
                "users": [self._describe(user) for user in self.world.users.values()],
                "chats": [describe(group) for group in self.world.groups.values()],
                "clock": self.mover.state(),
            }
        )

    async def add_bot(self, request: web.Request) -> web.Response:
        """Register a bot."""
        body = await body_of(request)
        bot = self.world.add_bot(want(body, "token", str), want(body, "username", str), want(body, "first_name", str))
        bot.reads_all = bool(body.get("reads_all"))
        return answer(bot.about_itself())

    async def add_user(self, request: web.Request) -> web.Response:
        """Create a person."""
        body = await body_of(request)
        user = self.world.add_user(
            want(body, "first_name", str),
            last_name=maybe(body, "last_name", str),
            username=maybe(body, "username", str),
            language_code=maybe(body, "language_code", str),
            user_id=maybe(body, "id", int),
        )
        return answer(self._describe(user))

    async def block(self, request: web.Request) -> web.Response:
        """Let a person stop a bot."""
        body = await body_of(request)
        block(self.world, self.find.actor(request), self.find.bot(maybe(body, "bot_id", int)))
        return answer(self._describe(self.find.actor(request)))

    async def unblock(self, request: web.Request) -> web.Response:
        """Let a person allow a bot again."""
        body = await body_of(request)
        unblock(self.world, self.find.actor(request), self.find.bot(maybe(body, "bot_id", int)))
        return answer(self._describe(self.find.actor(request)))

    async def deactivate(self, request: web.Request) -> web.Response:
        """Delete a person's account."""
        user = self.find.actor(request)
        user.deactivated = True
        return answer(self._describe(user))

    async def add_group(self, request: web.Request) -> web.Response:
        """Found a group."""
        body = await body_of(request)
        group = found(
            self.world,
            kind=want(body, "type", str),
            title=want(body, "title", str),
            creator=self.find.user(want(body, "creator", int)),
            others=[self.find.user(number) for number in body.get("members", [])],
        )
        return answer(describe(group))

    async def set_member(self, request: web.Request) -> web.Response:
        """Change a user's or bot's standing in a group."""
        body = await body_of(request)
        group = self.find.group(want(dict(request.match_info), "chat", int))
        user = self.find.account(want(body, "user_id", int))
        by = maybe(body, "by", int)
        set_member(
            self.world,
            group,
            user,
            status=want(body, "status", str),
            by=self.find.account(by) if by is not None else self._usual_actor(group.id, user, body),
            anonymous=bool(body.get("anonymous")),
            rights=maybe(body, "rights", dict),
        )
        return answer(describe(group))

    async def migrate(self, request: web.Request) -> web.Response:
        """Turn a group into a supergroup."""
        group = self.find.group(want(dict(request.match_info), "chat", int))
        creator = next(member.user for member in group.members.values() if member.status == "creator")
        return answer({"migrated_to": migrate(self.world, group, by=creator).id})

    def _usual_actor(self, chat_id: int, user: User, body: Json) -> User:
        """Persons come and go by themselves; all else is the creator's doing."""
        if not user.is_bot and body.get("status") in {"member", "left"}:
            return user
        members = self.world.groups[chat_id].members.values()
        return next(member.user for member in members if member.status == "creator")

    def _describe(self, user: User) -> Json:
        chats = self.world.private_chats(user)
        return user.as_json() | {
            "blocked": [chat.bot.id for chat in chats if chat.blocked],
            "started": [chat.bot.id for chat in chats if chat.started],
            "deactivated": user.deactivated,
        }
