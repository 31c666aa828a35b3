"""Wording of the front door: home screen, help, language, and what became of a one-time link."""

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, Keyboard, Wording, button, clip, safe, words
from messages.commands import command_lines
from messages.i18n import _
from messages.meeting_taps import MeetingTap
from messages.meeting_view import kind_name
from messages.office_taps import OfficeBegin
from storage.notices import home as said
from storage.notices.office import Topic
from storage.vocabulary import Role


class Home(CallbackData, prefix="home"):
    """A button of the home screen.

    ``to`` is where it leads: points, service, claim, meetings, leave, plan, review, dues, members, roster or
    invite; home itself leads back.
    """

    to: str


class AskLanguage(CallbackData, prefix="langs"):
    """Offer the languages."""


class Speak(CallbackData, prefix="lang"):
    """Choose a language."""

    language: str


_KEEPERS = frozenset({Role.RECORDER, Role.SECRETARY})
_LEADERS = frozenset({Role.COMMITTEE, Role.SECRETARY})
_SECRETARY = frozenset({Role.SECRETARY})
_LENDERS = frozenset({Role.SECRETARY, Role.RECORDER, Role.REVIEWER})


def home_button() -> Button:
    """Make the button that leads back home."""
    return button(_("⌂ Home"), Home(to="home"))


def _doors(roles: tuple[Role, ...], waiting: int) -> list[Button]:
    """Offer what the roles can use, one's own matters first, then the office's; the services check again."""
    to_approve = _("To approve ({n})").format(n=waiting) if waiting else _("To approve")
    offered: list[tuple[str, str, frozenset[Role]]] = [
        (_("My points"), "points", frozenset(Role)),
        (_("My duties"), "duties", frozenset(Role)),
        (_("Claim points"), "claim", frozenset(Role)),
        (_("Volunteer service"), "service", frozenset(Role)),
        (_("Activities"), "activities", frozenset(Role)),
        (_("Meetings"), "meetings", frozenset(Role)),
        (_("Ask leave"), "leave", frozenset(Role)),
        (_("Plan a meeting"), "plan", _LEADERS),
        (to_approve, "review", _KEEPERS | _LEADERS),
        (_("Dues"), "dues", _KEEPERS),
        (_("Members"), "members", _KEEPERS | _LEADERS),
        (_("Roster"), "roster", _SECRETARY),
        (_("Invitations"), "invite", _SECRETARY),
        (_("More"), "more", frozenset(Role)),
    ]
    return [button(text, Home(to=to)) for text, to, who in offered if not who.isdisjoint(roles)]


def _keyboard(home: said.HomeScreen) -> Keyboard:
    """Check in stands on top while a meeting is under way."""
    check_in = _("✅ Check in: {meeting}")
    now = tuple(
        (
            button(
                clip(check_in.format(meeting=one.title or kind_name(one.meeting_kind)), 40),
                MeetingTap(meeting_id=one.meeting_id),
            ),
        )
        for one in home.open
    )
    return (*now, *in_pairs(_doors(home.roles, home.waiting)))


def in_pairs(doors: list[Button]) -> Keyboard:
    """Lay buttons out two in a row."""
    return tuple(tuple(doors[index : index + 2]) for index in range(0, len(doors), 2))


def _secretary_lines(home: said.HomeScreen) -> list[str]:
    """Tell a secretary how far the branch is, and the next step."""
    lines = [_("Joined: {joined} of {members} members.").format(joined=home.joined, members=home.members)]
    if home.members <= 1:
        lines.append(_("Next step: send the roster (button “Roster”)."))
    elif home.joined < home.members:
        lines.append(_("Give each member his link (button “Invitations”)."))
    if not home.grouped:
        lines.append(_("The branch has no group yet: add me to the group and send /bind there."))
    return lines


def _home_text(home: said.HomeScreen) -> str:
    lines = [
        _("Hello, <b>{name}</b>!").format(name=safe(home.name)),
        safe(home.branch),
    ]
    if Role.SECRETARY in home.roles:
        lines += ["", *_secretary_lines(home)]
    return "\n".join([*lines, "", _("What would you like to do?")])


@words(said.HomeScreen)
def home_screen(home: said.HomeScreen) -> Wording:
    """Greet, and offer what can be done."""
    return Wording(_home_text(home), _keyboard(home))


