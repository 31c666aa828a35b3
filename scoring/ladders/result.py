"""What comes out of a ladder: the steps taken, what is proposed, and the measures in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from scoring.card import Standing
from scoring.periods import Period
from scoring.reasons import Reason
from scoring.text import Text

Decision = Literal["open", "approved", "refused"]
MeasureEnd = Literal["running", "due", "corrected", "uncorrected", "refused", "superseded"]


@dataclass(frozen=True, slots=True)
class LadderStep:
    """A consequence that one breach has at once: the ``number``-th of its cause.

    ``fact_ids`` is empty where the breach is that nothing was recorded.
    """

    action: str
    title: Text
    cause: str
    cause_title: Text
    number: int
    on: date
    fact_ids: tuple[str, ...]
    reasons: tuple[Reason, ...]
    article: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A measure that is proposed to those who decide.

    ``grounds`` are the ids of the causes, escalations or failed measures behind it, ``because`` what they
    are called; ``on`` is the day of the first. A proposal that has been decided names the ``decided`` day.
    """

    measure: str
    title: Text
    grounds: tuple[str, ...]
    because: tuple[Text, ...]
    on: date
    fact_ids: tuple[str, ...]
    reasons: tuple[Reason, ...]
    article: str = ""
    decision: Decision = "open"
    decided: date | None = None


@dataclass(frozen=True, slots=True)
class MeasureState:
    """A measure that was decided: from ``since``, with the first day after its term, and how it stands.

    ``running`` within its term or without one; ``due`` when the term is over and nobody has judged it;
    otherwise how it ended, on the day ``ended``. ``consequences`` follow for a probationary member.
    """

    measure: str
    title: Text
    since: date
    until: date | None
    state: MeasureEnd
    fact_ids: tuple[str, ...]
    reasons: tuple[Reason, ...]
    ended: date | None = None
    consequences: tuple[str, ...] = ()
    article: str = ""


@dataclass(frozen=True, slots=True)
class Climb:
    """Where one member or branch stands on the ladder in a period, up to and with ``as_of``.

    ``steps`` are those whose breach lies in the period. ``proposals`` were opened or decided in it, or are
    still open; ``measures`` were in force on a day of it. ``standing`` says why there is nothing when the
    member is not rated at all.
    """

    scheme_id: str
    member: str
    period: Period
    as_of: date
    standing: Standing
    steps: tuple[LadderStep, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    measures: tuple[MeasureState, ...] = ()
