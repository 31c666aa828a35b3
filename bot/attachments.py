"""Which notices come as a picture or a paper, and how each is made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum

from storage.notices import Notice


class AttachmentKind(StrEnum):
    """How the messenger shows it."""

    PHOTO = "photo"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A picture or paper that goes with a notice's words.

    ``key`` names its content: the same key is uploaded once and sent again by the messenger's id.
    """

    kind: AttachmentKind
    key: str
    file_name: str
    make: Callable[[], Awaitable[bytes]]


Maker = Callable[[Notice, str | None], Attachment]


class Attachments:
    """The notices that carry something, each with the maker of what it carries."""

    def __init__(self) -> None:
        self._makers: dict[type[Notice], Maker] = {}

    def register(self, notice: type[Notice], maker: Maker) -> None:
        """Let a notice carry what the maker makes of it, in a language."""
        self._makers[notice] = maker

    def of(self, notice: Notice, language: str | None) -> Attachment | None:
        """Tell what a notice carries, if anything; nothing is drawn before `Attachment.make` is awaited."""
        maker = self._makers.get(type(notice))
        return maker(notice, language) if maker is not None else None
