"""Notices of the one-time links. Those that carry tokens are answers only and never lie in the outbox."""

from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice


class Waiting(BaseModel):
    """A member who has not joined. ``links`` counts his open links."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    member_id: int
    number: str
    name: str
    links: int


class Link(BaseModel):
    """A member's one-time link; the token is a secret that only its reader may have."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    number: str
    name: str
    token: str


class InvitationsOverview(Notice):
    """Who has not joined, a page of them."""

    kind: ClassVar[str] = "invitations.overview"
    members: int
    joined: int
    waiting: tuple[Waiting, ...]
    page: int
    pages: int


class InvitationLinks(Notice):
    """Fresh links of some members who have not joined; ``after`` continues with the next, None at the end."""

    kind: ClassVar[str] = "invitations.links"
    bot: str
    branch: str
    links: tuple[Link, ...]
    after: int | None


class InvitationLink(Notice):
    """One member's fresh link; his older ones are void."""

    kind: ClassVar[str] = "invitations.link"
    bot: str
    branch: str
    link: Link
    revoked: int


class InvitationSheet(Notice):
    """The caption of the printable sheet of codes."""

    kind: ClassVar[str] = "invitations.sheet"
    branch: str
    count: int


class NobodyWaiting(Notice):
    """Everybody has joined: there is no link to give."""

    kind: ClassVar[str] = "invitations.nobody_waiting"


class AlreadyJoined(Notice):
    """The member has an account; a new link would be of no use to him."""

    kind: ClassVar[str] = "invitations.already_joined"
    name: str
