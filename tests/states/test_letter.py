# ruff: noqa: D102 (rules and invariants are named as sentences)
"""Warning letters: signed or declined, read or handed over, appealed and ruled on by somebody who did not sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from services.letter_appeals import LetterAppeals
from services.letters import Letters
from services.meetings import Meetings
from services.permissions import Action
from services.planning import Planning
from services.roll import Rolls
from storage.notices.absence import LetterNotYours, LetterOwn, LetterReasonBad
from storage.notices.common import Gone, NoPermission
from storage.notices.letters import LetterNotAppealable, RulingOwn
from tests.claims.stage import Stage
from tests.states.here import run
from tests.states.machine import BRIEF, DONE, KNOWN, SOMEBODY, WHICH, ZONE, Matter, Wanted
from tests.states.office import ANYBODY, CHEN, COMMITTEE, HOME, LI, SECRETARY, ZHANG
from tests.states.test_meeting import form

MISSING = (SECRETARY, COMMITTEE, ZHANG, LI, CHEN)
"""Whose letters wait: among them whoever would sign first, and one who has no account."""
REASONS = st.sampled_from(["当天在医院陪护", "当天在医院陪护", "", " \n", "理" * 201])


def let_them_be_absent_twice(stage: Stage) -> None:
    """Hold two meetings that the same people miss: each is owed a letter."""
    for day in (11, 12):
        starts_at = datetime(2026, 7, day, 19, tzinfo=ZONE)
        planned = run(Planning(stage.db, stage.clock).plan(stage.callers[SECRETARY], form(f"m{day}", starts_at)))
        meeting_id = planned.info.meeting_id
        stage.clock.at = starts_at.astimezone(stage.clock.now().tzinfo)
        run(Meetings(stage.db, stage.clock).open_due(stage.clock.now()))
        for name in set(HOME) - set(MISSING):
            run(Meetings(stage.db, stage.clock).check_in(stage.callers[name], meeting_id))
        stage.clock.at += timedelta(hours=1)
        rolls = Rolls(stage.db, stage.clock)
        run(rolls.close_due(stage.clock.now()))
        run(rolls.confirm(stage.callers[SECRETARY], meeting_id))


def is_a_reason(text: str) -> bool:
    """Whether a text says why."""
    return 0 < len(text.strip()) <= 200


@dataclass
class Warned:
    """One letter."""

    letter_id: int
    owner: str
    state: str = "proposed"
    number: int | None = None
    by: str = ""
    ruled_by: str = ""
    handed: bool = False


class LetterMachine(Matter):
    """Anybody taps anything about anybody's letter."""

    prepare = let_them_be_absent_twice

    def __init__(self) -> None:
        super().__init__()
        self.desk = Letters(self.db, self.stage.clock)
        self.appeals = LetterAppeals(self.db, self.stage.clock)
        rows = self.db.rows("SELECT id, member_id FROM letter ORDER BY id")
        self.letters = [Warned(letter_id, self.names[member_id]) for letter_id, member_id in rows]
        assert sorted(letter.owner for letter in self.letters) == sorted(MISSING)
        self.base = [(self.names[row[1]], row[2], row[3]) for row in self._facts]

    @initialize(far=st.sampled_from([0, 1, 2, 2]), whose=st.sampled_from([ZHANG, LI, COMMITTEE]))
    def send_one_and_let_it_be_appealed(self, far: int, whose: str) -> None:
        """Have one letter signed by the secretary, and appealed, so that what comes after is often reached."""
        which = next(n for n, letter in enumerate(self.letters) if letter.owner == whose)
        if far:
            self.sign(ANYBODY.index(SECRETARY), which)
        if far > 1:
            self.appeal(ANYBODY.index(whose), which, "当天在医院陪护")

    def letter(self, which: int) -> Warned:
        return self.letters[which % len(self.letters)]

    def signers(self, letter: Warned) -> set[str]:
        return self.office.deciders(Action.SIGN_LETTER, about=letter.owner)

    def rulers(self, letter: Warned) -> set[str]:
        return self.office.deciders(Action.SIGN_LETTER, about=letter.owner, besides=frozenset({letter.by}))

    def closed_to(self, name: str, letter: Warned) -> Wanted | None:
        shut = self.office.shut_out(name) or (LetterOwn if name == letter.owner else None)
        return shut or (None if name in self.signers(letter) else NoPermission)

    @rule(who=SOMEBODY, which=WHICH)
    def sign(self, who: int, which: int) -> None:
        letter = self.letter(which)
        name = self.pick(who, self.signers(letter))
        wanted = self.closed_to(name, letter) or (DONE if letter.state == "proposed" else KNOWN)
        self.tap(wanted, lambda: self.desk.sign(self.caller(name), letter.letter_id))
        if wanted is DONE:
            letter.state, letter.by = "sent", name
            letter.number = 1 + sum(other.number is not None for other in self.letters)

    @rule(who=SOMEBODY, which=WHICH, reason=REASONS)
    def decline(self, who: int, which: int, reason: str) -> None:
        letter = self.letter(which)
        name = self.pick(who, self.signers(letter)) if who % 3 else ZHANG
        wanted = self.closed_to(name, letter) or (KNOWN if letter.state != "proposed" else None)
        wanted = wanted or (DONE if is_a_reason(reason) else LetterReasonBad)
        self.tap(wanted, lambda: self.desk.decline(self.caller(name), letter.letter_id, reason))
        if wanted is DONE:
            letter.state, letter.by = "declined", name

    def not_his(self, name: str, letter: Warned) -> Wanted | None:
        if letter.number is None:
            return Gone
        return self.office.shut_out(name) or (LetterNotYours if name != letter.owner else None)

    @rule(who=SOMEBODY, which=WHICH)
    def acknowledge(self, who: int, which: int) -> None:
        letter = self.letter(which)
        name = self.pick(who, {letter.owner})
        wanted = self.not_his(name, letter) or (DONE if letter.state == "sent" else KNOWN)
        self.tap(wanted, lambda: self.desk.acknowledge(self.caller(name), letter.letter_id))
        if wanted is DONE:
            letter.state = "acknowledged"

    @rule(who=SOMEBODY, which=WHICH, reason=REASONS)
    def appeal(self, who: int, which: int, reason: str) -> None:
        letter = self.letter(which)
        name = self.pick(who, {letter.owner})
        wanted = self.not_his(name, letter) or (None if is_a_reason(reason) else LetterReasonBad)
        wanted = wanted or (KNOWN if letter.state == "appealed" else None)
        wanted = wanted or (DONE if letter.state in ("sent", "acknowledged") else LetterNotAppealable)
        self.tap(wanted, lambda: self.appeals.appeal(self.caller(name), letter.letter_id, reason))
        if wanted is DONE:
            letter.state = "appealed"

    @rule(who=SOMEBODY, which=WHICH, reason=REASONS, withdraw=st.booleans())
    def rule_on_it(self, who: int, which: int, reason: str, withdraw: bool) -> None:
        letter = self.letter(which)
        name = self.pick(who, self.rulers(letter))
        wanted: Wanted | None = None if letter.state in ("appealed", "upheld", "withdrawn") else Gone
        wanted = wanted or self.office.shut_out(name) or (RulingOwn if name in (letter.owner, letter.by) else None)
        wanted = wanted or (NoPermission if name not in self.rulers(letter) else None)
        wanted = wanted or (KNOWN if letter.state != "appealed" else None)
        wanted = wanted or (DONE if is_a_reason(reason) else LetterReasonBad)
        self.tap(wanted, lambda: self.appeals.rule(self.caller(name), letter.letter_id, reason, withdraw=withdraw))
        if wanted is DONE:
            letter.state, letter.ruled_by = "withdrawn" if withdraw else "upheld", name

    @rule(who=SOMEBODY, which=WHICH)
    def hand_over(self, who: int, which: int) -> None:
        letter = self.letter(which)
        name = self.pick(who, {letter.by} - {""})
        wanted: Wanted | None = None if letter.owner == CHEN and letter.number is not None else Gone
        wanted = wanted or self.office.shut_out(name)
        may = name == letter.by or self.office.may(name, Action.SIGN_LETTER, about=letter.owner)
        wanted = wanted or (None if may else NoPermission) or (KNOWN if letter.handed else DONE)
        self.tap(wanted, lambda: self.desk.hand_over(self.caller(name), letter.letter_id))
        if wanted is DONE:
            letter.handed, letter.state = True, "acknowledged"

    # What must be so

    def self_made(self) -> set[str]:
        return {"meeting:"}

    def implied(self) -> Iterable[tuple[str, str, str]]:
        yield from self.base
        for letter in self.letters:
            if letter.number is not None and letter.state != "withdrawn":
                yield letter.owner, "discipline", "letter"

    @invariant()
    def letters_stand_as_they_should(self) -> None:
        rows = self.db.rows("SELECT id, state, number, decided_by, ruled_by FROM letter ORDER BY id")
        found = [(*row[:3], self.names.get(row[3], ""), self.names.get(row[4], "")) for row in rows]
        assert found == [(one.letter_id, one.state, one.number, one.by, one.ruled_by) for one in self.letters]
        numbers = sorted(row[2] for row in rows if row[2] is not None)
        assert numbers == list(range(1, len(numbers) + 1))

    @invariant()
    def letters_were_signed_by_one_and_ruled_on_by_another_neither_his_own(self) -> None:
        assert all(one.owner not in (one.by, one.ruled_by) for one in self.letters)
        assert all(one.by != one.ruled_by for one in self.letters if one.ruled_by)


TestLetter = LetterMachine.TestCase
TestLetter.settings = BRIEF
