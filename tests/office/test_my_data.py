"""A person's own data: all of it to himself and nobody else; erased, nothing personal remains and the facts do."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, String, select
from sqlmodel import Session, SQLModel

from messages.my_data import readable
from services.actors import Caller
from services.errors import Refused
from services.my_data import ERASED_NAME, PersonalData
from storage.notices.common import NotBound
from storage.notices.my_data import ErasureAsk, ErasureAsked, ErasureFiled, ErasureSettled, ErasureTooEarly
from storage.notices.office import Topic
from storage.queries.personal_data import FILED, KEPT, OWNED, WORDS
from storage.tables import (
    Claim,
    Conversation,
    DutyDone,
    Evidence,
    FactRow,
    Invitation,
    Leave,
    Letter,
    MemberChange,
    OutboxRow,
    Verdict,
)
from storage.vocabulary import (
    ClaimKind,
    EvidenceKind,
    LeaveKind,
    OutboxState,
    VerdictOutcome,
)
from tests.office.world import World, world
from tests.town import Town

NAME = "独特名"
MARK = "只属于他的话"
NOW = datetime(2026, 7, 10, 2, tzinfo=UTC)


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[World]:
    async with world(tmp_path) as made:
        await made.settle(NAME)
        await made.db.write(_live, made.branch_id, made.members[NAME], made.members["王书记"], await made.meeting())
        yield made


def _live(session: Session, branch: int, me: int, secretary: int, meeting: int) -> None:
    """Let somebody leave words of his wherever there is room for them."""
    from storage.tables import Duty, Member

    person = session.get_one(Member, me).person_id
    user = next(
        iter(
            session.scalars(
                select(SQLModel.metadata.tables["account"].c.user_id).where(
                    SQLModel.metadata.tables["account"].c.person_id == person
                )
            )
        )
    )
    claim = Claim(
        branch_id=branch,
        member_id=me,
        kind=ClaimKind.SERVICE,
        item_id="",
        title=MARK,
        place=MARK,
        note=MARK,
        on_date=date(2026, 7, 3),
        quantity=Decimal(2),
        filed_key=f"{user}:1",
        submitted_at=NOW,
    )
    duty = Duty(branch_id=branch, kind="self_inspection", due_on=date(2026, 6, 30))
    session.add_all([claim, duty])
    session.flush()
    session.add_all([
        Evidence(branch_id=branch, claim_id=claim.id, kind=EvidenceKind.PHOTO, file_id=MARK, file_unique_id=MARK,
                 file_name=MARK),
        Verdict(branch_id=branch, claim_id=claim.id, round=1, outcome=VerdictOutcome.APPROVED, reason=MARK,
                by_member_id=secretary, at=NOW),
        Leave(branch_id=branch, meeting_id=meeting, member_id=me, kind=LeaveKind.ILL, reason=MARK, asked_at=NOW),
        Letter(branch_id=branch, member_id=me, year=2026, cause_key="c1", absences=[], reason=MARK),
        DutyDone(branch_id=branch, duty_id=duty.id, member_id=me, note=MARK, at=NOW, reason=MARK),
        FactRow(branch_id=branch, member_id=me, kind="service", outcome="done", on_date=date(2026, 7, 3), note=MARK,
                source_key="claim:1", recorded_at=NOW),
        MemberChange(branch_id=branch, member_id=me, field="roster.name", before=MARK, after=NAME, reason=MARK, at=NOW),
        Invitation(branch_id=branch, member_id=me, token_hash="h", created_at=NOW, used_at=NOW, used_by=user),
        OutboxRow(key="k1", person_id=person, kind="members.not_linked", data={"name": MARK}, due_at=NOW,
                  created_at=NOW),
        OutboxRow(key="k2", branch_id=branch, to_group=True, kind="ranking", state=OutboxState.SENT,
                  data={"rows": [{"name": NAME}, {"name": "李四"}]}, due_at=NOW, created_at=NOW),
        Conversation(key=f"1:{user}:{user}:0:default", data={"text": MARK}, updated_at=NOW),
        Conversation(key="1:7:7:0:default", data={"name": NAME}, updated_at=NOW),
    ])  # fmt: skip


async def leave_for_good(here: World) -> None:
    """Let him be transferred elsewhere as of today."""
    form = {"to": "elsewhere", "destination": MARK, "on": "2026-07-10", "reason": MARK}
    await here.do("王书记", Topic.LEAVING, NAME, **form)


async def request(here: World, data: PersonalData) -> int:
    """Ask for erasure; give the request's id."""
    assert await data.ask(here.callers[NAME]) == ErasureAsk()
    for _tap in range(2):
        assert await data.file(here.callers[NAME]) == ErasureFiled()
    [asked] = [notice for _, notice in await here.owed("王书记") if isinstance(notice, ErasureAsked)]
    return asked.request_id


async def test_everything_about_oneself_is_handed_out_and_nothing_of_others(here: World) -> None:
    await here.claim("张三")
    data = await PersonalData(here.db, here.clock).export(here.callers[NAME])
    raw = json.dumps(data.tables, ensure_ascii=False)
    for table in (
        "person",
        "member",
        "account",
        "claim",
        "evidence",
        "verdict",
        "leave",
        "letter",
        "duty_done",
        "fact",
    ):
        assert len(data.tables[table]) == 1, table
    assert raw.count(MARK) >= 12
    assert "张三" not in raw
    assert "token_hash" not in raw
    text = readable(data, "zh_CN")
    assert MARK in text
    assert "== 申报 (1)" in text
    assert "== Claims (1)" in readable(data, "en")


