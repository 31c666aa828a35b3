"""Control of what persons send besides text, and of the files in chats."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from sandbox import acts, sharing
from sandbox.control.requests import Finder, answer, body_of, maybe, want
from sandbox.errors import ControlError
from sandbox.messages import Message
from sandbox.params import Upload
from sandbox.people import User
from sandbox.shapes import Json
from sandbox.world import World


class SharingControl:
    """Files, contacts, places, and the buttons below the input line."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.find = Finder(world)

    def routes(self) -> list[web.AbstractRouteDef]:
        """List what the web server shall serve."""
        user = "/control/users/{user}"
        return [
            web.post(f"{user}/send", self.send),
            web.post(f"{user}/contact", self.contact),
            web.post(f"{user}/location", self.location),
            web.post(f"{user}/press", self.press),
            web.get("/control/files/{file_id}", self.file),
        ]

    async def send(self, request: web.Request) -> web.Response:
        """Write a text (JSON), or send a file (multipart)."""
        user = self.find.actor(request)
        if request.content_type == "multipart/form-data":
            return self._shown(await self._send_file(request, user), user)
        body = await body_of(request)
        reply_to = maybe(body, "reply_to_message_id", int)
        text = want(body, "text", str)
        return self._shown(acts.say(self.world, user, self.find.chat_in(body), text, reply_to=reply_to), user)

    async def contact(self, request: web.Request) -> web.Response:
        """Share a telephone number; with the sharer's own id it is his own."""
        body = await body_of(request)
        user = self.find.actor(request)
        contact: Json = {
            "phone_number": want(body, "phone_number", str),
            "first_name": want(body, "first_name", str),
        }
        owner = maybe(body, "user_id", int)
        if owner is not None:
            contact["user_id"] = self.find.user(owner).id
        return self._shown(acts.write(self.world, user, self.find.chat_in(body), {"contact": contact}), user)

    async def location(self, request: web.Request) -> web.Response:
        """Share a place."""
        body = await body_of(request)
        user = self.find.actor(request)
        message = acts.write(self.world, user, self.find.chat_in(body), {"location": _place(body)})
        return self._shown(message, user)

    async def press(self, request: web.Request) -> web.Response:
        """Press a button below the input line."""
        body = await body_of(request)
        user = self.find.actor(request)
        message = sharing.press(
            self.world,
            user,
            self.find.chat_in(body),
            want(body, "message_id", int),
            row=want(body, "row", int),
            column=want(body, "column", int),
            phone_number=maybe(body, "phone_number", str),
            place=_place(body) if "latitude" in body else None,
        )
        return self._shown(message, user)

    async def file(self, request: web.Request) -> web.Response:
        """Hand out the bytes of any file in a chat."""
        stored = self.world.files.get(request.match_info["file_id"])
        if stored is None:
            raise ControlError("there is no such file", status=404)
        shown_inline = stored.mime_type.startswith(("image/", "audio/", "video/"))
        name = request.query.get("name") or stored.name
        kind = "inline" if shown_inline else "attachment"
        headers = {
            "Content-Type": stored.mime_type,
            "Content-Disposition": f"{kind}; filename*=UTF-8''{quote(name)}",
            "X-Content-Type-Options": "nosniff",
        }
        return web.Response(body=stored.read(), headers=headers)

    async def _send_file(self, request: web.Request, user: User) -> Message:
        form = await request.post()
        field = form.get("file")
        if not isinstance(field, web.FileField):
            raise ControlError("file is missing")
        fields: Json = {name: value for name, value in form.items() if isinstance(value, str)}
        upload = Upload(field.filename, field.content_type, field.file.read())
        field.file.close()
        return sharing.send_file(
            self.world,
            user,
            self.find.chat_in(fields),
            kind=want(fields, "kind", str),
            upload=upload,
            caption=fields.get("caption", ""),
            album=fields.get("media_group") or None,
            reply_to=maybe(fields, "reply_to_message_id", int),
        )

    def _shown(self, message: Message, user: User) -> web.Response:
        return answer(message.seen_by(user.id))


def _place(body: Json) -> Json:
    return {"latitude": want(body, "latitude", float), "longitude": want(body, "longitude", float)}
