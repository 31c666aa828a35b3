# ruff: noqa: D102 (rules and invariants are named as sentences)
"""Claims: filed, reviewed stage by stage, returned, corrected, withdrawn, left lying, approved in batches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule
from sqlmodel import Session

from services.claim_draft import Draft
from services.claim_form import filed_key
from services.claim_reminders import ClaimReminders
from services.claims import Claims
from services.permissions import Action
from services.review_batch import Batch, Batches, Picked
from services.reviews import Reviews
from services.workdays import WorkDays
from storage.notices.claims import BadLength, NotYours
from storage.notices.common import Gone, NoPermission
from storage.notices.reviews import BatchNobody, OwnMatter
from storage.tables import Branch
from storage.vocabulary import ClaimKind, Role
from tests.claims.drafting import photo
from tests.states.here import run
from tests.states.machine import BRIEF, DONE, KNOWN, SOMEBODY, WHICH, Matter, Wanted
from tests.states.office import HOME, LEADER, OUTSIDER, REVIEWER, ZHANG

WAYS = ("", "group,committee", "group,committee,superior", "committee,superior")
GROUP = (LEADER, ZHANG)
"""Who is in the group that has a leader."""


@dataclass
class Filed:
    """What must be known of a claim."""

    claim_id: int
    owner: str
    state: str = "submitted"
    round: int = 1
    stage: int = 0
    passed: set[str] = field(default_factory=set)
    verdicts: dict[int, tuple[str, str]] = field(default_factory=dict)
    left_lying: bool = False
    corrections: list[Draft] = field(default_factory=list)


class ClaimMachine(Matter):
    """Anybody taps anything about any claim."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Claims(self.db, self.stage.clock)
        self.reviews = Reviews(self.db, self.stage.clock)
        self.batches = Batches(self.db, self.stage.clock)
        self.sweep = ClaimReminders(self.db, WorkDays())
        self.all: list[Filed] = []
        self.way: tuple[str, ...] = ("keeper",)

    @initialize(way=st.sampled_from(WAYS), who=st.sampled_from(HOME))
    def choose_a_way(self, way: str, who: str) -> None:
        self.way = tuple(way.split(",")) if way else ("keeper",)

        def choose(session: Session) -> None:
            session.get_one(Branch, self.stage.branch_id).claim_stages = way

        self.change(choose)
        self.file(who)

    # Who reviews

    def at_stage(self, claim: Filed, number: int) -> set[str]:
        match self.way[number]:
            case "keeper":
                return self.office.deciders(Action.REVIEW_CLAIM, about=claim.owner)
            case "committee":
                return self.office.holders(Role.COMMITTEE, Role.SECRETARY, about=claim.owner)
            case "superior":
                return self.office.holders(Role.REVIEWER, about=claim.owner)
            case _:
                return {LEADER} if claim.owner in GROUP and claim.owner != LEADER else set()

    def reviewers(self, claim: Filed) -> set[str]:
        found = self.at_stage(claim, claim.stage) - claim.passed
        found = found or self.office.deciders(Action.REVIEW_CLAIM, about=claim.owner) - claim.passed
        if claim.left_lying:
            others = (self.office.holders(role, about=claim.owner) for role in (Role.COMMITTEE, Role.REVIEWER))
            found = found | next((rest for one in others if (rest := one - found - claim.passed)), set())
        return found

    def closed_to(self, who: str, claim: Filed) -> Wanted | None:
        if (shut := self.office.shut_out(who)) is not None:
            return shut
        if who == claim.owner:
            return OwnMatter
        asked_before = any(who in self.at_stage(claim, number) for number in range(claim.stage))
        if who in self.reviewers(claim) | claim.passed or asked_before:
            return None
        return NoPermission

    def waits(self, claim: Filed, round_: int, stage: int) -> bool:
        return claim.state == "submitted" and (round_, stage) == (claim.round, claim.stage)

    # What becomes of it

    def approve_once(self, who: str, claim: Filed) -> None:
        done = claim.passed | {who}
        later = (number for number in range(claim.stage + 1, len(self.way)) if self.at_stage(claim, number) - done)
        number = next(later, None)
        if number is None:
            claim.state, claim.verdicts[claim.round] = "approved", (who, "approved")
        else:
            claim.stage, claim.passed, claim.left_lying = number, done, False

    def submitted_anew(self, claim: Filed) -> None:
        claim.state, claim.passed, claim.left_lying = "submitted", set(), False
        stages = range(len(self.way))
        claim.stage = next((number for number in stages if self.at_stage(claim, number)), len(self.way) - 1)

    def claim(self, which: int) -> Filed:
        return self.all[which % len(self.all)]

    # What is tapped

    def draft(self, who: str, form: int) -> Draft:
        return Draft(
            kind=ClaimKind.SERVICE,
            form=form,
            filed_key=filed_key(self.caller(who).chat_id, form),
            title="清扫楼道",
            place="幸福社区",
            on=self.today,
            quantity=Decimal(2),
            evidence=(photo(f"{who}-{form}"),),
            complete=True,
        )

    @precondition(lambda self: len(self.all) < 4)
    @rule(who=st.sampled_from(HOME))
    def file(self, who: str) -> None:
        draft = self.draft(who, len(self.all) + 1)
        filed = self.tap(DONE, lambda: self.desk.submit(self.caller(who), draft))
        claim = Filed(filed.claim.claim_id, who)
        self.submitted_anew(claim)
        self.all.append(claim)

    @rule(which=WHICH)
    def submit_the_first_form_once_more(self, which: int) -> None:
        claim = self.claim(which)
        draft = self.draft(claim.owner, self.all.index(claim) + 1)
        self.tap(KNOWN, lambda: self.desk.submit(self.caller(claim.owner), draft))

    @rule(
        who=SOMEBODY,
        which=WHICH,
        old=st.sampled_from([(0, 0)] * 4 + [(1, 0), (-1, 0), (0, 1), (0, -1)]),
    )
    def approve(self, who: int, which: int, old: tuple[int, int]) -> None:
        claim = self.claim(which)
        name = self.pick(who, self.reviewers(claim))
        round_, stage = claim.round + old[0], claim.stage + old[1]
        wanted = self.closed_to(name, claim) or KNOWN
        if wanted is KNOWN and self.waits(claim, round_, stage) and name in self.reviewers(claim):
            wanted = DONE
        self.tap(wanted, lambda: self.reviews.approve(self.caller(name), claim.claim_id, round_, stage=stage))
        if wanted is DONE:
            self.approve_once(name, claim)

    @rule(
        who=SOMEBODY,
        which=WHICH,
        old=st.sampled_from([0, 0, 0, 1, -1]),
        reason=st.sampled_from(["照片看不清", "blurred", "", " \n ", "长" * 201]),
    )
    def send_back(self, who: int, which: int, old: int, reason: str) -> None:
        claim = self.claim(which)
        name = self.pick(who, self.reviewers(claim))
        round_, stage = claim.round + old, claim.stage
        wanted = self.closed_to(name, claim) or KNOWN
        if wanted is KNOWN and self.waits(claim, round_, stage) and name in self.reviewers(claim):
            wanted = DONE if 0 < len(reason.strip()) <= 200 else BadLength
        self.tap(wanted, lambda: self.reviews.send_back(self.caller(name), claim.claim_id, round_, reason, stage=stage))
        if wanted is DONE:
            claim.state, claim.verdicts[claim.round] = "returned", (name, "returned")

    @rule(who=SOMEBODY, some=st.sets(WHICH, max_size=3), old=st.sampled_from([0, 0, 1]))
    def approve_a_batch(self, who: int, some: set[int], old: int) -> None:
        chosen = [self.all[number] for number in sorted({which % len(self.all) for which in some})]
        name = self.pick(who, set().union(*(self.reviewers(one) for one in chosen)))
        picked = tuple(Picked(claim_id=one.claim_id, round=one.round + old, stage=one.stage) for one in chosen)
        batch = Batch(form=1, picked=picked, out=frozenset())
        ordered = sorted(chosen, key=lambda one: one.claim_id)
        shut = next((closed for one in ordered if (closed := self.closed_to(name, one)) is not None), None)
        waiting = [one for one in ordered if not old and self.waits(one, one.round, one.stage)]
        mine = [one for one in waiting if name in self.reviewers(one)]
        wanted = shut or (DONE if mine else KNOWN) if chosen else BatchNobody
        self.tap(wanted, lambda: self.batches.approve(self.caller(name), batch))
        if wanted is DONE:
            for one in mine:
                self.approve_once(name, one)

    def not_his(self, who: str, claim: Filed) -> Wanted | None:
        if who == claim.owner:
            return None
        return Gone if who in (*HOME, REVIEWER, OUTSIDER) else self.office.shut_out(who)

    @rule(who=SOMEBODY, which=WHICH)
    def withdraw(self, who: int, which: int) -> None:
        claim = self.claim(which)
        name = self.pick(who, {claim.owner})
        states: dict[str, Wanted] = {"submitted": DONE, "withdrawn": KNOWN}
        wanted = self.not_his(name, claim) or states.get(claim.state, NotYours)
        self.tap(wanted, lambda: self.desk.withdraw(self.caller(name), claim.claim_id))
        if wanted is DONE:
            claim.state = "withdrawn"

    @rule(who=SOMEBODY, which=WHICH)
    def take_up_again(self, who: int, which: int) -> None:
        claim = self.claim(which)
        name = self.pick(who, {claim.owner})
        wanted = self.not_his(name, claim) or (KNOWN if claim.state == "returned" else NotYours)
        draft = self.tap(wanted, lambda: self.desk.correct(self.caller(name), claim.claim_id, 90))
        if wanted is KNOWN:
            claim.corrections.append(draft)

    @precondition(lambda self: any(claim.corrections for claim in self.all))
    @rule(which=WHICH)
    def resubmit(self, which: int) -> None:
        drafts = [(claim, draft) for claim in self.all for draft in claim.corrections]
        claim, kept = drafts[which % len(drafts)]
        draft = kept.having(on=self.today)
        wanted: Wanted = KNOWN
        if draft.round == claim.round:
            wanted = DONE if claim.state == "returned" else NotYours
        self.tap(wanted, lambda: self.desk.submit(self.caller(claim.owner), draft))
        if wanted is DONE:
            claim.round += 1
            self.submitted_anew(claim)

    @rule(days=st.integers(1, 4))
    def let_them_lie(self, days: int) -> None:
        now = self.later(days=days)
        run(self.sweep.remind_due(now))
        lying = {row[0] for row in self.db.rows("SELECT id FROM claim WHERE escalated_at IS NOT NULL")}
        for claim in self.all:
            if claim.claim_id in lying and not claim.left_lying:
                assert claim.state == "submitted"
                claim.left_lying = True

    # What must be so

    def implied(self) -> Iterable[tuple[str, str, str]]:
        return [(claim.owner, "service", "done") for claim in self.all if claim.state == "approved"]

    @invariant()
    def claims_stand_as_they_should(self) -> None:
        rows = self.db.rows("SELECT id, state, round, stage FROM claim ORDER BY id")
        assert rows == [(claim.claim_id, claim.state, claim.round, claim.stage) for claim in self.all]

    @invariant()
    def each_round_has_at_most_one_verdict_and_none_is_its_owners(self) -> None:
        rows = self.db.rows("SELECT claim_id, round, by_member_id, outcome FROM verdict ORDER BY claim_id, round")
        wanted = [
            (claim.claim_id, number, self.stage.members[who], outcome)
            for claim in self.all
            for number, (who, outcome) in sorted(claim.verdicts.items())
        ]
        assert rows == wanted
        owners = {claim.claim_id: self.stage.members[claim.owner] for claim in self.all}
        assert all(owners[claim_id] != by for claim_id, _, by, _ in rows)
        steps = self.db.rows("SELECT claim_id, round, by_member_id FROM claim_step")
        assert len(set(steps)) == len(steps)
        assert all(owners[claim_id] != by for claim_id, _, by in steps)


TestClaim = ClaimMachine.TestCase
TestClaim.settings = BRIEF
