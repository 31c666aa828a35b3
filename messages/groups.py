"""Wording around the branch's group chat."""

from messages.base import Wording, clip, safe, words
from messages.i18n import _
from storage.notices import groups as said

TITLE_LENGTH = 60


@words(said.GroupBound)
def bound(notice: said.GroupBound) -> Wording:
    """Say whose group this is now."""
    lines = [_("✅ This is now the group of <b>{branch}</b>.").format(branch=safe(notice.branch))]
    if notice.before:
        lines.append(_("It replaces the group “{title}”.").format(title=safe(clip(notice.before, TITLE_LENGTH))))
    lines.append(_("Meetings, check-ins and the monthly ranking will appear here."))
    return Wording("\n".join(lines))


@words(said.GroupAlreadyBound)
def already_bound(notice: said.GroupAlreadyBound) -> Wording:
    """Say that nothing had to be done."""
    return Wording(_("This is the group of <b>{branch}</b> already.").format(branch=safe(notice.branch)))


@words(said.GroupTaken)
def taken(_notice: said.GroupTaken) -> Wording:
    """Refuse without naming the other branch."""
    return Wording(_("This group belongs to another branch. Each branch needs a group of its own."))


@words(said.NotAdministrator)
def not_administrator(_notice: said.NotAdministrator) -> Wording:
    """Say what he must be first."""
    return Wording(_("To link this group you must be one of its administrators. Ask its owner, then send /bind again."))


@words(said.AnonymousAdministrator)
def anonymous(_notice: said.AnonymousAdministrator) -> Wording:
    """Explain how to write in one's own name."""
    lines = [
        _("I cannot see who sent this: you write as an anonymous administrator."),
        _("Group info → Administrators → your name → switch off “Remain anonymous”, then send /bind again."),
        _("Afterwards you may switch it on again."),
    ]
    return Wording("\n".join(lines))


@words(said.BindInGroup)
def bind_in_group(_notice: said.BindInGroup) -> Wording:
    """Say where /bind belongs."""
    return Wording(_("Please send /bind in the branch's group. Add me to that group first."))


@words(said.GroupHello)
def hello(_notice: said.GroupHello) -> Wording:
    """Introduce the bot to a group that is no branch's yet."""
    return Wording(
        _("Hello! I keep the points of party branches. The branch secretary links this group by sending /bind.")
    )


@words(said.GroupBack)
def back(notice: said.GroupBack) -> Wording:
    """Say that everything goes on."""
    return Wording(_("I am back. This is still the group of <b>{branch}</b>.").format(branch=safe(notice.branch)))


@words(said.GroupLost)
def lost(notice: said.GroupLost) -> Wording:
    """Tell the secretary what is lost and how to mend it."""
    title = safe(clip(notice.title, TITLE_LENGTH))
    lines = [
        _("⛔ I can no longer write in the group “{title}”: I was removed or silenced.").format(title=title),
        _("Please add me again. What is due to the group waits for a few days."),
    ]
    return Wording("\n".join(lines))


@words(said.GroupFound)
def found(notice: said.GroupFound) -> Wording:
    """Tell the secretary that it is mended."""
    title = safe(clip(notice.title, TITLE_LENGTH))
    return Wording(_("✅ I can write in the group “{title}” again.").format(title=title))
