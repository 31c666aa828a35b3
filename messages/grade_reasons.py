"""Why somebody has his grade, and what holds beside it, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from messages.i18n import _

GRADE_WORDS: Mapping[str, Callable[[], str]] = {
    "pending_resolution": lambda: _("Waits for the meeting that settles the grade"),
    "pending_vote": lambda: _("Not yet voted on or approved: {grade}"),
    "pending_figure": lambda: _("Not measured yet: {gate}"),
    "not_rated": lambda: _("Not rated: {standing}"),
    "points_only": lambda: _("Has points but no grade: {role}"),
    "no_grades": lambda: _("This scheme gives points and no grades"),
    "band": lambda: _("{of} {total} reaches the line of {grade} ({at_least})"),
    "band_below": lambda: _("{of} {total}, below {below}: {grade}"),
    "majority": lambda: _("{votes} of {valid} valid votes were for {grade}"),
    "tie_takes_lower": lambda: _("A tie at {votes} votes: the lower grade {grade} holds"),
    "share_above": lambda: _("{voters}: {votes} of {valid} valid ballots against, more than {percent} %"),
    "share_within": lambda: _("{voters}: {votes} of {valid} valid ballots against, not more than {percent} %"),
    "settled": lambda: _("Settled by the meeting: {grade}"),
    "months_running": lambda: _("{kind} – {outcome}: {months} months running, {limit} are the limit"),
    "veto": lambda: _("Vetoed by {kind} – {outcome}: {grade}"),
    "veto_unrated": lambda: _("Vetoed by {kind} – {outcome}: no grade and no place"),
    "set_grade": lambda: _("{kind} – {outcome}: the grade is set to {grade}"),
    "set_for": lambda: _("{alert}: the grade is set to {grade}"),
    "grade_later": lambda: _("{grades} are given for a longer period only: {grade} here"),
    "handled_for": lambda: _("{kind} – {outcome}: handled whatever the points"),
    "handled_for_listed": lambda: _("{behaviour}: handled whatever the points"),
    "gate_points": lambda: _("{of} {points} is below {at_least}, which rules out {grades}"),
    "gate_clean": lambda: _("Points were lost in {items}, which rules out {grades}"),
    "gate_fact": lambda: _("Without {gate}, which rules out {grades}"),
    "gate_figure": lambda: _("{gate} {value} is below {at_least}, which rules out {grades}"),
    "vote_approved": lambda: _("Voted or approved: {grade}"),
    "vote_refused": lambda: _("Refused by the vote or the approval: {grade}"),
    "quota_place": lambda: _("{grade}: place {rank} of the {places} there are"),
    "quota_full": lambda: _("{grade}: place {rank}, and there are only {places}"),
    "quota_tie": lambda: _("{grade}: place {rank} is shared by {tied}, and there are only {places}, so none gets it"),
    "alert_below": lambda: _("{alert}: {of} {points} is below {below}"),
    "alert_at_most": lambda: _("{alert}: {of} {points} is not above {at_most}"),
    "alert_grade": lambda: _("{alert}: graded {grade}"),
    "alert_excused": lambda: _("{alert}: left out for a special reason"),
    "rank_top": lambda: _("{alert}: place {rank}, among the first {places}"),
    "rank_bottom": lambda: _("{alert}: place {rank} from the end, among the last {places}"),
    "rank_tie": lambda: _("{alert}: place {rank} is shared by {tied} where {places} fit, so it holds for none of them"),
    "rank_not_clean": lambda: _("{alert}: not given, points were lost in {items}"),
    "streak_below": lambda: _("{alert}: below {below} points for {count} {unit} running"),
    "streak_place": lambda: _("{alert}: among the first {place} for {count} {unit} running"),
    "streak_alert": lambda: _("{alert}: “{earlier}” for {count} {unit} running"),
    "streak_grade": lambda: _("{alert}: {grade} for {count} {unit} running"),
    "streak_times": lambda: _("{alert}: {times} times this year"),
}
"""The words of each code of a grade."""
