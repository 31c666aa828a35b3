"""The lists of a grading from TOML tables: limits, gates, votes, quotas, alerts, ranks and streaks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast, get_args

from scoring.grades.case import UNRATED
from scoring.grading import (
    Alert,
    Among,
    Base,
    Gate,
    Length,
    Limit,
    Measure,
    Part,
    Quota,
    RankMark,
    Streak,
    Vote,
)
from scoring.grading_consequences import CONSEQUENCES
from scoring.language.rules import read_reads
from scoring.language.table import MISSING, Table
from scoring.text import Text
from scoring.vocabulary import VOCABULARY


@dataclass(frozen=True, slots=True)
class Known:
    """What the lists may name: grades from best to worst, what has points, items."""

    grades: tuple[str, ...]
    measures: tuple[str, ...]
    items: Sequence[str]

    @property
    def votes(self) -> tuple[str, ...]:
        """The outcomes of a ballot."""
        return tuple(VOCABULARY["ballot"].outcomes)


def _grade(table: Table, key: str, known: Known, *, also: tuple[str, ...] = ()) -> str:
    """A grade that may be left out."""
    return table.choice(key, (*known.grades, *also) or ("",), default="")


def _follows(table: Table) -> dict[str, tuple[str, ...]]:
    return {
        "consequences": table.words("consequences", CONSEQUENCES),
        "probationary": table.words("probationary", CONSEQUENCES),
    }


def read_length(table: Table, key: str = "period") -> Length:
    """Read the length of a period that may be left out."""
    return cast("Length", table.choice(key, [one for one in get_args(Length) if one], default=""))


def _title_or_none(table: Table, key: str = "title") -> Text | None:
    """Words in both languages that may be left out."""
    return table.title(key) if key in table.data else None


def _limit(table: Table, known: Known) -> Limit:
    limit = Limit(
        code=table.text("code"),
        reads=read_reads(table, "reads", needed="grade" not in table.data),
        grade=_grade(table, "grade", known),
        inside=read_length(table, "inside"),
        to=_grade(table, "to", known, also=(UNRATED,)),
        months=table.whole("months", 0, 60, default=0),
        title=_title_or_none(table),
        **_follows(table),
    )
    if not (limit.to or limit.consequences or limit.probationary):
        table.place.fault(f"{table.path}to is missing", "a limit lowers the grade, or has consequences, or both")
    table.close()
    return limit


def _gate(table: Table, known: Known) -> Gate:
    gate = Gate(
        grades=table.words("grades", known.grades, default=MISSING),
        of=table.choice("of", known.measures, default=""),
        at_least=table.optional_number("at_least"),
        clean=table.words("clean", known.items),
        reads=read_reads(table, "reads", needed=False),
        measure=cast("Measure", table.choice("measure", get_args(Measure), default="latest")),
        measured=read_length(table, "measured"),
        to=_grade(table, "to", known),
        code=table.text("code", ""),
        title=_title_or_none(table),
    )
    table.close()
    return gate


def _vote(table: Table, known: Known) -> Vote:
    grade = table.choice("grade", known.grades or ("",))
    vote = Vote(grade, table.text("resolution", grade))
    table.close()
    return vote


def _quota(table: Table, known: Known) -> Quota:
    quota = Quota(
        grade=table.choice("grade", known.grades or ("",)),
        percent=table.optional_number("percent"),
        of=cast("Base", table.choice("of", get_args(Base), default="rated")),
        places=_whole_or_none(table, "places"),
        small_below=table.whole("small_below", 0, 1000, default=0),
        small_places=table.whole("small_places", 0, 1000, default=0),
    )
    table.close()
    return quota


def _whole_or_none(table: Table, key: str) -> int | None:
    return table.whole(key, 1, 1000) if key in table.data else None


def _alert(table: Table, known: Known) -> Alert:
    alert = Alert(
        code=table.text("code"),
        title=table.title("title"),
        of=table.choice("of", known.measures, default="total"),
        below=table.optional_number("below"),
        at_most=table.optional_number("at_most"),
        grade=_grade(table, "grade", known),
        unless=read_reads(table, "unless", needed=False),
        to=_grade(table, "to", known),
        period=read_length(table),
        **_follows(table),
    )
    table.close()
    return alert


def _rank(table: Table, known: Known) -> RankMark:
    mark = RankMark(
        code=table.text("code"),
        title=table.title("title"),
        part=cast("Part", table.choice("part", get_args(Part))),
        percent=table.optional_number("percent"),
        at_most=_whole_or_none(table, "at_most"),
        among=cast("Among", table.choice("among", get_args(Among), default="rated")),
        clean=table.words("clean", known.items),
        sum_of=read_length(table, "sum_of"),
        period=read_length(table),
        **_follows(table),
    )
    table.close()
    return mark


def _streak(table: Table, known: Known) -> Streak:
    streak = Streak(
        code=table.text("code"),
        title=table.title("title"),
        below=table.optional_number("below"),
        grade=_grade(table, "grade", known),
        alert=table.text("alert", ""),
        place=_whole_or_none(table, "place"),
        running=table.whole("running", 1, 10, default=1),
        times=table.whole("times", 1, 12, default=1),
        to=_grade(table, "to", known),
        period=read_length(table),
        **_follows(table),
    )
    table.close()
    return streak


PARTS: Final[Mapping[str, Callable[[Table, Known], Any]]] = {
    "limits": _limit,
    "gates": _gate,
    "votes": _vote,
    "quotas": _quota,
    "alerts": _alert,
    "ranks": _rank,
    "streaks": _streak,
}
