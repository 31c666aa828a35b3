"""The road of a check-in tap: plain SQL, because a whole hall taps within a minute."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import TextualSelect, bindparam, text
from sqlmodel import Session, select

from storage.notices.meetings import MeetingInfo
from storage.queries.audience import ADDRESSED, CAME, EXPECTED
from storage.tables import CodeTry
from storage.types import EnumText, UtcDateTime
from storage.vocabulary import Audience, CheckInMode, CheckInWay, LeaveState, MeetingKind, MeetingState, Presence

_TAP = f"""
    SELECT meeting.id AS meeting_id, meeting.branch_id, meeting.state, meeting.starts_at, meeting.ends_at,
           meeting.opens_at, meeting.grace_minutes, branch.zone,
           member.id AS member_id, CASE WHEN {ADDRESSED} THEN 1 ELSE 0 END AS addressed,
           attendance.presence, attendance.at, leave.state AS leave, meeting.check_in, meeting.code_secret
    FROM meeting
    JOIN branch ON branch.id = meeting.branch_id
    JOIN account ON account.user_id = :user_id
    JOIN member ON member.person_id = account.person_id AND member.branch_id = meeting.branch_id
         AND member.joined_on <= meeting.on_date AND (member.left_on IS NULL OR member.left_on > meeting.on_date)
    LEFT JOIN attendance ON attendance.meeting_id = meeting.id AND attendance.member_id = member.id
    LEFT JOIN leave ON leave.meeting_id = meeting.id AND leave.member_id = member.id
    WHERE meeting.id = :meeting_id
"""  # noqa: S608 (put together from constants of ours)


def _typed(statement: str) -> TextualSelect:
    return text(statement).columns(
        state=EnumText(MeetingState),
        starts_at=UtcDateTime(),
        ends_at=UtcDateTime(),
        opens_at=UtcDateTime(),
        presence=EnumText(Presence),
        at=UtcDateTime(),
        leave=EnumText(LeaveState),
        check_in=EnumText(CheckInWay),
    )


_TAP_ALONE = _typed(_TAP)
_TAP_LOCKING = _typed(_TAP + " FOR UPDATE OF meeting")

_ENTER = text("""
    INSERT INTO attendance (branch_id, meeting_id, member_id, presence, mode, at, recorded_by)
    VALUES (:branch_id, :meeting_id, :member_id, :presence, :mode, :at, :recorded_by)
    ON CONFLICT (meeting_id, member_id) DO NOTHING RETURNING id
""").bindparams(
    bindparam("presence", type_=EnumText(Presence)),
    bindparam("mode", type_=EnumText(CheckInMode)),
    bindparam("at", type_=UtcDateTime()),
)

_TALLY = text(f"""
    SELECT meeting.kind, meeting.title, meeting.place, meeting.starts_at, meeting.ends_at, meeting.audience,
           party_group.name, branch.zone, meeting.check_in,
           (SELECT count(*) FROM attendance
            WHERE attendance.meeting_id = meeting.id AND attendance.presence IN ('present', 'late')) AS present,
           (SELECT count(*) FROM member
            WHERE member.branch_id = meeting.branch_id AND ({EXPECTED} OR {CAME})) AS expected
    FROM meeting
    JOIN branch ON branch.id = meeting.branch_id
    LEFT JOIN party_group ON party_group.id = meeting.group_id
    WHERE meeting.id = :meeting_id
""").columns(  # noqa: S608 (put together from constants of ours)
    kind=EnumText(MeetingKind),
    starts_at=UtcDateTime(),
    ends_at=UtcDateTime(),
    audience=EnumText(Audience),
    check_in=EnumText(CheckInWay),
)

_CODED = text(f"""
    SELECT meeting.id
    FROM meeting
    JOIN account ON account.user_id = :user_id
    JOIN member ON member.person_id = account.person_id AND {ADDRESSED}
    WHERE meeting.check_in = 'code' AND meeting.state IN ('planned', 'open')
      AND meeting.opens_at <= :now AND meeting.ends_at > :now
    ORDER BY meeting.starts_at, meeting.id
""").bindparams(bindparam("now", type_=UtcDateTime()))  # noqa: S608 (put together from constants of ours)


@dataclass(frozen=True, slots=True)
class Tap:
    """What decides a check-in: the meeting's state, who taps, and how he stands to it so far."""

    meeting_id: int
    branch_id: int
    state: MeetingState
    starts_at: datetime
    ends_at: datetime
    opens_at: datetime
    grace_minutes: int
    zone: str
    member_id: int
    addressed: int
    presence: Presence | None
    at: datetime | None
    leave: LeaveState | None
    check_in: CheckInWay
    code_secret: str


@dataclass(frozen=True, slots=True)
class Tally:
    """A meeting and its numbers: how many are there, of how many expected or come."""

    info: MeetingInfo
    present: int
    expected: int


def tap(session: Session, meeting_id: int, user_id: int) -> Tap | None:
    """Find who taps and how he stands to a meeting; None when no member of its branch on its day has this account.

    Where writers run side by side the meeting is locked, so that counts taken afterwards are right.
    """
    statement = _TAP_ALONE if session.get_bind().dialect.name == "sqlite" else _TAP_LOCKING
    row = session.connection().execute(statement, {"meeting_id": meeting_id, "user_id": user_id}).first()
    return None if row is None else Tap(*row)


def coded(session: Session, user_id: int, now: datetime) -> list[int]:
    """Find the meetings to which this account's member could check in by code now, the earliest first."""
    rows = session.connection().execute(_CODED, {"user_id": user_id, "now": now})
    return [meeting_id for (meeting_id,) in rows]


def tries(session: Session, meeting_id: int, member_id: int) -> CodeTry | None:
    """Find how often a member has typed wrong codes at a meeting."""
    return session.exec(select(CodeTry).where(CodeTry.meeting_id == meeting_id, CodeTry.member_id == member_id)).first()


def enter(
    session: Session,
    *,
    branch_id: int,
    meeting_id: int,
    member_id: int,
    presence: Presence,
    mode: CheckInMode,
    at: datetime,
    recorded_by: int | None = None,
) -> bool:
    """Enter an attendance; False when the member has an entry already, which stays as it is."""
    values = {
        "branch_id": branch_id,
        "meeting_id": meeting_id,
        "member_id": member_id,
        "presence": presence,
        "mode": mode,
        "at": at,
        "recorded_by": recorded_by,
    }
    return session.connection().execute(_ENTER, values).first() is not None


def tally(session: Session, meeting_id: int) -> Tally:
    """Count a meeting's attendance."""
    row = session.connection().execute(_TALLY, {"meeting_id": meeting_id}).one()
    kind, title, place, starts_at, ends_at, audience, group, zone, check_in, present, expected = row
    info = MeetingInfo.model_construct(
        meeting_id=meeting_id,
        kind=kind,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=zone,
        place=place,
        audience=audience,
        group=group or "",
        check_in=check_in,
    )
    return Tally(info, present, expected)
