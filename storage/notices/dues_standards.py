"""What is said about how much a member pays each month, and from which months he is exempt."""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.vocabulary import DuesBasis


class Payer(BaseModel):
    """One name on the list of payers; ``exempt`` this month."""

    model_config = ConfigDict(frozen=True)

    member_id: int
    name: str
    amount: Decimal
    exempt: bool


class Payers(Notice):
    """Everybody in the branch with what he pays a month."""

    kind: ClassVar[str] = "dues_standard.payers"
    payers: tuple[Payer, ...]
    page: int
    pages: int


class PayerCard(Notice):
    """One member's dues as a keeper sees them; ``unpaid`` counts the months running that he has not paid.

    An exemption from ``exempt_since`` on has no end where ``exempt_until`` is None.
    """

    kind: ClassVar[str] = "dues_standard.card"
    member_id: int
    name: str
    amount: Decimal
    basis: DuesBasis | None = None
    since: date | None = None
    unpaid: int = 0
    exempt_since: date | None = None
    exempt_until: date | None = None
    exempt_reason: str = ""
    may_set: bool
    may_exempt: bool


class StandardAsk(Notice):
    """How the month's amount is found."""

    kind: ClassVar[str] = "dues_standard.ask"
    member_id: int
    name: str
    amount: Decimal


class StandardAskNumber(Notice):
    """The month's income, or the amount itself for farmers and fixed amounts."""

    kind: ClassVar[str] = "dues_standard.ask_number"
    name: str
    basis: DuesBasis


class StandardFaulty(Notice):
    """Not a number of yuan that could be, within the bounds of the basis."""

    kind: ClassVar[str] = "dues_standard.faulty"
    basis: DuesBasis
    least: Decimal
    most: Decimal


class StandardSummary(Notice):
    """What the income makes, before it is kept; ``percent`` and ``base`` where it was worked out."""

    kind: ClassVar[str] = "dues_standard.summary"
    member_id: int
    name: str
    basis: DuesBasis
    base: Decimal | None
    percent: Decimal | None
    amount: Decimal
    before: Decimal
    since: date


class StandardSet(Notice):
    """The amount stands; to the keeper, and (``own``) to the member himself."""

    kind: ClassVar[str] = "dues_standard.set"
    member_id: int
    name: str
    amount: Decimal
    since: date
    by: str
    own: bool = False


class ExemptionStep(StrEnum):
    """Which answer the form waits for."""

    SINCE = "since"
    MONTHS = "months"
    REASON = "reason"
    SUMMARY = "summary"


class ExemptionQuestion(Notice):
    """The next question, or the summary. ``until`` is the first month in which he pays again."""

    kind: ClassVar[str] = "dues_exemption.question"
    member_id: int
    name: str
    step: ExemptionStep
    starts: tuple[date, ...] = ()
    since: date | None = None
    until: date | None = None
    reason: str = ""


class ExemptionGranted(Notice):
    """He is exempt, or (``ended``) pays again from ``until`` on; to the keeper, and to himself."""

    kind: ClassVar[str] = "dues_exemption.granted"
    member_id: int
    name: str
    since: date
    until: date | None
    reason: str
    by: str
    ended: bool = False
    own: bool = False


class DuesOwnMatter(Notice):
    """Nobody decides on his own dues; ``others`` can."""

    kind: ClassVar[str] = "dues_standard.own"
    others: tuple[str, ...]


class DuesAlarm(Notice):
    """To the secretary: somebody has paid nothing for three or six months running."""

    kind: ClassVar[str] = "dues_standard.alarm"
    name: str
    member_id: int
    months: Literal[3, 6]
    since: date
