"""Which rules have a road of their own over all cells at once."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from scoring.bulk import counted, measured
from scoring.bulk.batch import Batch
from scoring.bulk.exact import Bools
from scoring.bulk.marks import Full, Marks, Vector
from scoring.bulk.slow import cell_by_cell
from scoring.bulk.tariff import tariff
from scoring.rules import (
    AttendanceQuota,
    Check,
    Discretionary,
    GradePoints,
    Ladder,
    Levels,
    Mark,
    MeanRating,
    PerOccurrence,
    Proportion,
    Quota,
    RateSteps,
    Rule,
    ShareAttended,
    Shortfall,
    Tariff,
    Threshold,
    Tiers,
)

VECTORS: Final[Mapping[type[Rule], Vector]] = MappingProxyType(
    {
        AttendanceQuota: counted.attendance_quota,
        Check: measured.check,
        Discretionary: counted.discretionary,
        GradePoints: measured.grade,
        Ladder: counted.ladder,
        Levels: counted.levels,
        Mark: measured.mark,
        MeanRating: measured.mean,
        PerOccurrence: counted.occurrence,
        Proportion: measured.proportion,
        Quota: counted.quota,
        RateSteps: measured.rate,
        ShareAttended: counted.share,
        Shortfall: counted.shortfall,
        Tariff: tariff,
        Threshold: counted.threshold,
        Tiers: measured.tiers,
    }
)


def marks_of(rule: Rule, batch: Batch, full: Full, over: Bools) -> Marks:
    """What the rule gives in every cell that has rows, by its own road or one cell after the other."""
    return VECTORS.get(type(rule), cell_by_cell)(rule, batch, full, over)
