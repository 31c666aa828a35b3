"""What a sheet does to a branch that has members: by number, never deleting, roles with their dates."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from services.branches import Branches
from services.clock import SetClock
from services.errors import Refused
from services.roster import Rosters
from storage.database import Database, open_database
from storage.migrate import upgrade
from storage.notices.roster import FaultCode, RosterApplied, RosterFaulty, RosterPreview
from storage.tables import Member, PartyGroup, RoleHeld, ScoreCardRow
from storage.vocabulary import Role
from tests.joining.places import member_rows, names
from tests.joining.sheets import HEADINGS, LI, SECRETARY, ZHANG, workbook

NAME = "机关第一党支部"


class Office:
    """The secretary's desk: sheets go in, members come out."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.clock = SetClock(datetime(2026, 7, 1, 2, 0, tzinfo=UTC))
        self.rosters = Rosters(db, self.clock)

    async def preview(self, *rows: Any, **how: Any) -> RosterPreview:
        """What a sheet would do."""
        return (await self.rosters.preview_for(NAME, workbook(*rows, **how), "zh_CN"))[1]

    async def take(self, *rows: Any, **how: Any) -> RosterApplied:
        """Take a sheet over."""
        sheet, _preview = await self.rosters.preview_for(NAME, workbook(*rows, **how), "zh_CN")
        return await self.rosters.apply_for(NAME, sheet)

    async def faults(self, *rows: Any) -> list[tuple[str, FaultCode]]:
        """Why a sheet is refused."""
        with pytest.raises(Refused) as caught:
            await self.preview(*rows)
        notice = caught.value.notice
        assert isinstance(notice, RosterFaulty)
        return [(fault.cell, fault.code) for fault in notice.faults]


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    url = f"sqlite:///{tmp_path / 'office.db'}"
    await asyncio.to_thread(upgrade, url)
    db = open_database(url)
    made = Office(db)
    await Branches(db, made.clock).add("工委", NAME, "changzhou-2021", "Asia/Shanghai", "王书记")
    await made.take(SECRETARY, ZHANG, LI)
    yield made
    await db.close()


def change(row: tuple[Any, ...], **cells: Any) -> tuple[Any, ...]:
    """Put other values into a row, by heading."""
    by_heading = dict(zip(HEADINGS, row, strict=True)) | cells
    return tuple(by_heading[heading] for heading in HEADINGS)


async def test_changes_are_told_field_by_field_before_and_after(office: Office) -> None:
    preview = await office.preview(SECRETARY, change(ZHANG, 党费月额=20, 党小组="第三党小组"), LI)
    assert [(one.name, [(f.field, f.before, f.after) for f in one.fields]) for one in preview.changed] == [
        ("张三", [("group", "第一党小组", "第三党小组"), ("dues_amount", "12.50", "20.00")])
    ]
    assert (preview.added, preview.unchanged, preview.left_out) == ((), 2, ())


async def test_who_is_left_out_is_listed_and_stays(office: Office) -> None:
    preview = await office.preview(SECRETARY, ZHANG)
    assert [one.name for one in preview.left_out] == ["李四"]
    await office.take(SECRETARY, ZHANG)
    assert await names(office.db) == ["王书记", "张三", "李四"]
    assert (await member_rows(office.db))["3"].left_on is None


async def test_a_number_without_its_zeros_is_still_the_same_member(office: Office) -> None:
    preview = await office.preview(SECRETARY, change(ZHANG, 编号="002"), change(LI, 编号=3))
    assert (preview.added, preview.changed, preview.unchanged) == ((), (), 3)


async def test_a_corrected_name_changes_the_person_and_keeps_the_member(office: Office) -> None:
    before = (await member_rows(office.db))["2"].id
    await office.take(SECRETARY, change(ZHANG, 姓名="张珊"), LI)
    assert await names(office.db) == ["王书记", "张珊", "李四"]
    assert (await member_rows(office.db))["2"].id == before


async def test_a_sheet_that_was_sorted_and_numbered_anew_is_refused(office: Office) -> None:
    assert await office.faults(SECRETARY, change(LI, 编号="2"), change(ZHANG, 编号="3")) == [
        ("A3", FaultCode.NUMBER_SHIFTED),
        ("A4", FaultCode.NUMBER_SHIFTED),
    ]


