"""Why a line has its points: the core's reason codes in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from messages.grade_names import GENERAL, Names, named
from messages.grade_reasons import GRADE_WORDS
from messages.i18n import _
from messages.ladder_reasons import LADDER_WORDS, action_words
from messages.periods import period_name
from messages.rule_reasons import RULE_WORDS, kind_words, outcome_words
from scoring import Reason


def reason_words(reason: Reason, names: Names = GENERAL) -> str:
    """Word a reason; KeyError for a code that has no words, which a test makes impossible.

    ``names`` are the titles of the scheme (`messages.grade_names.names_of`), which reasons of grades need.
    """
    text = REASON_WORDS[reason.code]().format(**_spoken(reason.params, names))
    if reason.when:
        return _("{period}: {reason}").format(period=period_name(reason.when), reason=text)
    return text


REASON_WORDS: Mapping[str, Callable[[], str]] = {
    **RULE_WORDS,
    **LADDER_WORDS,
    "pool_capped": lambda: _("These items together give at most {cap} points ({raw} were earned)"),
    "mean_of_units": lambda: _("The mean of {count} {unit}"),
    "sum_of_units": lambda: _("The sum of {count} {unit}"),
    "latest_of_units": lambda: _("The latest counts"),
    "best_of_units": lambda: _("The best counts"),
    "scaled_up": lambda: _("{held} of {due} were held, scaled up to all"),
    "cancelled": lambda: _("All points of this period are cancelled"),
    "total_floored": lambda: _("The total is not below 0 ({raw} by the count)"),
    "total_capped": lambda: _("The total is at most {cap} ({raw} by the count)"),
    "total_scaled": lambda: _("{raw} of {full} points, scaled to {to}"),
    **GRADE_WORDS,
}
"""The words of each code, by the names of its params (`scoring.reasons.REASONS`)."""


def standing_words(standing: str) -> str:
    """Say why somebody is not rated."""
    named = {
        "exempt": _("exempt in this period"),
        "not_member": _("not a member of the branch for the whole of this period"),
        "not_in_force": _("the scheme was not in force yet"),
    }
    return named.get(standing, standing)


def unit_words(unit: str) -> str:
    """Name several units of a length."""
    named = {"month": _("months"), "quarter": _("quarters"), "half": _("half-years"), "year": _("years")}
    return named.get(unit, unit)


def _spoken(params: Mapping[str, str], names: Names) -> dict[str, str]:
    """Replace codes by names; numbers stay as the core wrote them."""
    spoken = {param: named(param, value, names) for param, value in params.items()}
    if "unit" in params:
        spoken["unit"] = unit_words(params["unit"])
    if "action" in params:
        spoken["action"] = action_words(params["action"])
    kind = params.get("kind")
    if "outcome" in params:
        spoken["outcome"] = outcome_words(kind or "sanction", params["outcome"])
    if kind is not None:
        spoken["kind"] = kind_words(kind, params.get("details", ""))
    if "standing" in params:
        spoken["standing"] = standing_words(params["standing"])
    return spoken
