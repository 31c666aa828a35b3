"""Reminders to who lets a claim lie, approving like claims together, and how long claims wait."""

from __future__ import annotations

import pytest

from services.claim_draft import Draft
from services.claim_form import item_key
from services.claim_reminders import ClaimReminders
from services.claims import Claims
from services.review_batch import Batches
from services.reviews import Reviews
from services.workdays import WorkDays
from storage.notices.common import Gone, NoPermission
from storage.notices.reviews import (
    BatchChoice,
    BatchNobody,
    BatchSummary,
    Pace,
    ReviewCard,
    ReviewEmpty,
    ReviewSettled,
)
from storage.tables import OutboxRow, Verdict
from storage.vocabulary import ClaimKind
from tests.claims.drafting import file_service, item_draft, photo
from tests.claims.stage import Stage
from tests.claims.test_claims import refusal


async def reminded(stage: Stage, moment: str) -> int:
    """Sweep at a moment; say how many reminders that made."""
    return await ClaimReminders(stage.db, WorkDays()).remind_due(stage.at(moment))


async def urgent(stage: Stage, name: str) -> list[str]:
    """What a member was told with urgency."""
    return [card.urgent for _, card in await stage.owed(name) if isinstance(card, ReviewCard) and card.urgent]


@pytest.mark.parametrize(
    ("filed", "quiet", "due"),
    [
        pytest.param("2026-07-06 10:00", "2026-07-08 20:00", "2026-07-09 08:00", id="two-days-of-a-week"),
        pytest.param("2026-07-10 10:00", "2026-07-14 20:00", "2026-07-15 08:00", id="a-weekend-is-no-working-day"),
        pytest.param(
            "2026-09-30 10:00", "2026-10-09 20:00", "2026-10-10 08:00", id="a-week-of-holidays-and-a-make-up-day"
        ),
    ],
)
async def test_reviewers_are_reminded_once_when_two_working_days_are_over(
    stage: Stage, claims: Claims, filed: str, quiet: str, due: str
) -> None:
    stage.at(filed)
    await claims.submit(stage.callers["张三"], await item_form(stage, claims, filed))
    assert await reminded(stage, quiet) == 0
    assert await reminded(stage, due) == 2
    assert await reminded(stage, due.replace("08:00", "12:00")) == 0
    assert await urgent(stage, "王书记") == ["reminder"]
    assert await urgent(stage, "李委员") == []


async def item_form(stage: Stage, claims: Claims, filed: str) -> Draft:
    """A draft of today."""
    who = stage.callers["张三"]
    draft = await claims.pick(who, await claims.begin(who, ClaimKind.ITEM, 1), item_key("own_work"))
    for said in ("今天", "3", "说明"):
        draft = await claims.answer(who, draft, said)
    return draft.with_file(photo(filed)).closed()


async def test_nobody_is_reminded_at_night_or_on_a_rest_day(stage: Stage, claims: Claims) -> None:
    await file_service(stage, claims)
    for moment in ("2026-07-15 07:59", "2026-07-15 21:00", "2026-07-18 10:00"):
        assert await reminded(stage, moment) == 0


async def test_after_four_working_days_the_committee_is_asked_and_may_decide(
    stage: Stage, claims: Claims, reviews: Reviews
) -> None:
    await file_service(stage, claims)
    assert isinstance(await refusal(reviews.approve(stage.callers["李委员"], 1, 1)), NoPermission)
    await reminded(stage, "2026-07-15 09:00")
    assert await urgent(stage, "李委员") == []
    assert await reminded(stage, "2026-07-17 09:00") == 1
    assert await reminded(stage, "2026-07-20 09:00") == 0
    assert await urgent(stage, "李委员") == ["deputy"]
    assert isinstance(await reviews.approve(stage.callers["李委员"], 1, 1), ReviewSettled)


async def test_a_decided_claim_reminds_nobody_and_takes_back_what_is_owed(
    stage: Stage, claims: Claims, reviews: Reviews
) -> None:
    await file_service(stage, claims)
    await reminded(stage, "2026-07-15 09:00")
    await reviews.approve(stage.callers["赵记分"], 1, 1)
    assert await urgent(stage, "王书记") == []
    assert [row.key for row in await stage.rows(OutboxRow) if "reminder" in row.key] == []
    assert await reminded(stage, "2026-07-20 09:00") == 0


