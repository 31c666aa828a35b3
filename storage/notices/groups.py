"""Notices of the branch's group chat: linking it, losing it, finding it again."""

from typing import ClassVar

from storage.notices.base import Notice


class GroupBound(Notice):
    """The group is the branch's now. ``before`` names the group that it replaces."""

    kind: ClassVar[str] = "groups.bound"
    branch: str
    before: str = ""


class GroupAlreadyBound(Notice):
    """The group was the branch's already."""

    kind: ClassVar[str] = "groups.already_bound"
    branch: str


class GroupTaken(Notice):
    """The group belongs to another branch, which is not named."""

    kind: ClassVar[str] = "groups.taken"


class NotAdministrator(Notice):
    """The secretary is no administrator of this group."""

    kind: ClassVar[str] = "groups.not_administrator"


class AnonymousAdministrator(Notice):
    """Somebody wrote in the group's name: the bot cannot see who."""

    kind: ClassVar[str] = "groups.anonymous"


class BindInGroup(Notice):
    """/bind was sent in private."""

    kind: ClassVar[str] = "groups.bind_in_group"


class GroupHello(Notice):
    """The bot was added to a group that belongs to no branch yet."""

    kind: ClassVar[str] = "groups.hello"


class GroupBack(Notice):
    """The bot was added again to its branch's group."""

    kind: ClassVar[str] = "groups.back"
    branch: str


class GroupLost(Notice):
    """For the secretary: the bot was removed from the group, or silenced in it."""

    kind: ClassVar[str] = "groups.lost"
    title: str


class GroupFound(Notice):
    """For the secretary: the bot can write in the group again."""

    kind: ClassVar[str] = "groups.found"
    title: str
