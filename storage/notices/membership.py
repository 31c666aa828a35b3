"""Notices of a membership: the member's file, transfers, exemptions, probation."""

from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.vocabulary import Category, Role


class MemberFile(Notice):
    """One member's year on one screen. Counts are by code, as the rows have them; days are included.

    ``points`` is empty where there is no card. ``may_keep``: the reader may change the entry.
    """

    kind: ClassVar[str] = "membership.file"
    member_id: int
    name: str
    number: str
    year: int
    category: Category
    roles: tuple[Role, ...]
    joined_on: date
    probationary: bool
    probation_until: date | None
    exempt_from: date | None
    exempt_last: date | None
    points: Decimal | None
    attendance: dict[str, int]
    leaves: dict[str, int]
    dues: dict[str, int]
    letters: dict[str, int]
    claims: dict[str, int]
    duties: dict[str, int]
    changes: int
    may_keep: bool


class ChangeLine(BaseModel):
    """One change in the history; ``by`` is empty for the operator and the clock."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    at: datetime
    field: str
    before: str
    after: str
    reason: str
    by: str


class MemberHistory(Notice):
    """A page of a member's history, the latest change first."""

    kind: ClassVar[str] = "membership.history"
    member_id: int
    name: str
    zone: str
    lines: tuple[ChangeLine, ...]
    page: int
    pages: int


class NotProbationary(Notice):
    """The member is a full member already."""

    kind: ClassVar[str] = "membership.not_probationary"
    name: str


class ProbationDue(Notice):
    """For the secretary: a probation ends soon, today, or is over. ``left`` is days."""

    kind: ClassVar[str] = "membership.probation_due"
    member_id: int
    name: str
    until: date
    left: int


class Transferred(Notice):
    """For the member: from a day on he belongs elsewhere."""

    kind: ClassVar[str] = "membership.transferred"
    name: str
    before: str
    to: str
    on: date


class TransferOffered(Notice):
    """For the secretary of the branch that is asked to take a member."""

    kind: ClassVar[str] = "membership.transfer_offered"
    transfer_id: int
    name: str
    before: str
    on: date
    reason: str


class TransferSettled(Notice):
    """What became of it."""

    kind: ClassVar[str] = "membership.transfer_settled"
    name: str
    before: str
    to: str
    on: date
    accepted: bool
    by: str
    reason: str


class ExemptionAsked(Notice):
    """The card of an application, for who decides. ``last`` is its last day, included."""

    kind: ClassVar[str] = "membership.exemption_asked"
    exemption_id: int
    name: str
    since: date
    last: date | None
    reason: str


class ExemptionSettled(Notice):
    """What was decided; ``verdict`` is the reason of a refusal."""

    kind: ClassVar[str] = "membership.exemption_settled"
    name: str
    since: date
    last: date | None
    approved: bool
    by: str
    verdict: str = ""


class ExemptionWaiting(Notice):
    """One application waits already."""

    kind: ClassVar[str] = "membership.exemption_waiting"
    since: date
    last: date | None


class ExemptionClash(Notice):
    """The days stand apart from an exemption that runs or will; that one must be over, or the two must adjoin."""

    kind: ClassVar[str] = "membership.exemption_clash"
    since: date
    last: date | None


class ExemptionNobody(Notice):
    """Nobody can decide on it, not even the superior."""

    kind: ClassVar[str] = "membership.exemption_nobody"
