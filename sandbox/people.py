"""Persons and bots."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.shapes import Json, without_nones


@dataclass(eq=False, slots=True)
class User:
    """Someone with an account. A deactivated one can neither write nor be written to."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    deactivated: bool = False

    @property
    def full_name(self) -> str:
        """First and last name, as chats show it."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    def as_json(self) -> Json:
        """Return the Bot API's User."""
        return without_nones(
            id=self.id,
            is_bot=self.is_bot,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            language_code=self.language_code,
        )


ANONYMOUS = User(id=1087968824, first_name="Group", username="GroupAnonymousBot", is_bot=True)
"""In whose name an anonymous administrator of a group writes; the id is Telegram's."""


@dataclass(eq=False, slots=True)
class Profile:
    """What a bot has told about itself: commands by scope and language, menu buttons, texts by kind and language."""

    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)
    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    default_rights: dict[bool, Json] = field(default_factory=dict)


@dataclass(eq=False, slots=True)
class Bot(User):
    """An account driven over the Bot API. With `reads_all` its privacy mode is off."""

    token: str = ""
    reads_all: bool = False
    profile: Profile = field(default_factory=Profile)

    def about_itself(self) -> Json:
        """Return the answer of getMe."""
        return self.as_json() | {
            "can_join_groups": True,
            "can_read_all_group_messages": self.reads_all,
            "supports_inline_queries": True,
            "supports_guest_queries": False,
            "can_connect_to_business": False,
            "has_main_web_app": False,
            "has_topics_enabled": False,
            "allows_users_to_create_topics": False,
            "can_manage_bots": False,
            "supports_join_request_queries": False,
        }
