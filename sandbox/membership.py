"""Groups: founding, coming and going, moving up to a supergroup."""

from __future__ import annotations

from sandbox.chats import STATUSES, Group, Member
from sandbox.errors import ControlError
from sandbox.people import Bot, User
from sandbox.shapes import Json
from sandbox.world import World


def found_group(world: World, *, kind: str, title: str, creator: User, others: list[User]) -> Group:
    """Create a group with its first members; bots are added afterwards."""
    if kind not in {"group", "supergroup"}:
        raise ControlError(f"type is {kind!r}, must be group or supergroup")
    group = world.add_group(kind, title)
    group.members[creator.id] = Member(creator, "creator")
    for user in others:
        group.members.setdefault(user.id, Member(user, "member"))
    tell_of(world, group)
    world.post(group, creator, {f"{kind}_chat_created": True})
    return group


def set_member(
    world: World,
    group: Group,
    user: User,
    *,
    status: str,
    by: User,
    anonymous: bool = False,
    rights: dict[str, bool] | None = None,
) -> Member:
    """Change a user's standing: service messages, updates to the bots concerned, events to the page."""
    _check(group, status, anonymous=anonymous)
    old = group.members.get(user.id) or Member(user, "left")
    new = Member(user, status, anonymous and status != "member", dict(rights or {}))
    if old.present and not new.present:
        _say_goodbye(world, group, user, by)
    group.members[user.id] = new
    if new.present and not old.present:
        world.post(group, by, _welcome(user))
    _report(world, group, old, new, by)
    tell_of(world, group)
    if not new.present:
        event = {"type": "chat", "chat_id": group.id, "chat": describe(group)}
        world.hub.tell(user.id, lambda: event)
    return new


def migrate(world: World, group: Group, *, by: User) -> Group:
    """Turn a group into a supergroup with a new id; the old one only says where it went."""
    if group.kind != "group" or group.migrated_to is not None:
        raise ControlError(f"{group.id} is no group that could migrate")
    upgraded = world.add_group("supergroup", group.title)
    upgraded.members = {
        number: Member(member.user, member.status, rights=dict(member.rights))
        for number, member in group.members.items()
    }
    world.post(group, by, {"migrate_to_chat_id": upgraded.id})
    group.migrated_to = upgraded.id
    world.post(upgraded, by, {"migrate_from_chat_id": group.id})
    tell_of(world, group)
    tell_of(world, upgraded)
    return upgraded


def tell_of(world: World, group: Group) -> None:
    """Tell the page how a group stands now."""
    world.tell(group, {"type": "chat", "chat": describe(group)})


def describe(group: Group) -> Json:
    """Return the group as the control API shows it."""
    members = [
        {"user_id": member.user.id, "status": member.status, "is_anonymous": member.anonymous}
        for member in group.members.values()
    ]
    return {
        "id": group.id,
        "type": group.kind,
        "title": group.title,
        "members": members,
        "migrated_to": group.migrated_to,
    }


def report_change(world: World, bot: Bot, kind: str, change: Json) -> None:
    """Queue an update about a membership."""
    world.push(bot, kind, {**change, "date": world.clock.timestamp()}, lane=change["chat"]["id"])


def _check(group: Group, status: str, *, anonymous: bool) -> None:
    if status not in STATUSES - {"creator"}:
        raise ControlError(f"status is {status!r}, must be member, administrator, restricted, left or kicked")
    if group.migrated_to is not None:
        raise ControlError(f"group {group.id} has become {group.migrated_to}")
    if anonymous and group.kind != "supergroup":
        raise ControlError("only administrators of a supergroup can be anonymous")
    if anonymous and status != "administrator":
        raise ControlError("only administrators can be anonymous")


def _welcome(user: User) -> Json:
    return {"new_chat_members": [user.as_json()]}


def _say_goodbye(world: World, group: Group, user: User, by: User) -> None:
    world.post(group, by, {"left_chat_member": user.as_json()})


def _report(world: World, group: Group, old: Member, new: Member, by: User) -> None:
    change = {
        "chat": group.as_json(),
        "from": by.as_json(),
        "old_chat_member": old.as_json(),
        "new_chat_member": new.as_json(),
    }
    if isinstance(new.user, Bot):
        report_change(world, new.user, "my_chat_member", change)
    for member in group.present():
        if isinstance(member.user, Bot) and member.user is not new.user and member.rules:
            report_change(world, member.user, "chat_member", change)