async def test_a_stranger_has_no_data(here: World) -> None:
    with pytest.raises(Refused) as refused:
        await PersonalData(here.db, here.clock).export(Caller(987654, 987654))
    assert refused.value.notice == NotBound()


async def test_who_has_left_still_gets_his_data_and_may_ask_for_erasure(here: World) -> None:
    data = PersonalData(here.db, here.clock)
    with pytest.raises(Refused) as refused:
        await data.file(here.callers[NAME])
    assert refused.value.notice == ErasureTooEarly()
    await leave_for_good(here)
    assert (await data.export(here.callers[NAME])).left
    await request(here, data)


async def test_erased_nothing_personal_remains_and_the_facts_do(here: World) -> None:
    data = PersonalData(here.db, here.clock)
    await leave_for_good(here)
    asked = await request(here, data)
    user = str(here.callers[NAME].user_id)
    before = await here.db.read(everything)
    assert any(MARK in cell for cell in before)
    for who in ("张三", "李委员", "赵记分", NAME):
        with pytest.raises(Refused):
            await data.decide(here.callers[who], asked, approve=True)
    for _tap in range(2):
        settled = await data.decide(here.callers["王书记"], asked, approve=True)
        assert settled == ErasureSettled(approved=True, by="王书记")
    after = await here.db.read(everything)
    assert [cell for cell in after if NAME in cell or MARK in cell or user in cell.replace("_", " ").split(":")] == []
    facts = [row for row in await here.rows(FactRow) if row.member_id == here.members[NAME]]
    assert [(row.kind, row.outcome, row.quantity) for row in facts] == [("service", "done", Decimal(1))]
    with pytest.raises(Refused) as refused:
        await data.export(here.callers[NAME])
    assert refused.value.notice == NotBound()
    [other] = [row for row in await here.rows(OutboxRow) if row.key == "k2"]
    assert other.data == {"rows": [{"name": ERASED_NAME}, {"name": "李四"}]}


async def test_a_refused_request_changes_nothing_and_is_told(here: World) -> None:
    data = PersonalData(here.db, here.clock)
    await leave_for_good(here)
    asked = await request(here, data)
    await data.decide(here.callers["王书记"], asked, approve=False)
    assert (await data.export(here.callers[NAME])).name == NAME
    assert [notice for _, notice in await here.owed(NAME) if isinstance(notice, ErasureSettled)]


def everything(session: Session) -> list[str]:
    """Every value in the database, as text."""
    return [
        str(value)
        for table in SQLModel.metadata.sorted_tables
        for row in session.execute(select(table))
        for value in row
        if value is not None
    ]


def test_every_column_of_words_about_somebody_is_erased_or_known_to_say_nothing() -> None:
    """A new column must be decided on: put it into WORDS, or into KEPT."""
    undecided = []
    for table in SQLModel.metadata.sorted_tables:
        about = "member_id" in table.c or "person_id" in table.c or "claim_id" in table.c or table.name in OWNED
        if not about:
            continue
        for column in table.c:
            if isinstance(column.type, String | JSON) and column.foreign_keys == set():
                known = {*WORDS.get(table.name, {}), *KEPT.get(table.name, ())}
                if column.name not in known:
                    undecided.append(f"{table.name}.{column.name}")
    assert undecided == []


def test_what_is_to_be_erased_is_there() -> None:
    tables: dict[str, Any] = dict(SQLModel.metadata.tables)
    for name, columns in WORDS.items():
        assert set(columns) <= set(tables[name].c.keys()), name
    for name, (by, keys) in FILED.items():
        assert {by, *keys} <= set(tables[name].c.keys()), name


async def test_mydata_sends_two_documents_to_the_asker_only(town: Town) -> None:
    await town.say("张三", "/mydata")
    documents = [message["document"] for message in await town.messages("张三") if message.get("document")]
    assert [document["file_name"].rsplit(".", 1)[1] for document in documents] == ["txt", "json"]
    assert "只发给您本人" in await town.last("张三")
    assert not any("个人数据" in words for words in await town.texts("李四"))
    await town.say("张三", "/mydata", in_group=True)
    assert not any(message.get("document") for message in await town.messages("张三", in_group=True))


async def test_who_has_left_is_erased_by_two_taps_of_his_and_one_of_the_secretarys(town: Town) -> None:
    from storage.tables import Member

    def go(session: Session) -> None:
        session.get_one(Member, town.members["张三"]).left_on = date(2026, 7, 1)

    await town.db.write(go)
    await town.say("张三", "/mydata")
    await town.tap("张三", "申请删除个人数据")
    await town.tap("张三", "确认申请删除")
    assert "等待原支部书记" in await town.last("张三")
    await town.tap("王书记", "删除")
    assert "已删除" in await town.last("王书记")
    await town.say("张三", "/mydata")
    assert "还没有对应的党员" in await town.last("张三")
