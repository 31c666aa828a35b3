"""Whom a sheet's rows are about: by number where there is one, else by a name that only one member has."""

from __future__ import annotations

from collections import defaultdict

from services.roster_cells import word_of
from services.roster_reading import number_key
from services.sheet_reading import Row, Table
from storage.notices.sheets import SheetFault, SheetFaultCode
from storage.tables import Member

NUMBER, NAME = "number", "name"
NUMBER_HEADINGS = ("编号", "党员编号", "No.", "number")
NAME_HEADINGS = ("姓名", "党员姓名", "Name")


class Roll:
    """The branch's members by number and by name."""

    def __init__(self, members: list[tuple[Member, str]]) -> None:
        self._names = {member.id: name for member, name in members}
        self._numbers = {number_key(member.roster_no): member for member, _ in members}
        self._named: dict[str, list[Member]] = defaultdict(list)
        for member, name in members:
            self._named[word_of(name)].append(member)

    def name(self, member: Member) -> str:
        """What a member is called."""
        return self._names[member.id]

    def find(self, table: Table, row: Row) -> Member | SheetFault:
        """The member of a row, or why there is none."""
        number, name = row.values.get(NUMBER, ""), row.values.get(NAME, "")
        if number:
            return self._by_number(table, row, number, name)
        if not name:
            return SheetFault(cell=table.cell(row.index, NAME), code=SheetFaultCode.EMPTY)
        found = self._named.get(word_of(name), [])
        if len(found) == 1:
            return found[0]
        code = SheetFaultCode.AMBIGUOUS if found else SheetFaultCode.UNKNOWN
        return SheetFault(cell=table.cell(row.index, NAME), code=code, found=name)

    def _by_number(self, table: Table, row: Row, number: str, name: str) -> Member | SheetFault:
        member = self._numbers.get(number_key(number))
        if member is None:
            return SheetFault(cell=table.cell(row.index, NUMBER), code=SheetFaultCode.UNKNOWN, found=number)
        if name and word_of(name) != word_of(self.name(member)):
            cell = table.cell(row.index, NAME)
            return SheetFault(cell=cell, code=SheetFaultCode.NAME_OTHER, found=name, other=self.name(member))
        return member
