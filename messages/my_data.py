"""Wording of a person's own data, with the readable text that is handed out."""

from typing import Any

from aiogram.filters.callback_data import CallbackData

from messages.base import RowId, Wording, button, safe, words
from messages.home import home_button
from messages.i18n import _, speaking
from messages.times import full_day
from storage.notices import my_data as said


class EraseMe(CallbackData, prefix="erm"):
    """Ask to be erased; ``sure`` after the question."""

    sure: bool


class EraseDecide(CallbackData, prefix="erd"):
    """Decide on a request."""

    request_id: RowId
    approve: bool


@words(said.MyData)
def my_data(notice: said.MyData) -> Wording:
    """Go with the papers."""
    lines = [
        _("Your data, as of {day}.").format(day=full_day(notice.on)),
        _("Two files: one to read, one for a computer. Only you get them."),
    ]
    if not notice.left:
        return Wording("\n".join(lines), ((home_button(),),))
    lines.append(_("You belong to no branch any more and can ask that your personal data be erased."))
    return Wording("\n".join(lines), ((button(_("Ask for erasure"), EraseMe(sure=False)),),))


def readable(notice: said.MyData, language: str) -> str:
    """Write everything as plain text: a heading for each kind of thing, a line for each value that is there."""
    with speaking(language):
        lines = [_("Data about {name}, as of {day}").format(name=notice.name, day=full_day(notice.on))]
        for table, rows in notice.tables.items():
            lines += ["", f"== {_heading(table)} ({len(rows)})"]
            for row in rows:
                lines += [
                    *(f"{column}: {_text(value)}" for column, value in row.items() if value not in (None, "")),
                    "",
                ]
        return "\n".join(lines).rstrip() + "\n"


def _text(value: Any) -> str:
    return {True: _("yes"), False: _("no")}[value] if isinstance(value, bool) else str(value)


def _heading(table: str) -> str:
    headings = {
        "person": _("Person"),
        "account": _("Account of the messenger"),
        "member": _("Memberships"),
        "role_held": _("Roles"),
        "attendance": _("Meetings"),
        "leave": _("Leave"),
        "claim": _("Claims"),
        "evidence": _("Evidence"),
        "verdict": _("Verdicts on claims"),
        "dues": _("Dues"),
        "duty_done": _("Duties"),
        "letter": _("Warning letters"),
        "fact": _("Facts"),
        "score_card": _("Score cards"),
        "member_change": _("Changes of the entry"),
        "delegation": _("Deputies"),
        "exemption": _("Exemption"),
        "transfer": _("Transfers"),
    }
    return headings.get(table, table)


@words(said.ErasureAsk)
def erasure_ask(_notice: said.ErasureAsk) -> Wording:
    """Say what it means."""
    text = _(
        "Your name, account, words and files are erased. Points and attendance stay as numbers without a name. "
        "This cannot be undone. The secretary of your last branch has to approve."
    )
    return Wording(text, ((button(_("Yes, erase my data"), EraseMe(sure=True)),),))


@words(said.ErasureTooEarly)
def erasure_too_early(_notice: said.ErasureTooEarly) -> Wording:
    """Say when it is possible."""
    return Wording(_("The data of a member is needed by the branch. It can be erased after he has left."), alert=True)


@words(said.ErasureFiled)
def erasure_filed(_notice: said.ErasureFiled) -> Wording:
    """Confirm the request."""
    return Wording(_("Your request waits for the secretary of your last branch."))


@words(said.ErasureAsked)
def erasure_asked(notice: said.ErasureAsked) -> Wording:
    """Put the request before who decides."""
    text = _("🗑 <b>{name}</b> has left and asks that the personal data be erased. The facts stay without a name.")
    yes = button(_("Erase"), EraseDecide(request_id=notice.request_id, approve=True))
    no = button(_("Refuse"), EraseDecide(request_id=notice.request_id, approve=False))
    return Wording(text.format(name=safe(notice.name)), ((yes, no),))


@words(said.ErasureSettled)
def erasure_settled(notice: said.ErasureSettled) -> Wording:
    """Say what was decided."""
    text = _("✅ The personal data is erased.") if notice.approved else _("The request for erasure was refused.")
    return Wording(text + (" " + _("By: {name}").format(name=safe(notice.by)) if notice.by else ""))
