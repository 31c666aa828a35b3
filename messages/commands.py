"""The bot's commands in words: for the messenger's menu and for /help."""

from enum import StrEnum

from messages.i18n import _, speaking
from storage.vocabulary import Role


class CommandScope(StrEnum):
    """Where a command menu is shown."""

    DEFAULT = "default"
    PRIVATE = "private"
    GROUP = "group"
    GROUP_ADMINISTRATORS = "group_administrators"


_KEEPERS = frozenset({Role.RECORDER, Role.SECRETARY})
_LEADERS = frozenset({Role.COMMITTEE, Role.SECRETARY})
_LENDERS = frozenset({Role.RECORDER, Role.SECRETARY, Role.REVIEWER})


def _for_everybody() -> list[tuple[str, str]]:
    return [
        ("start", _("What I can do now")),
        ("points", _("My points and the reasons")),
        ("meetings", _("Meetings ahead")),
        ("leave", _("Ask leave")),
        ("claim", _("Claim points")),
        ("service", _("Record volunteer service")),
        ("activities", _("Volunteer activities: join, check in")),
        ("myclaims", _("My claims and how they stand")),
        ("dues", _("My dues; recorders tick who paid")),
        ("duties", _("What is to be done by a day")),
        ("reminders", _("When I am reminded")),
        ("mydata", _("What is kept about me")),
        ("language", _("中文 / English")),
        ("help", _("All commands")),
        ("cancel", _("Leave what was begun")),
    ]


def _for_roles(roles: frozenset[Role]) -> list[tuple[str, str]]:
    offered = [
        ("plan", _("Plan a meeting"), _LEADERS),
        ("newduty", _("Add a duty with a deadline"), frozenset({Role.SECRETARY})),
        ("studypoints", _("Import study-app points"), _KEEPERS),
        ("announce", _("Announce a volunteer activity"), _LEADERS),
        ("review", _("Approve claims and leave"), _KEEPERS | _LEADERS),
        ("stages", _("Who reviews claims"), frozenset({Role.SECRETARY})),
        ("letters", _("Warning letters to sign"), _LEADERS),
        ("members", _("Members: who has joined, who cannot be reached"), _KEEPERS | _LEADERS),
        ("roster", _("Send the roster"), frozenset({Role.SECRETARY})),
        ("invite", _("Links for those who have not joined"), frozenset({Role.SECRETARY})),
        ("deputy", _("Deputies while away"), _LENDERS),
    ]
    return [(name, text) for name, text, who in offered if not who.isdisjoint(roles)]


def commands(scope: CommandScope, language: str) -> list[tuple[str, str]]:
    """Give the menu of a kind of chat in a language: the commands with their descriptions."""
    with speaking(language):
        if scope is CommandScope.DEFAULT:
            return [("start", _("What I can do now")), ("help", _("All commands"))]
        if scope is CommandScope.PRIVATE:
            return _for_everybody()
        own = [("points", _("My points, sent to me in private")), ("help", _("What I do in this group"))]
        bind = [("bind", _("Secretary: make this the branch's group"))]
        return own + bind if scope is CommandScope.GROUP_ADMINISTRATORS else own


def commands_for(roles: frozenset[Role], language: str) -> list[tuple[str, str]]:
    """Give the menu of somebody's private chat who holds an office: what he does beside what everybody does."""
    with speaking(language):
        everybody = _for_everybody()
        return [*everybody[:1], *_for_roles(roles), *everybody[1:]]


def has_menu_of_his_own(roles: frozenset[Role]) -> bool:
    """Whether roles bring commands that not everybody has."""
    return bool(_for_roles(roles))


def command_lines(roles: tuple[Role, ...]) -> list[str]:
    """List the commands that somebody with these roles can use, a line each."""
    return [f"/{name} {text}" for name, text in _for_everybody()[:-1] + _for_roles(frozenset(roles))]
