"""What the office keeps about a member: probation, category, transfers, exemptions, the file and its history."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session

from scoring import Period
from services.errors import Refused
from services.member_file import MemberFiles
from services.probation import Probations
from services.profiles import profile_of
from storage.notices.common import Gone, NoPermission
from storage.notices.membership import (
    ExemptionAsked,
    ExemptionClash,
    ExemptionSettled,
    ExemptionWaiting,
    NotProbationary,
    ProbationDue,
    TransferOffered,
    Transferred,
    TransferSettled,
)
from storage.notices.office import OwnOffice, Topic
from storage.notices.roles import LastSecretary
from storage.queries.transfers import granted_exemptions
from storage.tables import Exemption, Member, Transfer
from storage.vocabulary import Category, Role
from tests.office.world import REVIEWER, World, roles_of, world


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as made:
        yield made


async def entry(here: World, name: str) -> Member:
    """A member's row."""
    rows: list[Member] = [row for row in await here.rows(Member) if row.id == here.members[name]]
    return rows[0]


# Probation and category


async def test_probation_is_set_extended_and_ended_each_with_author_and_reason(here: World) -> None:
    await here.do("王书记", Topic.PROBATION, "张三", until="2027-01-10", reason="发展新党员")
    await here.do("王书记", Topic.PROBATION, "张三", form="f2", until="2027-07-10", reason="延长半年")
    row = await entry(here, "张三")
    assert (row.probationary, row.probation_until) == (True, date(2027, 7, 10))
    here.at("2027-07-10 09:00")
    await here.do("王书记", Topic.ADMISSION, "张三", form="f3", on="2027-07-10", reason="支部大会通过")
    row = await entry(here, "张三")
    assert (row.probationary, row.probation_until) == (False, None)
    changes = [(row.field, row.before, row.after, row.reason) for row in await here.changes("张三")]
    assert changes == [
        ("probationary", "no", "yes", "发展新党员"),
        ("probation_until", "", "2027-01-10", "发展新党员"),
        ("probation_until", "2027-01-10", "2027-07-10", "延长半年"),
        ("probationary", "yes", "no", "支部大会通过"),
        ("probation_until", "2027-07-10", "", "支部大会通过"),
    ]
    assert {row.by_member_id for row in await here.changes("张三")} == {here.members["王书记"]}


async def test_only_who_is_on_probation_is_admitted_in_full(here: World) -> None:
    with pytest.raises(Refused) as refused:
        await here.office.begin(here.callers["王书记"], Topic.ADMISSION, here.members["张三"], "f1")
    assert refused.value.notice == NotProbationary(name="张三")


async def test_the_secretary_is_reminded_of_a_probation_at_each_stage_once_and_never_at_night(here: World) -> None:
    await here.do("王书记", Topic.PROBATION, "张三", until="2026-09-10", reason="新党员")
    probations = Probations(here.db, here.clock)
    told = []
    for day in (
        "2026-08-01 09:00",
        "2026-08-11 03:00",
        "2026-08-11 09:00",
        "2026-08-12 09:00",
        "2026-09-04 09:00",
        "2026-09-05 09:00",
        "2026-09-10 09:00",
        "2026-09-12 09:00",
        "2026-09-13 09:00",
    ):
        here.at(day)
        told.append(await probations.remind(here.clock.now()))
    assert told == [0, 0, 1, 0, 1, 0, 1, 1, 0]
    left = [notice.left for _, notice in await here.owed("王书记") if isinstance(notice, ProbationDue)]
    assert left == [30, 6, 0, -2]


async def test_who_has_been_admitted_is_reminded_of_no_more(here: World) -> None:
    await here.do("王书记", Topic.PROBATION, "张三", until="2026-08-10", reason="新党员")
    await here.do("王书记", Topic.ADMISSION, "张三", form="f2", on="2026-07-10", reason="通过")
    here.at("2026-08-10 09:00")
    assert await Probations(here.db, here.clock).remind(here.clock.now()) == 0


