"""What every method that writes a message has in common."""

from __future__ import annotations

from sandbox.chats import Chat, PrivateChat
from sandbox.errors import BadRequest
from sandbox.formatting.text import FormattedText
from sandbox.keyboards import read_markup
from sandbox.messages import Message
from sandbox.methods.registry import Call
from sandbox.params import as_integer
from sandbox.shapes import Json


def write(call: Call, chat: Chat, content: Json, *, details: Json | None = None) -> Message:
    """Write one message with the reply and the keyboard that the call asks for."""
    markup = read_markup(call.params, private=isinstance(chat, PrivateChat))
    reply_to, quote = read_reply(call, chat)
    charge(call, chat)
    return call.world.post(
        chat,
        call.bot,
        content,
        reply_to=reply_to,
        markup=markup,
        details={**(details or {}), **quote, **protection(call)},
    )


def charge(call: Call, chat: Chat, what: str = "send", amount: int = 1) -> None:
    """Count against the rate limits, when they are on."""
    if call.world.strict:
        limiter = call.world.limiters[call.bot.id]
        limiter.charge(chat.id, what, at=call.world.clock.elapsed(), amount=amount)


def protection(call: Call) -> Json:
    """Return the mark of a message that cannot be forwarded."""
    return {"has_protected_content": True} if call.params.flag("protect_content") else {}


def read_reply(call: Call, chat: Chat) -> tuple[Message | None, Json]:
    """Find the message to reply to, and the quote from it."""
    asked = call.params.object("reply_parameters") or {}
    number = asked.get("message_id", call.params.integer("reply_to_message_id"))
    if not number:
        return None, {}
    try:
        number = as_integer(number)
    except ValueError:
        raise BadRequest('can\'t parse reply parameters: Field "message_id" must be of type Number') from None
    if str(asked.get("chat_id", chat.id)) != str(chat.id):
        raise BadRequest("message to be replied not found: the sandbox knows no replies into another chat")
    found = call.world.history.get(chat, number)
    if found is not None:
        return found, _quote(found, asked)
    lenient = asked.get("allow_sending_without_reply") or call.params.flag("allow_sending_without_reply")
    if str(lenient).lower() == "true":
        return None, {}
    raise BadRequest("message to be replied not found")


def _quote(message: Message, asked: Json) -> Json:
    quote = asked.get("quote")
    if not quote:
        return {}
    text = message.content.get("text") or message.content.get("caption") or ""
    if quote not in text:
        raise BadRequest("QUOTE_TEXT_INVALID")
    return {"quote": {"text": quote, "position": text.index(quote), "is_manual": True}}


def with_persons(call: Call, shown: FormattedText) -> FormattedText:
    """Turn mentions by id into mentions of a User; strangers are shown as plain words, as in Telegram."""
    if not any("user_id" in entity for entity in shown.entities):
        return shown
    entities = []
    for entity in shown.entities:
        if "user_id" not in entity:
            entities.append(entity)
            continue
        user = call.world.account(entity["user_id"])
        if user is not None:
            kept = {key: value for key, value in entity.items() if key != "user_id"}
            entities.append({**kept, "user": user.as_json()})
    return FormattedText(shown.text, entities)
