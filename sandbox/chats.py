"""Chats and who is in them."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.people import Bot, User
from sandbox.shapes import Json, without_nones

ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_send_welcome_messages",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_tags",
)
MEMBER_RIGHTS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
PRESENT = frozenset({"creator", "administrator", "member", "restricted"})
GONE = frozenset({"left", "kicked"})
STATUSES = PRESENT | GONE


@dataclass(eq=False, slots=True)
class Member:
    """A user's standing in a group; `rights` are those that differ from the usual of the status."""

    user: User
    status: str
    anonymous: bool = False
    rights: dict[str, bool] = field(default_factory=dict)

    @property
    def present(self) -> bool:
        """Whether the user is in the group now."""
        return self.status in PRESENT

    @property
    def rules(self) -> bool:
        """Whether the user is an administrator."""
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Tell whether the member has a right by its Bot API name."""
        if self.status in GONE:
            return False
        usual = {"creator": True, "administrator": True, "restricted": False}
        return self.rights.get(right, usual.get(self.status, right.startswith(("can_send", "can_add"))))

    def as_json(self) -> Json:
        """Return the Bot API's ChatMember of this status."""
        out: Json = {"user": self.user.as_json(), "status": self.status}
        if self.rules:
            out["is_anonymous"] = self.anonymous
        if self.status == "administrator":
            out["can_be_edited"] = False
            out |= {right: self.may(right) for right in ADMIN_RIGHTS}
        if self.status == "restricted":
            out |= {"is_member": True, "until_date": 0}
            out |= {right: self.may(right) for right in MEMBER_RIGHTS}
        if self.status == "kicked":
            out["until_date"] = 0
        return out


@dataclass(eq=False, slots=True)
class PrivateChat:
    """One person with one bot. The Bot API names it by the person's id."""

    bot: Bot
    user: User
    started: bool = False
    blocked: bool = False

    @property
    def id(self) -> int:
        """The person's id."""
        return self.user.id

    @property
    def title(self) -> str:
        """The person's name."""
        return self.user.full_name

    kind = "private"

    def as_json(self) -> Json:
        """Return the Bot API's Chat."""
        return without_nones(
            id=self.user.id,
            type="private",
            first_name=self.user.first_name,
            last_name=self.user.last_name,
            username=self.user.username,
        )


@dataclass(eq=False, slots=True)
class Group:
    """A group or supergroup; `kind` is the Bot API's word for it."""

    id: int
    kind: str
    title: str
    members: dict[int, Member] = field(default_factory=dict)
    migrated_to: int | None = None
    invite_links: dict[str, Json] = field(default_factory=dict)

    @property
    def noun(self) -> str:
        """What refusals call this chat."""
        return "supergroup chat" if self.kind == "supergroup" else "group chat"

    def present(self) -> list[Member]:
        """List who is in the group now."""
        return [member for member in self.members.values() if member.present]

    def has(self, user: User) -> bool:
        """Tell whether the user is in the group now."""
        member = self.members.get(user.id)
        return member is not None and member.present

    def as_json(self) -> Json:
        """Return the Bot API's Chat."""
        return {"id": self.id, "type": self.kind, "title": self.title}


Chat = PrivateChat | Group