async def test_a_member_becomes_a_migrant_and_the_change_stands_in_the_history(here: World) -> None:
    await here.do("王书记", Topic.CATEGORY, "张三", category="migrant", reason="外出务工半年")
    assert (await entry(here, "张三")).category is Category.MIGRANT
    [change] = await here.changes("张三")
    assert (change.field, change.before, change.after) == ("category", "in_service", "migrant")


@pytest.mark.parametrize("topic", [Topic.PROBATION, Topic.CATEGORY, Topic.LEAVING, Topic.ROLE])
async def test_nobody_changes_his_own_entry_and_no_plain_member_anybodys(here: World, topic: Topic) -> None:
    with pytest.raises(Refused) as refused:
        await here.office.begin(here.callers["王书记"], topic, here.members["王书记"], "f1")
    assert refused.value.notice == OwnOffice()
    for who, about in (("张三", "李四"), ("赵记分", "李四"), ("张三", "张三"), (REVIEWER, "李四")):
        with pytest.raises(Refused) as refused:
            await here.office.begin(here.callers[who], topic, here.members[about], "f1")
        assert isinstance(refused.value.notice, NoPermission), who


async def test_the_committee_changes_the_only_secretarys_entry(here: World) -> None:
    await here.do("李委员", Topic.CATEGORY, "王书记", category="retired", reason="退休")
    assert (await entry(here, "王书记")).category is Category.RETIRED


# Transfers


async def test_a_member_who_goes_elsewhere_belongs_here_until_the_day_and_loses_his_roles_then(here: World) -> None:
    form = {"to": "elsewhere", "destination": "外省某支部", "on": "2026-07-20", "reason": "调动"}
    for _delivery in range(2):
        await here.do("王书记", Topic.LEAVING, "赵记分", **form)
    assert (await entry(here, "赵记分")).left_on == date(2026, 7, 20)
    assert [until for _role, _since, until in await here.db.read(roles_of, here.members["赵记分"])] == [
        date(2026, 7, 20)
    ]
    assert len([notice for _, notice in await here.owed("赵记分") if isinstance(notice, Transferred)]) == 1
    assert len(await here.rows(Transfer)) == 1
    here.at("2026-07-20 00:01")
    with pytest.raises(Refused) as refused:
        await MemberFiles(here.db, here.clock).show(here.callers["王书记"], here.members["赵记分"])
    assert refused.value.notice == Gone()


async def test_another_branch_here_must_accept_and_the_member_stays_until_it_does(here: World) -> None:
    other = await second_secretary(here)
    transfer = await offered(here, other)
    assert (await entry(here, "张三")).left_on is None
    here.at("2026-07-25 10:00")
    here.members["转接"] = transfer
    await here.do("钱书记", Topic.ACCEPT, "转接", number="2-07")
    assert (await entry(here, "张三")).left_on == date(2026, 7, 25)
    new = next(row for row in await here.rows(Member) if row.roster_no == "2-07")
    assert (new.branch_id, new.joined_on) == (other, date(2026, 7, 25))
    assert new.person_id == (await entry(here, "张三")).person_id
    for name in ("王书记", "张三"):
        assert [notice for _, notice in await here.owed(name) if isinstance(notice, TransferSettled)], name
    with pytest.raises(Refused) as refused:
        await here.do("钱书记", Topic.ACCEPT, "转接", form="f9", number="2-08")
    assert isinstance(refused.value.notice, TransferSettled)


async def test_a_transfer_that_is_declined_leaves_everything_and_tells_why(here: World) -> None:
    other = await second_secretary(here)
    here.members["转接"] = await offered(here, other)
    for stranger in ("王书记", "张三", "李委员"):
        with pytest.raises(Refused):
            await here.office.begin(here.callers[stranger], Topic.REJECT, here.members["转接"], "f1")
    await here.do("钱书记", Topic.REJECT, "转接", reason="材料不全")
    assert (await entry(here, "张三")).left_on is None
    told = [notice for _, notice in await here.owed("王书记") if isinstance(notice, TransferSettled)]
    assert [(notice.accepted, notice.reason) for notice in told] == [(False, "材料不全")]


