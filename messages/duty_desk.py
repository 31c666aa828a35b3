"""Wording of duties for those who keep the branch: lists, cards, the word on what was handed in."""

from __future__ import annotations

from messages.base import Button, Keyboard, Wording, button, clip, safe, words
from messages.claim_view import day
from messages.dues_taps import SheetBegin
from messages.duty_words import (
    DutyBranch,
    DutyConfirm,
    DutyExcuse,
    DutyFile,
    DutyLook,
    DutyMine,
    DutyPlanList,
    DutyQueue,
    DutyReturn,
    DutyShow,
    DutyUnexcuse,
    DutyWhy,
    duty_label,
    duty_name,
    handed_in,
    mark_of,
    standing_line,
)
from messages.home import home_button
from messages.i18n import _
from messages.pages import page_buttons
from storage.notices import duties as said

NAME_WIDTH = 12
LABEL = 30


def return_reasons() -> tuple[str, ...]:
    """Reasons for a return that are offered, in the reader's language."""
    return (
        _("Too short, please say more."),
        _("Not readable, please send it again."),
        _("This is not what was asked."),
    )


def excuse_reasons() -> tuple[str, ...]:
    """Reasons for an excuse that are offered, in the reader's language."""
    return (_("ill"), _("old and frail"), _("away for work"))


@words(said.BranchDuties)
def branch(notice: said.BranchDuties) -> Wording:
    """List the branch's duties with how many have done each."""
    lines = [_("<b>The branch's duties</b>")]
    if not notice.duties:
        lines.append(_("No duty is open now."))
    for one in notice.duties:
        lines += ["", duty_name(one.name), _count_line(one)]
    rows = [
        (button(clip(duty_label(one.name), LABEL), DutyShow(duty_id=one.duty_id, page=0)),) for one in notice.duties
    ]
    turns = page_buttons(notice.page, notice.pages, lambda page: DutyBranch(page=page))
    waiting = _("To confirm ({count})").format(count=notice.waiting)
    queue = (button(waiting, DutyQueue(place=0)),) if notice.waiting else ()
    manage = (button(_("Add or switch duties"), DutyPlanList(page=0)),) if notice.manages else ()
    study = (button(_("Import study-app points"), SheetBegin(what="study")),) if notice.imports else ()
    return Wording("\n".join(lines), tuple(row for row in (*rows, turns, queue, manage, study, _home()) if row))


def _count_line(one: said.DutyCount) -> str:
    line = _("By {day} · done {done} of {all}").format(day=day(one.due_on), done=one.done, all=one.asked)
    return line + _(" · to confirm {count}").format(count=one.filed) if one.filed else line


def _home() -> tuple[Button, ...]:
    return (button(_("My duties"), DutyMine()), home_button())


@words(said.DutyList)
def listing(notice: said.DutyList) -> Wording:
    """List everybody, a button each; who has not done it comes first."""
    lines = [
        f"<b>{duty_name(notice.name)}</b>",
        _("By {day} · done {done} of {all}").format(day=day(notice.due_on), done=notice.done, all=notice.asked),
        _("Tap a name for details."),
    ]
    rows = tuple(
        (
            button(
                f"{mark_of(person.standing)} {clip(person.name, NAME_WIDTH)}",
                DutyLook(duty_id=notice.duty_id, member_id=person.member_id),
            ),
        )
        for person in notice.people
    )
    turns = page_buttons(notice.page, notice.pages, lambda page: DutyShow(duty_id=notice.duty_id, page=page))
    back = (button(_("The branch's duties"), DutyBranch(page=0)), home_button())
    return Wording("\n".join(lines), tuple(row for row in (*rows, turns, back) if row))


@words(said.DutyCard)
def card(notice: said.DutyCard) -> Wording:
    """Show one member's standing, what he handed in, and what can be decided."""
    head = f"<b>{safe(notice.name)}</b> · {duty_name(notice.duty.name)}"
    lines = [head, f"{mark_of(notice.duty.standing)} {standing_line(notice.duty)}", *handed_in(notice.duty)]
    if notice.waiting:
        lines.insert(0, _("To confirm: {place} of {all}").format(place=notice.place + 1, all=notice.waiting))
    return Wording("\n".join(lines), (*_decisions(notice), *_around(notice)))


