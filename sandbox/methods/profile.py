"""What a bot says about itself: name, commands, texts, menu button."""

from __future__ import annotations

from sandbox.methods.registry import Call, method
from sandbox.shapes import Json


@method("getMe")
def get_me(call: Call) -> Json:
    """Introduce the bot."""
    return call.bot.about_itself()
