"""A running sandbox, two real client libraries and a few persons."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiogram
import aiohttp
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from PIL import Image

from sandbox.client import Control, Person
from sandbox.server import Sandbox
from sandbox.shapes import Json

TOKEN = "777000:sandbox-TEST_token"
BOT_ID = 777000
MORNING = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


@dataclass
class Stopwatch:
    """Real seconds, as far as the sandbox can tell."""

    seconds: float = 0.0

    def __call__(self) -> float:
        """Read it."""
        return self.seconds


@dataclass(frozen=True)
class Scene:
    """A person who talks with the bot, another who does not, and a supergroup where the bot is administrator."""

    user: int
    stranger: int
    group: int


def picture(width: int = 64, height: int = 48, kind: str = "PNG") -> bytes:
    """Draw the smallest thing that passes for a photo."""
    out = io.BytesIO()
    Image.new("RGB", (width, height), "red").save(out, kind)
    return out.getvalue()


@pytest.fixture
def stopwatch() -> Stopwatch:
    return Stopwatch()


@pytest.fixture
async def box(stopwatch: Stopwatch) -> AsyncIterator[Sandbox]:
    async with Sandbox(start=MORNING, flowing=False, monotonic=stopwatch) as sandbox:
        sandbox.world.add_bot(TOKEN, "test_bot", "Tester")
        yield sandbox


@pytest.fixture
async def control(box: Sandbox) -> AsyncIterator[Control]:
    async with Control(box.base_url) as client:
        yield client


@pytest.fixture
async def bot(box: Sandbox) -> AsyncIterator[aiogram.Bot]:
    session = AiohttpSession(api=TelegramAPIServer.from_base(box.base_url))
    async with aiogram.Bot(TOKEN, session=session) as client:
        yield client


@pytest.fixture
async def ptb(box: Sandbox) -> AsyncIterator[telegram.Bot]:
    client = telegram.Bot(TOKEN, base_url=f"{box.base_url}/bot", base_file_url=f"{box.base_url}/file/bot")
    async with client:
        yield client


@pytest.fixture
async def zhang(control: Control) -> Person:
    """Somebody who has pressed Start."""
    person = await control.user("三", last_name="张", username="zhangsan")
    await control.start(person)
    return person


@pytest.fixture
async def li(control: Control) -> Person:
    """Somebody whom the bot has never met."""
    return await control.user("四", last_name="李")


@pytest.fixture
async def group(control: Control, zhang: Person, li: Person) -> int:
    """Zhang's supergroup with Li in it; the bot is administrator."""
    number = await control.group("第一党支部", zhang, [li])
    await control.member(number, BOT_ID, "administrator", by=zhang)
    return number


@pytest.fixture
def scene(zhang: Person, li: Person, group: int) -> Scene:
    return Scene(zhang.id, li.id, group)


async def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so, five real seconds at most."""
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110 - the server under test knows no event for a test to wait on
            await asyncio.sleep(0.001)


class Refused(Exception):
    """A Bot API call that was answered with "ok": false."""

    def __init__(self, body: Json) -> None:
        self.code = body["error_code"]
        self.parameters = body.get("parameters")
        super().__init__(body["description"])


async def refusal(call: Awaitable[object]) -> tuple[int, str]:
    """Return code and words of the refusal that a call must end with."""
    with pytest.raises(Refused) as caught:
        await call
    return caught.value.code, str(caught.value)


class Api:
    """Calls methods with plain JSON, as a client without a library would."""

    def __init__(self, session: aiohttp.ClientSession, token: str = TOKEN) -> None:
        self.session = session
        self.token = token

    async def __call__(self, method: str, **params: Any) -> Any:
        """Return the result, or raise what was refused."""
        return await self.read(self.session.post(f"/bot{self.token}/{method}", json=params))

    async def upload(self, method: str, files: dict[str, tuple[str, bytes]], **params: Any) -> Any:
        """Call with files in a multipart body."""
        form = aiohttp.FormData(quote_fields=False)
        for name, value in params.items():
            form.add_field(name, value if isinstance(value, str) else json.dumps(value))
        for name, (file_name, data) in files.items():
            form.add_field(name, io.BytesIO(data), filename=file_name)
        return await self.read(self.session.post(f"/bot{self.token}/{method}", data=form))

    async def read(self, request: Any) -> Any:
        """Send a prepared request and unwrap the answer."""
        async with request as response:
            body = await response.json()
            if not body["ok"]:
                assert response.status == body["error_code"]
                raise Refused(body)
            return body["result"]

    async def updates(self, **params: Any) -> list[Json]:
        """Take and confirm all waiting updates."""
        taken: list[Json] = await self("getUpdates", **params)
        if taken:
            await self("getUpdates", offset=taken[-1]["update_id"] + 1)
        return taken


@pytest.fixture
async def api(box: Sandbox) -> AsyncIterator[Api]:
    async with aiohttp.ClientSession(box.base_url) as session:
        yield Api(session)
