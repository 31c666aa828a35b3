"""Filing, correcting and withdrawing claims, by the services on a real file."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from services.claim_draft import FILE_BYTES, Draft, EvidenceFile
from services.claims import Claims
from services.errors import Refused
from services.reviews import Reviews
from storage.notices.claims import (
    BadDay,
    BadEvidence,
    BadLength,
    BadQuantity,
    ClaimSummary,
    Expected,
    ItemChoice,
    NotYours,
    StepPassed,
)
from storage.notices.common import Gone, NotBound
from storage.notices.reviews import ReviewSettled
from storage.tables import Claim
from storage.vocabulary import ClaimKind, ClaimState
from tests.claims.drafting import document, file_service, item_draft, photo, service_draft
from tests.claims.stage import Stage


async def refusal(awaited: object) -> object:
    """The notice with which something is refused."""
    with pytest.raises(Refused) as refused:
        await awaited  # type: ignore[misc]  # any awaitable
    return refused.value.notice


@pytest.mark.parametrize(
    ("day", "taken"),
    [
        pytest.param("今天", date(2026, 7, 10), id="today-is-taken"),
        pytest.param("昨天", date(2026, 7, 9), id="yesterday-is-taken"),
        pytest.param("7月1日", date(2026, 7, 1), id="the-quarters-first-day-is-taken"),
        pytest.param("3日", date(2026, 7, 3), id="a-bare-day-is-of-this-month"),
        pytest.param("2026-07-10", date(2026, 7, 10), id="an-iso-day-is-taken"),
    ],
)
async def test_a_day_within_the_period_is_taken(stage: Stage, claims: Claims, day: str, taken: date) -> None:
    assert (await service_draft(stage, claims, day=day)).on == taken


@pytest.mark.parametrize(
    ("day", "read"),
    [
        pytest.param("2026-07-11", date(2026, 7, 11), id="tomorrow-is-refused"),
        pytest.param("6月30日", date(2026, 6, 30), id="the-day-before-the-quarter-is-refused"),
        pytest.param("2月30日", None, id="a-day-that-is-in-no-calendar-is-refused"),
        pytest.param("不记得了", None, id="a-text-that-is-no-day-is-refused"),
        pytest.param("9" * 4000, None, id="a-huge-text-is-refused"),
    ],
)
async def test_a_day_outside_is_refused_with_the_days_that_would_be_right(
    stage: Stage, claims: Claims, day: str, read: date | None
) -> None:
    notice = await refusal(service_draft(stage, claims, day=day))
    assert notice == BadDay(found=read, earliest=date(2026, 7, 1), latest=date(2026, 7, 10))


async def test_nothing_before_a_member_joined_can_be_claimed(stage: Stage, claims: Claims) -> None:
    await stage.change("张三", joined_on=date(2026, 7, 5))
    notice = await refusal(service_draft(stage, claims, day="7月4日"))
    assert isinstance(notice, BadDay)
    assert notice.earliest == date(2026, 7, 5)


@pytest.mark.parametrize(
    ("hours", "taken"),
    [
        pytest.param("0.5", "0.5", id="half-an-hour-is-the-least"),
        pytest.param("24", "24", id="a-whole-day-is-the-most"),
        pytest.param("2.5小时", "2.5", id="the-unit-may-be-written"),
        pytest.param("半小时", "0.5", id="half-an-hour-in-words"),
    ],
)
async def test_hours_are_taken_by_halves(stage: Stage, claims: Claims, hours: str, taken: str) -> None:
    assert (await service_draft(stage, claims, hours=hours)).quantity == Decimal(taken)


@pytest.mark.parametrize(
    "hours",
    [
        pytest.param("0", id="none-is-refused"),
        pytest.param("24.5", id="more-than-a-day-is-refused"),
        pytest.param("2.3", id="between-the-halves-is-refused"),
        pytest.param("-1", id="a-negative-number-is-refused"),
        pytest.param("nan", id="not-a-number-is-refused"),
    ],
)
async def test_other_hours_are_refused(stage: Stage, claims: Claims, hours: str) -> None:
    assert isinstance(await refusal(service_draft(stage, claims, hours=hours)), BadQuantity)


@pytest.mark.parametrize(
    ("file", "fault"),
    [
        pytest.param(document("证明.pdf", 0), "empty", id="an-empty-file-is-refused"),
        pytest.param(document("证明.pdf", 30 * 1024**2), "large", id="a-30-mb-file-is-refused"),
        pytest.param(document("证明.pdf", FILE_BYTES + 1), "large", id="one-byte-over-the-limit-is-refused"),
        pytest.param(document("证明.exe"), "type", id="a-program-is-refused"),
        pytest.param(document("照片.zip"), "type", id="an-archive-is-refused"),
        pytest.param(document(""), "type", id="a-file-without-a-name-is-refused"),
        pytest.param(photo("empty", 0), "empty", id="an-empty-photo-is-refused"),
    ],
)
async def test_what_cannot_be_evidence_is_refused(stage: Stage, claims: Claims, file: EvidenceFile, fault: str) -> None:
    draft = (await service_draft(stage, claims)).reopened("evidence")
    with pytest.raises(Refused) as refused:
        draft.with_file(file)
    assert isinstance(refused.value.notice, BadEvidence)
    assert refused.value.notice.fault == fault


@pytest.mark.parametrize(
    "file",
    [
        pytest.param(document("证明.PDF"), id="a-pdf-by-its-capital-name"),
        pytest.param(document("证明.pdf", FILE_BYTES), id="exactly-the-limit"),
        pytest.param(document("名单.xlsx"), id="a-sheet"),
        pytest.param(photo("p", None), id="a-photo-whose-size-is-not-told"),
    ],
)
async def test_what_a_reviewer_can_open_is_taken(stage: Stage, claims: Claims, file: EvidenceFile) -> None:
    draft = (await service_draft(stage, claims)).reopened("evidence").with_file(file)
    assert draft.closed().step == "summary"


async def test_the_same_file_again_changes_nothing_and_the_eleventh_is_refused(stage: Stage, claims: Claims) -> None:
    draft = (await service_draft(stage, claims)).reopened("evidence")
    for number in range(10):
        draft = draft.with_file(photo(f"n{number}"))
    assert draft.with_file(photo("n3")) == draft
    with pytest.raises(Refused) as refused:
        draft.with_file(photo("n10"))
    assert refused.value.notice == BadEvidence(fault="many", most=10)


async def test_without_evidence_the_form_does_not_go_on(stage: Stage, claims: Claims) -> None:
    with pytest.raises(Refused) as refused:
        (await service_draft(stage, claims)).reopened("evidence").closed()
    assert refused.value.notice == BadEvidence(fault="missing")


async def test_a_photo_before_its_turn_is_told_what_is_asked(stage: Stage, claims: Claims) -> None:
    draft = await claims.begin(stage.callers["张三"], ClaimKind.SERVICE, 1)
    with pytest.raises(Refused) as refused:
        draft.with_file(photo())
    assert refused.value.notice == Expected(step="title", found="photo")


@pytest.mark.parametrize(
    ("text", "found"),
    [pytest.param("", 0, id="an-empty-text"), pytest.param("好" * 61, 61, id="one-character-too-many")],
)
async def test_a_title_must_fit(stage: Stage, claims: Claims, text: str, found: int) -> None:
    draft = await claims.begin(stage.callers["张三"], ClaimKind.SERVICE, 1)
    assert await refusal(claims.answer(stage.callers["张三"], draft, text)) == BadLength(found=found, most=60)


@pytest.mark.parametrize("says", ["today", "skip", "done", "1"])
async def test_a_button_of_another_question_does_nothing(stage: Stage, claims: Claims, says: str) -> None:
    draft = await claims.begin(stage.callers["张三"], ClaimKind.SERVICE, 1)
    with pytest.raises(Refused) as refused:
        draft.tapped(says)
    assert refused.value.notice == StepPassed()


async def test_items_are_offered_with_their_worth_and_what_is_left_this_month(stage: Stage, claims: Claims) -> None:
    who = stage.callers["张三"]
    await claims.submit(who, await item_draft(stage, claims, quantity="3"))
    choice = await claims.question(who, await claims.begin(who, ClaimKind.ITEM, 2))
    assert isinstance(choice, ItemChoice)
    offered = {offer.title: (offer.each, offer.cap, offer.left) for offer in choice.offers}
    assert offered["网格化工作"] == (Decimal(5), Decimal(5), Decimal(5))
    assert offered["支部自选：中心工作、信息撰稿等"] == (Decimal(1), Decimal(10), Decimal(7))


async def test_an_item_that_the_scheme_has_not_is_an_old_button(stage: Stage, claims: Claims) -> None:
    draft = await claims.begin(stage.callers["张三"], ClaimKind.ITEM, 1)
    assert await refusal(claims.pick(stage.callers["张三"], draft, "00000000")) == Gone()


@pytest.mark.parametrize(
    ("quantity", "worth", "capped"),
    [
        pytest.param("3", "3", False, id="below-the-cap-each-point-counts"),
        pytest.param("10", "10", False, id="up-to-the-cap-each-point-counts"),
        pytest.param("12", "10", True, id="past-the-cap-the-rest-earns-nothing"),
    ],
)
async def test_the_summary_tells_the_worth(
    stage: Stage, claims: Claims, quantity: str, worth: str, capped: bool
) -> None:
    draft = await item_draft(stage, claims, quantity=quantity)
    summary = await claims.question(stage.callers["张三"], draft)
    assert isinstance(summary, ClaimSummary)
    assert (summary.claim.worth, summary.capped) == (Decimal(worth), capped)


async def test_what_waits_already_counts_against_the_cap(stage: Stage, claims: Claims) -> None:
    who = stage.callers["张三"]
    await claims.submit(who, await item_draft(stage, claims, quantity="8"))
    summary = await claims.question(who, await item_draft(stage, claims, form=2, quantity="5"))
    assert isinstance(summary, ClaimSummary)
    assert (summary.claim.worth, summary.capped) == (Decimal(2), True)


async def test_a_form_submitted_twice_files_one_claim_with_one_card_for_each_reviewer(
    stage: Stage, claims: Claims
) -> None:
    draft = await service_draft(stage, claims)
    first = await claims.submit(stage.callers["张三"], draft)
    assert await claims.submit(stage.callers["张三"], draft) == first
    assert first.reviewers == ("王书记", "赵记分")
    assert len(await stage.rows(Claim)) == 1
    assert [len(await stage.owed(name)) for name in ("王书记", "赵记分", "李委员", "张三")] == [1, 1, 0, 0]


async def test_a_form_that_comes_again_after_the_verdict_changes_nothing(
    stage: Stage, claims: Claims, reviews: Reviews
) -> None:
    draft = await service_draft(stage, claims)
    filed = await claims.submit(stage.callers["张三"], draft)
    await reviews.approve(stage.callers["赵记分"], filed.claim.claim_id, 1)
    await claims.submit(stage.callers["张三"], draft)
    [claim] = await stage.rows(Claim)
    assert (claim.state, claim.round) == (ClaimState.APPROVED, 1)
    assert len(await stage.facts("张三")) == 1


async def test_a_form_left_open_past_the_quarter_is_refused(stage: Stage, claims: Claims) -> None:
    draft = await service_draft(stage, claims)
    stage.at("2026-10-01 09:00")
    assert isinstance(await refusal(claims.submit(stage.callers["张三"], draft)), BadDay)


async def test_an_incomplete_draft_cannot_be_submitted(stage: Stage, claims: Claims) -> None:
    draft = (await service_draft(stage, claims)).reopened("day")
    assert await refusal(claims.submit(stage.callers["张三"], draft)) == StepPassed()


async def test_a_draft_survives_being_stored(stage: Stage, claims: Claims) -> None:
    draft = await item_draft(stage, claims)
    assert Draft.model_validate(draft.model_dump(mode="json")) == draft


async def test_a_waiting_claim_is_withdrawn_once_and_its_cards_say_so(
    stage: Stage, claims: Claims, reviews: Reviews
) -> None:
    filed = await file_service(stage, claims)
    for _ in range(2):
        page = await claims.withdraw(stage.callers["张三"], filed.claim.claim_id)
        assert page.claims[0].state is ClaimState.WITHDRAWN
    [(_, card)] = await stage.owed("赵记分")
    assert isinstance(card, ReviewSettled)
    assert card.outcome is ClaimState.WITHDRAWN
    after = await reviews.approve(stage.callers["赵记分"], filed.claim.claim_id, 1)
    assert isinstance(after, ReviewSettled)
    assert await stage.facts("张三") == []


async def test_an_approved_claim_cannot_be_withdrawn(stage: Stage, claims: Claims, reviews: Reviews) -> None:
    filed = await file_service(stage, claims)
    await reviews.approve(stage.callers["赵记分"], filed.claim.claim_id, 1)
    notice = await refusal(claims.withdraw(stage.callers["张三"], filed.claim.claim_id))
    assert notice == NotYours(state=ClaimState.APPROVED)


async def test_nobody_touches_another_members_claim(stage: Stage, claims: Claims) -> None:
    filed = await file_service(stage, claims)
    for attempt in (claims.withdraw, claims.receipt):
        assert await refusal(attempt(stage.callers["李四"], filed.claim.claim_id)) == Gone()
    assert await refusal(claims.correct(stage.callers["李四"], filed.claim.claim_id, 9)) == Gone()


async def test_one_who_has_left_cannot_file(stage: Stage, claims: Claims) -> None:
    await stage.change("张三", left_on=date(2026, 7, 10))
    assert await refusal(claims.begin(stage.callers["张三"], ClaimKind.SERVICE, 1)) == NotBound()


async def test_own_claims_are_listed_newest_first_and_paged(stage: Stage, claims: Claims) -> None:
    for form in range(1, 8):
        await file_service(stage, claims, form=form)
    first, last = await claims.mine(stage.callers["张三"]), await claims.mine(stage.callers["张三"], 99)
    assert [own.claim.claim_id for own in first.claims] == [7, 6, 5, 4, 3]
    assert [own.claim.claim_id for own in last.claims] == [2, 1]
    assert (last.page, last.pages) == (1, 2)
