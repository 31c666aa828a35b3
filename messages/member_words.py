"""Words for what a member is: categories, roles, and the fields of the roster."""

from messages.i18n import _
from storage.vocabulary import Category, Role


def category_name(category: Category) -> str:
    """Name a category."""
    return {
        Category.IN_SERVICE: _("in service"),
        Category.RETIRED: _("retired"),
        Category.RURAL: _("rural"),
        Category.AGENCY: _("agency"),
        Category.NEW_ORGANISATION: _("new organisation"),
        Category.MIGRANT: _("migrant"),
    }[category]


def role_name(role: Role) -> str:
    """Name a role."""
    return {
        Role.MEMBER: _("member"),
        Role.GROUP_LEADER: _("group leader"),
        Role.RECORDER: _("recorder"),
        Role.COMMITTEE: _("committee member"),
        Role.SECRETARY: _("secretary"),
        Role.REVIEWER: _("reviewer"),
    }[role]


def role_names(roles: tuple[Role, ...]) -> str:
    """Name several roles in a row; without any it is a plain member."""
    return _(", ").join(role_name(role) for role in roles) if roles else role_name(Role.MEMBER)


def field_name(code: str) -> str:
    """Name a column of the roster by its heading."""
    return {
        "number": _("No."),
        "name": _("Name"),
        "group": _("Party group"),
        "category": _("Category"),
        "roles": _("Role"),
        "admitted_on": _("Admitted on"),
        "joined_on": _("Joined branch on"),
        "dues_amount": _("Monthly dues"),
        "probationary": _("Probationary"),
        "leading": _("Leading cadre"),
        "exempt_from": _("Exempt from"),
        "exempt_until": _("Exempt until"),
    }[code]


def field_value(code: str, value: str) -> str:
    """Show a field's plain value: codes as words, an empty one as a dash."""
    if not value and code != "roles":
        return "—"
    if code == "category":
        return category_name(Category(value))
    if code == "roles":
        return role_names(tuple(Role(part) for part in value.split(",") if part))
    if code in {"probationary", "leading"}:
        return _("yes") if value == "yes" else _("no")
    return value
