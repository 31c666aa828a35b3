"""Ladders: schemes without points count breaches per cause and climb from step to step. Data only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final, Literal, get_args

from scoring.items import Unit
from scoring.member import MemberProfile
from scoring.rules.base import Reads
from scoring.text import Text

Who = Literal["member", "branch"]
SUBJECTS: Final[tuple[Who, ...]] = get_args(Who)

# What follows at once from a breach; a step that names a measure instead only proposes it.
ACTIONS: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "reminder": Text("提醒", "reminder"),
        "written_reminder": Text("书面提醒", "written reminder"),
        "letter": Text("警戒书", "warning letter"),
        "talk": Text("谈话教育", "talk"),
        "warning_talk": Text("预警谈话", "early warning talk"),
        "admonitory_talk": Text("诫勉谈话", "admonitory talk"),
        "talk_and_handling": Text("谈话并作组织处理", "talk and organisational handling"),
        "handling": Text("启动处置程序", "handling procedure started"),
        "handle_by_charter": Text("依照党章处理", "handled by the Charter"),
    }
)
AUTHORITIES: Final[Mapping[str, Text]] = MappingProxyType(
    {
        "branch": Text("党支部", "the branch"),
        "committee": Text("支委会", "the branch committee"),
        "general_meeting": Text("支部党员大会", "the general meeting"),
        "street": Text("街道党工委", "the street's working committee"),
        "township": Text("镇党委", "the township's party committee"),
        "city": Text("市委组织部", "the city's organisation department"),
    }
)


@dataclass(frozen=True, slots=True)
class Breaches:
    """One source of a cause's breaches.

    Every event among the facts read is a breach (at most one in each unit ``every``, when that is given),
    the first ``free`` of a calendar year left out. With ``at_least`` it is the other way round: each
    ``every`` with fewer than so many is one, found when it is over; only units wholly of membership, in
    force and outside exemptions are asked. With ``grades``, every year is one in which the scheme's ballots
    give one of these grades. ``applies_to`` names categories and roles, empty is all, less ``except_for``.
    """

    reads: tuple[Reads, ...] = ()
    free: int = 0
    at_least: int = 0
    every: Unit | None = None
    grades: tuple[str, ...] = ()
    applies_to: tuple[str, ...] = ()
    except_for: tuple[str, ...] = ()

    def concerns(self, profile: MemberProfile) -> bool:
        """Whether the subject can commit these breaches."""
        return profile.fits(self.applies_to) and not (self.except_for and profile.fits(self.except_for))


@dataclass(frozen=True, slots=True)
class Rung:
    """From the ``at``-th breach, ``action``: one of ACTIONS, or a measure's id, which is then proposed.

    ``needs``: only when one of these facts stands between the first breach counted and this one.
    """

    at: int
    action: str
    needs: tuple[Reads, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """One kind of breach with a counter of its own, that of the calendar year.

    With ``running`` it counts how many such units in a row had a breach, across the new year. A breach
    stands on the highest rung that it reaches; one between two rungs, or past the last, has a consequence
    only with ``repeat``: that of its rung again. In force for breaches from ``since`` up to ``until``; a
    changed cause is a second one with the same id.
    """

    id: str
    title: Text
    breaches: tuple[Breaches, ...]
    steps: tuple[Rung, ...]
    article: str = ""
    subject: Who = "member"
    repeat: bool = False
    running: Unit | None = None
    since: date | None = None
    until: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether a breach of this day is counted by it."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Escalation:
    """So many steps of one ``action`` in a calendar year propose a ``measure``.

    ``each_cause`` counts those of one cause; ``unless_corrected`` withdraws the ground when a correction of
    that cause (``discipline corrected``, detail the cause or nothing) follows before the decision.
    """

    id: str
    title: Text
    measure: str
    action: str
    count: int
    article: str = ""
    each_cause: bool = False
    unless_corrected: bool = False


@dataclass(frozen=True, slots=True)
class Measure:
    """What a ``resolution`` with its id as detail puts a member under, for so many ``months`` (0: no term).

    ``begins`` are further facts that begin it without a proposal. It ends by ``discipline`` facts with its
    id as detail: ``corrected`` leads back, ``uncorrected`` and ``refused`` propose ``next``. A resolution
    ``<id>.extended`` adds the same term again. ``heavy`` measures go through the heavier procedure.
    """

    id: str
    title: Text
    article: str = ""
    months: int = 0
    next: str = ""
    heavy: bool = False
    probationary: tuple[str, ...] = ()
    begins: tuple[Reads, ...] = ()

    @property
    def extension(self) -> str:
        """The detail of the resolution that extends it."""
        return f"{self.id}.extended"


@dataclass(frozen=True, slots=True)
class ProcedureStep:
    """One step on the way to a measure: what is done and by whom, and by whom for a heavy measure."""

    id: str
    title: Text
    who: str
    heavy: str = ""


@dataclass(frozen=True, slots=True)
class Ladder:
    """All causes of a scheme, what their steps add up to, and the measures that may be decided."""

    causes: tuple[Cause, ...]
    proposals: tuple[Escalation, ...] = ()
    measures: tuple[Measure, ...] = ()
    procedure: tuple[ProcedureStep, ...] = ()

    def measure(self, measure_id: str) -> Measure:
        """The measure with this id; KeyError when the ladder has none."""
        for measure in self.measures:
            if measure.id == measure_id:
                return measure
        raise KeyError(measure_id)

    def followers(self, measure_id: str) -> Iterator[str]:
        """The measures that a failed one leads to, in order; they never lead in a circle."""
        while following := self.measure(measure_id).next:
            yield following
            measure_id = following

    def procedure_for(self, measure_id: str) -> tuple[tuple[Text, Text], ...]:
        """The steps to a measure: what is done, and by whom."""
        heavy = self.measure(measure_id).heavy
        return tuple(
            (step.title, AUTHORITIES[step.heavy if heavy and step.heavy else step.who]) for step in self.procedure
        )

    def title_of(self, ground_id: str) -> Text:
        """What a cause, an escalation or a measure is called; StopIteration when it is none of them."""
        titles = [(one.id, one.title) for one in self.causes]
        titles += [(one.id, one.title) for one in self.proposals]
        titles += [(one.id, one.title) for one in self.measures]
        return next(title for one, title in titles if one == ground_id)
