"""Who exists and who is where."""

from __future__ import annotations

from collections.abc import Mapping

from sandbox.client.link import Link, Person, number
from sandbox.shapes import Json


class PeopleDriver(Link):
    """Makes bots, persons and groups, and moves them about."""

    async def bot(self, token: str, username: str = "sandbox_bot", first_name: str = "Sandbox") -> Json:
        """Register a bot."""
        return await self.post("/control/bots", token=token, username=username, first_name=first_name)

    async def user(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = "zh-hans",
        user_id: int | None = None,
    ) -> Person:
        """Create a person."""
        made = await self.post(
            "/control/users",
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
            id=user_id,
        )
        return Person(made["id"], made["first_name"], made.get("username"))

    async def group(
        self,
        title: str,
        creator: Person | int,
        members: list[Person] | list[int] | None = None,
        *,
        kind: str = "supergroup",
    ) -> int:
        """Found a group and return its id."""
        made = await self.post(
            "/control/chats",
            type=kind,
            title=title,
            creator=number(creator),
            members=[number(member) for member in members or []],
        )
        return int(made["id"])

    async def member(
        self,
        chat: int,
        who: Person | int,
        status: str = "member",
        *,
        anonymous: bool = False,
        by: Person | int | None = None,
        rights: Mapping[str, bool] | None = None,
    ) -> Json:
        """Change a person's or bot's standing: member, administrator, restricted, left, kicked."""
        return await self.post(
            f"/control/chats/{chat}/members",
            user_id=number(who),
            status=status,
            anonymous=anonymous,
            by=None if by is None else number(by),
            rights=None if rights is None else dict(rights),
        )

    async def migrate(self, chat: int) -> int:
        """Turn a group into a supergroup and return the new id."""
        return int((await self.post(f"/control/chats/{chat}/migrate"))["migrated_to"])

    async def block(self, user: Person | int) -> None:
        """Stop the bot."""
        await self.post(f"/control/users/{number(user)}/block", bot_id=self._bot_id)

    async def unblock(self, user: Person | int) -> None:
        """Let the bot write again."""
        await self.post(f"/control/users/{number(user)}/unblock", bot_id=self._bot_id)

    async def deactivate(self, user: Person | int) -> None:
        """Delete a person's account."""
        await self.post(f"/control/users/{number(user)}/deactivate")

    async def world(self) -> Json:
        """Return everything that exists."""
        return await self.get("/control/world")
