"""Faults on order, and the log of calls."""

from __future__ import annotations

from datetime import timedelta

import aiogram
import aiohttp
import pytest
import telegram.error
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter, TelegramServerError

from sandbox.client import Control, Person
from tests.sandbox.conftest import Api, Refused, Scene


async def test_the_next_calls_of_a_method_get_429(
    control: Control, bot: aiogram.Bot, ptb: telegram.Bot, zhang: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")  # else the library warns of its own old type
    await control.fault("429", "sendMessage", count=2, retry_after=7)
    with pytest.raises(TelegramRetryAfter) as by_aiogram:
        await bot.send_message(zhang.id, "x")
    with pytest.raises(telegram.error.RetryAfter) as by_ptb:
        await ptb.send_message(zhang.id, "x")
    assert by_aiogram.value.retry_after == 7
    assert by_ptb.value.retry_after == timedelta(seconds=7)
    assert (await bot.send_message(zhang.id, "x")).text == "x"


async def test_the_next_calls_of_any_method_get_500(control: Control, bot: aiogram.Bot) -> None:
    await control.fault("500", count=1)
    with pytest.raises(TelegramServerError):
        await bot.get_me()
    assert (await bot.get_me()).is_bot


@pytest.mark.parametrize(("when", "took_effect"), [("before", False), ("after", True)])
async def test_a_connection_is_dropped_before_or_after_the_effect(
    control: Control, bot: aiogram.Bot, zhang: Person, when: str, took_effect: bool
) -> None:
    await control.fault("drop", "sendMessage", when=when)
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(zhang.id, "verloren?")
    assert ((await control.last(zhang))["text"] == "verloren?") is took_effect


async def test_a_slow_answer_outlasts_an_impatient_client(control: Control, api: Api) -> None:
    await control.fault("slow", "getMe", delay=30)
    with pytest.raises(TimeoutError):
        await api.read(api.session.post(f"/bot{api.token}/getMe", timeout=aiohttp.ClientTimeout(total=0.05)))


async def test_a_fault_can_be_meant_for_one_chat(control: Control, api: Api, scene: Scene) -> None:
    await control.fault("500", "sendMessage", chat_id=scene.group, count=5)
    assert await api("sendMessage", chat_id=scene.user, text="x")
    with pytest.raises(Refused, match="Internal Server Error"):
        await api("sendMessage", chat_id=scene.group, text="x")
    await control.clear_faults()
    assert await api("sendMessage", chat_id=scene.group, text="x")


async def test_calls_are_logged_with_what_they_carried_and_how_they_ended(
    control: Control, api: Api, zhang: Person, li: Person
) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]]}
    await api("sendMessage", chat_id=zhang.id, text="一", reply_markup=markup)
    with pytest.raises(Refused):
        await api("sendMessage", chat_id=li.id, text="二")
    first, second = await control.calls("sendMessage")
    assert (first["ok"], first["params"]["reply_markup"]) == (True, markup)
    assert (second["ok"], second["error_code"], second["seq"] - first["seq"]) == (False, 403, 1)
    assert await control.calls("sendMessage", chat=li.id) == [second]
    assert await control.calls(since=second["seq"]) == []
    await control.clear_calls()
    assert await control.calls() == []


async def test_uploads_are_logged_by_name_and_size(control: Control, api: Api, zhang: Person) -> None:
    await api.upload("sendDocument", {"document": ("a.txt", b"abc")}, chat_id=zhang.id)
    (call,) = await control.calls("sendDocument")
    assert call["params"]["document"] == {"file": "a.txt", "size": 3}