async def second_secretary(here: World) -> int:
    """Found another branch with a secretary; give the branch's id."""
    own = here.branch_id
    other = await here.found("第三党支部")
    await here.settle("钱书记", Role.SECRETARY)
    here.branch_id = own
    return other


async def offered(here: World, other: int) -> int:
    """Offer 张三 to another branch; give the transfer's id."""
    await here.do("王书记", Topic.LEAVING, "张三", to=str(other), on="2026-07-20", reason="工作调动")
    [notice] = [notice for _, notice in await here.owed("钱书记") if isinstance(notice, TransferOffered)]
    return notice.transfer_id


async def test_the_only_secretary_cannot_be_transferred_away(here: World) -> None:
    form = {"to": "elsewhere", "destination": "外省", "on": "2026-07-20", "reason": "调动"}
    with pytest.raises(Refused) as refused:
        await here.do("李委员", Topic.LEAVING, "王书记", **form)
    assert refused.value.notice == LastSecretary(name="王书记")


async def test_who_comes_from_elsewhere_is_entered_once(here: World) -> None:
    form = {"name": "吴新", "number": "77", "category": "rural", "on": "2026-07-01", "reason": "外省转入"}
    for _delivery in range(2):
        await here.do("王书记", Topic.ARRIVAL, **form)
    [new] = [row for row in await here.rows(Member) if row.roster_no == "77"]
    assert (new.category, new.joined_on) == (Category.RURAL, date(2026, 7, 1))


# Exemption


async def test_an_exemption_is_applied_for_approved_by_another_and_stands_in_the_entry(here: World) -> None:
    form = await here.fill("张三", Topic.EXEMPTION, since="2026-07-15", last="2026-12-31", reason="年老体弱")
    for _delivery in range(2):
        await here.office.commit(here.callers["张三"], form)
    [card] = [notice for _, notice in await here.owed("王书记") if isinstance(notice, ExemptionAsked)]
    files = MemberFiles(here.db, here.clock)
    for who in ("张三", "李四", "赵记分", "李委员"):
        with pytest.raises(Refused):
            await files.approve_exemption(here.callers[who], card.exemption_id)
    for _tap in range(2):
        settled = await files.approve_exemption(here.callers["王书记"], card.exemption_id)
        assert isinstance(settled, ExemptionSettled)
        assert settled.approved
    row = await entry(here, "张三")
    assert (row.exempt_from, row.exempt_until) == (date(2026, 7, 15), date(2027, 1, 1))
    [change] = await here.changes("张三")
    assert (change.field, change.reason, change.by_member_id) == ("exempt", "年老体弱", here.members["王书记"])
    assert len([notice for _, notice in await here.owed("张三") if isinstance(notice, ExemptionSettled)]) == 1


async def test_who_files_for_a_member_does_not_decide_on_it(here: World) -> None:
    await here.do("王书记", Topic.EXEMPTION, "李四", since="2026-07-15", last="", reason="重病")
    assert not [notice for _, notice in await here.owed("王书记") if isinstance(notice, ExemptionAsked)]
    [card] = [notice for _, notice in await here.owed("李委员") if isinstance(notice, ExemptionAsked)]
    files = MemberFiles(here.db, here.clock)
    with pytest.raises(Refused):
        await files.approve_exemption(here.callers["王书记"], card.exemption_id)
    await files.approve_exemption(here.callers["李委员"], card.exemption_id)
    assert (await entry(here, "李四")).exempt_until is None


async def test_a_refusal_has_a_reason_and_changes_nothing(here: World) -> None:
    await here.do("张三", Topic.EXEMPTION, since="2026-07-15", last="2026-12-31", reason="工作忙")
    here.members["申请"] = (await here.rows(Exemption))[0].id
    await here.do("王书记", Topic.REFUSAL, "申请", reason="不符合条件")
    assert (await entry(here, "张三")).exempt_from is None
    [told] = [notice for _, notice in await here.owed("张三") if isinstance(notice, ExemptionSettled)]
    assert (told.approved, told.verdict) == (False, "不符合条件")
    with pytest.raises(Refused) as refused:
        await here.office.begin(here.callers["王书记"], Topic.REFUSAL, here.members["申请"], "f3")
    assert isinstance(refused.value.notice, ExemptionSettled)


