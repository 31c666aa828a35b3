"""Everything that can follow from a grade, an alert, a rank or a streak; messages/ has wording for each."""

from __future__ import annotations

from typing import Final

CONSEQUENCES: Final = (
    "study_and_training",
    "preferred_for_awards",
    "award_candidate",
    "excellent_candidate",
    "commendation",
    "reward",
    "encouragement_talk",
    "talk",
    "admonitory_talk",
    "committee_talk",
    "early_warning_talk",
    "help",
    "helper",
    "warning",
    "correction_with_deadline",
    "training_and_test",
    "rectification_notice",
    "recheck",
    "rectification_branch",
    "no_awards",
    "awards_lost",
    "publication",
    "criticism",
    "written_self_criticism",
    "disqualification_procedure",
    "superior_review",
    "organisational_handling",
    "persuade_to_leave_or_strike_off",
    "handle_by_charter",
    "probation_extension",
    "probation_cancelled",
    "model_post",
    "outstanding_member",
    "red_flag_branch",
    "advanced_branch",
)
