"""A branch in which one of everything waits, made by the services; every number in it is small."""

from __future__ import annotations

from datetime import datetime, timedelta

from services.activities import Activities
from services.claims import Claims
from services.dues import DuesBook
from services.duties import Duties, HandIn
from services.leave import Leaves
from services.letter_appeals import LetterAppeals
from services.letters import Letters
from services.making_up import MakeUps
from services.meetings import Meetings
from services.planning import Planning
from services.reviews import Reviews
from services.roll import Rolls
from storage.tables import Duty, Letter
from storage.vocabulary import LeaveKind
from tests.claims.drafting import service_draft
from tests.claims.stage import Stage
from tests.states.here import run
from tests.states.machine import ZONE
from tests.states.office import CHEN, COMMITTEE, HOME, LEADER, LI, RECORDER, SECRETARY, ZHANG
from tests.states.test_duty import ask_for_two_duties
from tests.states.test_letter import let_them_be_absent_twice
from tests.states.test_meeting import form


def one_of_everything(stage: Stage) -> None:
    """Leave open whatever can be open."""
    let_them_be_absent_twice(stage)
    ask_for_two_duties(stage)
    run(_letters(stage))
    run(_meetings(stage))
    run(_claims(stage))
    run(_others(stage))


async def _letters(stage: Stage) -> None:
    """Of five letters one is sent, one appealed, one on paper."""
    letters = Letters(stage.db, stage.clock)
    owners = {member_id: name for name, member_id in stage.members.items()}
    for letter in await stage.rows(Letter):
        if owners[letter.member_id] in (ZHANG, LI, CHEN):
            await letters.sign(stage.callers[SECRETARY], letter.id)
        if owners[letter.member_id] == LI:
            await LetterAppeals(stage.db, stage.clock).appeal(stage.callers[LI], letter.id, "当天在医院陪护")


async def _meetings(stage: Stage) -> None:
    """One meeting is confirmed and made up, one closed, one open with leave asked, one planned."""
    planning, meetings = Planning(stage.db, stage.clock), Meetings(stage.db, stage.clock)
    rolls, starts_at = Rolls(stage.db, stage.clock), datetime(2026, 12, 1, 19, tzinfo=ZONE)
    for number in range(4):
        then = starts_at + timedelta(days=number)
        planned = await planning.plan(stage.callers[SECRETARY], form(f"m{20 + number}", then))
        meeting_id = planned.info.meeting_id
        stage.at(f"{then:%Y-%m-%d %H:%M}" if number < 3 else "2026-12-03 19:01")
        await meetings.open_due(stage.clock.now())
        if number < 3:
            for name in (SECRETARY, RECORDER, LEADER):
                await meetings.check_in(stage.callers[name], meeting_id)
        await Leaves(stage.db, stage.clock).ask(stage.callers[LI], meeting_id, LeaveKind.ILL) if number > 1 else None
        if number < 2:
            stage.clock.at += timedelta(hours=2)
            await rolls.close_due(stage.clock.now())
        if number == 0:
            await rolls.confirm(stage.callers[SECRETARY], meeting_id)
            make_ups = MakeUps(stage.db, stage.clock)
            await make_ups.ask(stage.callers[ZHANG], meeting_id)
            await make_ups.ask_witness(stage.callers[ZHANG], 1, stage.members[LEADER])


async def _claims(stage: Stage) -> None:
    """Three claims wait, one came back, one is approved."""
    claims, reviews = Claims(stage.db, stage.clock), Reviews(stage.db, stage.clock)
    for number, name in enumerate((ZHANG, LI, RECORDER, ZHANG, LI), 1):
        draft = await file_service_on(stage, claims, name, number)
        if number == 4:
            await reviews.send_back(stage.callers[SECRETARY], draft, 1, "照片看不清")
        if number == 5:
            await reviews.approve(stage.callers[SECRETARY], draft, 1)


async def file_service_on(stage: Stage, claims: Claims, name: str, number: int) -> int:
    """File volunteer service of today."""
    draft = await service_draft(stage, claims, name, form=number, day="12月1日")
    return (await claims.submit(stage.callers[name], draft)).claim.claim_id


async def _others(stage: Stage) -> None:
    """Dues are open, a report waits, an activity is announced and joined."""
    await DuesBook(stage.db, stage.clock).open(stage.callers[RECORDER])
    duties = Duties(stage.db, stage.clock)
    for row in await stage.rows(Duty):
        if row.kind == "own:words":
            await duties.hand_in(stage.callers[ZHANG], row.id, HandIn("本半年我认真学习。"))
    activities = Activities(stage.db, stage.clock)
    asked = await activities.begin(stage.callers[COMMITTEE], "m90")
    for words in ("清扫楼道", "幸福社区", "12月5日 9:00", "2", "10"):
        asked = asked.wrote(words, stage.clock.now())
    announced = await activities.announce(stage.callers[COMMITTEE], asked)
    for name in HOME:
        await activities.join(stage.callers[name], announced.info.activity_id)
