"""The way of claims: stage after stage, never by the same hand twice, with a way out where nobody is left."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from services.claim_stages import WAYS
from services.claim_ways import ClaimWays
from services.claims import Claims
from services.reviews import Reviews
from storage.notices.claims import ClaimTold
from storage.notices.common import Gone, NoPermission
from storage.notices.reviews import OwnMatter, ReviewCard, ReviewPassed, ReviewSettled
from storage.tables import ClaimStep, PartyGroup, Verdict
from storage.vocabulary import ClaimState, Role
from tests.claims.drafting import file_service
from tests.claims.stage import Stage
from tests.claims.test_claims import refusal

LONG_WAY = 2


@pytest.fixture
async def grouped(stage: Stage) -> Stage:
    """A branch whose claims go from the group leader to the committee; 张三 and 钱组长 are of one group."""
    await stage.settle("钱组长", Role.GROUP_LEADER)
    await stage.settle("孙组长", Role.GROUP_LEADER)
    group = await stage.db.write(_group, stage.branch_id)
    for name in ("张三", "钱组长"):
        await stage.change(name, group_id=group)
    await ClaimWays(stage.db, stage.clock).choose(stage.callers["王书记"], 1)
    return stage


def _group(session: Session, branch_id: int) -> int:
    group = PartyGroup(branch_id=branch_id, name="第一党小组")
    session.add(group)
    session.flush()
    return group.id


async def test_a_claim_goes_from_the_group_leader_to_the_committee(
    grouped: Stage, claims: Claims, reviews: Reviews
) -> None:
    filed = await file_service(grouped, claims)
    assert filed.reviewers == ("钱组长",)
    passed = await reviews.approve(grouped.callers["钱组长"], 1, 1)
    assert isinstance(passed, ReviewPassed)
    assert (passed.by, passed.stage) == ("钱组长", "committee")
    assert await grouped.facts("张三") == []
    [(_, card)] = await grouped.owed("李委员")
    assert isinstance(card, ReviewCard)
    assert (card.number, card.stages) == (1, 2)
    settled = await reviews.approve(grouped.callers["李委员"], 1, 1, stage=1)
    assert isinstance(settled, ReviewSettled)
    assert settled.outcome is ClaimState.APPROVED
    assert len(await grouped.facts("张三")) == 1
    assert len(await grouped.rows(ClaimStep)) == 1


async def test_an_earlier_stages_button_says_where_the_claim_is(
    grouped: Stage, claims: Claims, reviews: Reviews
) -> None:
    await file_service(grouped, claims)
    passed = await reviews.approve(grouped.callers["钱组长"], 1, 1)
    assert await reviews.approve(grouped.callers["钱组长"], 1, 1) == passed
    assert await reviews.send_back(grouped.callers["钱组长"], 1, 1, "#item") == passed
    assert await grouped.rows(Verdict) == []
    settled = await reviews.approve(grouped.callers["李委员"], 1, 1, stage=1)
    assert await reviews.approve(grouped.callers["钱组长"], 1, 1) == settled


async def test_a_button_of_an_earlier_stage_decides_nothing_at_the_next(
    grouped: Stage, claims: Claims, reviews: Reviews
) -> None:
    await file_service(grouped, claims)
    await reviews.approve(grouped.callers["钱组长"], 1, 1)
    shown = await reviews.approve(grouped.callers["李委员"], 1, 1, stage=0)
    assert isinstance(shown, ReviewCard)
    assert await grouped.rows(Verdict) == []


@pytest.mark.parametrize("name", ["孙组长", "李委员", "王书记", "赵记分", "李四"])
async def test_at_the_first_stage_only_ones_own_group_leader_decides(
    grouped: Stage, claims: Claims, reviews: Reviews, name: str
) -> None:
    await file_service(grouped, claims)
    assert isinstance(await refusal(reviews.approve(grouped.callers[name], 1, 1)), NoPermission)


async def test_the_group_leaders_own_claim_begins_at_the_committee(
    grouped: Stage, claims: Claims, reviews: Reviews
) -> None:
    filed = await file_service(grouped, claims, "钱组长")
    assert set(filed.reviewers) == {"王书记", "李委员"}
    assert isinstance(await refusal(reviews.approve(grouped.callers["钱组长"], 1, 1, stage=1)), OwnMatter)
    settled = await reviews.approve(grouped.callers["李委员"], 1, 1, stage=1)
    assert isinstance(settled, ReviewSettled)


async def test_who_passed_a_claim_on_as_group_leader_is_not_asked_again_as_committee(
    grouped: Stage, claims: Claims, reviews: Reviews
) -> None:
    await grouped.demote("李委员")
    await grouped.settle("周委员", Role.GROUP_LEADER, Role.COMMITTEE)
    group = (await grouped.rows(PartyGroup))[0].id
    await grouped.change("周委员", group_id=group)
    await file_service(grouped, claims)
    await reviews.approve(grouped.callers["周委员"], 1, 1)
    passed = await reviews.approve(grouped.callers["周委员"], 1, 1, stage=1)
    assert isinstance(passed, ReviewPassed)
    assert await grouped.facts("张三") == []
    await reviews.approve(grouped.callers["王书记"], 1, 1, stage=1)
    assert len(await grouped.facts("张三")) == 1


async def test_a_return_at_the_second_stage_begins_anew_at_the_first(
    grouped: Stage, claims: Claims, reviews: Reviews
) -> None:
    await file_service(grouped, claims)
    await reviews.approve(grouped.callers["钱组长"], 1, 1)
    await reviews.send_back(grouped.callers["李委员"], 1, 1, "#unclear", stage=1)
    told = (await grouped.owed("张三"))[-1][1]
    assert isinstance(told, ClaimTold)
    assert told.again
    again = await claims.submit(grouped.callers["张三"], await claims.correct(grouped.callers["张三"], 1, 5))
    assert again.reviewers == ("钱组长",)


async def test_where_a_stage_is_empty_the_word_before_is_the_last(
    grouped: Stage, claims: Claims, reviews: Reviews
) -> None:
    await ClaimWays(grouped.db, grouped.clock).choose(grouped.callers["王书记"], LONG_WAY)
    await file_service(grouped, claims)
    await reviews.approve(grouped.callers["钱组长"], 1, 1)
    settled = await reviews.approve(grouped.callers["李委员"], 1, 1, stage=1)
    assert isinstance(settled, ReviewSettled)


@pytest.mark.parametrize("name", ["张三", "赵记分", "李委员"])
async def test_only_the_secretary_chooses_the_way(stage: Stage, name: str) -> None:
    ways = ClaimWays(stage.db, stage.clock)
    assert isinstance(await refusal(ways.show(stage.callers[name])), NoPermission)
    assert isinstance(await refusal(ways.choose(stage.callers[name], 1)), NoPermission)
    assert await refusal(ways.choose(stage.callers["王书记"], len(WAYS))) == Gone()
