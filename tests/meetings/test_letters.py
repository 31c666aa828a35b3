"""What becomes of a warning letter: its fact, the appeal, the ruling, the paper; and a scheme's own ladder."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from services.letter_appeals import LetterAppeals
from storage.notices.absence import AbsenceReminder, LetterCard, LetterNotYours, LetterReasonBad, LetterSent
from storage.notices.common import Gone, NoPermission
from storage.notices.letters import (
    AppealCard,
    AppealFiled,
    LadderProposed,
    LadderStepTaken,
    LetterByHand,
    LetterNotAppealable,
    LetterRuled,
    RulingOwn,
)
from storage.tables import Account, Branch, FactRow, Letter, Member
from storage.vocabulary import LetterState, Role
from tests.meetings.refusals import refusal
from tests.meetings.stage import Hall
from tests.meetings.test_ladder import BUT_ZHANG, letter

STARTS = [f"2026-07-{day} 19:00" for day in ("10", "17", "24", "31")]


@pytest.fixture
def appeals(house: Hall) -> LetterAppeals:
    return LetterAppeals(house.db, house.clock)


async def letters_facts(house: Hall) -> list[tuple[str, str, bool]]:
    """Facts of discipline: outcome, detail, and whether it is a reversal."""
    rows = [row for row in await house.rows(FactRow) if row.kind == "discipline"]
    return [(row.outcome, row.detail, row.reverses_id is not None) for row in rows]


async def signed(house: Hall, name: str = "张三", by: str = "王书记") -> int:
    """A signed letter; its id."""
    letter_id = await letter(house, name)
    await house.letters.sign(house.callers[by], letter_id)
    return letter_id


async def test_signing_appends_the_letters_fact_once(house: Hall) -> None:
    letter_id = await signed(house)
    await house.letters.sign(house.callers["王书记"], letter_id)
    assert await letters_facts(house) == [("letter", "", False)]


async def test_a_declined_letter_is_no_fact(house: Hall) -> None:
    await house.letters.decline(house.callers["王书记"], await letter(house), "当日出差")
    assert await letters_facts(house) == []


async def test_a_withdrawn_letter_withdraws_its_fact_and_tells_both(house: Hall, appeals: LetterAppeals) -> None:
    letter_id = await signed(house)
    filed = await appeals.appeal(house.callers["张三"], letter_id, "当天住院，有证明")
    assert filed == AppealFiled(number=1, year=2026, rulers=("李委员",))
    assert await appeals.appeal(house.callers["张三"], letter_id, "再说一次") == filed
    [card] = await house.told("李委员", AppealCard)
    assert card.appeal == "当天住院，有证明"
    ruled = await appeals.rule(house.callers["李委员"], letter_id, "住院证明属实", withdraw=True)
    assert isinstance(ruled, LetterRuled)
    assert (ruled.withdrawn, ruled.by, ruled.reason) == (True, "李委员", "住院证明属实")
    assert await appeals.rule(house.callers["李委员"], letter_id, "维持", withdraw=False) == ruled
    assert await letters_facts(house) == [("letter", "", False), ("letter", "", True)]
    for name in ("张三", "王书记"):
        assert await house.told(name, LetterRuled) == [ruled]
    [sent] = await house.told("张三", LetterSent)
    assert (sent.state, sent.ruling) == (LetterState.WITHDRAWN, "住院证明属实")


async def test_an_upheld_letter_keeps_its_fact_and_is_not_appealed_again(house: Hall, appeals: LetterAppeals) -> None:
    letter_id = await signed(house)
    await appeals.appeal(house.callers["张三"], letter_id, "不服")
    await appeals.rule(house.callers["李委员"], letter_id, "记录无误", withdraw=False)
    assert await letters_facts(house) == [("letter", "", False)]
    assert await refusal(appeals.ask(house.callers["张三"], letter_id)) == LetterNotAppealable()
    assert await refusal(appeals.appeal(house.callers["张三"], letter_id, "还是不服")) == LetterNotAppealable()


async def test_a_letter_that_was_acknowledged_can_still_be_appealed(house: Hall, appeals: LetterAppeals) -> None:
    letter_id = await signed(house)
    await house.letters.acknowledge(house.callers["张三"], letter_id)
    assert isinstance(await appeals.appeal(house.callers["张三"], letter_id, "有误"), AppealFiled)
    assert [row.state for row in await house.rows(Letter)] == [LetterState.APPEALED]


@pytest.mark.parametrize("reason", [" ", "理" * 201])
async def test_an_appeal_and_a_ruling_need_a_reason_that_fits(house: Hall, appeals: LetterAppeals, reason: str) -> None:
    letter_id = await signed(house)
    assert await refusal(appeals.appeal(house.callers["张三"], letter_id, reason)) == LetterReasonBad(limit=200)
    await appeals.appeal(house.callers["张三"], letter_id, "有误")
    asked = appeals.rule(house.callers["李委员"], letter_id, reason, withdraw=True)
    assert await refusal(asked) == LetterReasonBad(limit=200)
    assert [row.state for row in await house.rows(Letter)] == [LetterState.APPEALED]


async def test_only_the_addressee_appeals_and_only_what_was_sent(house: Hall, appeals: LetterAppeals) -> None:
    letter_id = await letter(house)
    assert await refusal(appeals.appeal(house.callers["张三"], letter_id, "有误")) == Gone()
    await house.letters.sign(house.callers["王书记"], letter_id)
    assert await refusal(appeals.appeal(house.callers["李四"], letter_id, "有误")) == LetterNotYours()
    assert await refusal(appeals.ask(house.callers["张三"], 10**9)) == Gone()


async def test_nobody_rules_on_what_he_signed_or_what_is_addressed_to_him(house: Hall, appeals: LetterAppeals) -> None:
    letter_id = await signed(house)
    assert await refusal(appeals.rule(house.callers["李委员"], letter_id, "早了", withdraw=True)) == Gone()
    await appeals.appeal(house.callers["张三"], letter_id, "有误")
    for name in ("王书记", "张三"):
        asked = appeals.rule(house.callers[name], letter_id, "撤销", withdraw=True)
        assert await refusal(asked) == RulingOwn(others=("李委员",))
        assert await refusal(appeals.ask_ruling(house.callers[name], letter_id, withdraw=True)) == RulingOwn(
            others=("李委员",)
        )
    for name in ("赵记分", "李四"):
        asked = appeals.rule(house.callers[name], letter_id, "撤销", withdraw=True)
        assert isinstance(await refusal(asked), NoPermission)


async def test_without_a_committee_the_superiors_reviewer_rules(house: Hall, appeals: LetterAppeals) -> None:
    await house.demote("李委员")
    letter_id = await signed(house)
    assert await appeals.appeal(house.callers["张三"], letter_id, "有误") == AppealFiled(number=1, year=2026, rulers=())
    await house.settle("上级审核", Role.REVIEWER)
    assert isinstance(await appeals.rule(house.callers["上级审核"], letter_id, "属实", withdraw=True), LetterRuled)


async def test_a_second_secretary_rules_on_what_the_first_signed(house: Hall, appeals: LetterAppeals) -> None:
    letter_id = await signed(house)
    await house.settle("副书记", Role.SECRETARY)
    filed = await appeals.appeal(house.callers["张三"], letter_id, "有误")
    assert filed == AppealFiled(number=1, year=2026, rulers=("副书记",))
    assert isinstance(
        await refusal(appeals.rule(house.callers["李委员"], letter_id, "撤销", withdraw=True)), NoPermission
    )


async def test_another_branchs_secretary_finds_no_appeal(house: Hall, appeals: LetterAppeals) -> None:
    letter_id = await signed(house)
    await appeals.appeal(house.callers["张三"], letter_id, "有误")
    await house.found("第二党支部")
    await house.settle("外书记", Role.SECRETARY)
    assert await refusal(appeals.rule(house.callers["外书记"], letter_id, "撤销", withdraw=True)) == Gone()


async def test_a_letter_to_somebody_without_an_account_goes_through_the_secretary(house: Hall) -> None:
    letter_id = await letter(house)
    await house.db.write(_unlink, house.members["张三"])
    await house.letters.sign(house.callers["王书记"], letter_id)
    assert await house.told("张三", LetterSent) == []
    [paper] = await house.told("王书记", LetterByHand)
    assert (paper.letter.addressee, paper.letter.number, paper.handed_on) == ("张三", 1, None)
    assert isinstance(await refusal(house.letters.hand_over(house.callers["李四"], letter_id)), NoPermission)
    first = await house.letters.hand_over(house.callers["王书记"], letter_id)
    house.at("2026-07-30 09:00")
    assert await house.letters.hand_over(house.callers["王书记"], letter_id) == first
    [paper] = await house.told("王书记", LetterByHand)
    assert paper.handed_by == "王书记"
    assert [row.state for row in await house.rows(Letter)] == [LetterState.ACKNOWLEDGED]


async def test_a_letter_that_went_by_chat_is_not_handed_over(house: Hall) -> None:
    letter_id = await signed(house)
    assert await refusal(house.letters.hand_over(house.callers["王书记"], letter_id)) == Gone()


async def test_a_schemes_ladder_reminds_writes_letters_and_proposes_the_measure(house: Hall) -> None:
    await house.db.write(_scheme, house.branch_id, "street-rural")
    for start in STARTS[:2]:
        await house.hold(start, *BUT_ZHANG)
    assert await house.told("张三", AbsenceReminder) == []
    [reminder] = await house.told("张三", LadderStepTaken)
    assert (reminder.own, reminder.number) == (True, 1)
    assert len(await house.told("王书记", LetterCard)) == 1
    await house.hold(STARTS[2], *BUT_ZHANG)
    [first, second] = await house.letters_of("张三")
    assert (first.cause, len(first.absences), len(second.absences)) == ("organisational_life", 2, 3)
    [proposal] = await house.told("王书记", LadderProposed)
    assert "落后党员" in proposal.measure
    assert ("reminder", "organisational_life", False) in await letters_facts(house)


async def test_a_declined_letter_counts_for_nothing_on_the_schemes_ladder(house: Hall) -> None:
    await house.db.write(_scheme, house.branch_id, "street-rural")
    for start in STARTS[:2]:
        await house.hold(start, *BUT_ZHANG)
    [first] = await house.letters_of("张三")
    await house.letters.decline(house.callers["王书记"], first.id, "事后补假")
    await house.hold(STARTS[2], *BUT_ZHANG)
    assert await house.told("王书记", LadderProposed) == []
    await house.hold(STARTS[3], *BUT_ZHANG)
    assert len(await house.told("王书记", LadderProposed)) == 1


async def test_leave_counts_on_the_schemes_ladder_from_the_fourth_time_on(house: Hall) -> None:
    await house.db.write(_scheme, house.branch_id, "street-rural")
    for start in STARTS:
        meeting_id = await house.open(start)
        await house.excused("张三", meeting_id)
        for name in BUT_ZHANG:
            await house.meetings.check_in(house.callers[name], meeting_id)
        await house.close(meeting_id)
        await house.rolls.confirm(house.callers["王书记"], meeting_id)
    assert [step.number for step in await house.told("张三", LadderStepTaken)] == [1]
    assert await house.rows(Letter) == []


def _unlink(session: Session, member_id: int) -> None:
    person_id = session.get_one(Member, member_id).person_id
    session.delete(session.exec(select(Account).where(Account.person_id == person_id)).one())


def _scheme(session: Session, branch_id: int, scheme: str) -> None:
    branch = session.get_one(Branch, branch_id)
    branch.scheme_id = scheme
    session.add(branch)
