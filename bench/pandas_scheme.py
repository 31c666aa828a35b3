"""All of `changzhou-2021` for a year, the way one writes it with pandas in an afternoon: floats, and no reasons."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
import pandas as pd

from bench.facts_year import YEAR, Facts
from scoring import MemberProfile

ATTENDED = ["present", "late", "left_early", "leave", "official_leave", "personal_leave", "sick_leave"]
MONTHS = range(1, 13)


def facts_frame(facts: Facts) -> pd.DataFrame:
    """Facts as a user has them after reading a file: words as categories, which is the fastest that pandas has."""
    words = {name: [getattr(type_, name) for type_ in facts.types] for name in ("kind", "outcome", "detail")}
    frame = {name: pd.Categorical.from_codes(*_codes(column, facts.type_)) for name, column in words.items()}
    on = (facts.day - date(1970, 1, 1).toordinal()).astype("datetime64[D]").astype("datetime64[s]")
    own = np.where(facts.event > 0, facts.event, -1 - np.arange(len(facts.day)))
    return pd.DataFrame({"member": facts.member, **frame, "on": on, "quantity": facts.quantity / 100, "event": own})


def _codes(words: list[str], type_: np.ndarray) -> tuple[np.ndarray, list[str]]:
    different = sorted(set(words))
    return np.array([different.index(word) for word in words])[type_], different


def members_frame(profiles: Sequence[MemberProfile]) -> pd.DataFrame:
    """Members with the days that they belong to the branch, and are exempt."""
    spans = [one.exempt[0] if one.exempt else None for one in profiles]
    days = {
        "begins": [one.assessed_from for one in profiles],
        "left": [one.left for one in profiles],
        "exempt_from": [span.start if span else None for span in spans],
        "exempt_until": [span.end if span else None for span in spans],
    }
    return pd.DataFrame({name: pd.to_datetime(pd.Series(column)) for name, column in days.items()})


def score_year(facts: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    """The sections and the total of each member."""
    facts = _counted(facts, members)
    rated = _rated_months(members)
    base = sum(_base_items(facts, members)).clip(0, 70)
    special = sum(_special_items(facts, members)).clip(0, 20)
    result = pd.DataFrame({"base": base.where(rated).mean(axis=1), "special": special.where(rated).mean(axis=1)})
    result["appraisal"] = _appraisal(facts)
    result = result.where(rated.any(axis=1), 0).fillna(0)
    result["total"] = result.sum(axis=1)
    return result


def _counted(facts: pd.DataFrame, members: pd.DataFrame) -> pd.DataFrame:
    theirs = members.loc[facts["member"]].reset_index(drop=True)
    on = facts["on"]
    outside = (on < theirs["begins"]) | (on >= theirs["left"])
    exempt = (on >= theirs["exempt_from"]) & (on < theirs["exempt_until"])
    facts = facts[~outside & ~exempt].copy()
    facts["month"] = facts["on"].dt.month
    facts["quarter"] = facts["on"].dt.quarter
    return facts


def _rated_months(members: pd.DataFrame) -> pd.DataFrame:
    rated = {}
    for month in MONTHS:
        start = pd.Timestamp(YEAR, month, 1)
        end = start + pd.offsets.MonthBegin()
        member = ~(members["begins"] > start) & ~(members["left"] < end)
        rated[month] = member & ~((members["exempt_from"] <= start) & (members["exempt_until"] >= end))
    return pd.DataFrame(rated)


def _monthly(points: pd.Series, members: pd.DataFrame, idle: float) -> pd.DataFrame:
    return points.unstack().reindex(index=members.index, columns=MONTHS).fillna(idle)


def _quarterly(points: pd.Series, members: pd.DataFrame, idle: float) -> pd.DataFrame:
    quarters = points.unstack().reindex(index=members.index, columns=range(1, 5)).fillna(idle)
    return pd.DataFrame({month: quarters[(month + 2) // 3] for month in MONTHS})


def _share(facts: pd.DataFrame, detail: str, unit: str) -> pd.Series:
    held = facts[(facts["kind"] == "meeting") & (facts["detail"] == detail)]
    there = held.assign(there=held["outcome"].isin(ATTENDED)).groupby(["member", unit, "event"])["there"].any()
    return 5 * there.groupby(level=[0, 1]).mean()


def _base_items(facts: pd.DataFrame, members: pd.DataFrame) -> list[pd.DataFrame]:
    missed = facts[(facts["kind"] == "study_app") & (facts["outcome"] == "missed")]
    quiz = facts[facts["kind"] == "quiz"].groupby(["member", "month"])["quantity"].sum()
    late = facts[(facts["kind"] == "dues") & facts["outcome"].isin(["late", "unpaid"])]
    breach = facts[facts["kind"] == "conduct"]
    items = [
        _monthly((10 - 0.5 * missed.groupby(["member", "month"])["quantity"].sum()).clip(lower=0), members, 10),
        _monthly((10 - 0.5 * np.floor((15 - quiz).clip(lower=0))).clip(lower=0), members, 10),
        _quarterly(late.groupby(["member", "quarter"]).size() * 0.0, members, 5),
        _monthly(breach.groupby(["member", "month"]).size() * 0.0, members, 10),
        _quarterly(_share(facts, "general", "quarter"), members, 5),
    ]
    monthly = ("study", "other_study", "lecture", "group", "theme_day", "life")
    return items + [_monthly(_share(facts, detail, "month"), members, 5) for detail in monthly]


def _special_items(facts: pd.DataFrame, members: pd.DataFrame) -> list[pd.DataFrame]:
    claims = facts[facts["kind"] == "claim"]
    grid = claims[claims["detail"] == "grid"]
    service = facts[
        ((facts["kind"] == "service") & (facts["outcome"] == "done"))
        | ((facts["kind"] == "claim") & (facts["detail"] == "volunteer"))
    ]
    own = claims[claims["detail"] == "own_work"].groupby(["member", "month"])["quantity"].sum()
    return [
        _monthly((5 * grid.groupby(["member", "month"])["event"].nunique()).clip(upper=5), members, 0),
        _monthly((5 * service.groupby(["member", "month"])["event"].nunique()).clip(upper=5), members, 0),
        _monthly(own.clip(upper=10), members, 0),
    ]


def _appraisal(facts: pd.DataFrame) -> pd.Series:
    points = {"excellent": 10, "competent": 7, "basic": 5, "incompetent": 0}
    found = facts[facts["kind"] == "assessment"].sort_values("on").groupby("member")["outcome"].last()
    return found.astype(str).map(points)
