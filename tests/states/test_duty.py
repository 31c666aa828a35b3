# ruff: noqa: D102 (rules and invariants are named as sentences)
"""Duties: handed in, confirmed, returned, excused, missed when their grace is over, done after all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from services.duties import Duties, HandIn
from services.duty_desk import DutyDesk
from services.permissions import ALLOWED, Action
from storage.notices.claims import BadLength
from storage.notices.common import Gone, NoPermission
from storage.notices.duties import DutyChanged, DutyEarly, DutyFaulty, DutyNotYours
from storage.tables import DutyPlan
from storage.vocabulary import DutyEvery, DutyEvidence
from tests.claims.stage import Stage
from tests.states.here import run
from tests.states.machine import BRIEF, DONE, KNOWN, SOMEBODY, Matter, Wanted
from tests.states.office import CHEN, HOME

DUE, GRACE, LATEST, WEEK = date(2026, 12, 31), 15, 60, 7
MEMBERS = (*HOME, CHEN)
WORDS = st.sampled_from(["本半年我认真学习。", "又补充了两点。", "", "短", "长" * 1001])
REASONS = st.sampled_from(["请补充学习体会", "长期住院", "", " ", "长" * 201])


def ask_for_two_duties(stage: Stage) -> None:
    """A thought report that a keeper confirms, and a duty that one tap is enough for."""
    now = stage.at("2026-12-01 10:00")
    plans = [_plan(stage, evidence) for evidence in (DutyEvidence.WORDS, DutyEvidence.NONE)]
    run(stage.db.write(lambda session: session.add_all(plans)))
    run(Duties(stage.db, stage.clock).open_due(now))


def _plan(stage: Stage, evidence: DutyEvidence) -> DutyPlan:
    return DutyPlan(
        branch_id=stage.branch_id,
        code=f"own:{evidence}",
        title="思想汇报" if evidence is DutyEvidence.WORDS else "核对个人信息",
        every=DutyEvery.ONCE,
        first_due=DUE,
        open_days=30,
        grace_days=GRACE,
        evidence=evidence,
        confirm=evidence is DutyEvidence.WORDS,
        fact_kind="duty",
        fact_detail="thought_report" if evidence is DutyEvidence.WORDS else "other",
        created_at=stage.clock.now(),
    )


@dataclass
class Mine:
    """How a member stands to one of the duties."""

    duty: str
    owner: str
    state: str = ""
    round: int = 0
    words: str = ""
    handed_in: date = DUE
    decided: date = DUE
    fact: str = ""


class DutyMachine(Matter):
    """Anybody taps anything about anybody's duty, over months."""

    prepare = ask_for_two_duties
    kinds: ClassVar = ("own:words", "own:none")

    def __init__(self) -> None:
        super().__init__()
        self.duties = Duties(self.db, self.stage.clock)
        self.desk = DutyDesk(self.db, self.stage.clock)
        rows = self.db.rows("SELECT kind, id FROM duty WHERE kind LIKE 'own:%' AND branch_id = ?", self.stage.branch_id)
        self.ids = dict(rows)
        assert sorted(self.ids) == sorted(self.kinds)
        self.all = [Mine(duty, owner) for duty in self.kinds for owner in MEMBERS]
        self.settled = dict.fromkeys(self.kinds, False)

    def entry(self, which: int) -> Mine:
        """One of the entries; the first ones often, so that they get somewhere."""
        return self.all[(0, 4, len(MEMBERS), len(MEMBERS) + 4)[which % 4]] if which < 8 else self.all[which - 8]

    def done_id(self, entry: Mine) -> int:
        rows = self.db.rows(
            "SELECT id FROM duty_done WHERE duty_id = ? AND member_id = ?",
            self.ids[entry.duty],
            self.stage.members[entry.owner],
        )
        return int(rows[0][0]) if rows else 999

    def judges(self, action: Action, owner: str) -> set[str]:
        named = self.office.holders(*ALLOWED[action], about=owner)
        return named | self.office.deciders(action, about=owner)

    @rule(days=st.sampled_from([0, 1, 6, 7, 8, 15, 16, 31, 60]))
    def days_pass(self, days: int) -> None:
        if self.today + timedelta(days=days) < date(2027, 5, 1):
            self.later(days=days)

    # The member

    def cannot_hand_in(self, name: str) -> Wanted | None:
        shut = self.office.shut_out(name) or (None if self.office.may(name, Action.MARK_DUTY) else NoPermission)
        return shut or (DutyEarly if self.today > DUE + timedelta(days=GRACE + LATEST) else None)

    @rule(which=st.integers(0, 21))
    def tap_on_a_duty(self, which: int) -> None:
        entry = self.entry(which)
        if entry.owner == CHEN:
            return
        wanted = self.cannot_hand_in(entry.owner) or KNOWN
        if wanted is KNOWN and entry.duty == "own:none" and entry.state not in ("done", "excused", "filed"):
            wanted = DONE
        self.tap(wanted, lambda: self.duties.begin(self.caller(entry.owner), self.ids[entry.duty]))
        if wanted is DONE:
            self.handed_in(entry, "")

    @rule(which=st.integers(0, 21), words=WORDS)
    def hand_in(self, which: int, words: str) -> None:
        entry = self.entry(which)
        if entry.owner == CHEN:
            return
        wanted = self.cannot_hand_in(entry.owner) or (KNOWN if entry.state in ("done", "excused") else None)
        short = len(words) < 2 and entry.duty == "own:words"
        wanted = wanted or (DutyFaulty if short or len(words) > 1000 else None)
        wanted = wanted or (KNOWN if entry.state == "filed" and entry.words == words else DONE)
        what = HandIn(words)
        self.tap(wanted, lambda: self.duties.hand_in(self.caller(entry.owner), self.ids[entry.duty], what))
        if wanted is DONE:
            self.handed_in(entry, words)

    def handed_in(self, entry: Mine, words: str) -> None:
        corrects = entry.state == "returned" and entry.round and self.today <= entry.decided + timedelta(days=WEEK)
        entry.handed_in = entry.handed_in if corrects else self.today
        entry.round, entry.words = entry.round + 1, words
        over = self.settled[entry.duty] or self.today > DUE + timedelta(days=GRACE)
        entry.state = "done" if entry.duty == "own:none" and not over else "filed"
        self.let_fact_follow(entry)

    def let_fact_follow(self, entry: Mine) -> None:
        """Done in time or late; excused is nothing; what only waits or came back changes nothing."""
        if entry.state == "done":
            entry.fact = "done" if entry.handed_in <= DUE else "late"
        elif entry.state == "excused":
            entry.fact = ""

    # Those who decide

    def closed_to(self, name: str, action: Action, entry: Mine) -> Wanted | None:
        if (shut := self.office.shut_out(name)) is not None:
            return shut
        if name in self.judges(action, entry.owner):
            return None
        return DutyNotYours if name == entry.owner else NoPermission

    @rule(who=SOMEBODY, which=st.integers(0, 21), old=st.sampled_from([0, 0, 0, 1, -1]))
    def confirm(self, who: int, which: int, old: int) -> None:
        entry = self.entry(which)
        name = self.pick(who, self.judges(Action.CONFIRM_DUTY, entry.owner))
        wanted: Wanted | None = None if entry.state else Gone
        wanted = wanted or self.closed_to(name, Action.CONFIRM_DUTY, entry)
        wanted = wanted or (KNOWN if entry.state != "filed" else DutyChanged if old else DONE)
        done_id = self.done_id(entry)
        self.tap(wanted, lambda: self.desk.confirm(self.caller(name), done_id, entry.round + old))
        if wanted is DONE:
            entry.state, entry.decided = "done", self.today
            self.let_fact_follow(entry)

    @rule(who=SOMEBODY, which=st.integers(0, 21), old=st.sampled_from([0, 0, 1]), reason=REASONS)
    def send_back(self, who: int, which: int, old: int, reason: str) -> None:
        entry = self.entry(which)
        name = self.pick(who, self.judges(Action.CONFIRM_DUTY, entry.owner))
        wanted: Wanted | None = None if 0 < len(reason.strip()) <= 200 else BadLength
        wanted = wanted or (None if entry.state else Gone) or self.closed_to(name, Action.CONFIRM_DUTY, entry)
        wanted = wanted or (KNOWN if entry.state != "filed" else DutyChanged if old else DONE)
        done_id = self.done_id(entry)
        self.tap(wanted, lambda: self.desk.send_back(self.caller(name), done_id, entry.round + old, reason))
        if wanted is DONE:
            entry.state, entry.decided = "returned", self.today

    @rule(who=SOMEBODY, which=st.integers(0, 21), reason=REASONS)
    def excuse(self, who: int, which: int, reason: str) -> None:
        entry = self.entry(which)
        name = self.pick(who, self.judges(Action.EXCUSE_FROM_DUTY, entry.owner))
        wanted = self.closed_to(name, Action.EXCUSE_FROM_DUTY, entry)
        wanted = wanted or (KNOWN if entry.state in ("done", "excused") else None)
        wanted = wanted or (DONE if 0 < len(reason.strip()) <= 200 else BadLength)
        ids = self.ids[entry.duty], self.stage.members[entry.owner]
        self.tap(wanted, lambda: self.desk.excuse(self.caller(name), *ids, reason))
        if wanted is DONE:
            entry.state, entry.decided = "excused", self.today
            self.let_fact_follow(entry)

    @rule(who=SOMEBODY, which=st.integers(0, 21))
    def take_the_excuse_back(self, who: int, which: int) -> None:
        entry = self.entry(which)
        name = self.pick(who, self.judges(Action.EXCUSE_FROM_DUTY, entry.owner))
        wanted = self.closed_to(name, Action.EXCUSE_FROM_DUTY, entry)
        wanted = wanted or (None if entry.state else Gone) or (DONE if entry.state == "excused" else KNOWN)
        ids = self.ids[entry.duty], self.stage.members[entry.owner]
        self.tap(wanted, lambda: self.desk.unexcuse(self.caller(name), *ids))
        if wanted is DONE:
            entry.state, entry.decided, self.settled[entry.duty] = "returned", self.today, False

    # The clock

    @rule()
    def the_sweep_settles(self) -> None:
        for duty in self.kinds:
            if self.today > DUE + timedelta(days=GRACE) and not self.settled[duty]:
                self.settle(duty)
        run(self.duties.settle_due(self.now))
        before = self.db.dump()
        assert run(self.duties.settle_due(self.now)) >= 0
        self._unchanged(before)

    def settle(self, duty: str) -> None:
        mine = [entry for entry in self.all if entry.duty == duty]
        waiting = [entry for entry in mine if self.waits(entry)]
        for entry in mine:
            if entry.state in ("", "returned") and entry not in waiting:
                entry.fact = entry.fact or "missed"
        self.settled[duty] = not waiting

    def waits(self, entry: Mine) -> bool:
        in_time = self.today <= entry.decided + timedelta(days=WEEK)
        return entry.state == "filed" or (entry.state == "returned" and in_time)

    # What must be so

    def self_made(self) -> set[str]:
        return {"duty:"}

    def implied(self) -> Iterable[tuple[str, str, str]]:
        return [(entry.owner, "duty", entry.fact) for entry in self.all if entry.fact]

    @invariant()
    def duties_stand_as_they_should(self) -> None:
        rows = self.db.rows("SELECT duty_id, member_id, state, round FROM duty_done")
        wanted = [
            (self.ids[entry.duty], self.stage.members[entry.owner], entry.state, entry.round)
            for entry in self.all
            if entry.state
        ]
        assert sorted(rows) == sorted(wanted)
        settled = self.db.rows("SELECT kind, settled_at IS NOT NULL FROM duty WHERE kind LIKE 'own:%'")
        assert {kind: bool(over) for kind, over in settled} == self.settled

    @invariant()
    def nobody_decided_on_his_own(self) -> None:
        assert not self.db.rows("SELECT id FROM duty_done WHERE decided_by = member_id")


TestDuty = DutyMachine.TestCase
TestDuty.settings = BRIEF
