"""Verdicts on claims: who may, once for each round, and what follows."""

from __future__ import annotations

import asyncio
from decimal import Decimal

import pytest

from services.claim_draft import Draft
from services.claims import Claims
from services.errors import Refused
from services.reviews import Reviews
from storage.notices.claims import ClaimTold, NotYours
from storage.notices.common import Gone, NoPermission
from storage.notices.reviews import AskReason, OwnMatter, ReviewCard, ReviewEmpty, ReviewSettled
from storage.tables import Claim, Evidence, Verdict
from storage.vocabulary import ClaimKind, ClaimState, Role
from tests.claims.drafting import file_service, item_draft, photo
from tests.claims.stage import Stage
from tests.claims.test_claims import refusal


async def test_approval_appends_the_fact_tells_the_claimant_and_settles_every_card(
    stage: Stage, claims: Claims, reviews: Reviews
) -> None:
    filed = await file_service(stage, claims)
    outcome = await reviews.approve(stage.callers["赵记分"], filed.claim.claim_id, 1)
    assert isinstance(outcome, ReviewSettled)
    assert (outcome.outcome, outcome.by) == (ClaimState.APPROVED, "赵记分")
    assert await stage.facts("张三") == [("service", "done", "2026-07-03", Decimal(2), False)]
    for name in ("王书记", "赵记分"):
        [(_, card)] = await stage.owed(name)
        assert card == outcome
    [(key, told)] = await stage.owed("张三")
    assert isinstance(told, ClaimTold)
    assert (key, told.outcome, told.by, told.claim.worth) == (
        "claim:1:round-1:told",
        ClaimState.APPROVED,
        "赵记分",
        Decimal(5),
    )


async def test_an_item_becomes_a_claim_fact_for_that_item(stage: Stage, claims: Claims, reviews: Reviews) -> None:
    filed = await claims.submit(stage.callers["张三"], await item_draft(stage, claims, quantity="3"))
    await reviews.approve(stage.callers["王书记"], filed.claim.claim_id, 1)
    assert await stage.facts("张三") == [("claim", "approved", "2026-07-03", Decimal(3), False)]


async def test_a_second_tap_and_a_second_reviewer_are_told_the_outcome(
    stage: Stage, claims: Claims, reviews: Reviews
) -> None:
    filed = await file_service(stage, claims)
    first = await reviews.approve(stage.callers["赵记分"], filed.claim.claim_id, 1)
    assert await reviews.approve(stage.callers["赵记分"], filed.claim.claim_id, 1) == first
    assert await reviews.send_back(stage.callers["王书记"], filed.claim.claim_id, 1, "#unclear") == first
    assert len(await stage.facts("张三")) == 1
    assert len(await stage.rows(Verdict)) == 1


async def test_two_reviewers_at_once_make_one_verdict(stage: Stage, claims: Claims, reviews: Reviews) -> None:
    filed = await file_service(stage, claims)
    number = filed.claim.claim_id
    outcomes = await asyncio.gather(
        reviews.approve(stage.callers["赵记分"], number, 1),
        reviews.send_back(stage.callers["王书记"], number, 1, "#unclear"),
        reviews.approve(stage.callers["王书记"], number, 1),
    )
    assert len(set(outcomes)) == 1
    assert len(await stage.rows(Verdict)) == 1


@pytest.mark.parametrize(
    "name", [pytest.param("李四", id="a-member"), pytest.param("李委员", id="the-committee-where-there-are-keepers")]
)
async def test_others_may_not_decide(stage: Stage, claims: Claims, reviews: Reviews, name: str) -> None:
    filed = await file_service(stage, claims)
    assert isinstance(await refusal(reviews.approve(stage.callers[name], filed.claim.claim_id, 1)), NoPermission)
    assert isinstance(await refusal(reviews.evidence(stage.callers[name], filed.claim.claim_id)), NoPermission)
    assert await stage.rows(Verdict) == []


