"""How claims, dues and duties read in both languages, at their longest."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from messages.base import TEXT_LIMIT, word
from storage.notices import Notice
from storage.notices.claims import ClaimFiled, ClaimSummary, ClaimView, MyClaims, OwnClaim
from storage.notices.dues import DuesLine, DuesScreen
from storage.notices.duties import DutyCard, DutyList, DutyName, DutyPerson, DutyView, MyDuties, Standing
from storage.notices.reminders import Digest, DutyOwed
from storage.notices.reviews import QUICK_REASONS, ReviewCard, ReviewSettled
from storage.vocabulary import ClaimKind, ClaimState, DuesState, DutyEvidence

DAY = date(2026, 7, 3)
LONGEST = ClaimView(
    claim_id=999_999,
    round=9,
    kind=ClaimKind.ITEM,
    claimant="<" * 60,
    title="网格化工作",
    title_en="Grid work",
    on=DAY,
    quantity=Decimal("99.5"),
    place="&" * 60,
    note="<" * 500,
    evidence=10,
    worth=Decimal("9.99"),
)
OWN = OwnClaim(claim=LONGEST, state=ClaimState.RETURNED, by="&" * 60, reason="<" * 200)
LINE = DuesLine(dues_id=1, name="阿" * 60, amount=Decimal(30), paid=Decimal("29.99"), state=DuesState.SHORT, open=False)
PERSON = DutyPerson(member_id=2**31 - 1, name="<" * 60, standing=Standing.FILED, on=DAY, note="<" * 200)
NAME = DutyName(code="own", title="<" * 60)
DUTY = DutyView(
    duty_id=2**31 - 1,
    name=NAME,
    due_on=DAY,
    closes_on=DAY,
    evidence=DutyEvidence.WORDS,
    standing=Standing.RETURNED,
    on=DAY,
    note="&" * 1000,
    has_file=True,
    reason="<" * 200,
    round=99,
)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(
    "notice",
    [
        pytest.param(ClaimSummary(form=2**32, claim=LONGEST, capped=True, correcting=True), id="summary"),
        pytest.param(MyClaims(claims=(OWN,) * 5, page=1, pages=3), id="own-claims"),
        pytest.param(ReviewCard(claim=LONGEST, repeated=tuple(range(50)), place=2, waiting=3), id="card"),
        pytest.param(ReviewCard(claim=LONGEST, place=2, waiting=3, returning=True), id="card-with-reasons"),
        pytest.param(
            DuesScreen(
                month=DAY,
                due_on=DAY,
                lines=(LINE,) * 10,
                page=1,
                pages=3,
                paid=1,
                payers=9,
                mode="ontime",
                past_due=True,
                settled=True,
                earlier=DAY,
                later=DAY,
            ),
            id="dues-screen",
        ),
        pytest.param(
            DutyList(
                duty_id=2**31 - 1,
                name=NAME,
                due_on=DAY,
                people=(PERSON,) * 8,
                done=1,
                asked=9,
                page=1,
                pages=3,
            ),
            id="duty-list",
        ),
        pytest.param(MyDuties(duties=(DUTY,) * 20, today=DAY, sees_branch=True, waiting=9), id="own-duties"),
        pytest.param(
            DutyCard(
                done_id=2**31 - 1,
                member_id=2**31 - 1,
                name="<" * 60,
                duty=DUTY,
                may_confirm=True,
                may_excuse=True,
                may_unexcuse=True,
                place=1,
                waiting=99,
            ),
            id="duty-card",
        ),
        pytest.param(Digest(day=DAY, items=(DutyOwed(duty=DUTY),) * 8), id="the-days-reminder"),
    ],
)
def test_the_longest_fits_into_a_message_and_its_buttons(notice: Notice, language: str) -> None:
    wording = word(notice, language)
    assert len(wording.text.replace("&lt;", "<").replace("&amp;", "&")) <= TEXT_LIMIT
    assert "<<" not in wording.text
    for row in wording.keyboard:
        for button in row:
            assert len((button.data or "").encode()) <= 64
            assert button.text


def test_an_english_reader_reads_the_items_english_name() -> None:
    filed = ClaimFiled(claim=LONGEST, reviewers=("Wang", "Zhao"))
    assert "Grid work" in word(filed, "en").text
    assert "网格化工作" in word(filed, "zh_CN").text


@pytest.mark.parametrize("reason", QUICK_REASONS)
def test_a_quick_reason_is_worded_for_each_reader(reason: str) -> None:
    at = datetime(2026, 7, 3, tzinfo=UTC)
    settled = ReviewSettled(
        claim=LONGEST, outcome=ClaimState.RETURNED, by="赵", reason=reason, at=at, zone="Asia/Shanghai"
    )
    chinese, english = (word(settled, language).text for language in ("zh_CN", "en"))
    assert reason not in chinese
    assert reason not in english
    assert chinese != english
