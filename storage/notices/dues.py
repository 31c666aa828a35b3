"""What is said about dues 党费: the ticking screen, a member's year, reminders."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from storage.notices.base import Notice
from storage.vocabulary import DuesState

TickMode = Literal["today", "ontime", "short"]
"""What a tap on a name means: paid in full today, paid in full by the due day, or paid less."""


class DuesLine(BaseModel):
    """One name on the ticking screen; ``open`` says that this reader may tick it."""

    model_config = ConfigDict(frozen=True)

    dues_id: int
    name: str
    amount: Decimal
    paid: Decimal
    state: DuesState
    open: bool


class DuesScreen(Notice):
    """A month's payers, one page of them. ``earlier`` and ``later`` are neighbouring months that have dues.

    ``settled`` says that the month is over, so that a change reverses a fact.
    """

    kind: ClassVar[str] = "dues.screen"
    month: date
    due_on: date
    lines: tuple[DuesLine, ...]
    page: int
    pages: int
    paid: int
    payers: int
    mode: TickMode
    past_due: bool
    settled: bool
    earlier: date | None = None
    later: date | None = None


class DuesMonth(BaseModel):
    """One month of a member's own dues."""

    model_config = ConfigDict(frozen=True)

    month: date
    due_on: date
    amount: Decimal
    paid: Decimal
    state: DuesState
    paid_on: date | None = None


class DuesYear(Notice):
    """A member's dues of a year: his own where ``member_id`` is 0, else another's with his ``name``.

    ``earlier`` and ``later`` are neighbouring years that have entries.
    """

    kind: ClassVar[str] = "dues.year"
    year: int
    months: tuple[DuesMonth, ...]
    member_id: int = 0
    name: str = ""
    branch: str = ""
    earlier: int | None = None
    later: int | None = None


class DuesOwnTick(Notice):
    """Nobody ticks himself; ``others`` can."""

    kind: ClassVar[str] = "dues.own_tick"
    others: tuple[str, ...]


class DuesNotDue(Notice):
    """This member owes nothing for the month."""

    kind: ClassVar[str] = "dues.not_due"
    name: str


class DuesAskAmount(Notice):
    """How much was paid."""

    kind: ClassVar[str] = "dues.ask_amount"
    name: str
    month: date
    amount: Decimal


class DuesBadAmount(Notice):
    """Not an amount of money, or none that anybody would pay."""

    kind: ClassVar[str] = "dues.bad_amount"
    most: Decimal


class DuesAmountTaken(Notice):
    """An amount was recorded for somebody."""

    kind: ClassVar[str] = "dues.amount_taken"
    name: str
    month: date
    amount: Decimal
    paid: Decimal
    state: DuesState