@words(said.Welcome)
def welcome(notice: said.Welcome) -> Wording:
    """Greet a member who has just joined."""
    joined = _("✅ You have joined. Reminders and your points come to this chat.")
    return Wording(joined + "\n\n" + _home_text(notice.home), _keyboard(notice.home))


@words(said.MoreDoors)
def more_doors(notice: said.MoreDoors) -> Wording:
    """Offer what is needed seldom."""
    offered = [
        (_("Deputies"), "deputy", not _LENDERS.isdisjoint(notice.roles)),
        (_("Change branch"), "branch", notice.branches > 1),
        (_("Undelivered messages"), "undelivered", Role.SECRETARY in notice.roles),
        (_("My data"), "mydata", True),
    ]
    doors = [button(text, Home(to=to)) for text, to, is_offered in offered if is_offered]
    doors.append(button(_("Apply for exemption"), OfficeBegin(topic=Topic.EXEMPTION, subject=0)))
    doors.append(button(_("中文 / English"), AskLanguage()))
    return Wording(_("More that I can do for you:"), (*in_pairs(doors), (home_button(),)))


@words(said.Help)
def help_text(notice: said.Help) -> Wording:
    """List the commands that are of use to the reader."""
    lines = [
        _("<b>What I can do</b>"),
        *command_lines(notice.roles),
        "",
        _("In the branch group you check in to meetings with one tap."),
        _("If something is wrong, please ask your branch secretary."),
    ]
    return Wording("\n".join(lines), ((home_button(),),))


@words(said.GroupHelp)
def group_help(notice: said.GroupHelp) -> Wording:
    """Point to the private chat."""
    text = _(
        "Here I announce meetings, take check-ins and post the ranking. Everything personal is in our private chat."
    )
    return Wording(text, ((Button(_("Open the private chat"), url=f"https://t.me/{notice.bot}"),),))


@words(said.LanguageAsk)
def language_ask(_notice: said.LanguageAsk) -> Wording:
    """Offer the languages, each in its own name."""
    return Wording(
        _("Which language shall I use with you?"),
        ((button("中文", Speak(language="zh_CN")), button("English", Speak(language="en"))),),
    )


@words(said.LanguageChosen)
def language_chosen(_notice: said.LanguageChosen) -> Wording:
    """Confirm in the new language."""
    return Wording(_("From now on I write to you in English."), ((home_button(),),))


@words(said.LinkUnknown)
def link_unknown(_notice: said.LinkUnknown) -> Wording:
    """Say that the link is none of ours."""
    return Wording(
        _("This link is not valid. It may have been cut off when it was copied.")
        + "\n"
        + _("Please ask your branch secretary for a new one.")
    )


@words(said.LinkUsed)
def link_used(_notice: said.LinkUsed) -> Wording:
    """Say that each link works once."""
    return Wording(
        _("This link has been used already; each link works once.")
        + "\n"
        + _("If it was not you, please tell your branch secretary at once.")
    )


@words(said.LinkRevoked)
def link_revoked(_notice: said.LinkRevoked) -> Wording:
    """Say that there is a newer link."""
    return Wording(
        _("This link has been replaced by a newer one.") + "\n" + _("Please ask your branch secretary for a new one.")
    )


@words(said.AccountTaken)
def account_taken(notice: said.AccountTaken) -> Wording:
    """Say whose account this is; nothing of the link's member."""
    text = _("This account already belongs to <b>{name}</b>. The link is for somebody else and stays unused.")
    return Wording(
        text.format(name=safe(notice.name)) + "\n" + _("Please have it opened on that member's own phone."),
        ((home_button(),),),
    )


@words(said.PersonTaken)
def person_taken(_notice: said.PersonTaken) -> Wording:
    """Say that the member uses another account."""
    return Wording(
        _("The member of this link already uses another account.")
        + "\n"
        + _("If that account is lost, the branch secretary can unlink it and give a new link.")
    )


@words(said.Cancelled)
def cancelled(_notice: said.Cancelled) -> Wording:
    """Confirm that nothing was kept."""
    return Wording(_("Cancelled. Nothing was changed."), ((home_button(),),))


@words(said.NothingToCancel)
def nothing_to_cancel(_notice: said.NothingToCancel) -> Wording:
    """Say that there is nothing to cancel."""
    return Wording(_("There is nothing to cancel."), ((home_button(),),))
