"""Answers to taps and inline queries."""

from __future__ import annotations

from typing import Any

from sandbox.errors import BadRequest
from sandbox.methods.registry import Call, method
from sandbox.shapes import Json

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
LONGEST_ANSWER = 200
LONGEST_ID = 64
MOST_RESULTS = 50


@method("answerCallbackQuery")
def answer_callback_query(call: Call) -> bool:
    """End the waiting of a tapper, with or without words."""
    text = call.params.text("text") or ""
    if len(text) > LONGEST_ANSWER:
        raise BadRequest("MESSAGE_TOO_LONG")
    number = call.params.text("callback_query_id") or ""
    query = call.world.taps.take(number, bot_id=call.bot.id, at=call.world.clock.elapsed())
    if query is None:
        raise BadRequest(TOO_OLD)
    answer: Json = {
        "text": text or None,
        "show_alert": call.params.flag("show_alert"),
        "url": call.params.text("url") or None,
    }
    call.world.taps.settle(query, answer)
    event: Json = {"type": "callback_answer", "callback_query_id": query.id, "chat_id": query.chat_id}
    call.world.hub.tell(query.user_id, lambda: {**event, "bot_id": call.bot.id, "answer": answer})
    return True


@method("answerInlineQuery")
def answer_inline_query(call: Call) -> bool:
    """Offer results to somebody who types @bot and words."""
    results = call.params.array("results")
    if results is None:
        raise BadRequest('parameter "results" is required')
    if len(results) > MOST_RESULTS:
        raise BadRequest("RESULTS_TOO_MUCH")
    _check_results(results)
    number = call.params.text("inline_query_id") or ""
    query = call.world.inline.take(number, bot_id=call.bot.id, at=call.world.clock.elapsed())
    if query is None:
        raise BadRequest(TOO_OLD)
    call.world.inline.settle(query, {"results": results})
    return True


def _check_results(results: list[Any]) -> None:
    ids = [result.get("id") if isinstance(result, dict) else None for result in results]
    if not all(isinstance(number, str) and 1 <= len(number.encode()) <= LONGEST_ID for number in ids):
        raise BadRequest("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise BadRequest("RESULT_ID_DUPLICATE")
    if not all(isinstance(result.get("type"), str) for result in results):
        raise BadRequest("can't parse inline query result: Can't find field \"type\"")
