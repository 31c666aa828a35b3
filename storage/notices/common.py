"""Notices that belong to no single conversation."""

from typing import ClassVar

from storage.notices.base import Notice
from storage.vocabulary import Role


class NoPermission(Notice):
    """The tapper's roles do not allow the action; ``roles`` names those that do."""

    kind: ClassVar[str] = "common.no_permission"
    action: str
    roles: tuple[Role, ...] = ()


class NotBound(Notice):
    """A stranger: his account belongs to no member. Tells how to join and nothing else."""

    kind: ClassVar[str] = "common.not_bound"


class Gone(Notice):
    """An old or forged button, or one that points to what is not in the tapper's branch."""

    kind: ClassVar[str] = "common.gone"


class Unclear(Notice):
    """A message that no conversation takes. ``found`` says what came: text, sticker, file, command and so on."""

    kind: ClassVar[str] = "common.unclear"
    found: str


class Broken(Notice):
    """Something went wrong on our side; the number finds it in the log."""

    kind: ClassVar[str] = "common.broken"
    update_id: int
