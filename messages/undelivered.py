"""Wording of what did not arrive."""

from aiogram.filters.callback_data import CallbackData

from messages.base import Wording, clip, safe, words
from messages.home import home_button
from messages.i18n import _, ngettext
from messages.pages import page_buttons
from messages.times import moment
from storage.notices import undelivered as said

NAMES_SHOWN = 30


class UndeliveredPage(CallbackData, prefix="und"):
    """A page of the list."""

    page: int


@words(said.Undelivered)
def undelivered(notice: said.Undelivered) -> Wording:
    """List what did not arrive, and who has to be told by other means."""
    lines = [_("<b>Undelivered messages</b> of 30 days")]
    if not notice.total:
        lines.append(_("Everything has arrived."))
    for one in notice.lost:
        lines += ["", _("To: {name}").format(name=_addressee(one)), moment(one.at, notice.zone)]
        lines.append(f"{_about(one.about)} · {_reason(one.failure)}")
    lines += ["", *_unreachable(notice)]
    turn = page_buttons(notice.page, notice.pages, lambda page: UndeliveredPage(page=page))
    return Wording("\n".join(lines), (*((turn,) if turn else ()), (home_button(),)))


def _addressee(one: said.LostMessage) -> str:
    return _("the group") if one.to_group else safe(one.to) or "—"


def _unreachable(notice: said.Undelivered) -> list[str]:
    found = notice.unreachable
    if not found:
        return [_("Every member can be reached.")]
    head = ngettext("{n} member cannot be reached:", "{n} members cannot be reached:", len(found)).format(n=len(found))
    shown = [safe(clip(one.name, 20)) + ("" if one.joined else _(" (not joined)")) for one in found[:NAMES_SHOWN]]
    return [head, "、".join(shown) + ("…" if len(found) > NAMES_SHOWN else "")]


def _about(about: str) -> str:
    """Name the conversation that a message belongs to."""
    return {
        "meeting": _("meetings"),
        "leave": _("leave"),
        "absence": _("absence"),
        "letter": _("warning letter"),
        "claim": _("claims"),
        "review": _("claims"),
        "dues": _("dues"),
        "duty": _("duties"),
        "duties": _("duties"),
        "reminder": _("reminder"),
        "points": _("points"),
        "ranking": _("ranking"),
    }.get(about, _("other"))


def _reason(failure: str) -> str:
    return {
        "no_account": _("has not joined"),
        "unreachable": _("has blocked the bot"),
        "no_group": _("there is no group"),
        "unknown_notice": _("from another version"),
        "erased": _("the data is erased"),
    }.get(failure, _("refused by the messenger"))
