"""Check-in by a rotating code: shown at the place by who records, scanned or typed by those who are there."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

from sqlmodel import Session

from services import checkin
from services.actors import Caller
from services.clock import Clock
from services.code import DIGITS, Verdict, code_at, good_until, judge
from services.errors import Refused
from storage.database import Database
from storage.notices.code import CodeFault, CodeNotUsed, CodeRefused, CodeShown, NoCodeMeeting
from storage.notices.meetings import CheckedIn
from storage.queries import checkin as entries
from storage.tables import CodeTry
from storage.vocabulary import CheckInMode, CheckInWay

WRONG_AT_MOST = 5
PAUSE = timedelta(minutes=5)
"""After five wrong codes one waits, so that nobody guesses: two codes in a million are good at a time."""

LINK_PREFIX = "ci"


class CodeDesk:
    """What the secretary's telephone shows, and what members make of it."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def show(self, caller: Caller, meeting_id: int, bot: str) -> CodeShown:
        """Give the code that is fresh now, for who records attendance; ``bot`` is the bot's name in its link."""
        return await self._db.read(_show, caller, meeting_id, bot, self._clock.now())

    async def check_in(self, caller: Caller, code: str, meeting_id: int | None = None) -> CheckedIn | CodeRefused:
        """Check in whoever has a good code; a typed one (no ``meeting_id``) is for the meeting that he is awaited at.

        A code that is refused is an answer and no error, because a wrong one counts.
        """
        return await self._db.write(_check_in, caller, _digits(code), meeting_id, self._clock.now())


def _show(session: Session, caller: Caller, meeting_id: int, bot: str, now: datetime) -> CodeShown:
    meeting = checkin.open_meeting(session, caller, meeting_id, now)
    tally = entries.tally(session, meeting.id)
    if meeting.check_in is not CheckInWay.CODE:
        raise Refused(CodeNotUsed(info=tally.info))
    code = code_at(meeting.code_secret, now)
    return CodeShown(
        info=tally.info,
        code=code,
        link=f"https://t.me/{bot}?start={LINK_PREFIX}_{meeting.id}_{code}",
        good_until=good_until(now),
        present=tally.present,
        expected=tally.expected,
    )


def _check_in(
    session: Session, caller: Caller, code: str, meeting_id: int | None, now: datetime
) -> CheckedIn | CodeRefused:
    tap = checkin.ready(session, caller, _meant(session, caller, code, meeting_id, now), now)
    if isinstance(tap, CheckedIn):
        return tap
    if tap.check_in is not CheckInWay.CODE:
        raise Refused(CodeNotUsed(info=entries.tally(session, tap.meeting_id).info))
    fault = _fault(session, tap, code, now)
    return fault or checkin.enter(session, caller, tap, CheckInMode.CODE, now)


def _meant(session: Session, caller: Caller, code: str, meeting_id: int | None, now: datetime) -> int:
    """Find which meeting a code is for: of several at once the one whose code it is."""
    if meeting_id is not None:
        return meeting_id
    waiting = entries.coded(session, caller.user_id, now)
    if not waiting:
        raise Refused(NoCodeMeeting())
    for candidate in waiting:
        tap = entries.tap(session, candidate, caller.user_id)
        if tap is not None and judge(tap.code_secret, code, now) is Verdict.GOOD:
            return candidate
    return waiting[0]


def _fault(session: Session, tap: entries.Tap, code: str, now: datetime) -> CodeRefused | None:
    """Say why a code does not do, and count a wrong one."""
    tries = entries.tries(session, tap.meeting_id, tap.member_id)
    if tries is not None and tries.wrong >= WRONG_AT_MOST and now < tries.last_at + PAUSE:
        return CodeRefused(fault=CodeFault.TOO_MANY, again_at=tries.last_at + PAUSE, zone=tap.zone)
    verdict = judge(tap.code_secret, code, now)
    if verdict is Verdict.GOOD:
        return None
    if verdict is Verdict.WRONG:
        _count_wrong(session, tap, tries, now)
    return CodeRefused(fault=CodeFault(verdict.value))


def _count_wrong(session: Session, tap: entries.Tap, tries: CodeTry | None, now: datetime) -> None:
    if tries is None:
        tries = CodeTry(
            branch_id=tap.branch_id, meeting_id=tap.meeting_id, member_id=tap.member_id, wrong=0, last_at=now
        )
    tries.wrong = tries.wrong + 1 if now < tries.last_at + PAUSE else 1
    tries.last_at = now
    session.add(tries)
    session.flush()


def _digits(code: str) -> str:
    """Turn what was typed (full-width digits, a space in the middle) into six plain digits, or into no code."""
    plain = "".join(unicodedata.normalize("NFKC", code).split())
    return plain if len(plain) == DIGITS and plain.isascii() and plain.isdigit() else ""
