"""Answers to taps and inline queries, and reactions."""

from __future__ import annotations

from sandbox.errors import BadRequest
from sandbox.methods.registry import Call, method
from sandbox.shapes import Json

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
LONGEST_ANSWER = 200


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
