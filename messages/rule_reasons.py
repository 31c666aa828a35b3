"""What a rule of a scheme counted, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from messages.i18n import _, language
from scoring import VOCABULARY


def kind_words(kind: str, details: str = "") -> str:
    """Name a kind of fact, with those of its comma-separated details that have names."""
    known = VOCABULARY[kind]
    names = [known.details[detail].to(language()) for detail in details.split(",") if detail in known.details]
    if not names:
        return known.name.to(language())
    return _("{kind} ({details})").format(kind=known.name.to(language()), details=_(", ").join(names))


def outcome_words(kind: str, outcome: str) -> str:
    """Name a kind's outcome."""
    return VOCABULARY[kind].outcomes[outcome].to(language())


RULE_WORDS: Mapping[str, Callable[[], str]] = {
    "full_kept": lambda: _("Nothing against it: the full {full} points are kept"),
    "no_loss": lambda: _("Nothing was taken off"),
    "none_yet": lambda: _("Nothing has been recorded yet"),
    "not_held_counts_full": lambda: _("None was held, which counts full: {full} points"),
    "share_attended": lambda: _("Attended {attended} of {held}, full marks {full}"),
    "share_with_leave": lambda: _("Attended {attended} of {held} (of these on leave: {leave}), full marks {full}"),
    "share_of_months": lambda: _("{kept} of {months} months as they should be, full marks {full}"),
    "deduct_each": lambda: _("{kind} – {outcome}: {count} × {each} points, −{sum}"),
    "award_each": lambda: _("{kind} – {outcome}: {count} × {each} points, +{sum}"),
    "deduct_once": lambda: _("{kind} – {outcome}: −{sum}, charged once"),
    "award_once": lambda: _("{kind} – {outcome}: +{sum}, given once"),
    "deduct_priced": lambda: _("{kind} – {outcome}: {count} × {each} points, −{sum}"),
    "award_priced": lambda: _("{kind} – {outcome}: {count} × {each} points, +{sum}"),
    "deduct_below": lambda: _("{kind} – {outcome} below {below}: {count} × {each} points, −{sum}"),
    "charged_elsewhere": lambda: _("{count} of these are charged in another line and not twice"),
    "award_barred": lambda: _("{count} of these earn nothing, because of what else is on record"),
    "nothing_without": lambda: _("No points here without this being recorded: {kind} – {outcome}"),
    "excused": lambda: _("Excused, so that nothing counts here: {kind} – {outcome}"),
    "ladder_free": lambda: _("The first {free} are free, {count} of them used"),
    "ladder_deduct": lambda: _("From number {start} on {each} points each: {count} of these, −{sum}"),
    "ladder_award": lambda: _("From number {start} on {each} points each: {count} of these, +{sum}"),
    "target_reached": lambda: _("Target reached: {got} of {target}"),
    "shortfall": lambda: _("{got} of {target}: {short} short, {each} points for each complete {step}, −{sum}"),
    "quota_reached": lambda: _("{kind}: {got} of at least {target}, reached"),
    "quota_so_far": lambda: _("{kind}: so far {got} of {target}; each one missing on the last day costs {each} points"),
    "quota_so_far_once": lambda: _(
        "{kind}: so far {got} of {target}; if any is missing on the last day, that costs {each} points once"
    ),
    "quota_short": lambda: _("{kind}: {got} of {target}, {short} short, {each} points each, −{sum}"),
    "quota_lacks": lambda: _("{kind}: only {got} of {target}"),
    "quota_once": lambda: _("Not all that was asked is there: −{sum}, charged once"),
    "attended_enough": lambda: _("Attended {attended} of {held} held, {asked} were asked"),
    "attended_short": lambda: _(
        "Attended {attended} of {held} held, {asked} were asked: {short} short, {each} points each, −{sum}"
    ),
    "threshold_reached": lambda: _("{got} reaches {target}: the full {full} points"),
    "threshold_missed": lambda: _("{got} of {target}: 0 points, only all of it gives {full}"),
    "tier_at_least": lambda: _("{measure} is at least {bound}: {points} points"),
    "tier_above": lambda: _("{measure} is above {bound}: {points} points"),
    "tier_missed": lambda: _("{measure} reaches no tier, the lowest begins at {bound}: {points} points"),
    "pass_rate": lambda: _("Passed by {passed} of {valid} valid votes: {steps} steps of {step} % missed, −{sum}"),
    "grade_points": lambda: _("Appraised as {grade}: {points} points"),
    "ungraded_zero": lambda: _("Not appraised: no points"),
    "mark_given": lambda: _("Marked {points} points"),
    "mark_corrected": lambda: _("Marked {points} points, corrected by the committee"),
    "mean_rating": lambda: _("The mean of {count} ratings is {mean} of {out_of}, full marks {full}"),
    "proportion": lambda: _("The result is {percent} %, full marks {full}"),
    "check_met": lambda: _("Met: {points} points"),
    "check_half_met": lambda: _("Half met: {points} points"),
    "check_unmet": lambda: _("Not met: {points} points"),
    "check_missing": lambda: _("Missing: {count} × {each} points, −{sum}"),
    "discretionary_deduct": lambda: _("Taken off by the branch's decision, times {count}: −{sum}"),
    "discretionary_award": lambda: _("Given by the branch's decision, times {count}: +{sum}"),
    "raised_to_least": lambda: _("{entered} points were entered, at least {least} count"),
    "held_to_most": lambda: _("{entered} points were entered, at most {most} count"),
    "capped": lambda: _("At most {cap} points count here ({raw} were earned)"),
    "floored": lambda: _("Not less than {floor} points ({raw} by the count)"),
    "pending_ballot": lambda: _("Waits for the appraisal's ballots"),
    "pending_assessment": lambda: _("Waits for the yearly appraisal"),
    "pending_result": lambda: _("Waits for the result that it is measured by"),
    "pending_mark": lambda: _("Waits for the mark"),
    "pending_rating": lambda: _("Waits for the ratings"),
    "pending_check": lambda: _("Waits for the check"),
}
"""The words of each rule's codes, by the names of their params (`scoring.reasons.REASONS`)."""