async def test_nobody_decides_on_his_own_claim_and_he_is_told_who_can(
    stage: Stage, claims: Claims, reviews: Reviews
) -> None:
    filed = await file_service(stage, claims, "赵记分")
    assert filed.reviewers == ("王书记",)
    notice = await refusal(reviews.approve(stage.callers["赵记分"], filed.claim.claim_id, 1))
    assert notice == OwnMatter(others=("王书记",))
    assert await stage.owed("赵记分") == []


async def test_the_only_keepers_claim_goes_to_the_committee(stage: Stage, claims: Claims, reviews: Reviews) -> None:
    await stage.demote("王书记")
    filed = await file_service(stage, claims, "赵记分")
    assert filed.reviewers == ("李委员",)
    outcome = await reviews.approve(stage.callers["李委员"], filed.claim.claim_id, 1)
    assert isinstance(outcome, ReviewSettled)
    assert outcome.outcome is ClaimState.APPROVED


async def test_where_nobody_else_can_decide_the_superior_must(stage: Stage, claims: Claims, reviews: Reviews) -> None:
    await stage.demote("王书记")
    await stage.demote("李委员")
    filed = await file_service(stage, claims, "赵记分")
    assert filed.reviewers == ()
    assert await refusal(reviews.approve(stage.callers["赵记分"], filed.claim.claim_id, 1)) == OwnMatter(others=())


async def test_a_demoted_secretarys_button_is_dead(stage: Stage, claims: Claims, reviews: Reviews) -> None:
    filed = await file_service(stage, claims)
    await stage.demote("王书记")
    assert isinstance(await refusal(reviews.approve(stage.callers["王书记"], filed.claim.claim_id, 1)), NoPermission)


async def test_a_keeper_of_another_branch_finds_nothing(stage: Stage, claims: Claims, reviews: Reviews) -> None:
    filed = await file_service(stage, claims)
    await stage.found("第二党支部")
    await stage.settle("外支部书记", Role.SECRETARY)
    for attempt in (
        reviews.approve(stage.callers["外支部书记"], filed.claim.claim_id, 1),
        reviews.evidence(stage.callers["外支部书记"], filed.claim.claim_id),
        reviews.approve(stage.callers["王书记"], 999, 1),
    ):
        assert await refusal(attempt) == Gone()


async def corrected(stage: Stage, claims: Claims, claim_id: int) -> Draft:
    """The draft of a correction with other hours and another photo."""
    who = stage.callers["张三"]
    draft = await claims.correct(who, claim_id, 50)
    draft = await claims.answer(who, draft.reopened("quantity"), "1.5")
    return draft.reopened("evidence").with_file(photo("better")).closed()


async def test_a_returned_claim_is_corrected_and_resubmitted_as_a_new_round(
    stage: Stage, claims: Claims, reviews: Reviews
) -> None:
    filed = await file_service(stage, claims)
    number = filed.claim.claim_id
    await reviews.send_back(stage.callers["赵记分"], number, 1, "请补充照片")
    [(_, told)] = await stage.owed("张三")
    assert isinstance(told, ClaimTold)
    assert (told.again, told.reason, told.by) == (True, "请补充照片", "赵记分")
    again = await corrected(stage, claims, number)
    receipt = await claims.submit(stage.callers["张三"], again)
    assert await claims.submit(stage.callers["张三"], again) == receipt
    assert (receipt.claim.round, receipt.claim.quantity, receipt.claim.evidence) == (2, Decimal("1.5"), 1)
    assert [(row.round, row.file_unique_id) for row in await stage.rows(Evidence)] == [
        (1, "photo-张三-1"),
        (2, "better"),
    ]
    [(_, told)] = await stage.owed("张三")
    assert isinstance(told, ClaimTold)
    assert (told.outcome, told.again) == (ClaimState.SUBMITTED, False)
    keys = [key for key, _ in await stage.owed("王书记")]
    assert keys == ["claim:1:round-1:reviewer-1", "claim:1:round-2:reviewer-1"]
    await reviews.approve(stage.callers["王书记"], number, 2)
    assert await stage.facts("张三") == [("service", "done", "2026-07-03", Decimal("1.5"), False)]
    assert [(row.round, row.outcome.value) for row in await stage.rows(Verdict)] == [(1, "returned"), (2, "approved")]


