"""What is said to a member who claims: the form's questions, what is wrong with an answer, and how his claim stands."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.vocabulary import ClaimKind, ClaimState

Step = Literal["item", "title", "place", "day", "quantity", "note", "evidence", "summary", "reason"]


class ClaimView(BaseModel):
    """A claim as it is shown, to its owner and to a reviewer. ``title_en`` is empty where a person wrote the title."""

    model_config = ConfigDict(frozen=True)

    claim_id: int
    round: int
    kind: ClaimKind
    claimant: str
    title: str
    title_en: str = ""
    on: date
    quantity: Decimal
    counted: bool = True
    place: str = ""
    note: str = ""
    evidence: int = 0
    worth: Decimal | None = None


class ItemOffer(BaseModel):
    """One item that can be claimed: what one is worth, and what is left under its cap in the running month or year."""

    model_config = ConfigDict(frozen=True)

    key: str
    title: str
    title_en: str
    section: str
    section_en: str
    each: Decimal
    every: Literal["month", "quarter", "half", "year"]
    cap: Decimal | None
    left: Decimal | None


class ItemChoice(Notice):
    """The form's first question: which item. ``offers`` is one page of them."""

    kind: ClassVar[str] = "claim.item_choice"
    form: int
    offers: tuple[ItemOffer, ...]
    page: int
    pages: int


class NothingToClaim(Notice):
    """The branch's scheme has no item that this member could claim."""

    kind: ClassVar[str] = "claim.nothing"


class AskTitle(Notice):
    """What was done, for volunteer service."""

    kind: ClassVar[str] = "claim.ask_title"
    form: int


class AskPlace(Notice):
    """Where the service was."""

    kind: ClassVar[str] = "claim.ask_place"
    form: int
    title: str


class AskDay(Notice):
    """On which day; from ``earliest`` to ``today``."""

    kind: ClassVar[str] = "claim.ask_day"
    form: int
    title: str
    title_en: str = ""
    today: date
    earliest: date


class AskQuantity(Notice):
    """How many hours, or how many times."""

    kind: ClassVar[str] = "claim.ask_quantity"
    form: int
    hours: bool
    least: Decimal
    most: Decimal
    step: Decimal


class AskNote(Notice):
    """A few words, which may be skipped."""

    kind: ClassVar[str] = "claim.ask_note"
    form: int


class AskEvidence(Notice):
    """Photos or documents; ``have`` of at most ``most`` were taken."""

    kind: ClassVar[str] = "claim.ask_evidence"
    form: int
    have: int
    most: int


class ClaimSummary(Notice):
    """All that was said, before it is submitted, and what it would be worth now.

    ``capped`` says that a cap makes it worth less than it would be alone.
    """

    kind: ClassVar[str] = "claim.summary"
    form: int
    claim: ClaimView
    capped: bool
    correcting: bool


class ClaimFiled(Notice):
    """The claim is in. ``reviewers`` may decide on it; without any, the superior committee must."""

    kind: ClassVar[str] = "claim.filed"
    claim: ClaimView
    reviewers: tuple[str, ...]


class FormCancelled(Notice):
    """The form was left; nothing was filed."""

    kind: ClassVar[str] = "claim.cancelled"


class PrivateOnly(Notice):
    """A conversation that must not be held in a group."""

    kind: ClassVar[str] = "claim.private_only"


class StepPassed(Notice):
    """A button of a question that was answered already, or of an older form."""

    kind: ClassVar[str] = "claim.step_passed"


class Expected(Notice):
    """Something came that this step cannot take: ``found`` is its kind."""

    kind: ClassVar[str] = "claim.expected"
    step: Step
    found: str


class BadDay(Notice):
    """Not a day, or one outside ``earliest`` to ``latest``; ``found`` is the day that was read, if one was."""

    kind: ClassVar[str] = "claim.bad_day"
    found: date | None
    earliest: date
    latest: date


class BadQuantity(Notice):
    """Not a number, or one out of bounds or between the steps."""

    kind: ClassVar[str] = "claim.bad_quantity"
    least: Decimal
    most: Decimal
    step: Decimal


class BadLength(Notice):
    """Empty, or more characters than fit."""

    kind: ClassVar[str] = "claim.bad_length"
    found: int
    most: int


class BadEvidence(Notice):
    """A file that cannot be evidence: empty, too large, of another type, or one too many."""

    kind: ClassVar[str] = "claim.bad_evidence"
    fault: Literal["empty", "large", "type", "many", "missing"]
    file_name: str = ""
    most: int = 0


class ClaimTold(Notice):
    """To the claimant: what was decided, by whom, why; ``again`` while he can correct and resubmit it."""

    kind: ClassVar[str] = "claim.told"
    claim: ClaimView
    outcome: ClaimState
    by: str
    reason: str = ""
    again: bool = False


class OwnClaim(BaseModel):
    """One line of a member's own claims."""

    model_config = ConfigDict(frozen=True)

    claim: ClaimView
    state: ClaimState
    by: str = ""
    reason: str = ""


class MyClaims(Notice):
    """A member's own claims, the newest first, one page of them."""

    kind: ClassVar[str] = "claim.mine"
    claims: tuple[OwnClaim, ...]
    page: int
    pages: int


class NotYours(Notice):
    """A claim can be changed in its present state only; this says which that is."""

    kind: ClassVar[str] = "claim.settled_already"
    state: ClaimState