async def test_a_namesake_with_a_number_of_his_own_is_a_new_member(office: Office) -> None:
    preview = await office.preview(SECRETARY, ZHANG, LI, change(ZHANG, 编号="4"))
    assert [one.number for one in preview.added] == ["4"]
    assert preview.same_names == ("张三",)
    await office.take(SECRETARY, ZHANG, LI, change(ZHANG, 编号="4"))
    assert (await names(office.db)).count("张三") == 2


async def test_a_sheet_that_leaves_the_branch_without_a_secretary_is_refused(office: Office) -> None:
    assert await office.faults(change(SECRETARY, 职务=""), ZHANG, LI) == [("E1", FaultCode.NO_SECRETARY)]


async def test_a_role_that_passes_to_another_ends_and_begins_on_the_same_day(office: Office) -> None:
    office.clock.at = datetime(2026, 9, 1, 2, 0, tzinfo=UTC)
    await office.take(change(SECRETARY, 职务="支委"), change(ZHANG, 职务="书记、记分员"), LI)
    members = await member_rows(office.db)
    held = {(row.member_id, row.role): (row.since, row.until) for row in await roles(office.db)}
    assert held[members["1"].id, Role.SECRETARY] == (date(2026, 7, 1), date(2026, 9, 1))
    assert held[members["1"].id, Role.COMMITTEE] == (date(2026, 9, 1), None)
    assert held[members["2"].id, Role.SECRETARY] == (date(2026, 9, 1), None)
    assert held[members["2"].id, Role.RECORDER] == (date(2026, 9, 1), None)


async def test_columns_that_the_sheet_has_not_are_left_as_they_are(office: Office) -> None:
    headings = ("编号", "姓名", "类别")
    applied = await office.take(("2", "张三", "农村"), headings=headings)
    zhang = (await member_rows(office.db))["2"]
    assert applied.changed == 1
    assert (zhang.dues_amount, zhang.admitted_on) == (Decimal("12.50"), date(2015, 7, 1))
    assert len([row for row in await roles(office.db) if row.until is None]) == 2


async def test_an_empty_day_of_joining_keeps_the_day_and_is_today_for_a_new_member(office: Office) -> None:
    await office.take(SECRETARY, change(ZHANG, 转入日期=""), LI, change(ZHANG, 编号="4", 姓名="赵六", 转入日期=""))
    members = await member_rows(office.db)
    assert members["2"].joined_on == date(2020, 1, 1)
    assert members["4"].joined_on == date(2026, 7, 1)


async def test_party_groups_are_made_once(office: Office) -> None:
    await office.take(SECRETARY, ZHANG, LI, change(LI, 编号="5", 姓名="钱七"))
    assert await groups(office.db) == ["第一党小组", "第二党小组"]


async def test_the_same_sheet_twice_changes_nothing_the_second_time(office: Office) -> None:
    again = await office.take(SECRETARY, ZHANG, LI)
    assert (again.added, again.changed, again.unchanged, again.left_out) == (0, 0, 3, 0)


async def test_a_changed_category_throws_the_kept_cards_of_that_member_away(office: Office) -> None:
    members = await member_rows(office.db)
    await office.db.write(_keep_cards, [members["2"], members["3"]], office.clock.now())
    await office.take(SECRETARY, change(ZHANG, 党费月额=1), change(LI, 类别="农村"))
    kept = await office.db.fetch_row("SELECT count(*), min(member_id) FROM score_card", [])
    assert kept == (1, members["2"].id)


def _keep_cards(session: Session, members: list[Member], now: datetime) -> None:
    for member in members:
        session.add(
            ScoreCardRow(
                branch_id=member.branch_id,
                member_id=member.id,
                unit="month",
                period_start=date(2026, 7, 1),
                period_end=date(2026, 8, 1),
                scheme_id="changzhou-2021",
                total=Decimal(0),
                card="{}",
                computed_at=now,
            )
        )


async def roles(db: Database) -> list[RoleHeld]:
    """Every role row."""
    return await db.read(_roles)


def _roles(session: Session) -> list[RoleHeld]:
    return list(session.exec(select(RoleHeld)))


async def groups(db: Database) -> list[str]:
    """Every party group's name."""
    return await db.read(_groups)


def _groups(session: Session) -> list[str]:
    return sorted(session.exec(select(PartyGroup.name)))
