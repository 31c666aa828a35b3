"""Why a line has its points, as data: messages/ turns it into Chinese and English."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from scoring.points import plain

Param = str | int | Decimal
NO_PARAMS: Final[Mapping[str, str]] = {}


class Reason(NamedTuple):  # a card makes dozens: a tuple is made three times as fast as a frozen dataclass
    """One structured explanation; ``params`` are texts, numbers written plainly (see REASONS).

    ``when`` is the label of the month or quarter that it is about, when the line spans several.
    """

    code: str
    params: Mapping[str, str] = NO_PARAMS
    when: str = ""


@lru_cache(maxsize=4096)  # the same few reasons recur on every card, and writing numbers is the cost
def reason(code: str, **params: Param) -> Reason:
    """A reason with its numbers written plainly; equal ones are shared, so nobody may change params."""
    return Reason(code, {name: _TEXT[type(value)](value) for name, value in params.items()})


_TEXT: Final[Mapping[type, Callable[[Any], str]]] = {str: str, int: str, Decimal: plain}


# Every code with its params. kind and outcome are codes of the vocabulary, grade a code of the scheme's
# grading, details are details of the kind, separated by commas; sum, each, full, cap, raw
# and points are points; all sums are given as positive numbers.
REASONS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        # lines and sections of a card
        "full_kept": ("full",),
        "no_loss": (),
        "none_yet": (),
        "not_held_counts_full": ("full",),
        "share_attended": ("attended", "held", "full"),
        "share_with_leave": ("attended", "held", "leave", "full"),
        "share_of_months": ("kept", "months", "full"),
        "deduct_each": ("kind", "outcome", "count", "each", "sum"),
        "award_each": ("kind", "outcome", "count", "each", "sum"),
        "deduct_once": ("kind", "outcome", "sum"),
        "award_once": ("kind", "outcome", "sum"),
        "deduct_priced": ("kind", "details", "outcome", "count", "each", "sum"),
        "award_priced": ("kind", "details", "outcome", "count", "each", "sum"),
        "deduct_below": ("kind", "details", "outcome", "count", "each", "sum", "below"),
        "charged_elsewhere": ("count",),
        "award_barred": ("count",),
        "nothing_without": ("kind", "details", "outcome"),
        "excused": ("kind", "details", "outcome"),
        "ladder_free": ("count", "free"),
        "ladder_deduct": ("start", "count", "each", "sum"),
        "ladder_award": ("start", "count", "each", "sum"),
        "target_reached": ("got", "target"),
        "shortfall": ("got", "target", "short", "step", "each", "sum"),
        "quota_reached": ("kind", "details", "got", "target"),
        "quota_so_far": ("kind", "details", "got", "target", "each"),
        "quota_so_far_once": ("kind", "details", "got", "target", "each"),
        "quota_short": ("kind", "details", "got", "target", "short", "each", "sum"),
        "quota_lacks": ("kind", "details", "got", "target"),
        "quota_once": ("sum",),
        "attended_enough": ("attended", "asked", "held"),
        "attended_short": ("attended", "asked", "held", "short", "each", "sum"),
        "threshold_reached": ("got", "target", "full"),
        "threshold_missed": ("got", "target", "full"),
        "tier_at_least": ("measure", "bound", "points"),
        "tier_above": ("measure", "bound", "points"),
        "tier_missed": ("measure", "bound", "points"),
        "pass_rate": ("passed", "valid", "steps", "step", "each", "sum"),
        "grade_points": ("grade", "points"),
        "ungraded_zero": (),
        "mark_given": ("points",),
        "mark_corrected": ("points",),
        "mean_rating": ("count", "mean", "out_of", "full"),
        "proportion": ("percent", "full"),
        "check_met": ("points",),
        "check_half_met": ("points",),
        "check_unmet": ("points",),
        "check_missing": ("count", "each", "sum"),
        "discretionary_deduct": ("count", "sum"),
        "discretionary_award": ("count", "sum"),
        "raised_to_least": ("entered", "least"),
        "held_to_most": ("entered", "most"),
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
        "pending_result": (),
        "pending_mark": (),
        "pending_rating": (),
        "pending_check": (),
        # grades
        "pending_resolution": (),
        "pending_vote": ("grade",),
        "pending_figure": ("gate",),
        "not_rated": ("standing",),
        "points_only": ("role",),
        "no_grades": (),
        "band": ("of", "grade", "total", "at_least"),
        "band_below": ("of", "grade", "total", "below"),
        "majority": ("grade", "votes", "valid"),
        "tie_takes_lower": ("grade", "votes"),
        "share_above": ("voters", "votes", "valid", "percent"),
        "share_within": ("voters", "votes", "valid", "percent"),
        "settled": ("grade",),
        "months_running": ("kind", "outcome", "months", "limit"),
        "veto": ("kind", "outcome", "grade"),
        "veto_unrated": ("kind", "outcome"),
        "set_grade": ("kind", "outcome", "grade"),
        "set_for": ("alert", "grade"),
        "grade_later": ("grades", "grade"),
        "handled_for": ("kind", "outcome"),
        "handled_for_listed": ("behaviour",),
        "gate_points": ("of", "points", "at_least", "grades"),
        "gate_clean": ("items", "grades"),
        "gate_fact": ("gate", "grades"),
        "gate_figure": ("gate", "value", "at_least", "grades"),
        "vote_approved": ("grade",),
        "vote_refused": ("grade",),
        "quota_place": ("grade", "rank", "places"),
        "quota_full": ("grade", "rank", "places"),
        "quota_tie": ("grade", "rank", "places", "tied"),
        # what follows beside the grade; alert and earlier are codes of the scheme's grading
        "alert_below": ("alert", "of", "points", "below"),
        "alert_at_most": ("alert", "of", "points", "at_most"),
        "alert_grade": ("alert", "grade"),
        "alert_excused": ("alert",),
        "rank_top": ("alert", "rank", "places"),
        "rank_bottom": ("alert", "rank", "places"),
        "rank_tie": ("alert", "rank", "places", "tied"),
        "rank_not_clean": ("alert", "items"),
        "streak_below": ("alert", "count", "unit", "below"),
        "streak_place": ("alert", "count", "unit", "place"),
        "streak_alert": ("alert", "count", "unit", "earlier"),
        "streak_grade": ("alert", "count", "unit", "grade"),
        "streak_times": ("alert", "times"),
        # ladders: breaches, what their steps add up to, measures; action is one of the ladder's actions
        "breach_of_year": ("number",),
        "breach_running": ("number", "unit"),
        "breach_over_free": ("number", "free"),
        "breach_quota": ("got", "target"),
        "breach_despite": ("kind", "outcome"),
        "steps_of_cause": ("action", "count"),
        "steps_uncorrected": ("action", "count"),
        "steps_in_all": ("action", "count"),
        "measure_term": ("months", "until"),
        "measure_extended": ("months", "until"),
        "measure_due": ("until",),
        "measure_corrected": (),
        "measure_uncorrected": (),
        "measure_refused": (),
        "measure_superseded": (),
    }
)
