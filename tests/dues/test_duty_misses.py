"""The miss: appended once when grace is over, never wrongly, reversed when somebody is excused or does it after all."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import Session

from services.duties import Duties, HandIn
from services.duty_desk import DutyDesk
from services.facts import append_fact
from storage.notices.duties import DutyTold, Standing
from storage.tables import Duty, DutyDone, Member
from tests.claims.stage import Stage
from tests.dues.asked import duty_facts, entry_of, open_duty

OPENED, OVER = "2026-11-01 09:00", "2027-01-16 00:00"
"""The thought report: due on 31 December, with fifteen days of grace."""
REPORT = HandIn("本半年我认真学习，思想上有了新的提高。")
MISSED = ("duty", "missed", "thought_report", date(2026, 12, 31), False)
MISS_TAKEN_BACK = (*MISSED[:4], True)


async def report(stage: Stage, duties: Duties, **columns: Any) -> int:
    return await open_duty(stage, duties, "thought_report", OPENED, **columns)


async def record(stage: Stage, name: str, kind: str, outcome: str, day: date, detail: str = "") -> None:
    """Let a fact of somebody come from another place, such as an import."""

    def append(session: Session) -> None:
        member = session.get_one(Member, stage.members[name])
        append_fact(
            session,
            member=member,
            kind=kind,
            outcome=outcome,
            on=day,
            detail=detail,
            quantity=Decimal(1),
            source_key=f"import:{kind}:{name}:{day}",
            author_id=None,
            now=stage.clock.now(),
        )

    await stage.db.write(append)


async def test_a_miss_is_appended_when_grace_is_over_and_once(stage: Stage, duties: Duties) -> None:
    await report(stage, duties)
    assert await duties.settle_due(stage.at("2027-01-15 23:59")) == 0
    assert await duties.settle_due(stage.at(OVER)) == 5
    assert await duties.settle_due(stage.at("2027-01-16 01:00")) == 0
    assert await duty_facts(stage, "张三") == [MISSED]
    [(_, told)] = await stage.owed("张三")
    assert isinstance(told, DutyTold)
    assert told.duty.standing is Standing.MISSED


async def test_a_miss_that_was_slept_through_is_charged_later(stage: Stage, duties: Duties) -> None:
    await report(stage, duties)
    await duties.settle_due(stage.at("2027-02-20 09:00"))
    assert await duty_facts(stage, "张三") == [MISSED]


@pytest.mark.parametrize(
    "columns",
    [
        pytest.param({"exempt_from": date(2026, 12, 31)}, id="exempt-on-the-due-day"),
        pytest.param({"left_on": date(2026, 12, 31)}, id="gone-by-the-due-day"),
        pytest.param({"joined_on": date(2026, 11, 2)}, id="who-came-after-it-was-opened"),
    ],
)
async def test_is_not_charged(stage: Stage, duties: Duties, columns: dict[str, date]) -> None:
    await report(stage, duties)
    await stage.change("张三", **columns)
    await duties.settle_due(stage.at(OVER))
    assert await duty_facts(stage, "张三") == []


async def test_done_excused_waiting_or_recorded_elsewhere_is_no_miss(
    stage: Stage, duties: Duties, desk: DutyDesk
) -> None:
    number = await report(stage, duties)
    await duties.hand_in(stage.callers["张三"], number, REPORT)
    await desk.confirm(stage.callers["赵记分"], (await entry_of(stage, "张三")).id, 1)
    await desk.excuse(stage.callers["王书记"], number, stage.members["零元"], "长期生病")
    await duties.hand_in(stage.callers["李委员"], number, REPORT)
    await record(stage, "赵记分", "duty", "done", date(2026, 12, 20), "thought_report")
    await duties.settle_due(stage.at(OVER))
    assert [await duty_facts(stage, name) for name in ("零元", "李委员")] == [[], []]
    assert [fact[1] for name in ("张三", "赵记分") for fact in await duty_facts(stage, name)] == ["done", "done"]
    assert await duty_facts(stage, "王书记") == [MISSED]


@pytest.mark.parametrize(
    ("outcomes", "charged"),
    [
        pytest.param(["sick_leave", "personal_leave"], False, id="on-leave-from-every-meeting"),
        pytest.param(["sick_leave", "present"], True, id="who-came-to-one"),
        pytest.param([], True, id="without-any-meeting"),
    ],
)
async def test_who_was_on_leave_all_the_time(stage: Stage, duties: Duties, outcomes: list[str], charged: bool) -> None:
    await report(stage, duties)
    for number, outcome in enumerate(outcomes):
        await record(stage, "张三", "meeting", outcome, date(2026, 11, 10 + number), "general")
    await duties.settle_due(stage.at(OVER))
    found = [fact for fact in await duty_facts(stage, "张三") if fact[0] == "duty"]
    assert found == ([MISSED] if charged else [])


async def test_an_excuse_afterwards_reverses_the_miss_and_taken_back_it_stands_again(
    stage: Stage, duties: Duties, desk: DutyDesk
) -> None:
    number = await report(stage, duties)
    await duties.settle_due(stage.at(OVER))
    for _ in range(2):
        excused = await desk.excuse(stage.callers["王书记"], number, stage.members["张三"], "住院")
        assert excused.duty.standing is Standing.EXCUSED
    assert await duty_facts(stage, "张三") == [MISSED, MISS_TAKEN_BACK]
    await desk.unexcuse(stage.callers["王书记"], number, stage.members["张三"])
    await duties.settle_due(stage.at("2027-01-23 23:00"))
    assert await duty_facts(stage, "张三") == [MISSED, MISS_TAKEN_BACK]
    await duties.settle_due(stage.at("2027-01-24 00:00"))
    assert await duty_facts(stage, "张三") == [MISSED, MISS_TAKEN_BACK, MISSED]


async def test_what_is_done_cannot_be_excused(stage: Stage, duties: Duties, desk: DutyDesk) -> None:
    number = await open_duty(stage, duties, "self_inspection", "2027-06-01 09:00")
    await duties.begin(stage.callers["张三"], number)
    decided = await desk.excuse(stage.callers["王书记"], number, stage.members["张三"], "住院")
    assert decided.duty.standing is Standing.DONE
    assert [fact[1] for fact in await duty_facts(stage, "张三")] == ["done"]


async def test_a_miss_cannot_be_taken_back_by_oneself_but_by_a_keepers_word(
    stage: Stage, duties: Duties, desk: DutyDesk
) -> None:
    number = await open_duty(stage, duties, "self_inspection", "2027-06-01 09:00")
    await duties.settle_due(stage.at("2027-07-08 00:00"))
    marked = await duties.begin(stage.callers["张三"], number)
    assert isinstance(marked.duty.standing, Standing)
    assert marked.duty.standing is Standing.FILED
    assert [fact[1] for fact in await duty_facts(stage, "张三")] == ["missed"]
    await desk.confirm(stage.callers["赵记分"], (await entry_of(stage, "张三")).id, 1)
    assert [(fact[1], fact[4]) for fact in await duty_facts(stage, "张三")] == [
        ("missed", False),
        ("missed", True),
        ("late", False),
    ]


async def test_what_came_back_at_the_end_has_its_week(stage: Stage, duties: Duties, desk: DutyDesk) -> None:
    number = await report(stage, duties)
    await duties.hand_in(stage.callers["张三"], number, REPORT)
    stage.at("2027-01-15 09:00")
    await desk.send_back(stage.callers["赵记分"], (await entry_of(stage, "张三")).id, 1, "太简单")
    await duties.settle_due(stage.at("2027-01-22 23:00"))
    assert await duty_facts(stage, "张三") == []
    await duties.settle_due(stage.at("2027-01-23 00:00"))
    assert await duty_facts(stage, "张三") == [MISSED]
    [asked] = await stage.rows(Duty)
    assert asked.settled_at is not None


@pytest.mark.parametrize(
    ("somebody", "facts"),
    [
        pytest.param(
            True, [("quiz", "points", "2026-07-31", Decimal(0), False)], id="where-others-have-points-none-is-0"
        ),
        pytest.param(False, [], id="where-nobody-has-any-it-was-not-held"),
    ],
)
async def test_a_month_without_quiz_points(
    stage: Stage, duties: Duties, somebody: bool, facts: list[tuple[str, str, str, Decimal, bool]]
) -> None:
    await open_duty(stage, duties, "quiz", "2026-07-22 09:00")
    if somebody:
        await record(stage, "李委员", "quiz", "points", date(2026, 7, 31))
    await duties.settle_due(stage.at("2026-08-11 00:00"))
    assert await stage.facts("张三") == facts


@pytest.mark.parametrize(
    ("code", "at", "over", "outcome"),
    [
        pytest.param("pledge", "2027-05-01 09:00", "2027-06-16 00:00", "missing", id="no-pledge-in-may"),
        pytest.param("registration", "2027-03-01 09:00", "2027-05-01 00:00", "missing", id="not-registered"),
        pytest.param("contact", "2026-12-01 09:00", "2027-01-16 00:00", "not_helped", id="no-visit"),
        pytest.param("self_report", "2026-12-01 09:00", "2027-01-16 00:00", "missed", id="no-self-report"),
    ],
)
async def test_each_duty_is_missed_in_its_own_words(
    stage: Stage, duties: Duties, code: str, at: str, over: str, outcome: str
) -> None:
    await open_duty(stage, duties, code, at)
    await stage.change("张三", joined_on=date(2020, 1, 1))
    await duties.settle_due(stage.at(over))
    assert [fact[1] for fact in await duty_facts(stage, "张三")] == [outcome]


async def test_the_work_calendar_brings_no_facts_and_ends_quietly(stage: Stage, duties: Duties) -> None:
    await stage.found("第二党支部", scheme="party-e-home")
    await stage.settle("周书记")
    await duties.open_due(stage.at("2026-12-05 09:00"))
    await duties.settle_due(stage.at("2027-03-05 09:00"))
    assert await stage.rows(DutyDone) == []
    assert await stage.owed("周书记") == []
