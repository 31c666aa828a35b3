"""Notices of the front door: the home screen, help, language, and how a one-time link was received."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.vocabulary import MeetingKind, Role


class OpenMeeting(BaseModel):
    """A meeting to check in to now; without a title it goes by its kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    meeting_id: int
    title: str
    meeting_kind: MeetingKind


class HomeScreen(Notice):
    """What a member can do here. ``members``, ``joined`` and ``grouped`` describe the branch for its secretary.

    ``open``: meetings under way where he has not checked in. ``waiting``: what others' matters wait for his decision.
    ``branches``: in how many he can work.
    """

    kind: ClassVar[str] = "home.screen"
    name: str
    branch: str
    roles: tuple[Role, ...]
    open: tuple[OpenMeeting, ...] = ()
    waiting: int = 0
    branches: int = 1
    members: int = 0
    joined: int = 0
    grouped: bool = True


class Welcome(Notice):
    """An account has just been linked to its member."""

    kind: ClassVar[str] = "home.welcome"
    home: HomeScreen


class MoreDoors(Notice):
    """What is needed seldom: the second page of home."""

    kind: ClassVar[str] = "home.more"
    roles: tuple[Role, ...]
    branches: int = 1


class Help(Notice):
    """What the bot can do for somebody with these roles."""

    kind: ClassVar[str] = "home.help"
    roles: tuple[Role, ...]


class GroupHelp(Notice):
    """In a group: what happens here and what belongs into private."""

    kind: ClassVar[str] = "home.group_help"
    bot: str


class LanguageAsk(Notice):
    """Offer the languages."""

    kind: ClassVar[str] = "home.language_ask"


class LanguageChosen(Notice):
    """The language from now on."""

    kind: ClassVar[str] = "home.language_chosen"


class LinkUnknown(Notice):
    """A link that the bot never gave, or whose member has left."""

    kind: ClassVar[str] = "home.link_unknown"


class LinkUsed(Notice):
    """A link that somebody else has used already."""

    kind: ClassVar[str] = "home.link_used"


class LinkRevoked(Notice):
    """A link that was replaced by a newer one."""

    kind: ClassVar[str] = "home.link_revoked"


class AccountTaken(Notice):
    """The account already belongs to another member; ``name`` is that member, the reader himself."""

    kind: ClassVar[str] = "home.account_taken"
    name: str


class PersonTaken(Notice):
    """The link's member already uses another account."""

    kind: ClassVar[str] = "home.person_taken"


class Cancelled(Notice):
    """A form was given up; nothing of it was kept."""

    kind: ClassVar[str] = "home.cancelled"


class NothingToCancel(Notice):
    """No form was open."""

    kind: ClassVar[str] = "home.nothing_to_cancel"
