"""The forms of the branch office: a pure record of questions that each answer turns into the next one.

A topic (`services.office_topics`) says which questions there are; the last step is the summary that is confirmed.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from services.errors import Refused
from services.pages import page_of
from services.wall_time import read_day
from storage.notices import Notice
from storage.notices.common import Gone
from storage.notices.office import Answered, OfficeAsk, OfficeFault, OfficeFaulty, OfficeSummary, Option, Topic

OPTIONS = 8
"""Options on one page."""
FIRST_DAY = date(1921, 7, 1)
LAST_YEARS = 30
"""No day that an office keeps lies before the party, or further ahead than this many years."""


class Answer(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    DAY = "day"
    TEXT = "text"


class Question(BaseModel):
    """One question: ``key`` names it in wording and answers.

    A day lies from ``earliest`` to ``latest`` and not before the answer to ``after``. A question with ``when`` is
    asked only where that answer was given.
    """

    model_config = ConfigDict(frozen=True)

    key: str
    kind: Answer
    options: tuple[Option, ...] = ()
    earliest: date | None = None
    latest: date | None = None
    after: str = ""
    limit: int = 100
    optional: bool = False
    when: tuple[str, str] | None = None


class OfficeForm(BaseModel):
    """What has been answered so far. ``form`` names what opened it (``m81``: message 81); ``view`` is what is shown."""

    model_config = ConfigDict(frozen=True)

    form: str
    topic: Topic
    subject: int = 0
    name: str = ""
    today: date
    questions: tuple[Question, ...]
    answers: dict[str, str] = {}
    step: int = 0
    page: int = 0
    month: date | None = None

    @property
    def asked(self) -> list[Question]:
        """The questions that the answers so far call for."""
        return [one for one in self.questions if one.when is None or self.answers.get(one.when[0]) == one.when[1]]

    @property
    def question(self) -> Question | None:
        """The question that waits; None at the summary."""
        return self.asked[self.step] if self.step < len(self.asked) else None

    def day(self, key: str) -> date | None:
        """Give an answered day."""
        return date.fromisoformat(self.answers[key]) if self.answers.get(key) else None


def ask(form: OfficeForm) -> Notice:
    """Put the question that waits, or show the summary."""
    question = form.question
    if question is None:
        return OfficeSummary(form=form.form, topic=form.topic, name=form.name, answers=answers_of(form))
    shown, page, pages = page_of(question.options, form.page, OPTIONS)
    earliest, latest = _bounds(form, question)
    return OfficeAsk(
        form=form.form,
        topic=form.topic,
        name=form.name,
        key=question.key,
        options=tuple(shown),
        page=page,
        pages=pages,
        month=_month(form, question),
        earliest=earliest,
        latest=latest,
        optional=question.optional,
        first=form.step == 0,
    )


def answers_of(form: OfficeForm) -> tuple[Answered, ...]:
    """Give the answers as a summary shows them."""
    return tuple(_told(form, one) for one in form.asked)


def tapped(form: OfficeForm, key: str, value: str) -> OfficeForm:
    """Take a button's word: ``=answer``, ``-`` skips, ``<`` goes back, ``p2`` and ``m2026-08`` turn pages.

    A button of another step, or what was never offered, is refused as gone.
    """
    question = form.question
    if value == "<" and key == (question.key if question else "") and form.step > 0:
        return form.model_copy(update={"step": form.step - 1, "page": 0, "month": None})
    if question is None or key != question.key:
        raise Refused(Gone())
    try:
        return _pressed(form, question, value)
    except ValueError:
        raise Refused(Gone()) from None


def wrote(form: OfficeForm, text: str) -> OfficeForm:
    """Take a written answer; one that cannot be is refused with why."""
    question = form.question
    text = " ".join(text.split())
    if question is None or question.kind is Answer.CHOICE:
        raise Refused(OfficeFaulty(fault=OfficeFault.USE_BUTTONS))
    if question.kind is Answer.TEXT:
        if not 0 < len(text) <= question.limit:
            raise Refused(OfficeFaulty(fault=OfficeFault.LENGTH, limit=question.limit))
        return _answered(form, question, text)
    earliest, latest = _bounds(form, question)
    day = read_day(text, form.today) if len(text) <= question.limit else None
    if day is None:
        raise Refused(OfficeFaulty(fault=OfficeFault.NO_DAY, earliest=earliest, latest=latest))
    if not _within(day, earliest, latest):
        raise Refused(OfficeFaulty(fault=OfficeFault.OUT_OF_BOUNDS, earliest=earliest, latest=latest))
    return _answered(form, question, day.isoformat())


def _pressed(form: OfficeForm, question: Question, value: str) -> OfficeForm:
    sign, rest = value[:1], value[1:]
    if value == "-" and question.optional:
        return _answered(form, question, "")
    if sign == "p" and question.kind is Answer.CHOICE:
        return form.model_copy(update={"page": int(rest)})
    if sign == "m" and question.kind is Answer.DAY:
        return form.model_copy(update={"month": date.fromisoformat(f"{rest}-01")})
    if sign == "=" and question.kind is Answer.CHOICE and rest in {option.value for option in question.options}:
        return _answered(form, question, rest)
    if sign == "=" and question.kind is Answer.DAY and _within(date.fromisoformat(rest), *_bounds(form, question)):
        return _answered(form, question, rest)
    raise ValueError(value)


def _answered(form: OfficeForm, question: Question, value: str) -> OfficeForm:
    """Take an answer; answers that depended on another one are forgotten with it."""
    kept = form.answers
    if kept.get(question.key) != value:
        depending = {one.key for one in form.questions if question.key == one.after or question.key in (one.when or ())}
        kept = {key: answer for key, answer in kept.items() if key not in depending}
    update = {"answers": {**kept, question.key: value}, "step": form.step + 1, "page": 0, "month": None}
    return form.model_copy(update=update)


def _told(form: OfficeForm, question: Question) -> Answered:
    value = form.answers.get(question.key, "")
    chosen = next((option for option in question.options if option.value == value), None)
    day = form.day(question.key) if question.kind is Answer.DAY else None
    return Answered(key=question.key, option=chosen, day=day, text=value if question.kind is Answer.TEXT else "")


def _bounds(form: OfficeForm, question: Question) -> tuple[date, date]:
    floor = form.day(question.after) if question.after else None
    days = [day for day in (question.earliest, floor) if day is not None]
    return max(days, default=FIRST_DAY), question.latest or date(form.today.year + LAST_YEARS, 12, 31)


def _within(day: date, earliest: date, latest: date) -> bool:
    return earliest <= day <= latest


def _month(form: OfficeForm, question: Question) -> date | None:
    """Choose the month that the calendar shows: the one turned to, else the answer's, else the one at hand."""
    if question.kind is not Answer.DAY:
        return None
    earliest, latest = _bounds(form, question)
    shown = form.month or form.day(question.key) or form.today
    return min(max(shown, earliest.replace(day=1)), latest).replace(day=1)
