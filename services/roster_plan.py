"""What a roster sheet means for a branch: who is new, who changes in what, who is left out. Changes nothing itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlmodel import Session

from reports import roster_columns as columns
from services.roster_reading import RosterRow, RosterSheet, SheetFaults, number_key
from storage.notices.roster import Fault, FaultCode, FieldChange, MemberChange, Named
from storage.queries.roster import Enrolled, enrolled
from storage.vocabulary import Role


@dataclass(frozen=True, slots=True)
class Change:
    """A member, the row that changes him, and what it changes."""

    known: Enrolled
    row: RosterRow
    fields: tuple[FieldChange, ...]


@dataclass(slots=True)
class RosterPlan:
    """Everything that confirming the sheet would do."""

    added: list[RosterRow] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    unchanged: int = 0
    left_out: list[Enrolled] = field(default_factory=list)
    same_names: list[str] = field(default_factory=list)

    def added_names(self) -> tuple[Named, ...]:
        """Name those who are new."""
        return tuple(Named(number=row.number, name=row.name) for row in self.added)

    def left_out_names(self) -> tuple[Named, ...]:
        """Name those whom the sheet leaves out; they stay members."""
        return tuple(Named(number=one.member.roster_no, name=one.person.name) for one in self.left_out)

    def member_changes(self) -> tuple[MemberChange, ...]:
        """Name those who change, and in what."""
        return tuple(
            MemberChange(number=change.row.number, name=change.known.person.name, fields=change.fields)
            for change in self.changed
        )


def plan_roster(session: Session, sheet: RosterSheet, branch_id: int, today: date) -> RosterPlan:
    """Compare a sheet with the members of today. Raises `SheetFaults` for what no sheet may do to this branch."""
    known = enrolled(session, branch_id, today)
    matches = _match(sheet, known)
    faults = _shifted_numbers(sheet, known, matches) + _nobody_leads(sheet, known, matches)
    if faults:
        raise SheetFaults(faults)
    plan = RosterPlan()
    for row in sheet.rows:
        match = matches.get(row.row)
        fields = _differences(match, row, sheet) if match is not None else ()
        if match is None:
            plan.added.append(row)
        elif fields:
            plan.changed.append(Change(match, row, fields))
        else:
            plan.unchanged += 1
    taken = {match.member.id for match in matches.values()}
    plan.left_out = [one for one in known if one.member.id not in taken]
    names = Counter([row.name for row in sheet.rows] + [one.person.name for one in plan.left_out])
    plan.same_names = [name for name, count in names.items() if count > 1]
    return plan


def _match(sheet: RosterSheet, known: list[Enrolled]) -> dict[int, Enrolled]:
    """Find each row's member by number; one who has no number yet (the founding secretary) by his name."""
    by_number = {number_key(one.member.roster_no): one for one in known if one.member.roster_no}
    unnumbered: defaultdict[str, list[Enrolled]] = defaultdict(list)
    for one in known:
        if not one.member.roster_no:
            unnumbered[one.person.name].append(one)
    matches: dict[int, Enrolled] = {}
    for row in sheet.rows:
        match = by_number.get(number_key(row.number))
        if match is None and unnumbered[row.name]:
            match = unnumbered[row.name].pop(0)
        if match is not None:
            matches[row.row] = match
    return matches


def _shifted_numbers(sheet: RosterSheet, known: list[Enrolled], matches: dict[int, Enrolled]) -> list[Fault]:
    """A sheet that was sorted and numbered anew would give one member the history of another: refuse it."""
    numbers: defaultdict[str, list[str]] = defaultdict(list)
    for one in known:
        numbers[one.person.name].append(one.member.roster_no)
    return [
        Fault(
            cell=sheet.cell(row.row, columns.NUMBER.code),
            code=FaultCode.NUMBER_SHIFTED,
            found=row.number,
            allowed=tuple(numbers[row.name]),
            other=row.name,
        )
        for row in sheet.rows
        if (match := matches.get(row.row)) is not None and match.person.name != row.name and numbers[row.name]
    ]


def _nobody_leads(sheet: RosterSheet, known: list[Enrolled], matches: dict[int, Enrolled]) -> list[Fault]:
    """A branch without a secretary could do nothing any more."""
    if columns.ROLES.code not in sheet.columns:
        return []
    taken = {match.member.id for match in matches.values()}
    named = any(Role.SECRETARY in row.roles for row in sheet.rows)
    stays = any(Role.SECRETARY in one.roles for one in known if one.member.id not in taken)
    if named or stays:
        return []
    return [Fault(cell=sheet.cell(sheet.header_row, columns.ROLES.code), code=FaultCode.NO_SECRETARY)]


Before = Callable[[Enrolled], str]
After = Callable[[RosterRow], str]


def _differences(known: Enrolled, row: RosterRow, sheet: RosterSheet) -> tuple[FieldChange, ...]:
    """Compare the fields that the sheet has; an empty day of joining says nothing."""
    found: list[FieldChange] = []
    for code, (before, after) in _FIELDS.items():
        if code not in sheet.columns or (code == columns.JOINED.code and row.joined_on is None):
            continue
        old, new = before(known), after(row)
        same = number_key(old) == number_key(new) if code == columns.NUMBER.code and old else old == new
        if not same:
            found.append(FieldChange(field=code, before=old, after=new))
    return tuple(found)


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None else ""


def _last_day(until: date | None) -> str:
    return _day(until - timedelta(days=1)) if until is not None else ""


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _roles(roles: frozenset[Role] | tuple[Role, ...]) -> str:
    return ",".join(role.value for role in Role if role in roles)


_FIELDS: dict[str, tuple[Before, After]] = {
    columns.NUMBER.code: (lambda known: known.member.roster_no, lambda row: row.number),
    columns.NAME.code: (lambda known: known.person.name, lambda row: row.name),
    columns.GROUP.code: (lambda known: known.group, lambda row: row.group),
    columns.CATEGORY.code: (lambda known: known.member.category.value, lambda row: row.category.value),
    columns.ROLES.code: (lambda known: _roles(known.roles), lambda row: _roles(row.roles)),
    columns.ADMITTED.code: (lambda known: _day(known.member.admitted_on), lambda row: _day(row.admitted_on)),
    columns.JOINED.code: (lambda known: _day(known.member.joined_on), lambda row: _day(row.joined_on)),
    columns.DUES.code: (lambda known: f"{known.member.dues_amount:.2f}", lambda row: f"{row.dues_amount:.2f}"),
    columns.PROBATIONARY.code: (lambda known: _yes(known.member.probationary), lambda row: _yes(row.probationary)),
    columns.LEADING.code: (lambda known: _yes(known.member.leading), lambda row: _yes(row.leading)),
    columns.EXEMPT_FROM.code: (lambda known: _day(known.member.exempt_from), lambda row: _day(row.exempt_from)),
    columns.EXEMPT_UNTIL.code: (
        lambda known: _last_day(known.member.exempt_until),
        lambda row: _last_day(row.exempt_until),
    ),
}
