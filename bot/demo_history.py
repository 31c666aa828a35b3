"""Half a year of the demo's branch: rows and facts as the services would have written them, day by day.

The story's now is Wednesday 24 June 2026, 09:00 in Shanghai: a theme day at 09:30 is about to open, dues are due
tomorrow, the self-inspection in six days, the month and the quarter end within the week.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlmodel import Session

from bot.demo_people import Resident
from services.facts import append_fact
from storage.tables import (
    Account,
    Attendance,
    Branch,
    Claim,
    Dues,
    Evidence,
    FactRow,
    Meeting,
    Member,
    PartyGroup,
    Person,
    RoleHeld,
    Superior,
    Verdict,
)
from storage.vocabulary import (
    CheckInMode,
    ClaimKind,
    ClaimState,
    DuesState,
    EvidenceKind,
    MeetingKind,
    MeetingState,
    Presence,
    Role,
    VerdictOutcome,
)

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 6, 24, 9, 0, tzinfo=ZONE)
DUES_DAY = 25
HISTORY = range(1, 6)
"""Whole months that lie behind; June is under way."""

HELD: tuple[tuple[MeetingKind, str, int, int, str], ...] = (
    (MeetingKind.LIFE, "年度组织生活会", 1, 22, "一楼会议室"),
    *((MeetingKind.STUDY, f"{month}月集中学习", month, 6, "二楼学习室") for month in range(1, 7)),
    *((MeetingKind.THEME_DAY, f"{month}月主题党日", month, 12, "党员活动室") for month in HISTORY),
    *((MeetingKind.GROUP, f"{month}月党小组会", month, 18, "二楼学习室") for month in range(1, 7)),
    *((MeetingKind.LECTURE, f"{month}月党课", month, 24, "报告厅") for month in (2, 4)),
    *((MeetingKind.GENERAL, f"{month}月支部党员大会", month, 26, "报告厅") for month in (3,)),
    (MeetingKind.GENERAL, "6月支部党员大会", 6, 10, "报告厅"),
)
"""Kind, title, month, day and place of each meeting that was held; all at 15:00."""

AHEAD: tuple[tuple[MeetingKind, str, datetime, int, str], ...] = (
    (MeetingKind.THEME_DAY, "6月主题党日：重温入党誓词", NOW.replace(hour=9, minute=30), 60, "党员活动室"),
    (MeetingKind.LECTURE, "“七一”专题党课", datetime(2026, 6, 26, 15, 0, tzinfo=ZONE), 90, "报告厅"),
)


@dataclass(slots=True)
class Village:
    """The branch while it is being written: who is who."""

    branch: Branch
    members: dict[str, Member]
    secretary: Member
    recorder: Member


def write_history(session: Session, people: tuple[Resident, ...], accounts: dict[str, int]) -> int:
    """Write everything in one transaction and give the branch's id; ``accounts`` are messenger ids by name."""
    village = _found(session, people, accounts)
    for held in HELD:
        _hold(session, village, people, *held)
    for resident in people:
        if resident.exempt_from is None:
            _pay(session, village, resident)
            _study(session, village, resident)
            _serve(session, village, resident)
    for number, (kind, title, starts, minutes, place) in enumerate(AHEAD):
        session.add(_meeting(village, kind, title, starts, place, minutes=minutes, key=f"demo:ahead:{number}"))
    session.flush()
    return village.branch.id


def _found(session: Session, people: tuple[Resident, ...], accounts: dict[str, int]) -> Village:
    superior = Superior(name="市机关事务管理局党委")
    session.add(superior)
    session.flush()
    branch = Branch(
        superior_id=superior.id,
        name="机关第一党支部",
        scheme_id="changzhou-2021",
        dues_day=DUES_DAY,
        created_at=_at(date(2025, 12, 25)),
    )
    session.add(branch)
    session.flush()
    groups = {name: PartyGroup(branch_id=branch.id, name=name) for name in sorted({one.group for one in people})}
    session.add_all(groups.values())
    session.flush()
    members = {
        one.name: _settle(session, branch, groups[one.group], number, one, accounts.get(one.name))
        for number, one in enumerate(people, start=1)
    }
    by_role = {role: members[one.name] for one in people for role in one.roles}
    return Village(branch, members, by_role[Role.SECRETARY], by_role[Role.RECORDER])


