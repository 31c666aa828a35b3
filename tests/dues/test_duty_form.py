"""Adding a duty in chat: every step and its refusals, the summary before it stands, switching duties on and off."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import select

from services.duties import Duties
from services.duty_form import DutyForm, month_ends, tapped, wrote
from services.duty_managing import DutyManaging
from services.errors import Refused
from storage.notices.common import Gone, NoPermission
from storage.notices.duty_form import DutyDraft, DutyFormFault, DutyFormFaulty, DutyGroup, DutyStep
from storage.tables import Duty, DutyPlan
from storage.vocabulary import Category, DutyEvery, DutyEvidence, Role
from tests.claims.stage import Stage
from tests.claims.test_claims import refusal
from tests.dues.asked import change_plan, duty_facts
from tests.dues.test_walk import sweep
from tests.town import Town
from tests.walk.claims import picture

TODAY = date(2026, 7, 1)
GROUP = DutyGroup(group_id=7, name="第一党小组")
BLANK = DutyForm(form="m1", groups=(GROUP,))
FILLED = DutyForm(
    form="m1",
    step=DutyStep.SUMMARY,
    draft=DutyDraft(
        title="提交学习笔记", due_on=date(2026, 7, 20), evidence=DutyEvidence.WORDS, grace_days=3, counts="reflection"
    ),
)


@pytest.fixture
def managing(stage: Stage) -> DutyManaging:
    return DutyManaging(stage.db, stage.clock)


def at(step: DutyStep) -> DutyForm:
    """The form at a step."""
    return BLANK.model_copy(update={"step": step})


@pytest.mark.parametrize(
    ("step", "text", "fault"),
    [
        pytest.param("title", " \n ", DutyFormFault.EMPTY, id="an-empty-title"),
        pytest.param("title", "长" * 61, DutyFormFault.LONG, id="a-long-title"),
        pytest.param("due", "改天", DutyFormFault.DAY, id="no-day"),
        pytest.param("due", "2026-02-30", DutyFormFault.DAY, id="a-day-that-is-not-in-the-calendar"),
        pytest.param("due", "9" * 4000, DutyFormFault.DAY, id="a-huge-number"),
        pytest.param("due", "今天", DutyFormFault.EARLY, id="today"),
        pytest.param("due", "2026-06-30", DutyFormFault.EARLY, id="a-day-that-is-past"),
        pytest.param("due", "2027-07-03", DutyFormFault.FAR, id="more-than-a-year-away"),
        *(
            pytest.param(step, "全体", DutyFormFault.BUTTONS, id=f"words-at-{step}")
            for step in ("who", "every", "grace")
        ),
        *(
            pytest.param(step, "好", DutyFormFault.BUTTONS, id=f"words-at-{step}")
            for step in ("evidence", "counts", "summary")
        ),
    ],
)
def test_what_cannot_be_written_is_told_why(step: str, text: str, fault: DutyFormFault) -> None:
    with pytest.raises(Refused) as refused:
        wrote(at(DutyStep(step)), text, TODAY)
    assert refused.value.notice == DutyFormFaulty(fault=fault, example=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("step", "named", "value"),
    [
        pytest.param("who", "due", "2026-07-31", id="another-steps-button"),
        pytest.param("title", "title", "x", id="a-step-without-buttons"),
        pytest.param("who", "who", "g-8", id="a-group-that-is-not-the-branchs"),
        pytest.param("who", "who", "c-nobody", id="a-category-that-is-none"),
        pytest.param("who", "who", "r-", id="no-role"),
        pytest.param("due", "due", "2026-13-01", id="a-day-that-is-none"),
        pytest.param("every", "every", "hourly", id="a-rhythm-that-is-none"),
        pytest.param("evidence", "evidence", "points", id="points-are-only-for-the-shipped"),
        pytest.param("grace", "grace", "99", id="a-grace-that-is-not-offered"),
        pytest.param("grace", "grace", "x", id="a-grace-that-is-no-number"),
        pytest.param("counts", "counts", "honour", id="a-record-that-is-none"),
        pytest.param("summary", "summary", "x", id="nothing-is-tapped-at-the-summary"),
    ],
)
def test_a_forged_or_old_button_is_gone(step: str, named: str, value: str) -> None:
    with pytest.raises(Refused) as refused:
        tapped(at(DutyStep(step)), named, value, TODAY)
    assert refused.value.notice == Gone()


@pytest.mark.parametrize(
    ("value", "draft"),
    [
        pytest.param("all", DutyDraft(), id="everybody"),
        pytest.param("c-migrant", DutyDraft(category=Category.MIGRANT), id="a-category"),
        pytest.param("r-committee", DutyDraft(role=Role.COMMITTEE), id="a-role"),
        pytest.param("g-7", DutyDraft(group=GROUP), id="a-group"),
    ],
)
def test_who_it_is_for_can_be_chosen_anew(value: str, draft: DutyDraft) -> None:
    form = tapped(at(DutyStep.WHO), "who", "c-retired", TODAY)
    assert form.step is DutyStep.DUE
    assert tapped(form.back(), "who", value, TODAY).draft == draft


def test_back_from_the_first_step_stays_there() -> None:
    assert tapped(BLANK, "back", "", TODAY) == BLANK


def test_the_offered_days_lie_ahead() -> None:
    assert month_ends(date(2026, 7, 31)) == tuple(
        date.fromisoformat(day) for day in ("2026-08-31", "2026-09-30", "2026-10-31", "2026-11-30", "2026-12-31")
    )


async def test_a_duty_is_added_once_and_opened_when_its_days_have_come(
    stage: Stage, managing: DutyManaging, duties: Duties
) -> None:
    added = await managing.add(stage.callers["王书记"], FILLED)
    assert await managing.add(stage.callers["王书记"], FILLED) == added
    assert await managing.added(stage.callers["王书记"], "m1") == added
    [plan] = await stage.rows(DutyPlan)
    [asked] = await stage.rows(Duty)
    assert (plan.title, plan.confirm, plan.fact_kind, plan.fact_detail) == ("提交学习笔记", True, "duty", "reflection")
    assert (asked.due_on, asked.closes_on) == (date(2026, 7, 20), date(2026, 7, 23))
    await duties.settle_due(stage.at("2026-07-24 00:00"))
    assert await duty_facts(stage, "张三") == [("duty", "missed", "reflection", date(2026, 7, 20), False)]


async def test_one_that_is_not_recorded_brings_nothing(stage: Stage, managing: DutyManaging, duties: Duties) -> None:
    draft = FILLED.draft.model_copy(update={"counts": "", "every": DutyEvery.MONTH})
    await managing.add(stage.callers["王书记"], FILLED.model_copy(update={"draft": draft}))
    await duties.open_due(stage.at("2026-08-15 09:00"))
    await duties.settle_due(stage.at("2026-08-24 00:00"))
    assert [duty.due_on.month for duty in await stage.rows(Duty)] == [8]
    assert await duty_facts(stage, "张三") == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"step": DutyStep.COUNTS}, id="before-its-summary"),
        pytest.param({"draft": FILLED.draft.model_copy(update={"title": ""})}, id="without-a-title"),
        pytest.param({"draft": FILLED.draft.model_copy(update={"due_on": None})}, id="without-a-day"),
        pytest.param({"draft": FILLED.draft.model_copy(update={"group": GROUP})}, id="for-a-group-that-is-not-there"),
    ],
)
async def test_a_form_is_not_taken(stage: Stage, managing: DutyManaging, change: dict[str, object]) -> None:
    form = FILLED.model_copy(update=change)
    assert await refusal(managing.add(stage.callers["王书记"], form)) == Gone()
    assert await stage.rows(DutyPlan) == []


async def test_a_form_whose_day_has_come_meanwhile_is_told_so(stage: Stage, managing: DutyManaging) -> None:
    stage.at("2026-07-20 09:00")
    notice = await refusal(managing.add(stage.callers["王书记"], FILLED))
    assert notice == DutyFormFaulty(fault=DutyFormFault.EARLY, example=date(2026, 12, 31))


@pytest.mark.parametrize("name", ["张三", "赵记分", "李委员"])
async def test_only_the_secretary_manages_duties(stage: Stage, managing: DutyManaging, name: str) -> None:
    await managing.plans(stage.callers["王书记"])
    caller = stage.callers[name]
    for refused in (
        managing.plans(caller),
        managing.switch(caller, 1, on=True, page=0),
        managing.begin(caller, "m1"),
        managing.add(caller, FILLED),
        managing.added(caller, "m1"),
    ):
        assert isinstance(await refusal(refused), NoPermission)


async def test_a_duty_is_switched_by_what_the_button_says(stage: Stage, managing: DutyManaging, duties: Duties) -> None:
    stage.at("2026-12-01 09:00")
    caller = stage.callers["王书记"]
    plans = (await managing.plans(caller)).plans
    number = next(plan.plan_id for plan in plans if plan.name.code == "thought_report")
    for on in (True, True, False):
        shown = await managing.switch(caller, number, on=on, page=0)
        assert {plan.plan_id: plan.active for plan in shown.plans}[number] is on
    assert len(await stage.rows(Duty)) == 1
    await duties.settle_due(stage.at("2027-01-16 00:00"))
    assert [fact[1] for fact in await duty_facts(stage, "张三")] == ["missed"]


async def test_another_branchs_duty_cannot_be_switched(stage: Stage, managing: DutyManaging) -> None:
    await managing.plans(stage.callers["王书记"])
    await change_plan(stage, "quiz", active=False)
    await stage.found("第二党支部")
    await stage.settle("外人", Role.SECRETARY)
    for number in (1, 999):
        assert await refusal(managing.switch(stage.callers["外人"], number, on=True, page=0)) == Gone()


async def test_the_secretary_adds_a_duty_in_the_chat_and_a_member_does_it(town: Town) -> None:
    await town.say("王书记", "/newduty")
    await town.say("王书记", "提交<学习>笔记")
    await town.tap("王书记", "离退休")
    await town.tap("王书记", "‹")
    await town.tap("王书记", "全体党员")
    await town.say("王书记", "改天")
    assert "看不懂这个日期" in await town.last("王书记")
    await town.say("王书记", "7月20日")
    await town.tap("王书记", "每月")
    await town.tap("王书记", "文字，或照片、文件")
    await town.tap("王书记", "截止后 3 天")
    await town.tap("王书记", "心得体会")
    summary = await town.last("王书记")
    for part in ("提交<学习>笔记", "全体党员", "2026年7月20日", "每月", "心得体会"):
        assert part in summary
    await town.tap("王书记", "✅ 添加任务")
    assert "已添加" in await town.last("王书记")
    await town.at("2026-07-13 09:00")
    await sweep(town)
    assert "还剩 7 天" in await town.last("张三")
    await town.tap("张三", "提交：提交<学习>笔记")
    await town.send("张三", picture(40), kind="photo")
    assert "待确认" in await town.last("张三")


async def test_the_form_can_be_left_and_its_old_buttons_are_dead(town: Town) -> None:
    await town.say("王书记", "/newduty")
    await town.say("王书记", "读书")
    message, _ = await town.find_button("王书记", "全体党员")
    await town.say("王书记", "/cancel")
    assert "没有添加任务" in await town.last("王书记")
    tapped_ = await town.control.tap(town.people["王书记"], message, "全体党员")
    await town.quiet()
    assert tapped_.answered
    for data in ("dfc:m999", "dft:m1:who:all", "dfs:999:1:0", "dfl:99"):
        answered = await town.control.tap(town.people["张三"], (await town.messages("张三"))[-1], data, forged=True)
        await town.quiet()
        assert answered.answered, data
    assert await town.db.read(lambda session: session.exec(select(DutyPlan)).all()) == []
