"""The form in which a duty is described: a pure record that each answer turns into the next one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from pydantic import BaseModel, ConfigDict

from services.errors import Refused
from services.wall_time import read_day
from storage.notices.common import Gone
from storage.notices.duty_form import DutyDraft, DutyFormFault, DutyFormFaulty, DutyGroup, DutyQuestion, DutyStep
from storage.vocabulary import Category, DutyEvery, DutyEvidence, Role

TITLE_LIMIT = 60
DAY_LIMIT = 30
"""Characters beyond which a text is no day."""
FURTHEST = timedelta(days=366)
GRACE = (0, 3, 7, 15)
COUNTED = ("thought_report", "self_report", "self_inspection", "migrant_report", "reflection", "other")
"""What a duty of the branch's own can be recorded as: details of the kind ``duty`` in the scoring vocabulary."""
STEPS = tuple(DutyStep)


class DutyForm(BaseModel):
    """What has been answered so far; ``form`` names what opened it."""

    model_config = ConfigDict(frozen=True)

    form: str
    groups: tuple[DutyGroup, ...] = ()
    step: DutyStep = DutyStep.TITLE
    draft: DutyDraft = DutyDraft()

    def having(self, **answers: object) -> DutyForm:
        """Take answers in and go to the next step."""
        following = STEPS[STEPS.index(self.step) + 1]
        return self.model_copy(update={"step": following, "draft": self.draft.model_copy(update=answers)})

    def back(self) -> DutyForm:
        """Go one step back; the answers stay until they are given anew."""
        return self.model_copy(update={"step": STEPS[max(STEPS.index(self.step) - 1, 0)]})


def ask(form: DutyForm, today: date) -> DutyQuestion:
    """Put the question that the form waits for."""
    days = month_ends(today) if form.step is DutyStep.DUE else ()
    return DutyQuestion(form=form.form, step=form.step, draft=form.draft, today=today, groups=form.groups, days=days)


def tapped(form: DutyForm, step: str, value: str, today: date) -> DutyForm:
    """Take a button's answer; one that is not offered at this step is refused as gone."""
    if step == "back":
        return form.back()
    if step != form.step or form.step not in _BUTTONS:
        raise Refused(Gone())
    try:
        return _BUTTONS[form.step](form, value, today)
    except ValueError:
        raise Refused(Gone()) from None


def wrote(form: DutyForm, text: str, today: date) -> DutyForm:
    """Take a written answer; one that cannot be is refused with why."""
    words = " ".join(text.split())
    if form.step is DutyStep.TITLE:
        return _titled(form, words, today)
    if form.step is DutyStep.DUE:
        day = read_day(words, today) if len(words) <= DAY_LIMIT else None
        if day is None:
            raise _faulty(DutyFormFault.DAY, today)
        return form.having(due_on=check_due(day, today))
    raise _faulty(DutyFormFault.BUTTONS, today)


def check_due(day: date, today: date) -> date:
    """Let a due day pass that lies ahead, within a year."""
    if day <= today:
        raise _faulty(DutyFormFault.EARLY, today)
    if day - today > FURTHEST:
        raise _faulty(DutyFormFault.FAR, today)
    return day


def month_ends(today: date) -> tuple[date, ...]:
    """The last days of this month and the five after it that lie ahead."""
    firsts = [date(today.year + (today.month + n) // 12, (today.month + n) % 12 + 1, 1) for n in range(6)]
    return tuple(first - timedelta(days=1) for first in firsts if first - timedelta(days=1) > today)


def _titled(form: DutyForm, words: str, today: date) -> DutyForm:
    if not words:
        raise _faulty(DutyFormFault.EMPTY, today)
    if len(words) > TITLE_LIMIT:
        raise _faulty(DutyFormFault.LONG, today)
    return form.having(title=words)


def _for(form: DutyForm, value: str, _today: date) -> DutyForm:
    nobody = {"category": None, "role": None, "group": None}
    kind, _, which = value.partition("-")
    if value == "all":
        return form.having(**nobody)
    if kind == "c":
        return form.having(**nobody | {"category": Category(which)})
    if kind == "r":
        return form.having(**nobody | {"role": Role(which)})
    group = next((one for one in form.groups if kind == "g" and str(one.group_id) == which), None)
    if group is None:
        raise ValueError(value)
    return form.having(**nobody | {"group": group})


def _lasting(form: DutyForm, value: str, _today: date) -> DutyForm:
    if int(value) not in GRACE:
        raise ValueError(value)
    return form.having(grace_days=int(value))


def _counting(form: DutyForm, value: str, _today: date) -> DutyForm:
    if value != "none" and value not in COUNTED:
        raise ValueError(value)
    return form.having(counts="" if value == "none" else value)


def _evidenced(form: DutyForm, value: str, _today: date) -> DutyForm:
    evidence = DutyEvidence(value)
    if evidence is DutyEvidence.POINTS:
        raise ValueError(value)
    return form.having(evidence=evidence)


def _faulty(fault: DutyFormFault, today: date) -> Refused:
    return Refused(DutyFormFaulty(fault=fault, example=month_ends(today)[-1]))


_BUTTONS: dict[DutyStep, Callable[[DutyForm, str, date], DutyForm]] = {
    DutyStep.WHO: _for,
    DutyStep.DUE: lambda form, value, today: form.having(due_on=check_due(date.fromisoformat(value), today)),
    DutyStep.EVERY: lambda form, value, _today: form.having(every=DutyEvery(value)),
    DutyStep.EVIDENCE: _evidenced,
    DutyStep.GRACE: _lasting,
    DutyStep.COUNTS: _counting,
}
