"""Why a breach has its consequence: the ladder's reason codes in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from messages.i18n import _, language
from scoring.ladder import ACTIONS

LADDER_WORDS: Mapping[str, Callable[[], str]] = {
    "breach_of_year": lambda: _("Number {number} of the year"),
    "breach_running": lambda: _("{unit} in a row: {number}"),
    "breach_over_free": lambda: _("{number} in the year, of which the first {free} do not count"),
    "breach_quota": lambda: _("{got} of at least {target}"),
    "breach_despite": lambda: _("Still so after {kind} – {outcome}"),
    "steps_of_cause": lambda: _("{action} for the same cause in the year: {count}"),
    "steps_uncorrected": lambda: _("{action} for the same cause in the year: {count}, and no correction since"),
    "steps_in_all": lambda: _("{action} in the whole year: {count}"),
    "measure_term": lambda: _("For {months} months, until {until}"),
    "measure_extended": lambda: _("Extended by {months} months, until {until}"),
    "measure_due": lambda: _("The term ended on {until} and has to be judged"),
    "measure_corrected": lambda: _("Corrected"),
    "measure_uncorrected": lambda: _("Not corrected by the end"),
    "measure_refused": lambda: _("Refuses"),
    "measure_superseded": lambda: _("Followed by a heavier measure"),
}
"""The words of the ladder's codes, by the names of their params (`scoring.reasons.REASONS`)."""


def action_words(action: str) -> str:
    """Name what follows at once from a breach; a measure is named by its scheme."""
    return ACTIONS[action].to(language()) if action in ACTIONS else action
