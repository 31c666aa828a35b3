"""The words of a member's history: which field changed, from what to what."""

from messages.base import safe
from messages.i18n import _
from messages.member_words import category_name, role_name
from storage.notices.membership import ChangeLine
from storage.vocabulary import Category, Role

ROLE, ROSTER = "role.", "roster."


def change_text(line: ChangeLine) -> str:
    """Write one change."""
    name = field_name(line.field)
    before, after = _value(line.field, line.before), _value(line.field, line.after)
    if not line.before:
        return _("{what}: {after}").format(what=name, after=after)
    return _("{what}: {before} → {after}").format(what=name, before=before, after=after)


def field_name(field: str) -> str:
    """Name a field of a member's entry."""
    if field.startswith(ROLE) and field.removeprefix(ROLE) in set(Role):
        return role_name(Role(field.removeprefix(ROLE)))
    names = {
        "name": _("Name"),
        "number": _("Roster number"),
        "group": _("Party group"),
        "category": _("Category"),
        "roles": _("Roles"),
        "admitted_on": _("Admitted to the party"),
        "joined_on": _("Joined the branch"),
        "left_on": _("Left the branch"),
        "dues_amount": _("Dues a month"),
        "probationary": _("On probation"),
        "probation_until": _("Probation until"),
        "leading": _("Leading cadre"),
        "exempt": _("Exempt"),
        "exempt_from": _("Exempt from"),
        "exempt_until": _("Exempt until"),
        "person": _("Account"),
    }
    return names.get(field.removeprefix(ROSTER), field.removeprefix(ROSTER))


def _value(field: str, value: str) -> str:
    """Write a value that is a code in words, anything else as it is."""
    if value in {"yes", "no"}:
        return _("yes") if value == "yes" else _("no")
    if field.removeprefix(ROSTER) == "category" and value in set(Category):
        return category_name(Category(value))
    if field == f"{ROSTER}roles":
        return "、".join(role_name(Role(role)) for role in value.split(",") if role in set(Role)) or "—"
    return safe(value) or "—"
