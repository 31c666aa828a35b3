"""Reactions to messages."""

from __future__ import annotations

from typing import Any

from sandbox.errors import BadRequest
from sandbox.methods.reach import chat_to_write
from sandbox.methods.registry import Call, method
from sandbox.shapes import Json

EMOJI_ROWS = (
    "👍 👎 ❤ 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨",
    "😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎",
    "👾 🤷‍♂ 🤷 🤷‍♀ 😡",
)
EMOJI = frozenset(emoji for row in EMOJI_ROWS for emoji in row.split())


@method("setMessageReaction")
def set_message_reaction(call: Call) -> bool:
    """Show the bot's one reaction to a message, or take it back."""
    chat = chat_to_write(call)
    message = call.world.history.get(chat, call.params.integer("message_id") or 0)
    if message is None:
        raise BadRequest("message to react not found")
    chosen = [read_reaction(item) for item in call.params.array("reaction") or []]
    if len(chosen) > 1:
        raise BadRequest("REACTIONS_TOO_MANY")
    message.reactions[call.bot.id] = chosen
    event = {"type": "reaction", "message_id": message.id, "user_id": call.bot.id, "reaction": chosen}
    call.world.tell(chat, event)
    return True


def read_reaction(item: Any) -> Json:
    """Check a reaction: one of the emoji that Telegram allows in every chat."""
    emoji = item.get("emoji") if isinstance(item, dict) else None
    if not isinstance(emoji, str) or emoji.removesuffix("\N{VARIATION SELECTOR-16}") not in EMOJI:
        raise BadRequest("REACTION_INVALID")
    return {"type": "emoji", "emoji": emoji.removesuffix("\N{VARIATION SELECTOR-16}")}