def _settle(
    session: Session, branch: Branch, group: PartyGroup, number: int, one: Resident, account: int | None
) -> Member:
    person = Person(name=one.name)
    session.add(person)
    session.flush()
    admitted = date(max(one.born + 24, 1962), 7, 1) if not one.probationary else date(2025, 9, 1)
    member = Member(
        branch_id=branch.id,
        person_id=person.id,
        group_id=group.id,
        roster_no=f"{number:03d}",
        category=one.category,
        probationary=one.probationary,
        admitted_on=admitted,
        joined_on=date(2025, 9, 1) if one.probationary else date(2021, 9, 1),
        exempt_from=one.exempt_from,
        dues_amount=Decimal(one.dues),
    )
    session.add(member)
    session.flush()
    session.add_all(
        RoleHeld(branch_id=branch.id, member_id=member.id, role=role, since=date(2025, 12, 25)) for role in one.roles
    )
    if account is not None:
        session.add(Account(user_id=account, person_id=person.id, bound_at=_at(date(2025, 12, 26))))
    session.flush()
    return member


def _meeting(
    village: Village, kind: MeetingKind, title: str, starts: datetime, place: str, *, minutes: int, key: str
) -> Meeting:
    return Meeting(
        branch_id=village.branch.id,
        kind=kind,
        title=title,
        place=place,
        on_date=starts.date(),
        starts_at=starts,
        ends_at=starts + timedelta(minutes=minutes),
        opens_at=starts - timedelta(minutes=village.branch.prompt_minutes),
        grace_minutes=village.branch.grace_minutes,
        planned_by=village.secretary.id,
        planned_key=key,
    )


def _hold(
    session: Session,
    village: Village,
    people: tuple[Resident, ...],
    kind: MeetingKind,
    title: str,
    month: int,
    day: int,
    place: str,
) -> None:
    starts = datetime(2026, month, day, 15, 0, tzinfo=ZONE)
    meeting = _meeting(village, kind, title, starts, place, minutes=90, key=f"demo:{kind}:{month}")
    closed = meeting.ends_at
    meeting.state = MeetingState.CONFIRMED
    meeting.closed_at, meeting.confirmed_at, meeting.confirmed_by = closed, closed, village.secretary.id
    session.add(meeting)
    session.flush()
    for resident in people:
        if resident.exempt_from is not None:
            continue
        member = village.members[resident.name]
        presence = _presence(resident, f"{kind}-{month}")
        session.add(
            Attendance(
                branch_id=village.branch.id,
                meeting_id=meeting.id,
                member_id=member.id,
                presence=presence,
                mode=CheckInMode.CLOSING if presence in (Presence.ABSENT, Presence.LEAVE) else CheckInMode.BUTTON,
                at=starts if presence is Presence.PRESENT else starts + timedelta(minutes=17),
            )
        )
        append_fact(
            session,
            member=member,
            kind="meeting",
            outcome=presence,
            on=meeting.on_date,
            source_key=f"meeting:{meeting.id}:member:{member.id}",
            author_id=village.secretary.id,
            now=closed,
            detail=kind,
            event=f"meeting:{meeting.id}",
            note=title,
        )


def _presence(resident: Resident, event: str) -> Presence:
    habits = resident.habits
    for presence, events in (
        (Presence.ABSENT, habits.absent_at),
        (Presence.LATE, habits.late_at),
        (Presence.LEAVE, habits.leave_at),
    ):
        if event in events:
            return presence
    return Presence.PRESENT


