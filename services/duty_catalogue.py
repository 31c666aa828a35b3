"""The duties that every branch is given, and the facts that a duty brings. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from scoring.rules.base import Reads
from scoring.scheme import Scheme
from storage.vocabulary import Category, DutyEvery, DutyEvidence, Role


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What a duty is recorded as, by how it ended.

    ``reported`` kinds are numbers that come from another system: one without a number counts 0, but only where the
    branch has anybody's number for the period; else it was not held.
    """

    done: str
    late: str
    missed: str
    reported: bool = False


OUTCOMES: Final = {
    "duty": Outcomes("done", "late", "missed"),
    "pledge": Outcomes("made", "made", "missing"),
    "registration": Outcomes("done", "done", "missing"),
    "contact": Outcomes("helped", "helped", "not_helped"),
    "study_app": Outcomes("points", "points", "points", reported=True),
    "quiz": Outcomes("points", "points", "points", reported=True),
}
"""By the kind of fact in the scoring vocabulary; a duty of no kind brings none."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A duty that every branch has, switched on or not. ``first_due`` is any one day on which it was due."""

    code: str
    every: DutyEvery
    first_due: date
    open_days: int
    grace_days: int
    evidence: DutyEvidence
    confirm: bool
    fact_kind: str
    fact_detail: str = ""
    category: Category | None = None
    role: Role | None = None
    title: str = ""
    title_en: str = ""
    always: bool = False
    """On in every branch; else only where the scheme counts its facts."""
    offered: bool = False
    """Off until the secretary switches it on, whatever the scheme counts: its day or its holding is the branch's."""

    def starts_on(self, scheme: Scheme) -> bool:
        """Whether a new branch with this scheme has it switched on."""
        return self.always or (not self.offered and _counts(scheme, self))


_YEAR_END = date(2025, 12, 31)
_TERM = {"every": DutyEvery.HALF, "first_due": _YEAR_END, "open_days": 60, "grace_days": 15}

SHIPPED: Final = (
    Shipped(
        code="self_inspection",
        every=DutyEvery.YEAR,
        first_due=date(2025, 6, 30),
        open_days=29,
        grace_days=7,
        evidence=DutyEvidence.NONE,
        confirm=False,
        fact_kind="duty",
        fact_detail="self_inspection",
        always=True,
    ),
    Shipped(
        code="thought_report",
        evidence=DutyEvidence.WORDS,
        confirm=True,
        fact_kind="duty",
        fact_detail="thought_report",
        **_TERM,  # type: ignore[arg-type]  # one dictionary for what the half-yearly ones share
    ),
    Shipped(
        code="self_report",
        evidence=DutyEvidence.WORDS,
        confirm=True,
        fact_kind="duty",
        fact_detail="self_report",
        **_TERM,  # type: ignore[arg-type]
    ),
    Shipped(
        code="migrant_report",
        evidence=DutyEvidence.WORDS,
        confirm=True,
        fact_kind="duty",
        fact_detail="migrant_report",
        category=Category.MIGRANT,
        **_TERM,  # type: ignore[arg-type]
    ),
    Shipped(
        code="study_app",
        every=DutyEvery.QUARTER,
        first_due=_YEAR_END,
        open_days=14,
        grace_days=15,
        evidence=DutyEvidence.POINTS,
        confirm=True,
        fact_kind="study_app",
    ),
    Shipped(
        code="quiz",
        every=DutyEvery.MONTH,
        first_due=_YEAR_END,
        open_days=9,
        grace_days=10,
        evidence=DutyEvidence.POINTS,
        confirm=True,
        fact_kind="quiz",
        offered=True,
    ),
    Shipped(
        code="pledge",
        every=DutyEvery.YEAR,
        first_due=date(2025, 5, 31),
        open_days=30,
        grace_days=15,
        evidence=DutyEvidence.WORDS,
        confirm=True,
        fact_kind="pledge",
    ),
    Shipped(
        code="contact",
        every=DutyEvery.HALF,
        first_due=_YEAR_END,
        open_days=60,
        grace_days=15,
        evidence=DutyEvidence.FILE,
        confirm=True,
        fact_kind="contact",
        fact_detail="household",
        offered=True,
    ),
    Shipped(
        code="registration",
        every=DutyEvery.YEAR,
        first_due=date(2025, 3, 31),
        open_days=60,
        grace_days=30,
        evidence=DutyEvidence.FILE,
        confirm=True,
        fact_kind="registration",
        category=Category.IN_SERVICE,
        offered=True,
    ),
)


def calendar_of(scheme: Scheme) -> Iterator[Shipped]:
    """The branch's work calendar 工作历: each day that the scheme names, for the secretary. It brings no facts."""
    for entry in scheme.calendar:
        yield Shipped(
            code=f"calendar:{entry.id}",
            every=DutyEvery.YEAR,
            first_due=_day_of_2024(entry.month, entry.day),
            open_days=30,
            grace_days=30,
            evidence=DutyEvidence.NONE,
            confirm=False,
            fact_kind="",
            role=Role.SECRETARY,
            title=entry.title.zh,
            title_en=entry.title.en,
            always=True,
        )


def _day_of_2024(month: int, day: int) -> date:
    """A leap year knows 29 February, which other years then have on the 28th."""
    return date(2024, month, day)


def _counts(scheme: Scheme, duty: Shipped) -> bool:
    """Whether any item or ladder of the scheme reads what the duty is recorded as."""
    known = OUTCOMES[duty.fact_kind]
    return any(
        reads.kind == duty.fact_kind
        and not {known.done, known.late, known.missed}.isdisjoint(reads.outcomes)
        and (not reads.details or duty.fact_detail in reads.details)
        for reads in _read_by(scheme)
    )


def _read_by(scheme: Scheme) -> Iterator[Reads]:
    for section in scheme.sections:
        for item in section.items:
            yield from item.rule.sources
    if scheme.ladder is not None:
        for cause in scheme.ladder.causes:
            for breaches in cause.breaches:
                yield from breaches.reads
