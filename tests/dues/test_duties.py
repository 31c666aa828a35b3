"""A member's duties: opened in time, handed in as asked, confirmed or returned by somebody else."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.duties import Duties, HandIn
from services.duty_desk import DutyDesk
from storage.notices.claims import BadEvidence, BadLength
from storage.notices.common import Gone, NoPermission
from storage.notices.duties import (
    DutyAsk,
    DutyCard,
    DutyChanged,
    DutyEarly,
    DutyFault,
    DutyFaulty,
    DutyMarked,
    DutyNotForYou,
    DutyNotYours,
    DutyTold,
    NothingFiled,
    Standing,
)
from storage.tables import Duty, DutyDone, DutyPlan
from storage.vocabulary import Category, DutyEvidence, Role
from tests.claims.stage import Stage
from tests.claims.test_claims import refusal
from tests.dues.asked import PHOTO, change_plan, duty_facts, entry_of, open_duty

REPORT = HandIn("本半年我认真学习，思想上有了新的提高。")


async def report(stage: Stage, duties: Duties, at: str = "2026-12-01 09:00") -> int:
    """The thought report of the second half of 2026."""
    return await open_duty(stage, duties, "thought_report", at)


@pytest.mark.parametrize(
    ("moment", "count"),
    [
        pytest.param("2027-05-31 23:59", 0, id="not-before-june"),
        pytest.param("2027-06-01 00:00", 1, id="from-the-first-of-june"),
        pytest.param("2027-06-30 23:59", 1, id="up-to-the-day-itself"),
        pytest.param("2027-07-01 00:00", 0, id="not-after-it"),
    ],
)
async def test_the_self_inspection_is_opened_once_a_year(stage: Stage, duties: Duties, moment: str, count: int) -> None:
    now = stage.at(moment)
    assert await duties.open_due(now) == count
    assert await duties.open_due(now) == 0
    assert [duty.due_on for duty in await stage.rows(Duty)] == [date(2027, 6, 30)] * count


async def test_what_was_asked_before_there_were_plans_goes_on_and_brings_no_misses(
    stage: Stage, duties: Duties
) -> None:
    rows = [Duty(branch_id=stage.branch_id, kind="self_inspection", due_on=date(year, 6, 30)) for year in (2026, 2027)]
    await stage.db.write(lambda session: session.add_all(rows))
    await duties.open_due(stage.at("2027-06-10 09:00"))
    old, present = await stage.rows(Duty)
    assert (old.plan_id, old.settled_at is None) == (present.plan_id, False)
    assert (present.opens_on, present.closes_on, present.settled_at) == (date(2027, 6, 1), date(2027, 7, 7), None)


async def test_every_branch_has_the_shipped_duties_once(stage: Stage, duties: Duties) -> None:
    for moment in ("2026-07-01 00:00", "2026-07-01 01:00"):
        await duties.open_due(stage.at(moment))
    plans: list[DutyPlan] = await stage.rows(DutyPlan)
    assert [plan.code for plan in plans if plan.active] == ["self_inspection"]
    assert {plan.code for plan in plans} == {
        *("self_inspection", "thought_report", "self_report", "migrant_report", "study_app"),
        *("quiz", "pledge", "contact", "registration"),
    }


async def test_a_day_that_the_scheme_names_no_more_is_switched_off(stage: Stage, duties: Duties) -> None:
    await stage.found("第二党支部", scheme="party-e-home")
    await duties.open_due(stage.at("2026-12-05 09:00"))
    [asked] = await stage.rows(Duty)
    assert (asked.kind, asked.due_on) == ("calendar:points_close", date(2026, 12, 31))
    await change_plan(stage, "calendar:stars", code="calendar:gone")
    await duties.open_due(stage.at("2026-12-06 09:00"))
    plans: list[DutyPlan] = await stage.rows(DutyPlan)
    assert {plan.code: plan.active for plan in plans if plan.code.startswith("calendar:")} == {
        "calendar:points_close": True,
        "calendar:gone": False,
        "calendar:stars": True,
    }


async def test_one_tap_is_enough_where_nothing_is_asked_and_twice_is_once(stage: Stage, duties: Duties) -> None:
    number = await open_duty(stage, duties, "self_inspection", "2027-06-10 09:00")
    marked = await duties.begin(stage.callers["张三"], number)
    assert isinstance(marked, DutyMarked)
    assert (marked.duty.standing, marked.duty.on) == (Standing.DONE, date(2027, 6, 10))
    stage.at("2027-06-11 09:00")
    assert await duties.begin(stage.callers["张三"], number) == marked
    assert await duty_facts(stage, "张三") == [("duty", "done", "self_inspection", date(2027, 6, 10), False)]


async def test_a_report_waits_for_a_keeper_and_is_done_when_he_confirms(
    stage: Stage, duties: Duties, desk: DutyDesk
) -> None:
    number = await report(stage, duties)
    assert isinstance(await duties.begin(stage.callers["张三"], number), DutyAsk)
    marked = await duties.hand_in(stage.callers["张三"], number, REPORT)
    assert (marked.duty.standing, marked.duty.note) == (Standing.FILED, REPORT.words)
    assert await duty_facts(stage, "张三") == []
    card = await desk.queue(stage.callers["赵记分"])
    assert isinstance(card, DutyCard)
    assert (card.name, card.may_confirm, card.waiting) == ("张三", True, 1)
    for keeper in ("赵记分", "王书记"):
        decided = await desk.confirm(stage.callers[keeper], card.done_id, card.duty.round)
        assert (decided.by, decided.duty.standing) == ("赵记分", Standing.DONE)
    assert await duty_facts(stage, "张三") == [("duty", "done", "thought_report", date(2026, 12, 1), False)]
    [(_, told)] = await stage.owed("张三")
    assert isinstance(told, DutyTold)
    assert (told.by, told.duty.standing) == ("赵记分", Standing.DONE)
    assert isinstance(await desk.queue(stage.callers["赵记分"]), NothingFiled)


async def test_what_came_late_is_late_and_what_waited_for_its_keeper_is_not(
    stage: Stage, duties: Duties, desk: DutyDesk
) -> None:
    number = await report(stage, duties)
    stage.at("2026-12-31 23:59")
    await duties.hand_in(stage.callers["张三"], number, REPORT)
    stage.at("2027-01-01 00:00")
    await duties.hand_in(stage.callers["李委员"], number, REPORT)
    for name in ("张三", "李委员"):
        await desk.confirm(stage.callers["赵记分"], (await entry_of(stage, name)).id, 1)
    assert [fact[1] for fact in await duty_facts(stage, "张三")] == ["done"]
    assert [fact[1] for fact in await duty_facts(stage, "李委员")] == ["late"]


@pytest.mark.parametrize(
    ("corrected", "outcome"),
    [
        pytest.param("2027-01-09 09:00", "done", id="within-a-week-the-first-day-counts"),
        pytest.param("2027-01-10 09:00", "late", id="after-a-week-it-is-late"),
    ],
)
async def test_what_came_back_can_be_corrected(
    stage: Stage, duties: Duties, desk: DutyDesk, corrected: str, outcome: str
) -> None:
    number = await report(stage, duties)
    stage.at("2026-12-30 09:00")
    await duties.hand_in(stage.callers["张三"], number, REPORT)
    stage.at("2027-01-02 09:00")
    entry = await entry_of(stage, "张三")
    back = await desk.send_back(stage.callers["赵记分"], entry.id, 1, "太简单")
    assert (back.duty.standing, back.duty.reason) == (Standing.RETURNED, "太简单")
    stage.at(corrected)
    await duties.hand_in(stage.callers["张三"], number, REPORT)
    await desk.confirm(stage.callers["赵记分"], entry.id, 2)
    assert [fact[1] for fact in await duty_facts(stage, "张三")] == [outcome]


async def test_a_keeper_does_not_decide_on_what_he_has_not_seen(stage: Stage, duties: Duties, desk: DutyDesk) -> None:
    number = await report(stage, duties)
    await duties.hand_in(stage.callers["张三"], number, REPORT)
    await duties.hand_in(stage.callers["张三"], number, HandIn("重新写过的汇报"))
    entry = await entry_of(stage, "张三")
    assert await refusal(desk.confirm(stage.callers["赵记分"], entry.id, 1)) == DutyChanged()
    assert await refusal(desk.send_back(stage.callers["赵记分"], entry.id, 1, "太简单")) == DutyChanged()


async def test_nobody_decides_on_his_own_and_he_is_told_who_can(stage: Stage, duties: Duties, desk: DutyDesk) -> None:
    number = await report(stage, duties)
    await duties.hand_in(stage.callers["赵记分"], number, REPORT)
    entry = await entry_of(stage, "赵记分")
    expected = DutyNotYours(others=("王书记",))
    assert await refusal(desk.confirm(stage.callers["赵记分"], entry.id, 1)) == expected
    assert await refusal(desk.send_back(stage.callers["赵记分"], entry.id, 1, "好")) == expected
    assert isinstance(await desk.queue(stage.callers["赵记分"]), NothingFiled)
    await desk.confirm(stage.callers["王书记"], entry.id, 1)
    own = await refusal(desk.excuse(stage.callers["王书记"], number, stage.members["王书记"], "忙"))
    assert own == DutyNotYours(others=("李委员",))


@pytest.mark.parametrize("name", [pytest.param("张三", id="a-member"), pytest.param("李委员", id="the-committee")])
async def test_others_decide_nothing(stage: Stage, duties: Duties, desk: DutyDesk, name: str) -> None:
    number = await report(stage, duties)
    await stage.settle("李四")
    await duties.hand_in(stage.callers["李四"], number, REPORT)
    entry, caller, about = await entry_of(stage, "李四"), stage.callers[name], stage.members["李四"]
    for refused in (
        desk.confirm(caller, entry.id, 1),
        desk.send_back(caller, entry.id, 1, "太简单"),
        desk.excuse(caller, number, about, "忙"),
        desk.unexcuse(caller, number, about),
        desk.ask_reason(caller, "excuse", number, about),
        desk.ask_reason(caller, "return", number, about),
    ):
        assert isinstance(await refusal(refused), NoPermission)


async def test_a_member_sees_nobody_elses(stage: Stage, duties: Duties, desk: DutyDesk) -> None:
    number = await report(stage, duties)
    await duties.hand_in(stage.callers["赵记分"], number, HandIn("见附件", PHOTO))
    entry, caller = await entry_of(stage, "赵记分"), stage.callers["张三"]
    for refused in (
        desk.overview(caller),
        desk.listing(caller, number),
        desk.card(caller, number, stage.members["赵记分"]),
        desk.queue(caller),
        desk.evidence(caller, entry.id),
    ):
        assert isinstance(await refusal(refused), NoPermission)
    assert (await desk.evidence(stage.callers["赵记分"], entry.id)).file_id == "p1"
    assert (await desk.evidence(stage.callers["王书记"], entry.id)).file_id == "p1"
    assert isinstance(await refusal(desk.evidence(stage.callers["李委员"], entry.id)), NoPermission)


@pytest.mark.parametrize(
    ("evidence", "what", "fault"),
    [
        pytest.param("words", HandIn(""), DutyFaulty(fault=DutyFault.WORDS), id="nothing-for-words"),
        pytest.param("words", HandIn(" 好 "), DutyFaulty(fault=DutyFault.WORDS), id="one-character-for-words"),
        pytest.param("words", HandIn("长" * 1001), DutyFaulty(fault=DutyFault.LONG, most=1000), id="too-many-words"),
        pytest.param("file", HandIn("已走访"), DutyFaulty(fault=DutyFault.FILE), id="words-for-a-photo"),
        pytest.param("points", HandIn("很多"), DutyFaulty(fault=DutyFault.POINTS, most=100_000), id="no-number"),
        pytest.param("points", HandIn("-1"), DutyFaulty(fault=DutyFault.POINTS, most=100_000), id="less-than-none"),
        pytest.param("points", HandIn("100001"), DutyFaulty(fault=DutyFault.POINTS, most=100_000), id="too-many"),
        pytest.param("points", HandIn("1.234"), DutyFaulty(fault=DutyFault.POINTS, most=100_000), id="too-fine"),
        pytest.param("points", HandIn("", PHOTO), DutyFaulty(fault=DutyFault.POINTS, most=100_000), id="photo-only"),
        pytest.param(
            "file",
            HandIn("", PHOTO.model_copy(update={"size": 0})),
            BadEvidence(fault="empty"),
            id="an-empty-photo",
        ),
    ],
)
async def test_what_is_not_what_was_asked_for_is_refused(
    stage: Stage, duties: Duties, evidence: str, what: HandIn, fault: object
) -> None:
    number = await open_duty(stage, duties, "thought_report", "2026-12-01 09:00", evidence=DutyEvidence(evidence))
    assert await refusal(duties.hand_in(stage.callers["张三"], number, what)) == fault
    assert await stage.rows(DutyDone) == []


async def test_points_are_kept_as_the_number_that_they_are(stage: Stage, duties: Duties, desk: DutyDesk) -> None:
    number = await open_duty(stage, duties, "study_app", "2026-09-20 09:00")
    marked = await duties.hand_in(stage.callers["张三"], number, HandIn("1250分", PHOTO))
    assert (marked.duty.quantity, marked.duty.has_file) == (Decimal(1250), True)
    await desk.confirm(stage.callers["赵记分"], (await entry_of(stage, "张三")).id, 1)
    assert await stage.facts("张三") == [("study_app", "points", "2026-09-20", Decimal(1250), False)]


@pytest.mark.parametrize(
    ("columns", "member", "asked"),
    [
        pytest.param({"category": Category.MIGRANT}, {}, False, id="another-category"),
        pytest.param({"category": Category.MIGRANT}, {"category": Category.MIGRANT}, True, id="his-category"),
        pytest.param({"role": Role.SECRETARY}, {}, False, id="a-role-that-he-has-not"),
        pytest.param({}, {"exempt_from": date(2026, 12, 31)}, False, id="exempt-on-the-due-day"),
        pytest.param({}, {"joined_on": date(2026, 12, 1)}, True, id="here-since-it-was-opened"),
        pytest.param({}, {"left_on": date(2027, 1, 1)}, True, id="here-on-the-due-day"),
    ],
)
async def test_a_duty_is_for_those_whom_it_names(
    stage: Stage, duties: Duties, columns: dict[str, Any], member: dict[str, Any], asked: bool
) -> None:
    number = await open_duty(stage, duties, "thought_report", "2026-12-01 09:00", **columns)
    await stage.change("张三", **member)
    assert bool((await duties.mine(stage.callers["张三"])).duties) is asked
    if not asked:
        assert await refusal(duties.begin(stage.callers["张三"], number)) == DutyNotForYou()


async def test_the_committees_duty_is_the_secretarys_too(stage: Stage, duties: Duties, desk: DutyDesk) -> None:
    number = await open_duty(stage, duties, "thought_report", "2026-12-01 09:00", role=Role.COMMITTEE)
    listed = await desk.listing(stage.callers["王书记"], number)
    assert {person.name for person in listed.people} == {"王书记", "李委员"}


async def test_it_is_not_too_early_nor_too_late(stage: Stage, duties: Duties) -> None:
    number = await report(stage, duties)
    stage.at("2026-10-31 23:59")
    assert await refusal(duties.begin(stage.callers["张三"], number)) == DutyEarly(opens_on=date(2026, 11, 1))
    stage.at("2027-03-17 09:00")
    assert await refusal(duties.begin(stage.callers["张三"], number)) == DutyEarly()


async def test_another_branchs_duty_is_not_found(stage: Stage, duties: Duties, desk: DutyDesk) -> None:
    number = await report(stage, duties)
    await duties.hand_in(stage.callers["张三"], number, REPORT)
    entry = await entry_of(stage, "张三")
    await stage.found("第二党支部")
    await stage.settle("外人", Role.SECRETARY)
    stranger, about = stage.callers["外人"], stage.members["张三"]
    for refused in (
        duties.begin(stranger, number),
        duties.begin(stage.callers["张三"], 999),
        duties.hand_in(stranger, number, REPORT),
        desk.listing(stranger, number),
        desk.listing(stranger, 999),
        desk.card(stranger, number, about),
        desk.card(stage.callers["王书记"], number, 999),
        desk.confirm(stranger, entry.id, 1),
        desk.confirm(stage.callers["王书记"], 999, 1),
        desk.excuse(stranger, number, about, "忙"),
        desk.evidence(stage.callers["王书记"], entry.id),
        desk.evidence(stage.callers["王书记"], 999),
    ):
        assert await refusal(refused) == Gone()


async def test_a_reason_is_words_of_some_length(stage: Stage, duties: Duties, desk: DutyDesk) -> None:
    number = await report(stage, duties)
    await duties.hand_in(stage.callers["张三"], number, REPORT)
    entry = await entry_of(stage, "张三")
    for text in ("", " \n ", "长" * 201):
        assert isinstance(await refusal(desk.send_back(stage.callers["赵记分"], entry.id, 1, text)), BadLength)
        excused = desk.excuse(stage.callers["王书记"], number, stage.members["张三"], text)
        assert isinstance(await refusal(excused), BadLength)


async def test_the_list_shows_who_still_has_to_first_and_counts(stage: Stage, duties: Duties, desk: DutyDesk) -> None:
    number = await report(stage, duties)
    await duties.hand_in(stage.callers["张三"], number, REPORT)
    await desk.excuse(stage.callers["王书记"], number, stage.members["零元"], "长期生病")
    listed = await desk.listing(stage.callers["王书记"], number)
    assert [(person.name, person.standing) for person in listed.people] == [
        ("王书记", Standing.OPEN),
        ("李委员", Standing.OPEN),
        ("赵记分", Standing.OPEN),
        ("张三", Standing.FILED),
        ("零元", Standing.EXCUSED),
    ]
    [count] = (await desk.overview(stage.callers["王书记"])).duties
    assert (count.done, count.filed, count.asked) == (0, 1, 4)
