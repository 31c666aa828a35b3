"""The Bot API's methods, a file a concern. Importing this package fills the table in `registry`."""

from sandbox.methods import (
    callbacks,
    chats,
    copying,
    editing,
    media,
    pinning,
    polls,
    profile,
    reactions,
    receiving,
    sending,
)

__all__ = [
    "callbacks",
    "chats",
    "copying",
    "editing",
    "media",
    "pinning",
    "polls",
    "profile",
    "reactions",
    "receiving",
    "sending",
]
