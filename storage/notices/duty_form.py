"""What is asked when a duty is added, and the list on which duties are switched on and off."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.notices.duties import DutyName
from storage.vocabulary import Category, DutyEvery, DutyEvidence, Role


class DutyStep(StrEnum):
    """Which answer the form waits for."""

    TITLE = "title"
    WHO = "who"
    DUE = "due"
    EVERY = "every"
    EVIDENCE = "evidence"
    GRACE = "grace"
    COUNTS = "counts"
    SUMMARY = "summary"


class DutyGroup(BaseModel):
    """A party group that a duty can be for."""

    model_config = ConfigDict(frozen=True)

    group_id: int
    name: str


class DutyDraft(BaseModel):
    """A duty as far as it has been described. ``counts`` is what it is recorded as; empty is nothing."""

    model_config = ConfigDict(frozen=True)

    title: str = ""
    category: Category | None = None
    role: Role | None = None
    group: DutyGroup | None = None
    due_on: date | None = None
    every: DutyEvery = DutyEvery.ONCE
    evidence: DutyEvidence = DutyEvidence.NONE
    grace_days: int = 0
    counts: str = ""


class DutyQuestion(Notice):
    """The next question of the form, or its summary; ``days`` are offered as due days."""

    kind: ClassVar[str] = "duty_form.question"
    form: str
    step: DutyStep
    draft: DutyDraft
    today: date
    groups: tuple[DutyGroup, ...] = ()
    days: tuple[date, ...] = ()


class DutyFormFault(StrEnum):
    """Why an answer cannot be."""

    EMPTY = "empty"
    LONG = "long"
    DAY = "day"
    EARLY = "early"
    FAR = "far"
    BUTTONS = "buttons"


class DutyFormFaulty(Notice):
    """An answer cannot be; ``example`` is a day that could."""

    kind: ClassVar[str] = "duty_form.faulty"
    fault: DutyFormFault
    example: date


class DutyAdded(Notice):
    """The duty stands; a second tap hears the same."""

    kind: ClassVar[str] = "duty_form.added"
    title: str
    due_on: date
    opens_on: date
    every: DutyEvery


class DutyFormDropped(Notice):
    """The form was left; nothing was added."""

    kind: ClassVar[str] = "duty_form.dropped"


class DutyPlanView(BaseModel):
    """A duty of the branch as its secretary sees it; ``next_due`` is None where it does not come again."""

    model_config = ConfigDict(frozen=True)

    plan_id: int
    name: DutyName
    every: DutyEvery
    next_due: date | None
    active: bool


class DutyPlans(Notice):
    """Every duty of the branch, to be switched on and off."""

    kind: ClassVar[str] = "duty_form.plans"
    plans: tuple[DutyPlanView, ...]
    page: int
    pages: int
