# ruff: noqa: D102 (rules and invariants are named as sentences)
"""Leave from a meeting that runs its course meanwhile: asked, explained, decided once by somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from services.leave import Leaves
from services.permissions import Action
from storage.notices.common import Gone, NoPermission
from storage.notices.leave import LeaveNeedless, LeaveNobodyDecides, LeaveOwn, LeaveReasonBad, LeaveTooLate
from storage.notices.meetings import LeaveWaiting, MeetingSettled
from storage.vocabulary import LeaveKind
from tests.states.machine import BRIEF, DONE, KNOWN, SOMEBODY, WHICH, Wanted
from tests.states.office import ANYBODY, HOME
from tests.states.test_meeting import HERE, Held

OUTCOMES = {"official": "official_leave", "personal": "personal_leave", "ill": "sick_leave"}


@dataclass
class Asked:
    """One member's request."""

    leave_id: int
    owner: str
    kind: LeaveKind
    state: str = "asked"
    decided_at: datetime | None = None
    moves: int = 0
    """How often the meeting had been moved when it was decided."""


class LeaveMachine(Held):
    """Anybody asks and decides, while the meeting is opened, moved, cancelled, closed and confirmed."""

    def __init__(self) -> None:
        super().__init__()
        self.leaves = Leaves(self.db, self.stage.clock)
        self.asked: dict[str, Asked] = {}

    @initialize(name=st.sampled_from(HOME), kind=st.sampled_from(LeaveKind), over=st.booleans())
    def begin_with_a_request(self, name: str, kind: LeaveKind, over: bool) -> None:
        self.ask(ANYBODY.index(name), kind)
        if over:
            self.the_clock_comes_to(60, 0)
            self.the_sweeps_run()

    def past(self) -> bool:
        return self.state in ("confirmed", "cancelled")

    def judges(self, owner: str) -> set[str]:
        return self.office.deciders(Action.DECIDE_LEAVE, about=owner)

    def fill_up(self) -> None:
        super().fill_up()
        for leave in self.asked.values():
            if leave.state == "approved" and self.roll[leave.owner].presence == "absent":
                self.roll[leave.owner].presence = "leave"

    @rule(who=SOMEBODY, kind=st.sampled_from(LeaveKind))
    def ask(self, who: int, kind: LeaveKind) -> None:
        name = self.pick(who, set(HOME))
        known, entry = self.asked.get(name), self.roll.get(name)
        wanted = self.barred(name, Action.ASK_LEAVE) or (LeaveTooLate if self.past() else None)
        wanted = wanted or (LeaveNeedless if entry is not None and entry.presence in HERE else None)
        if wanted is None and known is not None and not (known.state == "refused" and known.moves < self.moves):
            wanted = KNOWN
        wanted = wanted or (DONE if self.judges(name) else LeaveNobodyDecides)
        self.tap(wanted, lambda: self.leaves.ask(self.caller(name), self.meeting_id, kind))
        if wanted is DONE:
            [(leave_id,)] = self.db.rows("SELECT id FROM leave WHERE member_id = ?", self.stage.members[name])
            self.asked[name] = Asked(leave_id, name, kind)

    @precondition(lambda self: self.asked)
    @rule(who=SOMEBODY, which=WHICH, reason=st.sampled_from(["出差", "", " ", "由" * 201]))
    def give_a_reason(self, who: int, which: int, reason: str) -> None:
        leave = self.leave(which)
        name = self.pick(who, {leave.owner})
        text = reason + self.now.isoformat() if reason == "出差" else reason
        wanted: Wanted | None = self.office.shut_out(name) or (Gone if name != leave.owner else None)
        wanted = wanted or (KNOWN if leave.state != "asked" else LeaveTooLate if self.past() else None)
        wanted = wanted or (DONE if reason == "出差" else LeaveReasonBad)
        self.tap(wanted, lambda: self.leaves.add_reason(self.caller(name), leave.leave_id, text))

    @precondition(lambda self: self.asked)
    @rule(who=SOMEBODY, which=WHICH, approve=st.booleans())
    def decide(self, who: int, which: int, approve: bool) -> None:
        leave = self.leave(which)
        name = self.pick(who, self.judges(leave.owner))
        wanted: Wanted | None = self.office.shut_out(name)
        if wanted is None and name == leave.owner:
            wanted = LeaveOwn if self.office.may(name, Action.DECIDE_LEAVE) else NoPermission
        wanted = wanted or (None if name in self.judges(leave.owner) else NoPermission)
        wanted = wanted or (KNOWN if leave.state != "asked" or self.past() else DONE)
        self.tap(wanted, lambda: self.leaves.decide(self.caller(name), leave.leave_id, approve=approve))
        if wanted is DONE:
            leave.state, leave.moves = "approved" if approve else "refused", self.moves
            if approve and self.state == "closed" and self.roll[leave.owner].presence == "absent":
                self.roll[leave.owner].presence = "leave"

    @rule(who=SOMEBODY)
    def confirm(self, who: int) -> None:
        name = self.pick(who, self.entitled(Action.CONFIRM_MEETING))
        outcomes: dict[str, Wanted] = {"confirmed": KNOWN, "closed": LeaveWaiting if self.waiting() else DONE}
        wanted = self.barred(name, Action.CONFIRM_MEETING) or outcomes.get(self.state, MeetingSettled)
        self.tap(wanted, lambda: self.rolls.confirm(self.caller(name), self.meeting_id))
        if wanted is DONE:
            self.state = "confirmed"

    def waiting(self) -> bool:
        """Whether somebody would be written down as missing though his leave waits."""
        undecided = (leave.owner for leave in self.asked.values() if leave.state == "asked")
        return any(name in self.roll and self.roll[name].presence == "absent" for name in undecided)

    def leave(self, which: int) -> Asked:
        """One of the requests, the first ones often."""
        requests = list(self.asked.values())
        return requests[which % min(len(requests), 2 if which < 6 else 9)]

    # What must be so

    def implied(self) -> Iterable[tuple[str, str, str]]:
        if self.state == "confirmed":
            for name, entry in self.roll.items():
                on_leave = entry.presence == "leave"
                yield name, "meeting", OUTCOMES[self.asked[name].kind] if on_leave else entry.presence

    @invariant()
    def leaves_stand_as_they_should(self) -> None:
        rows = self.db.rows("SELECT id, state, decided_by IS NOT NULL, member_id = decided_by FROM leave ORDER BY id")
        wanted = sorted((leave.leave_id, leave.state) for leave in self.asked.values())
        assert [row[:2] for row in rows] == wanted
        assert all(bool(row[2]) is (row[1] != "asked") for row in rows)
        assert not any(row[3] for row in rows)


TestLeave = LeaveMachine.TestCase
TestLeave.settings = BRIEF
