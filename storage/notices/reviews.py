"""What is said to those who review claims."""

from datetime import date, datetime
from typing import ClassVar

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


class ReviewCard(Notice):
    """A claim that waits for a word.

    ``repeated`` names the other claims that a photo of it was used for, ``alike`` earlier ones whose photo looks alike.
    ``place`` of ``waiting`` is where it stands in the reviewer's queue; 0 for the card that came by itself.
    ``returning`` shows the reasons for a return instead of the first choice.
    """

    kind: ClassVar[str] = "review.card"
    claim: ClaimView
    repeated: tuple[int, ...] = ()
    alike: tuple[Alike, ...] = ()
    place: int = 0
    waiting: int = 0
    returning: bool = False


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


class ReviewEmpty(Notice):
    """Nothing waits for this reviewer."""

    kind: ClassVar[str] = "review.empty"


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
