"""How fast a bot may write, measured on the sandbox's own time."""

from __future__ import annotations

import pytest

from sandbox.client import Control, Person
from sandbox.errors import TooManyRequests
from sandbox.limits import RateLimiter
from sandbox.server import Sandbox
from tests.sandbox.conftest import Api, Refused, Stopwatch


def test_thirty_messages_a_second_over_all() -> None:
    limiter = RateLimiter()
    for chat in range(1, 31):
        limiter.charge(chat, "send", at=0.5)
    with pytest.raises(TooManyRequests, match="retry after 1"):
        limiter.charge(31, "send", at=1.49)
    limiter.charge(31, "send", at=1.5)


def test_one_message_a_second_to_a_person_in_the_long_run() -> None:
    limiter = RateLimiter()
    for _ in range(10):
        limiter.charge(1, "send", at=0.0)
    with pytest.raises(TooManyRequests, match="retry after 1"):
        limiter.charge(1, "send", at=0.9)
    sent = 0
    for tenth in range(10, 610):
        try:
            limiter.charge(1, "send", at=tenth / 10)
            sent += 1
        except TooManyRequests:
            continue
    assert sent == 60


def test_twenty_messages_a_minute_to_a_group() -> None:
    limiter = RateLimiter()
    for second in range(20):
        limiter.charge(-1, "send", at=float(second))
    with pytest.raises(TooManyRequests, match="retry after 40") as caught:
        limiter.charge(-1, "send", at=20.0)
    assert caught.value.parameters == {"retry_after": 40}
    limiter.charge(-2, "send", at=20.0)
    limiter.charge(-1, "send", at=60.0)


def test_edits_in_a_group_are_counted_apart_from_messages() -> None:
    limiter = RateLimiter()
    for second in range(20):
        limiter.charge(-1, "send", at=float(second))
        limiter.charge(-1, "edit", at=float(second))
    with pytest.raises(TooManyRequests):
        limiter.charge(-1, "edit", at=20.0)


def test_an_album_counts_each_of_its_items_or_none() -> None:
    limiter = RateLimiter()
    limiter.charge(-1, "send", at=0.0, amount=10)
    limiter.charge(-1, "send", at=0.0, amount=9)
    with pytest.raises(TooManyRequests):
        limiter.charge(-1, "send", at=1.0, amount=2)
    limiter.charge(-1, "send", at=1.0)


async def test_a_bot_is_told_to_wait_and_may_go_on_afterwards(api: Api, zhang: Person, stopwatch: Stopwatch) -> None:
    for number in range(10):
        await api("sendMessage", chat_id=zhang.id, text=str(number))
    with pytest.raises(Refused, match=r"^Too Many Requests: retry after 1$") as caught:
        await api("sendMessage", chat_id=zhang.id, text="zu viel")
    assert (caught.value.code, caught.value.parameters) == (429, {"retry_after": 1})
    stopwatch.seconds += 1
    assert (await api("sendMessage", chat_id=zhang.id, text="ok"))["text"] == "ok"


async def test_moving_the_clock_passes_the_waiting_time(api: Api, control: Control, zhang: Person) -> None:
    for number in range(10):
        await api("sendMessage", chat_id=zhang.id, text=str(number))
    await control.advance(seconds=1)
    assert (await api("sendMessage", chat_id=zhang.id, text="ok"))["text"] == "ok"


async def test_limits_can_be_relaxed(api: Api, control: Control, box: Sandbox, zhang: Person) -> None:
    await control.strict(False)
    for number in range(40):
        await api("sendMessage", chat_id=zhang.id, text=str(number))
    assert len(await control.calls("sendMessage")) == 40


async def test_a_refused_call_costs_nothing(api: Api, zhang: Person) -> None:
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "x" * 65}]]}
    for _ in range(20):
        with pytest.raises(Refused, match="BUTTON_DATA_INVALID"):
            await api("sendMessage", chat_id=zhang.id, text="x", reply_markup=markup)
    assert await api("sendMessage", chat_id=zhang.id, text="x")