def _pay(session: Session, village: Village, resident: Resident) -> None:
    member = village.members[resident.name]
    for month in (*HISTORY, NOW.month):
        due_on = date(2026, month, DUES_DAY)
        late = month in resident.habits.dues_late
        row = Dues(
            branch_id=village.branch.id,
            member_id=member.id,
            month=date(2026, month, 1),
            due_on=due_on,
            amount=member.dues_amount,
        )
        if month != NOW.month or not resident.habits.dues_open:
            paid_on = due_on + timedelta(days=4) if late else date(2026, month, 8)
            row.state = DuesState.LATE if late else DuesState.PAID
            row.paid, row.paid_on = member.dues_amount, paid_on
            row.recorded_by, row.recorded_at = village.recorder.id, _at(paid_on)
            _append(
                session, village, member, "dues", "late" if late else "on_time", on=row.month,
                key=f"dues:{member.id}:2026-{month:02d}", recorded=paid_on,
            )  # fmt: skip
        session.add(row)


def _study(session: Session, village: Village, resident: Resident) -> None:
    """The study app's figures: entered at the end of a month, and for the running one so far."""
    member = village.members[resident.name]
    for month in (*HISTORY, NOW.month):
        entered = min(date(2026, month + 1, 1), NOW.date()) - timedelta(days=1)
        key = f"demo:study:{member.id}:{month}"
        if month in HISTORY:
            points = (resident.habits.quiz or {}).get(month, 15)
            _append(session, village, member, "quiz", "points", on=entered, key=f"{key}:quiz", quantity=points)
        missed = (resident.habits.logins_missed or {}).get(month, 0)
        if missed:
            _append(session, village, member, "study_app", "missed", on=entered, key=f"{key}:app", quantity=missed)


def _serve(session: Session, village: Village, resident: Resident) -> None:
    habits = resident.habits
    for month, hours in (habits.service or {}).items():
        _approve(
            session, village, resident, ClaimKind.SERVICE, "volunteer", "社区志愿服务", date(2026, month, 16), hours
        )
    for month in habits.grid:
        _approve(session, village, resident, ClaimKind.ITEM, "grid", "走访网格住户", date(2026, month, 20), 1)
    for month, (what, points) in (habits.own_items or {}).items():
        _approve(session, village, resident, ClaimKind.ITEM, "own_work", what, date(2026, month, 22), points)


def _approve(
    session: Session,
    village: Village,
    resident: Resident,
    kind: ClaimKind,
    item: str,
    what: str,
    day: date,
    quantity: int,
) -> None:
    member = village.members[resident.name]
    reviewer = village.recorder if member is not village.recorder else village.secretary
    claim = Claim(
        branch_id=village.branch.id,
        member_id=member.id,
        kind=kind,
        item_id=item,
        title=what,
        on_date=day,
        quantity=Decimal(quantity),
        note=what,
        state=ClaimState.APPROVED,
        filed_key=f"demo:{member.id}:{item}:{day}",
        submitted_at=_at(day),
    )
    session.add(claim)
    session.flush()
    session.add(
        Evidence(
            branch_id=village.branch.id,
            claim_id=claim.id,
            kind=EvidenceKind.PHOTO,
            file_id=f"demo-{claim.id}",
            file_unique_id=f"demo-{claim.id}",
        )
    )
    session.add(
        Verdict(
            branch_id=village.branch.id,
            claim_id=claim.id,
            round=1,
            outcome=VerdictOutcome.APPROVED,
            by_member_id=reviewer.id,
            at=_at(day + timedelta(days=1)),
        )
    )
    service = kind is ClaimKind.SERVICE
    append_fact(
        session,
        member=member,
        kind="service" if service else "claim",
        outcome="done" if service else "approved",
        on=day,
        source_key=f"claim:{claim.id}",
        author_id=reviewer.id,
        now=_at(day + timedelta(days=1)),
        quantity=Decimal(quantity),
        detail="" if service else item,
        event=f"claim:{claim.id}",
        note=what,
    )


def _append(
    session: Session,
    village: Village,
    member: Member,
    kind: str,
    outcome: str,
    *,
    on: date,
    key: str,
    quantity: int = 1,
    recorded: date | None = None,
) -> FactRow:
    return append_fact(
        session,
        member=member,
        kind=kind,
        outcome=outcome,
        on=on,
        source_key=key,
        author_id=village.recorder.id if member is not village.recorder else village.secretary.id,
        now=_at(recorded or on),
        quantity=Decimal(quantity),
    )


def _at(day: date) -> datetime:
    return datetime.combine(day, time(16, 30), ZONE).astimezone(UTC)
