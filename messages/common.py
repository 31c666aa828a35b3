"""Wording that belongs to no single conversation."""

from messages.base import Wording, safe, words
from messages.i18n import _
from messages.member_words import role_names
from messages.permission_words import action_name
from storage.notices.common import Broken, Gone, NoPermission, NotBound, Unclear


@words(NoPermission)
def no_permission(notice: NoPermission) -> Wording:
    """Say that the roles do not allow it, and whose do."""
    text = _("Your role in the branch does not allow this: {action}.").format(action=action_name(notice.action))
    if notice.roles:
        text += "\n" + _("It is done by: {roles}").format(roles=role_names(notice.roles))
    return Wording(text, alert=True)


@words(NotBound)
def not_bound(_notice: NotBound) -> Wording:
    """Tell a stranger how to join, and nothing about the branch."""
    return Wording(
        _("This account is not linked to a member yet. Please ask your branch secretary for your personal link."),
        alert=True,
    )


@words(Gone)
def gone(_notice: Gone) -> Wording:
    """Say that a button is no longer good."""
    return Wording(_("This button is no longer valid. Send /start to see what you can do now."), alert=True)


@words(Unclear)
def unclear(notice: Unclear) -> Wording:
    """Say what was not understood, and what is possible."""
    lines = [_what_came(notice.found), _("Send /start to see what you can do, or /help for all commands.")]
    return Wording("\n".join(lines))


def _what_came(found: str) -> str:
    """Answer each kind of message by what its sender may have meant."""
    if found.startswith("/"):
        return _("I do not know the command {command}.").format(command=safe(found))
    return {
        "text": _("Sorry, I did not understand that. I work by buttons and commands."),
        "photo": _("A photo on its own tells me nothing. To hand in evidence, begin with /claim or /service."),
        "document": _("I do not know what this file is for. To hand in evidence, begin with /claim or /service."),
        "location": _("I do not need a location here."),
        "contact": _("I do not need telephone numbers and keep none."),
        "voice": _("Sorry, I cannot listen to voice messages."),
    }.get(found, _("Sorry, I cannot do anything with that."))


@words(Broken)
def broken(notice: Broken) -> Wording:
    """Say that it is our fault, and which number to give the secretary."""
    return Wording(
        _("Something went wrong on our side. Nothing was lost; please try again. (No. {number})").format(
            number=notice.update_id
        ),
        alert=True,
    )
