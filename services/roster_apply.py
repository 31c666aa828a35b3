"""Writing a confirmed roster: the one place that adds members and changes their entries."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from reports import roster_columns as columns
from services.histories import note_change
from services.roster_plan import Change, RosterPlan
from services.roster_reading import RosterRow, RosterSheet
from storage.queries.cards import forget_members_cards
from storage.queries.roster import group_ids, held_role
from storage.tables import Member, PartyGroup, Person, RoleHeld
from storage.vocabulary import Role


def apply_plan(
    session: Session,
    sheet: RosterSheet,
    plan: RosterPlan,
    branch_id: int,
    today: date,
    *,
    by: int | None,
    now: datetime,
) -> None:
    """Do what the plan of a sheet says. New members are in the branch from the day in their row, else from today.

    Each change goes into its member's history; ``by`` is the author's member id, None for the operator.
    """
    groups = _groups_for(session, sheet, branch_id)
    for row in plan.added:
        _add(session, row, branch_id, groups, today)
    for change in plan.changed:
        _change(session, change, groups, today)
        for field in change.fields:
            note_change(
                session,
                change.known.member,
                f"roster.{field.field}",
                field.before,
                field.after,
                reason="",
                by=by,
                now=now,
            )
    forget_members_cards(session, [change.known.member.id for change in plan.changed if _changes_points(change)])


def _groups_for(session: Session, sheet: RosterSheet, branch_id: int) -> dict[str, int]:
    """Give the party groups by name, making those that the sheet names first."""
    known = group_ids(session, branch_id)
    for name in dict.fromkeys(row.group for row in sheet.rows):
        if name and name not in known:
            group = PartyGroup(branch_id=branch_id, name=name)
            session.add(group)
            session.flush()
            known[name] = group.id
    return known


def _add(session: Session, row: RosterRow, branch_id: int, groups: dict[str, int], today: date) -> None:
    person = Person(name=row.name)
    session.add(person)
    session.flush()
    member = Member(
        branch_id=branch_id,
        person_id=person.id,
        group_id=groups.get(row.group),
        roster_no=row.number,
        category=row.category,
        probationary=row.probationary,
        leading=row.leading,
        admitted_on=row.admitted_on,
        joined_on=row.joined_on or today,
        exempt_from=row.exempt_from,
        exempt_until=row.exempt_until,
        dues_amount=row.dues_amount,
    )
    session.add(member)
    session.flush()
    for role in row.roles:
        session.add(RoleHeld(branch_id=branch_id, member_id=member.id, role=role, since=today))


_MEMBER_FIELDS = (
    columns.CATEGORY,
    columns.ADMITTED,
    columns.JOINED,
    columns.DUES,
    columns.PROBATIONARY,
    columns.LEADING,
    columns.EXEMPT_FROM,
    columns.EXEMPT_UNTIL,
)
"""Columns whose code is the name of the member's own field."""


_SCORED = frozenset(
    column.code
    for column in (
        columns.CATEGORY,
        columns.JOINED,
        columns.PROBATIONARY,
        columns.LEADING,
        columns.EXEMPT_FROM,
        columns.EXEMPT_UNTIL,
    )
)
"""Columns on which a score card may depend."""


def _changes_points(change: Change) -> bool:
    return any(field.field in _SCORED for field in change.fields)


def _change(session: Session, change: Change, groups: dict[str, int], today: date) -> None:
    """Write the changed fields only; a role that ends keeps its dates."""
    member, person, row = change.known.member, change.known.person, change.row
    changed = {field.field for field in change.fields}
    for column in _MEMBER_FIELDS:
        if column.code in changed:
            setattr(member, column.code, getattr(row, column.code))
    if columns.NUMBER.code in changed:
        member.roster_no = row.number
    if columns.GROUP.code in changed:
        member.group_id = groups.get(row.group)
    if columns.NAME.code in changed:
        person.name = row.name
    if columns.ROLES.code in changed:
        _change_roles(session, member, change.known.roles, frozenset(row.roles), today)
    session.add(member)
    session.add(person)


def _change_roles(
    session: Session, member: Member, before: frozenset[Role], after: frozenset[Role], today: date
) -> None:
    for role in before - after:
        for held in held_role(session, member.id, role, today):
            held.until = today
            session.add(held)
    for role in after - before:
        session.add(RoleHeld(branch_id=member.branch_id, member_id=member.id, role=role, since=today))
