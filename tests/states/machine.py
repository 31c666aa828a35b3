# ruff: noqa: D102 (rules and invariants are named as sentences)
"""What every state machine shares: the branch, the discipline of a tap, and facts that are only ever appended."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Coroutine, Iterable
from datetime import date, datetime, timedelta
from enum import Enum
from functools import cache
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlmodel import Session, col, delete, select

import messages  # noqa: F401 (registers every wording)
from messages.base import word
from services.clock import SetClock
from services.errors import Refused
from storage.notices import Notice, load_notice
from storage.tables import Account, Branch, Delegation, Member, PartyGroup, RoleHeld
from storage.tables.outbox import OutboxRow
from storage.vocabulary import Role
from tests.claims.stage import Stage
from tests.states.here import Dump, Here, run
from tests.states.office import (
    ANYBODY,
    CHEN,
    COMMITTEE,
    HOME,
    LEADER,
    LI,
    OUTSIDER,
    RECORDER,
    REVIEWER,
    SECRETARY,
    STRANGER,
    ZHANG,
    Office,
)

ZONE = ZoneInfo("Asia/Shanghai")
LONG_AGO, FAR_AHEAD = date(2020, 1, 1), date(2030, 1, 1)
START = "2026-07-10 10:00"
SECOND = timedelta(seconds=1)
BRIEF = settings(
    max_examples=20,
    stateful_step_count=40,
    deadline=None,  # a machine under load is no fault of the branch
    suppress_health_check=[HealthCheck.too_slow],
)


WHICH = st.integers(0, 11)
"""Which of several things: a number, so that a rule is possible whatever there is."""
SOMEBODY = st.integers(0, 4 * len(ANYBODY) - 1)
"""Who taps, for `Matter.pick`: three times out of four somebody who may."""


class Told(Enum):
    """How an action that is not refused ends."""

    DONE = "something is decided or recorded"
    KNOWN = "the outcome is told, nothing changes"


DONE, KNOWN = Told.DONE, Told.KNOWN
Wanted = Told | type[Notice]


@cache
def here() -> Here:
    """The one database of all machines of this process."""
    return Here()


@cache
def settled(prepare: Callable[[Stage], None]) -> tuple[sqlite3.Connection, Stage]:
    """A branch with its people, and whatever a machine begins with; made once, copied for each run."""
    found = here()
    found.be(_empty(found))
    stage = Stage(found, SetClock(datetime.fromisoformat(START).replace(tzinfo=ZONE)))
    run(_settle(stage))
    prepare(stage)
    return found.kept(), stage


_blank: list[sqlite3.Connection] = []


def _empty(found: Here) -> sqlite3.Connection:
    if not _blank:
        _blank.append(found.kept())
    return _blank[0]


async def _settle(stage: Stage) -> None:
    other = await stage.found("第二党支部")
    await stage.settle(OUTSIDER, Role.SECRETARY)
    await stage.settle(REVIEWER)
    await stage.found()
    for name, roles in Office().roles.items():
        if name != REVIEWER:
            await stage.settle(name, *roles)
    for name in (ZHANG, LI, CHEN):
        await stage.settle(name)
    stage.callers[STRANGER] = type(stage.callers[LI])(user_id=9999, chat_id=9999)
    await stage.db.write(_arrange, stage, other)


def _arrange(session: Session, stage: Stage, other: int) -> None:
    """Give the superior its reviewer and 张三 his group with its leader; 陈奶奶 has no telephone."""
    branch = session.get_one(Branch, stage.branch_id)
    session.add(
        RoleHeld(
            branch_id=other,
            member_id=stage.members[REVIEWER],
            role=Role.REVIEWER,
            superior_id=branch.superior_id,
            since=LONG_AGO,
        )
    )
    group = PartyGroup(branch_id=branch.id, name="第一党小组")
    session.add(group)
    session.flush()
    for name in (LEADER, ZHANG):
        session.get_one(Member, stage.members[name]).group_id = group.id
    session.exec(delete(Account).where(col(Account.user_id) == stage.callers[CHEN].user_id))


def nothing(_stage: Stage) -> None:
    """A machine that begins with the branch alone."""


def _said(act: Callable[[], Coroutine[Any, Any, Any]]) -> tuple[Any, bool]:
    """What somebody is told, and whether it is a refusal."""
    try:
        return run(act()), False
    except Refused as refusal:
        return refusal.notice, True


class Matter(RuleBasedStateMachine):
    """One matter of the branch in the hands of everybody."""

    prepare: ClassVar[Callable[[Stage], None]] = nothing

    def __init__(self) -> None:
        super().__init__()
        kept, stage = settled(type(self).prepare)
        self.db = here()
        self.db.be(kept)
        self.stage = Stage(self.db, SetClock(stage.clock.at), stage.branch_id, stage.members, stage.callers)
        self.names = {member_id: name for name, member_id in stage.members.items()}
        self.office = Office()
        self._facts: list[tuple[Any, ...]] = self._fact_rows()

    # What people do

    def tap(self, wanted: Wanted, act: Callable[[], Coroutine[Any, Any, Any]], *, then: Wanted = KNOWN) -> Any:
        """Let somebody do something: it must end as wanted, a refusal or a mere answer must leave no trace.

        What was done is done again at once: a second tap, which must end as ``then`` says.
        """
        before = self.db.dump()
        said = self._attempt(wanted, act, before)
        if wanted is DONE:
            after = self.db.dump()
            assert after != before, f"nothing came of it: {said!r}"
            self.stage.clock.at += SECOND
            self._attempt(then, act, after)
        return said

    def _attempt(self, wanted: Wanted, act: Callable[[], Coroutine[Any, Any, Any]], before: Dump) -> Any:
        said, refused = _said(act)
        if isinstance(said, Notice):
            word(said, "zh_CN")
        if isinstance(wanted, Told):
            assert not refused, f"refused with {said!r}, but wanted was: {wanted}"
        else:
            assert refused, f"answered with {said!r}, but wanted was a refusal as {wanted.__name__}"
            assert isinstance(said, wanted), f"refused with {said!r}, but wanted was {wanted.__name__}"
        if wanted is not DONE:
            self._unchanged(before)
        return said

    def _unchanged(self, before: Dump) -> None:
        now = self.db.dump()
        changed = {table: (before[table], now[table]) for table in now if now[table] != before[table]}
        assert not changed, changed

    def pick(self, who: int, entitled: set[str]) -> str:
        """Choose who taps: anybody at all, or one of those who may."""
        able = sorted(entitled - {CHEN})
        return ANYBODY[who % len(ANYBODY)] if who < len(ANYBODY) or not able else able[who % len(able)]

    def caller(self, name: str) -> Any:
        """The account of somebody."""
        return self.stage.callers[name]

    def later(self, **amount: float) -> datetime:
        """Let time pass."""
        self.stage.clock.at += timedelta(**amount)
        return self.stage.clock.now()

    @property
    def now(self) -> datetime:
        """The instant."""
        return self.stage.clock.now()

    @property
    def today(self) -> date:
        """The day in the branch."""
        return self.now.astimezone(ZONE).date()

    def change(self, work: Callable[[Session], object]) -> None:
        """Change the branch as some other conversation does; not what is tried here."""
        run(self.db.write(work))

    # Roles change at any moment

    @rule(name=st.sampled_from(HOME), role=st.sampled_from([Role.SECRETARY, Role.RECORDER, Role.COMMITTEE]))
    def give_or_take_a_role(self, name: str, role: Role) -> None:
        held = self.office.roles.setdefault(name, set())
        member_id, branch_id = self.stage.members[name], self.stage.branch_id
        if role in held:
            mine = delete(RoleHeld).where(col(RoleHeld.member_id) == member_id, col(RoleHeld.role) == role)
            self.change(lambda session: session.exec(mine))
        else:
            row = RoleHeld(branch_id=branch_id, member_id=member_id, role=role, since=LONG_AGO)
            self.change(lambda session: session.add(row))
        held ^= {role}

    @rule(lender=st.sampled_from([SECRETARY, RECORDER]), deputy=st.sampled_from([ZHANG, LI, COMMITTEE]))
    def name_or_call_back_a_deputy(self, lender: str, deputy: str) -> None:
        mine = delete(Delegation).where(col(Delegation.member_id) == self.stage.members[lender])
        self.change(lambda session: session.exec(mine))
        if self.office.lent.pop(lender, None) is None:
            self.office.lent[lender] = deputy
            row = Delegation(
                branch_id=self.stage.branch_id,
                member_id=self.stage.members[lender],
                deputy_id=self.stage.members[deputy],
                since=LONG_AGO,
                until=FAR_AHEAD,
                filed_key=f"test:{lender}:{self.now.isoformat()}",
                filed_at=self.now,
            )
            self.change(lambda session: session.add(row))

    # Facts

    def implied(self) -> Iterable[tuple[str, str, str]]:
        """The facts that must stand now: member, kind, outcome."""
        raise NotImplementedError

    def self_made(self) -> set[str]:
        """What the keys of facts begin with that a member may bring about himself."""
        return set()

    @invariant()
    def facts_are_appended_and_stand_as_the_states_say(self) -> None:
        rows = self._fact_rows()
        assert rows[: len(self._facts)] == self._facts, "a fact was edited or deleted"
        self._facts = rows
        reversed_ids = {row[5] for row in rows if row[5] is not None}
        standing = [row for row in rows if row[5] is None and row[0] not in reversed_ids]
        assert sorted((self.names[row[1]], row[2], row[3]) for row in standing) == sorted(self.implied())
        free = tuple(self.self_made()) or ("nothing",)
        by_himself = [row for row in rows if row[6] == row[1] and not row[4].startswith(free)]
        assert not by_himself, "somebody decided on his own matter"

    def _fact_rows(self) -> list[tuple[Any, ...]]:
        return self.db.rows(
            "SELECT id, member_id, kind, outcome, source_key, reverses_id, author_id, on_date, quantity FROM fact"
        )

    def teardown(self) -> None:
        """Whatever was owed can be said, in both languages."""
        for row in run(self.db.read(lambda session: list(session.exec(select(OutboxRow))))):
            for language in ("zh_CN", "en"):
                word(load_notice(row.kind, row.data), language)
