"""Why a line has its points, as data: messages/ turns it into Chinese and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

from scoring.points import plain

Param = str | int | Decimal


@dataclass(frozen=True, slots=True)
class Reason:
    """One structured explanation; ``params`` are texts, numbers written plainly (see REASONS).

    ``when`` is the label of the month or quarter that it is about, when the line spans several.
    """

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    when: str = ""


@lru_cache(maxsize=4096)  # the same few reasons recur on every card, and writing numbers is the cost
def reason(code: str, **params: Param) -> Reason:
    """A reason with its numbers written plainly; equal ones are shared, so nobody may change params."""
    return Reason(code, {name: _TEXT[type(value)](value) for name, value in params.items()})


_TEXT: Final[Mapping[type, Callable[[Any], str]]] = {str: str, int: str, Decimal: plain}


# Every code with its params. kind and outcome are codes of the vocabulary, grade a code of the scheme's
# grading; sum, each, full, cap, raw and points are points; all sums are given as positive numbers.
REASONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        # lines and sections of a card
        "full_kept": ("full",),
        "no_loss": (),
        "none_yet": (),
        "not_held_counts_full": ("full",),
        "share_attended": ("attended", "held", "leave", "full"),
        "deduct_each": ("kind", "outcome", "count", "each", "sum"),
        "award_each": ("kind", "outcome", "count", "each", "sum"),
        "deduct_once": ("kind", "outcome", "sum"),
        "award_once": ("kind", "outcome", "sum"),
        "charged_elsewhere": ("count",),
        "target_reached": ("got", "target"),
        "shortfall": ("got", "target", "short", "each", "sum"),
        "pass_rate": ("passed", "valid", "steps", "step", "each", "sum"),
        "grade_points": ("grade", "points"),
        "discretionary_deduct": ("count", "sum"),
        "discretionary_award": ("count", "sum"),
        "capped": ("cap", "raw"),
        "floored": ("floor", "raw"),
        "pool_capped": ("pool", "cap", "raw"),
        "mean_of_units": ("unit", "count"),
        "sum_of_units": ("unit", "count"),
        "latest_of_units": (),
        "best_of_units": (),
        "scaled_up": ("held", "due"),
        "cancelled": (),
        # the whole card
        "total_floored": ("raw",),
        "total_capped": ("cap", "raw"),
        "total_scaled": ("raw", "full", "to"),
        # lines again: what is not there yet
        "pending_ballot": (),
        "pending_assessment": (),
        # grades
        "majority": ("grade", "votes", "valid"),
        "tie_takes_lower": ("grade", "votes"),
        "veto": ("outcome",),
        "set_grade": ("outcome", "grade"),
        "quota_place": ("rank", "places"),
        "quota_full": ("rank", "places"),
        "quota_tie": ("rank", "places", "tied"),
        "band": ("grade", "total", "at_least"),
        "band_below": ("grade", "total", "below"),
        "low_years_running": ("years", "below"),
        "not_rated": ("standing",),
    }
)
