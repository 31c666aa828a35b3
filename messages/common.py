"""Wording that belongs to no single conversation."""

from messages.base import Wording, words
from messages.i18n import _
from storage.notices.common import Broken, Gone, NoPermission, NotBound, Unclear


@words(NoPermission)
def no_permission(_notice: NoPermission) -> Wording:
    """Say that the roles do not allow it."""
    return Wording(_("Your role in the branch does not allow this."), alert=True)


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
def unclear(_notice: Unclear) -> Wording:
    """Say that a message was not understood, and what is possible."""
    return Wording(_("Sorry, I did not understand that. Send /start to see what you can do."))


@words(Broken)
def broken(notice: Broken) -> Wording:
    """Say that it is our fault, and which number to give the secretary."""
    return Wording(
        _("Something went wrong on our side. Nothing was lost; please try again. (No. {number})").format(
            number=notice.update_id
        ),
        alert=True,
    )
