"""Why a line has its points: the core's reason codes in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from messages.i18n import _, language
from messages.periods import period_name
from messages.rule_reasons import RULE_WORDS, kind_words, outcome_words
from scoring import VOCABULARY, Reason


def reason_words(reason: Reason) -> str:
    """Word a reason; KeyError for a code that has no words, which a test makes impossible."""
    text = REASON_WORDS[reason.code]().format(**_spoken(reason.params))
    if reason.when:
        return _("{period}: {reason}").format(period=period_name(reason.when), reason=text)
    return text


REASON_WORDS: Mapping[str, Callable[[], str]] = {
    **RULE_WORDS,
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
    "majority": lambda: _("{votes} of {valid} valid votes were for {grade}"),
    "tie_takes_lower": lambda: _("A tie at {votes} votes: the lower grade {grade} holds"),
    "veto": lambda: _("Vetoed: {outcome}"),
    "set_grade": lambda: _("{outcome}: the grade is set to {grade}"),
    "quota_place": lambda: _("Place {rank} of {places} that may have this grade"),
    "quota_full": lambda: _("Place {rank}, and {places} may have this grade"),
    "quota_tie": lambda: _("Place {rank} is shared by {tied}, and {places} may have this grade"),
    "band": lambda: _("{total} points, at least {at_least}: {grade}"),
    "band_below": lambda: _("{total} points, below {below}: {grade}"),
    "low_years_running": lambda: _("Below {below} points for {years} years running"),
    "not_rated": lambda: _("Not rated: {standing}"),
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


def _spoken(params: Mapping[str, str]) -> dict[str, str]:
    """Replace codes by names; numbers stay as the core wrote them."""
    spoken = dict(params)
    if "unit" in params:
        spoken["unit"] = unit_words(params["unit"])
    kind = params.get("kind")
    if "outcome" in params:
        spoken["outcome"] = outcome_words(kind or "sanction", params["outcome"])
    if kind is not None:
        spoken["kind"] = kind_words(kind, params.get("details", ""))
    if "grade" in params:
        grades = VOCABULARY["assessment"].outcomes
        spoken["grade"] = grades[params["grade"]].to(language()) if params["grade"] in grades else params["grade"]
    if "standing" in params:
        spoken["standing"] = standing_words(params["standing"])
    return spoken