async def test_one_application_waits_at_a_time(here: World) -> None:
    await here.do("张三", Topic.EXEMPTION, since="2026-07-15", last="2026-12-31", reason="年老")
    with pytest.raises(Refused) as refused:
        await here.office.begin(here.callers["张三"], Topic.EXEMPTION, 0, "f2")
    assert refused.value.notice == ExemptionWaiting(since=date(2026, 7, 15), last=date(2026, 12, 31))


@pytest.mark.parametrize(
    ("since", "last", "entered"),
    [
        pytest.param("2026-08-01", "2026-09-30", ("2026-07-01", "2026-10-01"), id="overlapping-days-are-joined"),
        pytest.param("2026-09-01", "2026-09-30", ("2026-07-01", "2026-10-01"), id="adjoining-days-are-joined"),
        pytest.param("2026-10-01", "2026-10-31", ("2026-10-01", "2026-11-01"), id="later-days-come-after-it"),
    ],
)
async def test_a_second_exemption_keeps_the_first_for_the_cards(
    here: World, since: str, last: str, entered: tuple[str, str]
) -> None:
    await here.change("张三", exempt_from=date(2026, 7, 1), exempt_until=date(2026, 9, 1))
    await here.do("张三", Topic.EXEMPTION, since=since, last=last, reason="住院")
    await MemberFiles(here.db, here.clock).approve_exemption(here.callers["王书记"], (await here.rows(Exemption))[0].id)
    row = await entry(here, "张三")
    assert (str(row.exempt_from), str(row.exempt_until)) == entered

    def periods(session: Session) -> tuple[Period, ...]:
        granted = granted_exemptions(session, [row.id]).get(row.id, [])
        return profile_of(session.get_one(Member, row.id), granted).exempt

    exempt = await here.db.read(periods)
    for day in (date(2026, 7, 1), date(2026, 8, 31), date.fromisoformat(last)):
        assert any(period.start <= day < period.end for period in exempt), day


async def test_an_exemption_before_one_that_is_still_to_come_is_refused(here: World) -> None:
    await here.change("张三", exempt_from=date(2026, 12, 1), exempt_until=None)
    with pytest.raises(Refused) as refused:
        await here.do("张三", Topic.EXEMPTION, since="2026-07-15", last="2026-08-01", reason="住院")
    assert refused.value.notice == ExemptionClash(since=date(2026, 12, 1), last=None)


# The file


async def test_the_file_counts_the_year_and_pages_the_history(here: World) -> None:
    files = MemberFiles(here.db, here.clock)
    await here.claim("张三")
    await here.letter("张三")
    for number in range(8):
        category = ("rural", "agency")[number % 2]
        await here.do("王书记", Topic.CATEGORY, "张三", form=f"c{number}", category=category, reason=f"第{number}次")
    file = await files.show(here.callers["王书记"], here.members["张三"])
    assert (file.claims, file.letters, file.attendance) == ({"submitted": 1}, {"proposed": 1}, {})
    assert file.points is not None
    assert file.changes == 8
    assert file.may_keep
    first = await files.history(here.callers["王书记"], here.members["张三"], 0)
    assert (first.pages, first.lines[0].reason, first.lines[0].by) == (2, "第7次", "王书记")
    last = await files.history(here.callers["王书记"], here.members["张三"], 99)
    assert (last.page, last.lines[-1].reason) == (1, "第0次")


async def test_the_file_is_seen_by_the_secretary_and_the_superior_only(here: World) -> None:
    files = MemberFiles(here.db, here.clock)
    for who in ("张三", "李四", "周组长", "赵记分", "李委员"):
        with pytest.raises(Refused) as refused:
            await files.show(here.callers[who], here.members["张三"])
        assert isinstance(refused.value.notice, NoPermission), who
        with pytest.raises(Refused):
            await files.history(here.callers[who], here.members["张三"], 0)
    assert not (await files.show(here.callers[REVIEWER], here.members["张三"])).may_keep
    assert not (await files.show(here.callers["王书记"], here.members["王书记"])).may_keep
