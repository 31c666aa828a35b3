# ruff: noqa: D102 (rules and invariants are named as sentences)
"""A meeting: opened and closed by the clock, checked in to, corrected, confirmed, moved, cancelled, made up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from services.making_up import MakeUps
from services.meetings import Meetings
from services.permissions import ALLOWED, Action
from services.plan_form import PlanForm, Step
from services.planning import Planning
from services.roll import Rolls
from storage.notices import Notice
from storage.notices.common import Gone, NoPermission
from storage.notices.making_up import MakeUpTooLate, NotMissed, NotYours, NoWitness
from storage.notices.meetings import (
    CheckInClosed,
    CheckInNotOpen,
    MeetingSettled,
    NotExpected,
    NotStarted,
    OwnEntry,
)
from storage.queries.meetings import info
from storage.tables import Meeting
from storage.vocabulary import MeetingKind, Presence
from tests.claims.stage import ZONE, Stage
from tests.states.here import run
from tests.states.machine import BRIEF, DONE, KNOWN, SOMEBODY, WHICH, Matter, Wanted
from tests.states.office import ANYBODY, CHEN, COMMITTEE, HOME, LEADER, RECORDER, REVIEWER, SECRETARY, ZHANG

FIRST = datetime(2026, 7, 11, 19, tzinfo=ZONE)
LASTS, OPENS, GRACE = timedelta(minutes=60), timedelta(minutes=30), timedelta(minutes=10)
HERE = ("present", "late")
MEMBERS = (*HOME, CHEN)


def form(name: str, starts_at: datetime, **given: object) -> PlanForm:
    """A complete form."""
    filled = PlanForm(form=name, zone="Asia/Shanghai", kind=MeetingKind.GENERAL, title="七月党员大会", minutes=60)
    return filled.to(Step.SUMMARY, starts_at=starts_at, **given)


def plan_a_meeting(stage: Stage) -> None:
    """What the machines begin with."""
    run(Planning(stage.db, stage.clock).plan(stage.callers[SECRETARY], form("m1", FIRST)))


@dataclass
class Entry:
    """How a member stood to it."""

    presence: str
    left: bool = False
    made_up: bool = False


@dataclass
class Request:
    """A forgotten check-in."""

    make_up_id: int
    owner: str
    state: str = "asked"
    asked: set[str] = field(default_factory=set)
    attested: set[str] = field(default_factory=set)


class Held(Matter):
    """What is known of one meeting, for every machine that has one."""

    prepare = plan_a_meeting

    def __init__(self) -> None:
        super().__init__()
        self.meetings = Meetings(self.db, self.stage.clock)
        self.rolls = Rolls(self.db, self.stage.clock)
        self.planning = Planning(self.db, self.stage.clock)
        [(self.meeting_id,)] = self.db.rows("SELECT id FROM meeting")
        self.state, self.starts_at, self.moves = "planned", FIRST, 0
        self.roll: dict[str, Entry] = {}

    @property
    def may_be_moved(self) -> bool:
        return self.state in ("planned", "open") and self.now < self.starts_at

    def barred(self, name: str, action: Action) -> Wanted | None:
        """Why somebody may not do it at all."""
        shut = self.office.shut_out(name)
        return shut or (None if self.office.may(name, action) else NoPermission)

    def entitled(self, action: Action) -> set[str]:
        return self.office.holders(*ALLOWED[action])

    def fill_up(self) -> None:
        """Close the roll: who has no entry was missing."""
        self.state = "closed"
        for name in MEMBERS:
            self.roll.setdefault(name, Entry("absent"))

    def closed_for_check_in(self) -> type[Notice] | None:
        if self.state == "planned" and self.now < self.starts_at - OPENS:
            return CheckInNotOpen
        if self.state not in ("planned", "open") or self.now >= self.starts_at + LASTS:
            return CheckInClosed
        return None

    @rule(
        minutes=st.sampled_from([-31, -30, -5, 0, 10, 11, 30, 59, 60, 90, 24 * 60, 6 * 24 * 60, 8 * 24 * 60]),
        second=st.sampled_from([0, 0, 1]),
    )
    def the_clock_comes_to(self, minutes: int, second: int) -> None:
        """Go to so many minutes after the start, if that lies ahead."""
        wanted = self.starts_at + timedelta(minutes=minutes, seconds=second)
        self.stage.clock.at = max(self.now, wanted.astimezone(self.now.tzinfo))

    @rule()
    def the_sweeps_run(self) -> None:
        opens = self.state == "planned" and self.now >= self.starts_at - OPENS
        self.tap(DONE if opens else KNOWN, lambda: self.meetings.open_due(self.now))
        if opens:
            self.state = "open"
        closes = self.state == "open" and self.now >= self.starts_at + LASTS
        self.tap(DONE if closes else KNOWN, lambda: self.rolls.close_due(self.now))
        if closes:
            self.fill_up()

    @rule(who=SOMEBODY)
    def check_in(self, who: int) -> None:
        name = self.pick(who, set(HOME))
        entry = self.roll.get(name)
        wanted: Wanted | None = self.office.shut_out(name) or (NotExpected if name == REVIEWER else None)
        if wanted is None:
            here = entry is not None and entry.presence in HERE
            wanted = KNOWN if here else self.closed_for_check_in() or DONE
        self.tap(wanted, lambda: self.meetings.check_in(self.caller(name), self.meeting_id))
        if wanted is DONE:
            self.roll[name] = Entry(self.presence_now())

    def presence_now(self) -> str:
        """In time up to and including the end of the grace; the second tap came a second later."""
        return "present" if self.now - timedelta(seconds=1) <= self.starts_at + GRACE else "late"

    @rule(who=SOMEBODY)
    def close_by_hand(self, who: int) -> None:
        name = self.pick(who, self.entitled(Action.CLOSE_MEETING))
        wanted = self.barred(name, Action.CLOSE_MEETING) or KNOWN
        if wanted is KNOWN and self.state == "open":
            wanted = NotStarted if self.now < self.starts_at else DONE
        self.tap(wanted, lambda: self.rolls.close(self.caller(name), self.meeting_id))
        if wanted is DONE:
            self.fill_up()

    @rule(who=SOMEBODY)
    def cancel(self, who: int) -> None:
        name = self.pick(who, self.entitled(Action.CANCEL_MEETING)) if self.may_be_moved and who % 3 else ZHANG
        wanted = self.barred(name, Action.CANCEL_MEETING) or (DONE if self.may_be_moved else KNOWN)
        self.tap(wanted, lambda: self.meetings.cancel(self.caller(name), self.meeting_id))
        if wanted is DONE:
            self.state = "cancelled"

    @rule(who=SOMEBODY, hours=st.sampled_from([2, 26]))
    def postpone(self, who: int, hours: int) -> None:
        name = self.pick(who, self.entitled(Action.CANCEL_MEETING))
        wanted = self.barred(name, Action.CANCEL_MEETING) or (DONE if self.may_be_moved else MeetingSettled)
        known = run(self.db.read(lambda session: info(session, session.get_one(Meeting, self.meeting_id))))
        starts_at = max(self.now, self.starts_at) + timedelta(hours=hours)
        asked = form(f"q{self.moves}", starts_at, moves=known)
        self.tap(wanted, lambda: self.planning.plan(self.caller(name), asked))
        if wanted is DONE:
            self.state, self.starts_at, self.moves, self.roll = "planned", starts_at, self.moves + 1, {}

    def self_made(self) -> set[str]:
        """A roll's confirmation takes in the secretary's own entry, which he cannot have written."""
        return {"meeting:"}

    @invariant()
    def nobody_wrote_his_own_entry(self) -> None:
        assert not self.db.rows("SELECT id FROM attendance WHERE recorded_by = member_id")

    @invariant()
    def the_meeting_stands_as_it_should(self) -> None:
        assert self.db.rows("SELECT state, moves FROM meeting") == [(self.state, self.moves)]
        rows = self.db.rows("SELECT member_id, presence, left_early FROM attendance")
        found = {self.names[row[0]]: (row[1], bool(row[2])) for row in rows}
        assert found == {name: (entry.presence, entry.left) for name, entry in self.roll.items()}


class MeetingMachine(Held):
    """Anybody taps anything about one meeting."""

    def __init__(self) -> None:
        super().__init__()
        self.make_ups = MakeUps(self.db, self.stage.clock)
        self.requests: list[Request] = []

    @initialize(far=st.sampled_from([0, 1, 2, 3, 4, 4]), present=st.sets(st.sampled_from(HOME), max_size=5))
    def bring_it_on_its_way(self, far: int, present: set[str]) -> None:
        if far:
            self.the_clock_comes_to(0, 0)
            self.the_sweeps_run()
            for name in sorted(present | {COMMITTEE, RECORDER, LEADER} - {ZHANG} if far > 2 else present):
                run(self.meetings.check_in(self.caller(name), self.meeting_id))
                self.roll[name] = Entry("present")
        if far > 1:
            self.the_clock_comes_to(60, 0)
            self.the_sweeps_run()
        if far > 2:
            run(self.rolls.confirm(self.caller(SECRETARY), self.meeting_id))
            self.state = "confirmed"
        if far > 3 and ZHANG not in present:
            self.ask_to_make_up(ANYBODY.index(ZHANG))
            for witness in (COMMITTEE, LEADER):
                self.ask_a_witness(ANYBODY.index(ZHANG), 0, witness)
            self.attest(ANYBODY.index(COMMITTEE), 0)

    @rule(who=SOMEBODY, other=st.sampled_from(MEMBERS))
    def check_in_for(self, who: int, other: str) -> None:
        name = self.pick(who, self.entitled(Action.CHECK_IN_OTHERS))
        wanted = self.barred(name, Action.CHECK_IN_OTHERS) or (OwnEntry if name == other else None)
        wanted = wanted or self.closed_for_check_in() or (KNOWN if other in self.roll else DONE)
        member_id = self.stage.members[other]
        self.tap(wanted, lambda: self.rolls.check_in_for(self.caller(name), self.meeting_id, member_id))
        if wanted is DONE:
            self.roll[other] = Entry(self.presence_now())

    @rule(who=SOMEBODY, other=st.sampled_from((*MEMBERS, REVIEWER)), presence=st.sampled_from(Presence))
    def correct(self, who: int, other: str, presence: Presence) -> None:
        name = self.pick(who, self.entitled(Action.CHECK_IN_OTHERS))
        wanted = self.barred(name, Action.CHECK_IN_OTHERS)
        wanted = wanted or (MeetingSettled if self.state != "closed" else OwnEntry if name == other else None)
        if wanted is None and (other == REVIEWER or presence is Presence.LEAVE):
            wanted = Gone
        wanted = wanted or (KNOWN if self.roll[other].presence == presence else DONE)
        member_id = self.stage.members[other]
        self.tap(wanted, lambda: self.rolls.correct(self.caller(name), self.meeting_id, member_id, presence))
        if wanted is DONE:
            self.roll[other] = Entry(presence.value, left=self.roll[other].left and presence in HERE)

    @rule(who=SOMEBODY, other=st.sampled_from(MEMBERS), left=st.booleans())
    def mark_who_left(self, who: int, other: str, left: bool) -> None:
        name = self.pick(who, self.entitled(Action.CHECK_IN_OTHERS))
        wanted = self.barred(name, Action.CHECK_IN_OTHERS)
        wanted = wanted or (None if self.state in ("open", "closed") else MeetingSettled)
        wanted = wanted or (NotStarted if self.now < self.starts_at else OwnEntry if name == other else None)
        entry = self.roll.get(other)
        wanted = wanted or (Gone if entry is None or entry.presence not in HERE else None)
        wanted = wanted or (KNOWN if entry is not None and entry.left is left else DONE)
        member_id = self.stage.members[other]
        self.tap(wanted, lambda: self.rolls.mark_left(self.caller(name), self.meeting_id, member_id, left=left))
        if wanted is DONE and entry is not None:
            entry.left = left

    @rule(who=SOMEBODY)
    def confirm(self, who: int) -> None:
        name = self.pick(who, self.entitled(Action.CONFIRM_MEETING))
        outcomes: dict[str, Wanted] = {"confirmed": KNOWN, "closed": DONE}
        wanted = self.barred(name, Action.CONFIRM_MEETING) or outcomes.get(self.state, MeetingSettled)
        self.tap(wanted, lambda: self.rolls.confirm(self.caller(name), self.meeting_id))
        if wanted is DONE:
            self.state = "confirmed"

    # Making up

    def in_time(self) -> bool:
        return (self.now.astimezone(ZONE).date() - self.starts_at.date()).days <= 7

    def missing(self) -> set[str]:
        return {name for name, entry in self.roll.items() if entry.presence == "absent"}

    def witnesses(self, request: Request) -> set[str]:
        there = {name for name, entry in self.roll.items() if entry.presence in HERE and not entry.made_up}
        return there - {CHEN, request.owner}

    @rule(who=SOMEBODY)
    def ask_to_make_up(self, who: int) -> None:
        name = self.pick(who, self.missing())
        wanted = self.barred(name, Action.CHECK_IN)
        if wanted is None and name in {request.owner for request in self.requests}:
            wanted = KNOWN
        if wanted is None and (self.state != "confirmed" or name not in self.missing()):
            wanted = NotMissed
        wanted = wanted or (DONE if self.in_time() else MakeUpTooLate)
        self.tap(wanted, lambda: self.make_ups.ask(self.caller(name), self.meeting_id))
        if wanted is DONE:
            [(make_up_id,)] = self.db.rows("SELECT max(id) FROM make_up")
            self.requests.append(Request(make_up_id, name))

    @precondition(lambda self: self.requests)
    @rule(who=SOMEBODY, which=WHICH, other=st.sampled_from(MEMBERS))
    def ask_a_witness(self, who: int, which: int, other: str) -> None:
        request = self.requests[which % len(self.requests)]
        name = self.pick(who, {request.owner})
        wanted: Wanted | None = self.office.shut_out(name) or (None if name == request.owner else Gone)
        wanted = wanted or (KNOWN if request.state != "asked" else None if self.in_time() else MakeUpTooLate)
        wanted = wanted or (Gone if other not in self.witnesses(request) else None)
        wanted = wanted or (KNOWN if other in request.asked else DONE)
        member_id = self.stage.members[other]
        self.tap(wanted, lambda: self.make_ups.ask_witness(self.caller(name), request.make_up_id, member_id))
        if wanted is DONE:
            request.asked.add(other)

    @precondition(lambda self: self.requests)
    @rule(who=SOMEBODY, which=WHICH)
    def attest(self, who: int, which: int) -> None:
        request = self.requests[which % len(self.requests)]
        name = self.pick(who, request.asked)
        wanted: Wanted | None = self.office.shut_out(name)
        wanted = wanted or (NoWitness if name not in self.witnesses(request) else None)
        wanted = wanted or (Gone if name not in request.asked else None)
        wanted = wanted or (KNOWN if name in request.attested or request.state != "asked" else None)
        wanted = wanted or (DONE if self.in_time() else MakeUpTooLate)
        self.tap(wanted, lambda: self.make_ups.attest(self.caller(name), request.make_up_id))
        if wanted is DONE:
            request.attested.add(name)
            request.state = "attested" if len(request.attested) == 2 else "asked"

    def judges(self, request: Request) -> set[str]:
        besides = frozenset(request.attested)
        return self.office.deciders(Action.CHECK_IN_OTHERS, about=request.owner, besides=besides)

    @precondition(lambda self: self.requests)
    @rule(who=SOMEBODY, which=WHICH, approve=st.booleans())
    def decide_on_making_up(self, who: int, which: int, approve: bool) -> None:
        request = self.requests[which % len(self.requests)]
        name = self.pick(who, self.judges(request))
        wanted: Wanted | None = self.office.shut_out(name)
        wanted = wanted or (NotYours if name in {request.owner, *request.attested} else None)
        wanted = wanted or (NoPermission if name not in self.judges(request) else None)
        wanted = wanted or (DONE if request.state == "attested" else KNOWN)
        self.tap(wanted, lambda: self.make_ups.decide(self.caller(name), request.make_up_id, approve=approve))
        if wanted is DONE:
            request.state = "confirmed" if approve else "refused"
            if approve:
                self.roll[request.owner] = Entry("present", made_up=True)

    # What must be so

    def implied(self) -> Iterable[tuple[str, str, str]]:
        if self.state != "confirmed":
            return
        for name, entry in self.roll.items():
            if not entry.left or entry.presence == "late":
                yield name, "meeting", entry.presence
            if entry.left:
                yield name, "meeting", "left_early"

    @invariant()
    def requests_stand_as_they_should(self) -> None:
        rows = self.db.rows("SELECT id, state FROM make_up ORDER BY id")
        assert rows == [(request.make_up_id, request.state) for request in self.requests]


TestMeeting = MeetingMachine.TestCase
TestMeeting.settings = BRIEF
