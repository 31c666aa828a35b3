"""Making a meeting's row and announcing it."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from services.clock import local_day
from services.code import new_secret
from services.errors import Refused
from services.meeting_news import announce
from services.plan_form import PLACE_LIMIT, TITLE_LIMIT, PlanForm, Step, check_minutes, check_start
from storage.notices.common import Gone
from storage.tables import Branch, Meeting, PartyGroup
from storage.vocabulary import Audience, CheckInWay


def enter_meeting(
    session: Session, branch: Branch, form: PlanForm, planned_by: int, key: str, now: datetime
) -> Meeting:
    """Make the meeting of a complete form; checked here again, whatever the form's screens let pass.

    The caller has looked whether the key is new, and holds the branch.
    """
    starts_at = check_start(_complete(form), now, branch.zone)
    meeting = Meeting(
        branch_id=branch.id,
        kind=form.kind,
        title=form.title[:TITLE_LIMIT],
        place=form.place[:PLACE_LIMIT],
        on_date=local_day(starts_at, branch.zone),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=check_minutes(form.minutes)),
        opens_at=starts_at - timedelta(minutes=branch.prompt_minutes),
        grace_minutes=branch.grace_minutes,
        audience=form.audience,
        group_id=_own_group(session, form, branch),
        planned_by=planned_by,
        planned_key=key,
        check_in=form.check_in,
        code_secret=new_secret() if form.check_in is CheckInWay.CODE else "",
    )
    session.add(meeting)
    session.flush()
    announce(session, meeting, now)
    return meeting


def _complete(form: PlanForm) -> datetime:
    if form.step is not Step.SUMMARY or form.starts_at is None:
        raise Refused(Gone())
    return form.starts_at


def _own_group(session: Session, form: PlanForm, branch: Branch) -> int | None:
    if form.audience is not Audience.GROUP:
        return None
    group = session.get(PartyGroup, form.group_id) if form.group_id is not None else None
    if group is None or group.branch_id != branch.id:
        raise Refused(Gone())
    return group.id
