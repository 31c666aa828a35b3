"""The bot's commands in words: for the messenger's menu and for /help."""

from enum import StrEnum

from messages.i18n import _, speaking
from storage.vocabulary import Role


class CommandScope(StrEnum):
    """Where a command menu is shown."""

    PRIVATE = "private"
    GROUP = "group"


_KEEPERS = frozenset({Role.RECORDER, Role.SECRETARY})
_LEADERS = frozenset({Role.COMMITTEE, Role.SECRETARY})


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
        ("language", _("中文 / English")),
        ("help", _("All commands")),
        ("cancel", _("Leave what was begun")),
    ]


def _for_roles(roles: frozenset[Role]) -> list[tuple[str, str]]:
    offered = [
        ("plan", _("Plan a meeting"), _LEADERS),
        ("announce", _("Announce a volunteer activity"), _LEADERS),
        ("review", _("Approve claims and leave"), _KEEPERS | _LEADERS),
        ("letters", _("Warning letters to sign"), _LEADERS),
        ("members", _("Members: who has joined, who cannot be reached"), _KEEPERS | _LEADERS),
        ("roster", _("Send the roster"), frozenset({Role.SECRETARY})),
        ("invite", _("Links for those who have not joined"), frozenset({Role.SECRETARY})),
    ]
    return [(name, text) for name, text, who in offered if not who.isdisjoint(roles)]


def commands(scope: CommandScope, language: str) -> list[tuple[str, str]]:
    """Give the menu of a kind of chat in a language: the commands with their descriptions."""
    with speaking(language):
        if scope is CommandScope.GROUP:
            return [
                ("bind", _("Secretary: make this the branch's group")),
                ("help", _("What I do in this group")),
            ]
        return _for_everybody()


def command_lines(roles: tuple[Role, ...]) -> list[str]:
    """List the commands that somebody with these roles can use, a line each."""
    return [f"/{name} {text}" for name, text in _for_everybody()[:-1] + _for_roles(frozenset(roles))]
