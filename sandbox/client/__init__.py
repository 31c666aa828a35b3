"""A friendly client of the control API, for tests and for the demo."""

from sandbox.client.acting import ActingDriver
from sandbox.client.link import ControlFailed, Person, Tap, buttons_of, message_number, words_of
from sandbox.client.machinery import MachineryDriver
from sandbox.client.people import PeopleDriver

__all__ = ["Control", "ControlFailed", "Person", "Tap", "buttons_of", "message_number", "words_of"]


class Control(PeopleDriver, ActingDriver, MachineryDriver):
    """Drives a sandbox, used as `async with Control(base_url) as control`.

    A chat is named by its id, a private chat by the person (`bot_id` chooses the bot, the first by default).
    Wherever a person or a message is asked for, the id will do as well.
    """
