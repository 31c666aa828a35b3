"""Helpers of the duty tests: switching a duty on, and finding the time that it is due."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlmodel import Session, select

from services.claim_draft import EvidenceFile
from services.duties import Duties
from storage.tables import Duty, DutyDone, DutyPlan, FactRow
from storage.vocabulary import EvidenceKind
from tests.claims.stage import Stage

PHOTO = EvidenceFile(kind=EvidenceKind.PHOTO, file_id="p1", file_unique_id="u1", size=1000)


async def change_plan(stage: Stage, code: str, /, **columns: Any) -> None:
    """Change one duty of the branch, as its secretary could."""
    await stage.db.write(_change, code, columns)


def _change(session: Session, code: str, columns: dict[str, Any]) -> None:
    plan = session.exec(select(DutyPlan).where(DutyPlan.code == code)).one()
    for column, value in columns.items():
        setattr(plan, column, value)
    session.add(plan)


async def open_duty(stage: Stage, duties: Duties, code: str, at: str, **columns: Any) -> int:
    """Provide the branch with its duties, switch one on and open it at a moment; gives its id."""
    await duties.open_due(stage.at(at))
    await change_plan(stage, code, active=True, **columns)
    await duties.open_due(stage.at(at))
    return await duty_id(stage, code)


async def duty_id(stage: Stage, code: str) -> int:
    """The latest time of a duty."""
    found: list[Duty] = [duty for duty in await stage.rows(Duty) if duty.kind == code]
    return found[-1].id


async def entry_of(stage: Stage, name: str) -> DutyDone:
    """What a member handed in, where there is one thing only."""
    [found] = [done for done in await stage.rows(DutyDone) if done.member_id == stage.members[name]]
    assert isinstance(found, DutyDone)
    return found


async def duty_facts(stage: Stage, name: str) -> list[tuple[str, str, str, date, bool]]:
    """A member's facts: kind, outcome, detail, day, and whether it is a reversal."""
    rows: list[FactRow] = await stage.rows(FactRow)
    return [
        (row.kind, row.outcome, row.detail, row.on_date, row.reverses_id is not None)
        for row in rows
        if row.member_id == stage.members[name]
    ]
