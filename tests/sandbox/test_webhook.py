"""Webhooks: delivery, secret, retries, calls in the answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiogram
import pytest
from aiogram.types import BufferedInputFile, Message
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from sandbox import webhook
from sandbox.client import Control, Person
from tests.sandbox.conftest import Api, picture, refusal, until

Answer = Callable[[web.Request, Any], web.Response]


class Listener:
    """A bot's web server: notes what arrives and answers as it is told."""

    def __init__(self) -> None:
        self.received: list[Any] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.url = ""
        self.hold: asyncio.Event | None = None

    async def serve(self, request: web.Request) -> web.Response:
        """Take one update."""
        self.received.append(await request.json())
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        if self.hold is not None:
            await self.hold.wait()
        return self.answers.pop(0) if self.answers else web.Response()


async def run(app: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return runner, f"http://127.0.0.1:{runner.addresses[0][1]}/hook"


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    heard = Listener()
    app = web.Application()
    app.router.add_post("/hook", heard.serve)
    runner, heard.url = await run(app)
    yield heard
    if heard.hold is not None:
        heard.hold.set()
    await runner.cleanup()


async def test_waiting_and_new_updates_are_pushed_with_the_secret(
    api: Api, control: Control, listener: Listener, zhang: Person
) -> None:
    await api("setWebhook", url=listener.url, secret_token="s3cret_-")
    await control.say(zhang, None, "一")
    await control.settled()
    assert [update["message"]["text"] for update in listener.received] == ["/start", "一"]
    assert set(listener.secrets) == {"s3cret_-"}
    info = await api("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (listener.url, 0)


async def test_an_update_is_kept_and_tried_again_until_it_is_taken(
    api: Api, control: Control, listener: Listener, zhang: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "FIRST_RETRY_SECONDS", 0.01)
    listener.answers = [web.Response(status=500), web.Response(status=403), web.Response()]
    await control.say(zhang, None, "dahinter")
    await api("setWebhook", url=listener.url)
    await control.settled()
    assert [update["message"]["text"] for update in listener.received] == ["/start"] * 3 + ["dahinter"]
    assert "Wrong response from the webhook: 403" in (await api("getWebhookInfo"))["last_error_message"]


async def test_what_could_not_be_pushed_can_be_polled(api: Api, listener: Listener, zhang: Person) -> None:
    listener.answers = [web.Response(status=500)] * 9
    await api("setWebhook", url=listener.url)
    await until(lambda: bool(listener.received))
    assert (await api("getWebhookInfo"))["pending_update_count"] == 1
    await api("deleteWebhook")
    assert len(await api("getUpdates")) == 1


async def test_pending_updates_can_be_dropped(api: Api, control: Control, listener: Listener, zhang: Person) -> None:
    await api("setWebhook", url=listener.url, drop_pending_updates=True)
    await control.settled()
    assert listener.received == []


async def test_chats_do_not_wait_for_each_other_but_keep_their_order(
    api: Api, control: Control, listener: Listener, zhang: Person, li: Person
) -> None:
    await api.updates()
    listener.hold = asyncio.Event()
    await api("setWebhook", url=listener.url)
    await control.say(zhang, None, "一")
    await control.say(zhang, None, "二")
    await control.start(li)
    await until(lambda: len(listener.received) == 2)
    assert sorted(update["message"]["text"] for update in listener.received) == ["/start", "一"]
    listener.hold.set()
    await control.settled()
    assert listener.received[-1]["message"]["text"] == "二"


@pytest.mark.parametrize("form", ["json", "urlencoded"])
async def test_a_call_in_the_answer_is_executed(
    api: Api, control: Control, listener: Listener, zhang: Person, form: str
) -> None:
    call = {"method": "sendMessage", "chat_id": str(zhang.id), "text": "答"}
    listener.answers = [
        web.json_response(call)
        if form == "json"
        else web.Response(
            text="&".join(f"{key}={value}" for key, value in call.items()),
            content_type="application/x-www-form-urlencoded",
        )
    ]
    await api("setWebhook", url=listener.url)
    await control.settled()
    assert (await control.last(zhang))["text"] == "答"


async def test_a_refused_call_in_the_answer_is_only_logged(
    api: Api, control: Control, listener: Listener, zhang: Person
) -> None:
    listener.answers = [web.json_response({"method": "sendMessage", "chat_id": 1, "text": "x"})]
    await api("setWebhook", url=listener.url)
    await control.settled()
    assert [call["error_code"] for call in await control.calls("sendMessage")] == [400]
    assert len(listener.received) == 1


async def test_an_answer_that_cannot_be_read_counts_as_taken(
    api: Api, control: Control, listener: Listener, zhang: Person
) -> None:
    listener.answers = [web.Response(text="{broken", content_type="application/json"), web.Response(text="ok")]
    await control.say(zhang, None, "一")
    await api("setWebhook", url=listener.url)
    await control.settled()
    assert [update["message"]["text"] for update in listener.received] == ["/start", "一"]


async def test_aiogram_answers_in_the_response_even_with_files(
    api: Api, control: Control, bot: aiogram.Bot, zhang: Person
) -> None:
    dispatcher = aiogram.Dispatcher()

    async def answer(message: Message) -> Any:
        if message.text == "图":
            return message.answer_photo(BufferedInputFile(picture(), "图.png"), caption="看")
        return message.answer("<b>好</b>", parse_mode="HTML")

    dispatcher.message.register(answer)
    app = web.Application()
    SimpleRequestHandler(dispatcher, bot, handle_in_background=False, secret_token="s").register(app, "/hook")
    runner, url = await run(app)
    try:
        await api("setWebhook", url=url, secret_token="s")
        await control.say(zhang, None, "图")
        photo = await control.wait_for(zhang, "看")
        words = await control.wait_for(zhang, "好")
    finally:
        await api("deleteWebhook")
        await runner.cleanup()
    assert photo["photo"][-1]["width"] == 64
    assert words["entities"] == [{"type": "bold", "offset": 0, "length": 1}]


@pytest.mark.parametrize(
    ("params", "fault"),
    [
        ({"url": "ftp://example.org"}, "bad webhook: An HTTPS URL must be provided for webhook"),
        ({"url": "http://x.org", "secret_token": "with space"}, "secret token contains unallowed characters"),
    ],
)
async def test_a_wrong_webhook_is_refused(api: Api, params: dict[str, str], fault: str) -> None:
    assert await refusal(api("setWebhook", **params)) == (400, f"Bad Request: {fault}")