async def test_a_button_of_the_former_round_shows_the_new_card_and_decides_nothing(
    stage: Stage, claims: Claims, reviews: Reviews
) -> None:
    filed = await file_service(stage, claims)
    number = filed.claim.claim_id
    await reviews.send_back(stage.callers["赵记分"], number, 1, "#quantity")
    await claims.submit(stage.callers["张三"], await corrected(stage, claims, number))
    shown = await reviews.approve(stage.callers["王书记"], number, 1)
    assert isinstance(shown, ReviewCard)
    assert shown.claim.round == 2
    [claim] = await stage.rows(Claim)
    assert claim.state is ClaimState.SUBMITTED


async def test_a_claim_is_corrected_only_while_it_is_returned(stage: Stage, claims: Claims) -> None:
    filed = await file_service(stage, claims)
    notice = await refusal(claims.correct(stage.callers["张三"], filed.claim.claim_id, 9))
    assert notice == NotYours(state=ClaimState.SUBMITTED)


async def test_asking_for_a_reason_too_late_shows_what_was_decided(
    stage: Stage, claims: Claims, reviews: Reviews
) -> None:
    filed = await file_service(stage, claims)
    number = filed.claim.claim_id
    assert isinstance(await reviews.ask_reason(stage.callers["王书记"], number, 1), AskReason)
    settled = await reviews.approve(stage.callers["赵记分"], number, 1)
    assert await reviews.ask_reason(stage.callers["王书记"], number, 1) == settled
    assert await reviews.look(stage.callers["王书记"], number, 1, returning=True) == settled


async def test_an_empty_reason_is_refused_and_nothing_is_decided(
    stage: Stage, claims: Claims, reviews: Reviews
) -> None:
    filed = await file_service(stage, claims)
    with pytest.raises(Refused):
        await reviews.send_back(stage.callers["王书记"], filed.claim.claim_id, 1, "  ")
    [claim] = await stage.rows(Claim)
    assert claim.state is ClaimState.SUBMITTED
    assert await stage.rows(Verdict) == []


async def test_a_photo_used_twice_is_flagged_to_the_reviewer(stage: Stage, claims: Claims) -> None:
    await file_service(stage, claims)
    who = stage.callers["李四"]
    draft = await claims.begin(who, ClaimKind.SERVICE, 7)
    for said in ("同一活动", "社区", "今天", "1"):
        draft = await claims.answer(who, draft, said)
    await claims.submit(who, draft.with_file(photo("photo-张三-1")).closed())
    card = (await stage.owed("王书记"))[-1][1]
    assert isinstance(card, ReviewCard)
    assert card.repeated == (1,)


async def test_the_queue_goes_one_by_one_and_leaves_out_ones_own(
    stage: Stage, claims: Claims, reviews: Reviews
) -> None:
    for form, name in enumerate(("张三", "赵记分", "李四"), start=1):
        await file_service(stage, claims, name, form=form)
    keeper = stage.callers["赵记分"]
    second = await reviews.queue(keeper, 99)
    assert isinstance(second, ReviewCard)
    assert (second.claim.claimant, second.place, second.waiting) == ("李四", 2, 2)
    outcome = await reviews.approve(keeper, second.claim.claim_id, 1, 2)
    assert isinstance(outcome, ReviewSettled)
    assert outcome.waiting == 1
    first = await reviews.queue(keeper)
    assert isinstance(first, ReviewCard)
    assert first.claim.claimant == "张三"
    await reviews.send_back(keeper, first.claim.claim_id, 1, "#item")
    assert await reviews.queue(keeper) == ReviewEmpty()
    assert isinstance(await refusal(reviews.queue(stage.callers["李四"])), NoPermission)


async def test_the_evidence_of_the_present_round_is_shown_to_reviewer_and_owner(
    stage: Stage, claims: Claims, reviews: Reviews
) -> None:
    filed = await file_service(stage, claims)
    for name in ("王书记", "张三"):
        files = await reviews.evidence(stage.callers[name], filed.claim.claim_id)
        assert [file.file_id for file in files] == ["id-photo-张三-1"]