def _decisions(notice: said.DutyCard) -> Keyboard:
    duty_id, member_id = notice.duty.duty_id, notice.member_id
    rows: list[tuple[Button, ...]] = []
    if notice.duty.has_file:
        rows.append((button(_("Show the photo or file"), DutyFile(done_id=notice.done_id)),))
    if notice.may_confirm:
        round_ = notice.duty.round
        back = DutyReturn(duty_id=duty_id, member_id=member_id, done_id=notice.done_id, round=round_)
        confirm = button(_("✅ Confirm"), DutyConfirm(done_id=notice.done_id, round=round_))
        rows.append((confirm, button(_("↩️ Return"), back)))
    if notice.may_excuse:
        rows.append((button(_("Excuse"), DutyExcuse(duty_id=duty_id, member_id=member_id)),))
    if notice.may_unexcuse:
        rows.append((button(_("Take the excuse back"), DutyUnexcuse(duty_id=duty_id, member_id=member_id)),))
    return tuple(rows)


def _around(notice: said.DutyCard) -> Keyboard:
    back = (button(_("Back to the list"), DutyShow(duty_id=notice.duty.duty_id, page=0)), home_button())
    if notice.waiting <= 1:
        return (back,)
    before, after = DutyQueue(place=(notice.place - 1) % notice.waiting), DutyQueue(place=notice.place + 1)
    return ((button("◀", before), button("▶", after)), back)


@words(said.NothingFiled)
def nothing_filed(_notice: said.NothingFiled) -> Wording:
    """Say that nothing waits."""
    return Wording(_("Nothing waits for your confirmation."), (_home(),))


@words(said.DutyDecided)
def decided(notice: said.DutyDecided) -> Wording:
    """Say what was decided, and lead to the next one."""
    lines = [
        f"<b>{safe(notice.name)}</b> · {duty_name(notice.duty.name)}",
        f"{mark_of(notice.duty.standing)} {standing_line(notice.duty)}",
        *handed_in(notice.duty, 200),
    ]
    if notice.by:
        lines.append(_("By: {name}").format(name=safe(notice.by)))
    more = _("Next to confirm ({count})").format(count=notice.waiting)
    rows: Keyboard = ((button(more, DutyQueue(place=0)),),) if notice.waiting else ()
    back = (button(_("Back to the list"), DutyShow(duty_id=notice.duty.duty_id, page=0)), home_button())
    return Wording("\n".join(lines), (*rows, back))


@words(said.DutyChanged)
def changed(_notice: said.DutyChanged) -> Wording:
    """Say that there is a newer hand-in."""
    return Wording(_("It was handed in anew meanwhile. Please open it again."), alert=True)


@words(said.DutyNotYours)
def not_yours(notice: said.DutyNotYours) -> Wording:
    """Say who can."""
    if not notice.others:
        return Wording(_("Nobody decides on his own duty. The superior committee must do it."), alert=True)
    names = safe(_(", ").join(notice.others))
    return Wording(_("Nobody decides on his own duty. It can be done by: {names}").format(names=names), alert=True)


@words(said.DutyAskReason)
def ask_reason(notice: said.DutyAskReason) -> Wording:
    """Ask why, and offer the usual reasons."""
    returning = notice.what == "return"
    text = (
        _("{name}, {duty}: why does it come back? Tap or write a line, or /cancel.")
        if returning
        else _("{name}, {duty}: why is he excused? Tap or write a line, or /cancel.")
    )
    offered = return_reasons() if returning else excuse_reasons()
    rows = tuple((button(reason, DutyWhy(number=number)),) for number, reason in enumerate(offered))
    return Wording(text.format(name=safe(notice.name), duty=duty_name(notice.duty)), rows)