async def test_a_withdrawn_claim_takes_its_reminders_back(stage: Stage, claims: Claims) -> None:
    await file_service(stage, claims)
    await reminded(stage, "2026-07-15 09:00")
    await claims.withdraw(stage.callers["张三"], 1)
    assert await urgent(stage, "王书记") == []


async def three(stage: Stage, claims: Claims) -> None:
    """Two declarations of service and a claim for an item; the second rests on the photo of the first."""
    await file_service(stage, claims)
    who = stage.callers["李四"]
    draft = await claims.begin(who, ClaimKind.SERVICE, 2)
    for said in ("社区环境清理", "幸福社区", "7月3日", "2"):
        draft = await claims.answer(who, draft, said)
    await claims.submit(who, draft.with_file(photo("photo-张三-1")).closed())
    await claims.submit(stage.callers["张三"], await item_draft(stage, claims, form=3))


async def test_like_claims_are_approved_together_and_flagged_ones_start_left_out(stage: Stage, claims: Claims) -> None:
    await three(stage, claims)
    batches, keeper = Batches(stage.db, stage.clock), stage.callers["赵记分"]
    batch = await batches.begin(keeper, 1, 7)
    choice = await batches.choice(keeper, batch)
    assert isinstance(choice, BatchChoice)
    assert [(line.claim.claim_id, line.chosen, line.flagged) for line in choice.lines] == [
        (1, False, True),
        (2, False, True),
    ]
    assert await refusal(batches.summary(keeper, batch)) == BatchNobody()
    assert await refusal(batches.approve(keeper, batch)) == BatchNobody()
    batch = batch.toggled(1).toggled(2).toggled(2)
    summary = await batches.summary(keeper, batch)
    assert isinstance(summary, BatchSummary)
    assert [claim.claim_id for claim in summary.claims] == [1]
    done = await batches.approve(keeper, batch)
    assert ([one.claim_id for one in done.approved], done.left) == ([1], ())
    assert len(await stage.facts("张三")) == 1
    assert await stage.facts("李四") == []


async def test_what_was_decided_meanwhile_is_left_and_named(stage: Stage, claims: Claims, reviews: Reviews) -> None:
    for form, name in enumerate(("张三", "李四"), start=1):
        await file_service(stage, claims, name, form=form)
    batches = Batches(stage.db, stage.clock)
    batch = await batches.begin(stage.callers["赵记分"], 1, 7)
    await reviews.send_back(stage.callers["王书记"], 1, 1, "#item")
    done = await batches.approve(stage.callers["赵记分"], batch)
    assert ([one.claim_id for one in done.approved], [one.claim_id for one in done.left]) == ([2], [1])
    assert len(await stage.rows(Verdict)) == 2


async def test_ones_own_claim_is_in_no_batch_and_a_member_opens_none(stage: Stage, claims: Claims) -> None:
    await file_service(stage, claims, "赵记分")
    await file_service(stage, claims, form=2)
    batches = Batches(stage.db, stage.clock)
    batch = await batches.begin(stage.callers["赵记分"], 2, 7)
    assert [one.claim_id for one in batch.picked] == [2]
    assert isinstance(await refusal(batches.begin(stage.callers["李四"], 2, 7)), NoPermission)
    assert await refusal(batches.begin(stage.callers["赵记分"], 99, 7)) == Gone()

    async def toggle() -> object:
        return batch.toggled(1)

    assert await refusal(toggle()) == Gone()


async def test_the_secretary_sees_how_fast_claims_are_reviewed(stage: Stage, claims: Claims, reviews: Reviews) -> None:
    for form, (name, moment) in enumerate((("张三", "10:00"), ("李四", "10:30"), ("李委员", "11:00")), start=1):
        stage.at(f"2026-07-10 {moment}")
        await file_service(stage, claims, name, form=form)
    for number, moment in ((1, "2026-07-10 13:00"), (2, "2026-07-11 12:00")):
        stage.at(moment)
        await reviews.approve(stage.callers["赵记分"], number, 1)
    card = await reviews.queue(stage.callers["王书记"])
    assert isinstance(card, ReviewCard)
    assert (card.waited, card.pace) == (25, Pace(decided=2, median_hours=14, longest_hours=25))
    card = await reviews.queue(stage.callers["赵记分"])
    assert isinstance(card, ReviewCard)
    assert card.pace is None
    await reviews.approve(stage.callers["赵记分"], 3, 1)
    empty = await reviews.queue(stage.callers["王书记"])
    assert isinstance(empty, ReviewEmpty)
    assert empty.pace == Pace(decided=3, median_hours=25, longest_hours=None)
