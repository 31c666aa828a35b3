"""What the office's topics share: who asks about whom, the questions that they put, the outcome that they tell."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session

from services.actors import Actor, Caller, resolve
from services.errors import Refused
from services.office_form import Answer, OfficeForm, Question, answers_of
from storage.notices import Notice
from storage.notices.common import Gone
from storage.notices.office import OfficeDone
from storage.queries.roster import Enrolled, enrolled_one
from storage.tables import Member

A_YEAR = timedelta(days=366)
REASON_LIMIT = 200


class Asked(NamedTuple):
    """Who asks, about which member (0: none), and when."""

    caller: Caller
    subject: int
    now: datetime


class Opened(NamedTuple):
    """A topic's answer to who wants to open its form: whom it is about, and what is to be answered."""

    name: str
    today: date
    questions: tuple[Question, ...]


class TopicRules(NamedTuple):
    """How a form of a topic opens, and what confirming it does."""

    begin: Callable[[Session, Asked], Opened]
    commit: Callable[[Session, Asked, OfficeForm], Notice]


def subject_of(session: Session, asked: Asked) -> tuple[Actor, Enrolled]:
    """Find the member that a form is about, and the actor in his branch; who left is gone."""
    member = session.get(Member, asked.subject)
    if member is None:
        raise Refused(Gone())
    actor = resolve(session, asked.caller, asked.now, branch_id=member.branch_id)
    found = enrolled_one(session, member.id, actor.today)
    if found is None:
        raise Refused(Gone())
    return actor, found


def done(form: OfficeForm) -> OfficeDone:
    """Tell that a form is done, with its answers."""
    return OfficeDone(topic=form.topic, name=form.name, answers=answers_of(form))


def day_question(key: str, *, earliest: date, latest: date, after: str = "", optional: bool = False) -> Question:
    """Ask for a day within bounds."""
    return Question(key=key, kind=Answer.DAY, earliest=earliest, latest=latest, after=after, optional=optional)


def reason_question(*, optional: bool = False) -> Question:
    """Ask for the reason in a few words."""
    return Question(key="reason", kind=Answer.TEXT, limit=REASON_LIMIT, optional=optional)


def given_day(form: OfficeForm, key: str) -> date:
    """Give a day that the form must have."""
    day = form.day(key)
    if day is None:
        raise Refused(Gone())
    return day


def key_of(asked: Asked, form: OfficeForm) -> str:
    """Name a form for good: a second delivery of its confirmation has the same key."""
    return f"{asked.caller.chat_id}:{form.form}"
