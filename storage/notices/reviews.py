"""What is said to those who review claims."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.notices.claims import ClaimView
from storage.vocabulary import ClaimState

QUICK_REASONS = ("#unclear", "#item", "#quantity", "#twice")
"""Reasons for a return that take one tap; kept as these codes, so that each reader has them in his language."""


class Alike(BaseModel):
    """An earlier claim with a photo that looks the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    claim_id: int
    claimant: str
    on: date


class Pace(BaseModel):
    """How fast a branch reviews: what it decided in 90 days, in the median of full hours, and what waits longest."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    decided: int
    median_hours: int | None
    longest_hours: int | None


class ReviewCard(Notice):
    """A claim that waits for a word.

    ``repeated`` names the other claims that a photo of it was used for, ``alike`` earlier ones whose photo looks alike.
    ``place`` of ``waiting`` is where it stands in the reviewer's queue; 0 for the card that came by itself.
    ``returning`` shows the reasons for a return instead of the first choice.

    ``number`` from 0 of ``stages`` is the ``stage`` that it has reached. ``waited`` are full hours, ``like`` counts the
    claims in the queue that are like it. ``urgent`` says why it comes again: it lay, or its reviewers let it lie.
    """

    kind: ClassVar[str] = "review.card"
    claim: ClaimView
    repeated: tuple[int, ...] = ()
    alike: tuple[Alike, ...] = ()
    place: int = 0
    waiting: int = 0
    returning: bool = False
    stage: str = "keeper"
    number: int = 0
    stages: int = 1
    since: datetime | None = None
    zone: str = ""
    waited: int | None = None
    like: int = 0
    pace: Pace | None = None
    urgent: Literal["", "reminder", "deputy"] = ""


class ReviewSettled(Notice):
    """What became of a claim, and through whom; ``waiting`` others can be looked at next."""

    kind: ClassVar[str] = "review.settled"
    claim: ClaimView
    outcome: ClaimState
    by: str
    reason: str = ""
    at: datetime
    zone: str
    waiting: int = 0


class ReviewPassed(Notice):
    """A claim that went on to the next stage, and through whom; ``waiting`` others can be looked at next."""

    kind: ClassVar[str] = "review.passed"
    claim: ClaimView
    by: str
    stage: str
    waiting: int = 0


class ReviewEmpty(Notice):
    """Nothing waits for this reviewer."""

    kind: ClassVar[str] = "review.empty"
    pace: Pace | None = None


class BatchLine(BaseModel):
    """One claim of a batch. ``flagged``: its photo was used or looks like one used before."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    claim: ClaimView
    chosen: bool
    flagged: bool


class BatchChoice(Notice):
    """Like claims that wait, each to be taken in or left out."""

    kind: ClassVar[str] = "review.batch"
    form: int
    lines: tuple[BatchLine, ...]


class BatchSummary(Notice):
    """What would be approved together, and what it is worth in all."""

    kind: ClassVar[str] = "review.batch_summary"
    form: int
    claims: tuple[ClaimView, ...]
    worth: Decimal


class BatchDone(Notice):
    """What was approved together; ``left`` had been decided or changed meanwhile."""

    kind: ClassVar[str] = "review.batch_done"
    approved: tuple[ClaimView, ...]
    left: tuple[ClaimView, ...]


class BatchNobody(Notice):
    """No claim of the batch is chosen."""

    kind: ClassVar[str] = "review.batch_nobody"


class StagesShown(Notice):
    """The way of claims in a branch, and the ways to choose among."""

    kind: ClassVar[str] = "review.stages"
    way: tuple[str, ...]
    ways: tuple[tuple[str, ...], ...]


class OwnMatter(Notice):
    """Nobody decides on his own claim; ``others`` can."""

    kind: ClassVar[str] = "review.own"
    others: tuple[str, ...]


class AskReason(Notice):
    """Why the claim is returned, in the reviewer's own words."""

    kind: ClassVar[str] = "review.ask_reason"
    claim_id: int
    claimant: str


class NoEvidence(Notice):
    """The claim has no photo or file."""

    kind: ClassVar[str] = "review.no_evidence"
