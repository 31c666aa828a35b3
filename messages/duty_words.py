"""What duties are called and how they stand, wherever they are shown; what their buttons carry."""

from __future__ import annotations

from aiogram.filters.callback_data import CallbackData

from messages.base import RowId, safe
from messages.claim_view import day, either
from messages.i18n import _
from scoring.points import plain
from storage.notices.duties import DutyName, DutyView, Standing
from storage.vocabulary import DutyEvery, DutyEvidence


class DutyMine(CallbackData, prefix="um"):
    """Show one's own duties."""


class DutyMark(CallbackData, prefix="ud"):
    """Do one's own duty: done at once, or asked for what has to be handed in."""

    duty_id: RowId


class DutyBranch(CallbackData, prefix="ub"):
    """Show the branch's duties."""

    page: int


class DutyShow(CallbackData, prefix="ul"):
    """Show how everybody stands to a duty."""

    duty_id: RowId
    page: int


class DutyLook(CallbackData, prefix="uc"):
    """Show how one member stands to a duty."""

    duty_id: RowId
    member_id: RowId


class DutyQueue(CallbackData, prefix="uq"):
    """Show what waits for a word, from a place on."""

    place: int


class DutyConfirm(CallbackData, prefix="uy"):
    """Take one round of a hand-in for done."""

    done_id: RowId
    round: int


class DutyReturn(CallbackData, prefix="ur"):
    """Ask why one round of a hand-in comes back."""

    duty_id: RowId
    member_id: RowId
    done_id: RowId
    round: int


class DutyExcuse(CallbackData, prefix="ue"):
    """Ask why somebody is excused."""

    duty_id: RowId
    member_id: RowId


class DutyUnexcuse(CallbackData, prefix="uu"):
    """Take an excuse back."""

    duty_id: RowId
    member_id: RowId


class DutyWhy(CallbackData, prefix="uw"):
    """One of the reasons that are offered, by its number."""

    number: int


class DutyFile(CallbackData, prefix="uf"):
    """Show the picture or paper that was handed in."""

    done_id: RowId


class DutyPlanList(CallbackData, prefix="dfl"):
    """Show every duty of the branch."""

    page: int


def duty_name(name: DutyName) -> str:
    """Name a duty, escaped."""
    return safe(duty_label(name))


def duty_label(name: DutyName) -> str:
    """Name a duty on a button, where nothing is escaped."""
    return either(name.title, name.title_en) or shipped_names().get(name.code, name.code)


def shipped_names() -> dict[str, str]:
    """The names of the duties that every branch has."""
    return {
        "self_inspection": _("self-inspection of the pledge"),
        "thought_report": _("thought report"),
        "self_report": _("self-report"),
        "migrant_report": _("migrant member's report"),
        "study_app": _("study-app points of the quarter"),
        "quiz": _("quiz points of the month"),
        "pledge": _("pledge"),
        "contact": _("visit to the contact household"),
        "registration": _("registration at the home community"),
    }


def every_name(every: DutyEvery) -> str:
    """Say how often."""
    return {
        DutyEvery.ONCE: _("once"),
        DutyEvery.MONTH: _("every month"),
        DutyEvery.QUARTER: _("every quarter"),
        DutyEvery.HALF: _("every half-year"),
        DutyEvery.YEAR: _("every year"),
    }[every]


def evidence_name(evidence: DutyEvidence) -> str:
    """Say what has to be handed in."""
    return {
        DutyEvidence.NONE: _("nothing, a tap is enough"),
        DutyEvidence.WORDS: _("words, or a photo or file"),
        DutyEvidence.FILE: _("a photo or file"),
        DutyEvidence.POINTS: _("the number of points"),
    }[evidence]


def mark_of(standing: Standing) -> str:
    """Show a standing by one sign."""
    return {
        Standing.OPEN: "☐",
        Standing.FILED: "⏳",
        Standing.RETURNED: "↩️",
        Standing.DONE: "✅",
        Standing.EXCUSED: "➖",
        Standing.MISSED: "❌",
    }[standing]


def standing_line(duty: DutyView) -> str:
    """Say in a line how it stands."""
    texts = {
        Standing.OPEN: _("please do it by {due}"),
        Standing.FILED: _("handed in on {on}, waiting for confirmation"),
        Standing.RETURNED: _("came back, please hand it in again"),
        Standing.DONE: _("done on {on}") if duty.on is not None else _("done"),
        Standing.EXCUSED: _("excused from it"),
        Standing.MISSED: _("not done by {closes}"),
    }
    on = day(duty.on) if duty.on is not None else ""
    return texts[duty.standing].format(due=day(duty.due_on), on=on, closes=day(duty.closes_on))


def handed_in(duty: DutyView, limit: int = 1000) -> list[str]:
    """Show what was handed in, and why it came back or why he is excused, a line each."""
    lines = []
    if duty.quantity is not None:
        lines.append(_("Points: {points}").format(points=plain(duty.quantity)))
    elif duty.note:
        lines.append(_("Note: {note}").format(note=safe(duty.note[:limit])))
    if duty.has_file:
        lines.append(_("With a photo or file."))
    if duty.reason:
        lines.append(_("Reason: {reason}").format(reason=safe(duty.reason)))
    return lines
