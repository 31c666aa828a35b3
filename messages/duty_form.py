"""Wording of the form in which a duty is added, and of the list on which duties are switched on and off."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, Keyboard, RowId, Wording, button, clip, safe, words
from messages.calendar import calendar_button
from messages.claim_view import day
from messages.duty_words import (
    DutyBranch,
    DutyPlanList,
    duty_label,
    duty_name,
    every_name,
    evidence_name,
    shipped_names,
)
from messages.home import home_button
from messages.i18n import _, ngettext
from messages.member_words import category_name, role_name
from messages.pages import page_buttons
from messages.times import full_day
from storage.notices import duty_form as said
from storage.notices.duty_form import DutyDraft, DutyFormFault, DutyStep
from storage.vocabulary import Category, DutyEvery, DutyEvidence, Role

GRACE = (0, 3, 7, 15)
COUNTED = ("thought_report", "self_report", "self_inspection", "migrant_report", "reflection", "other")
ROLES = (Role.COMMITTEE, Role.GROUP_LEADER, Role.RECORDER)
EVIDENCE = (DutyEvidence.NONE, DutyEvidence.WORDS, DutyEvidence.FILE)
LABEL = 30
YEAR = timedelta(days=366)


class DutyTap(CallbackData, prefix="dft"):
    """One answer in one form; a button of a former form or step is told apart by both."""

    form: str
    step: str
    value: str


class DutyAdd(CallbackData, prefix="dfb"):
    """Open the form."""


class DutyAddConfirm(CallbackData, prefix="dfc"):
    """Add what the summary of a form shows."""

    form: str


class DutyAddDrop(CallbackData, prefix="dfx"):
    """Leave the form."""


class DutySwitch(CallbackData, prefix="dfs"):
    """Switch a duty on or off."""

    plan_id: RowId
    on: bool
    page: int


@words(said.DutyQuestion)
def question(notice: said.DutyQuestion) -> Wording:
    """Ask the next question, below what has been answered."""
    if notice.step is DutyStep.SUMMARY:
        return _summary(notice)
    asked = {
        DutyStep.TITLE: _("What is to be done? Write a short title, such as: hand in the study notes."),
        DutyStep.WHO: _("Who has to do it?"),
        DutyStep.DUE: _("By which day, the first time? Tap, or write it, such as 7月31日."),
        DutyStep.EVERY: _("How often?"),
        DutyStep.EVIDENCE: _("What has to be handed in?"),
        DutyStep.GRACE: _("How many days after the due day is it still taken, as late?"),
        DutyStep.COUNTS: _("What is it recorded as? That decides which points it brings."),
    }[notice.step]
    lines = _answers(notice.draft, notice.step)
    return Wording("\n".join([*lines, *([""] if lines else []), asked]), _choices(notice))


def _choices(notice: said.DutyQuestion) -> Keyboard:
    offered: dict[DutyStep, Iterable[tuple[str, str]]] = {
        DutyStep.TITLE: (),
        DutyStep.WHO: _audiences(notice),
        DutyStep.DUE: [(full_day(one), one.isoformat()) for one in notice.days],
        DutyStep.EVERY: [(every_name(one), one.value) for one in DutyEvery],
        DutyStep.EVIDENCE: [(evidence_name(one), one.value) for one in EVIDENCE],
        DutyStep.GRACE: [(_days(one), str(one)) for one in GRACE],
        DutyStep.COUNTS: [*((_counts_name(one), one) for one in COUNTED), (_counts_name(""), "none")],
    }
    taps = [button(label, _tap(notice, value)) for label, value in offered[notice.step]]
    wide = 1 if notice.step is DutyStep.EVIDENCE else 2
    rows = [tuple(taps[at : at + wide]) for at in range(0, len(taps), wide)]
    if notice.step is DutyStep.DUE:
        rows.append((calendar_button(notice.today, notice.today + timedelta(days=1), notice.today + YEAR),))
    return (*rows, _ways_out(notice))


def _tap(notice: said.DutyQuestion, value: str) -> DutyTap:
    return DutyTap(form=notice.form, step=notice.step, value=value)


def _ways_out(notice: said.DutyQuestion) -> tuple[Button, ...]:
    drop = button(_("✖️ Cancel"), DutyAddDrop())
    if notice.step is DutyStep.TITLE:
        return (drop,)
    return (button(_("‹ Back"), DutyTap(form=notice.form, step="back", value="")), drop)


def _audiences(notice: said.DutyQuestion) -> list[tuple[str, str]]:
    everybody = [(_("everybody"), "all")]
    categories = [(category_name(one), f"c-{one}") for one in Category]
    roles = [(role_name(one), f"r-{one}") for one in ROLES]
    groups = [(clip(one.name, LABEL), f"g-{one.group_id}") for one in notice.groups]
    return everybody + groups + roles + categories


def _answers(draft: DutyDraft, step: DutyStep) -> list[str]:
    """Show the answers before a step, a line each."""
    due = full_day(draft.due_on) if draft.due_on is not None else ""
    texts = [
        (DutyStep.TITLE, f"<b>{safe(draft.title)}</b>"),
        (DutyStep.WHO, _("Who: {audience}").format(audience=_audience(draft))),
        (DutyStep.DUE, _("First by: {day}").format(day=due)),
        (DutyStep.EVERY, _("How often: {every}").format(every=every_name(draft.every))),
        (DutyStep.EVIDENCE, _("To hand in: {evidence}").format(evidence=evidence_name(draft.evidence))),
        (DutyStep.GRACE, _("Late until: {days}").format(days=_days(draft.grace_days))),
        (DutyStep.COUNTS, _("Recorded as: {what}").format(what=_counts_name(draft.counts))),
    ]
    order = list(DutyStep)
    return [text for one, text in texts if order.index(one) < order.index(step)]


def _audience(draft: DutyDraft) -> str:
    if draft.category is not None:
        return category_name(draft.category)
    if draft.role is not None:
        return role_name(draft.role)
    return safe(draft.group.name) if draft.group is not None else _("everybody")


def _days(count: int) -> str:
    if not count:
        return _("the due day itself")
    return ngettext("{n} day after", "{n} days after", count).format(n=count)


def _counts_name(counts: str) -> str:
    others = {"": _("nothing, no points"), "reflection": _("reflections"), "other": _("another duty")}
    return others.get(counts) or shipped_names()[counts]


def _summary(notice: said.DutyQuestion) -> Wording:
    lines = [*_answers(notice.draft, DutyStep.SUMMARY), ""]
    if notice.draft.counts:
        lines.append(_("Who has not done it when the grace is over is recorded as having missed it."))
    lines.append(_("Is this right? Members find it under “My duties” and are reminded."))
    confirm = button(_("✅ Add the duty"), DutyAddConfirm(form=notice.form))
    return Wording("\n".join(lines), ((confirm,), _ways_out(notice)))


@words(said.DutyFormFaulty)
def faulty(notice: said.DutyFormFaulty) -> Wording:
    """Say what is wrong and what would be right."""
    text = {
        DutyFormFault.EMPTY: _("There is nothing in it. Please write a short title."),
        DutyFormFault.LONG: _("The title is too long: at most 60 characters."),
        DutyFormFault.DAY: _("I cannot read that as a day. Right would be: {example}"),
        DutyFormFault.EARLY: _("The due day must lie ahead, such as {example}"),
        DutyFormFault.FAR: _("That is more than a year away. Right would be, for instance, {example}"),
        DutyFormFault.BUTTONS: _("Please tap one of the buttons above, or /cancel."),
    }[notice.fault]
    return Wording(text.format(example=full_day(notice.example)), alert=True)


@words(said.DutyAdded)
def added(notice: said.DutyAdded) -> Wording:
    """Say that it stands, and from when on members see it."""
    lines = [
        _("✅ Added: {title}").format(title=safe(notice.title)),
        _("First by: {day}").format(day=full_day(notice.due_on)),
        _("How often: {every}").format(every=every_name(notice.every)),
        _("Members see it from {day} on.").format(day=full_day(notice.opens_on)),
    ]
    return Wording("\n".join(lines), ((button(_("The branch's duties"), DutyBranch(page=0)), home_button()),))


@words(said.DutyFormDropped)
def dropped(_notice: said.DutyFormDropped) -> Wording:
    """Say that nothing was added."""
    return Wording(_("No duty was added."), ((button(_("The branch's duties"), DutyBranch(page=0)), home_button()),))


@words(said.DutyPlans)
def plans(notice: said.DutyPlans) -> Wording:
    """List every duty, with a switch each."""
    lines = [_("<b>Which duties the branch has</b>"), _("Tap one to switch it on or off. What is open goes on.")]
    for one in notice.plans:
        when = day(one.next_due) if one.next_due is not None else _("over")
        lines += ["", f"{_mark(one.active)} {duty_name(one.name)}", f"{every_name(one.every)} · {when}"]
    rows = [
        (
            button(
                f"{_mark(one.active)} {clip(duty_label(one.name), LABEL)}",
                DutySwitch(plan_id=one.plan_id, on=not one.active, page=notice.page),
            ),
        )
        for one in notice.plans
    ]
    turns = page_buttons(notice.page, notice.pages, lambda page: DutyPlanList(page=page))
    add = (button(_("➕ Add a duty"), DutyAdd()),)
    back = (button(_("The branch's duties"), DutyBranch(page=0)), home_button())
    return Wording("\n".join(lines), tuple(row for row in (*rows, turns, add, back) if row))


def _mark(active: bool) -> str:
    return "🟢" if active else "⚪️"
