"""The branch office: forms about people, each a topic with its questions and what confirming it does."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session

from services.actors import Caller
from services.clock import Clock
from services.errors import Refused
from services.office_form import OfficeForm
from services.office_topics import TOPICS, Asked
from storage.database import Database
from storage.notices import Notice
from storage.notices.common import Gone
from storage.notices.office import Topic


class Office:
    """Opens a form for one who may, and does what it says when it is confirmed; both check who asks."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def begin(self, caller: Caller, topic: Topic, subject: int, form: str) -> OfficeForm:
        """Open a form about a member (or nobody: 0). ``form`` names what asked for it, the same at each delivery."""
        return await self._db.read(_begin, caller, topic, subject, form, self._clock.now())

    async def commit(self, caller: Caller, form: OfficeForm) -> Notice:
        """Do what a complete form says; the same form again changes nothing more."""
        return await self._db.write(_commit, caller, form, self._clock.now())


def _begin(session: Session, caller: Caller, topic: Topic, subject: int, form: str, now: datetime) -> OfficeForm:
    asked = TOPICS[topic].begin(session, Asked(caller, subject, now))
    return OfficeForm(
        form=form, topic=topic, subject=subject, name=asked.name, today=asked.today, questions=asked.questions
    )


def _commit(session: Session, caller: Caller, form: OfficeForm, now: datetime) -> Notice:
    if form.question is not None:
        raise Refused(Gone())
    return TOPICS[form.topic].commit(session, Asked(caller, form.subject, now), form)
