"""The way of a claim through its reviewers: stages that a branch chose, each passed by somebody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from sqlmodel import Session

from services.actors import holders
from services.deciders import deciders
from services.keepers import keepers_for
from services.permissions import Action
from storage.queries.claim_steps import passed_by
from storage.tables import Branch, Claim, Member
from storage.vocabulary import Role


class Stage(StrEnum):
    """Who reviews at a step of the way."""

    KEEPER = "keeper"
    GROUP = "group"
    COMMITTEE = "committee"
    SUPERIOR = "superior"


WAYS: tuple[tuple[Stage, ...], ...] = (
    (Stage.KEEPER,),
    (Stage.GROUP, Stage.COMMITTEE),
    (Stage.GROUP, Stage.COMMITTEE, Stage.SUPERIOR),
    (Stage.COMMITTEE, Stage.SUPERIOR),
)
"""The ways that a branch can choose among."""

OF_SCHEME: Mapping[str, tuple[Stage, ...]] = MappingProxyType({})
"""Schemes whose source prescribes another way than the keeper alone, by id."""


def way_of(branch: Branch) -> tuple[Stage, ...]:
    """The stages of a branch's claims: its own choice, else its scheme's, else the keeper alone."""
    if branch.claim_stages:
        return tuple(Stage(name) for name in branch.claim_stages.split(","))
    return OF_SCHEME.get(branch.scheme_id, WAYS[0])


def stage_of(session: Session, claim: Claim) -> Stage:
    """The stage that a claim has reached; a way that became shorter meanwhile ends at its last."""
    way = way_of(session.get_one(Branch, claim.branch_id))
    return way[min(claim.stage, len(way) - 1)]


def people_at(session: Session, claim: Claim, number: int, day: date, *, besides: frozenset[int]) -> list[Member]:
    """Who reviews a claim at a stage by its number: never the claimant, nor who passed this round on already."""
    way = way_of(session.get_one(Branch, claim.branch_id))
    found = _people(session, claim, way[min(number, len(way) - 1)], day)
    return [member for member in found if member.id not in besides]


def reviewers_at(session: Session, claim: Claim, day: date) -> list[Member]:
    """Who may decide on a claim now: those of its stage, else the keepers' way out; the stand-ins once it lay too long.

    The list is empty where nobody in the branch or above it is left.
    """
    done = passed_by(session, claim.id, claim.round)
    found = people_at(session, claim, claim.stage, day, besides=done)
    found = found or [
        one for one in keepers_for(session, claim.branch_id, day, about=claim.member_id) if one.id not in done
    ]
    if claim.escalated_at is not None:
        found = [*found, *stand_ins(session, claim, day, besides=done | {one.id for one in found})]
    return sorted({one.id: one for one in found}.values(), key=lambda one: one.id)


def stand_ins(session: Session, claim: Claim, day: date, *, besides: frozenset[int]) -> list[Member]:
    """Who is asked when the reviewers let a claim lie: the committee, else the superior's reviewers."""
    for role in (Role.COMMITTEE, Role.REVIEWER):
        found = holders(session, claim.branch_id, role, day, about=claim.member_id)
        others = [member for member in found if member.id not in besides]
        if others:
            return others
    return []


def first_stage(session: Session, claim: Claim, day: date) -> int:
    """The first stage that has somebody to review this claim; the last one where none has."""
    way = way_of(session.get_one(Branch, claim.branch_id))
    return next(
        (number for number in range(len(way)) if people_at(session, claim, number, day, besides=frozenset())),
        len(way) - 1,
    )


def next_stage(session: Session, claim: Claim, day: date, *, by: int) -> int | None:
    """The next stage that has somebody who has not spoken yet; None when the word is the last."""
    way = way_of(session.get_one(Branch, claim.branch_id))
    done = passed_by(session, claim.id, claim.round) | {by}
    later: Sequence[int] = range(claim.stage + 1, len(way))
    return next((number for number in later if people_at(session, claim, number, day, besides=done)), None)


def _people(session: Session, claim: Claim, stage: Stage, day: date) -> list[Member]:
    about = claim.member_id
    if stage is Stage.KEEPER:
        return deciders(session, claim.branch_id, Action.REVIEW_CLAIM, day, about=about)
    if stage is Stage.SUPERIOR:
        return holders(session, claim.branch_id, Role.REVIEWER, day, about=about)
    if stage is Stage.COMMITTEE:
        both = [holders(session, claim.branch_id, role, day, about=about) for role in (Role.COMMITTEE, Role.SECRETARY)]
        return sorted({one.id: one for found in both for one in found}.values(), key=lambda one: one.id)
    group_id = session.get_one(Member, about).group_id
    leaders = holders(session, claim.branch_id, Role.GROUP_LEADER, day, about=about)
    return [leader for leader in leaders if group_id is not None and leader.group_id == group_id]
