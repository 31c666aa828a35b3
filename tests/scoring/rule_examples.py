"""One rule of every kind as a scheme writes it, with every key that the kind has."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

MEETINGS = '[{ kind = "meeting", details = ["general", "lecture"] }]'
OWN = '[{ kind = "mark" }]'

EXAMPLES: Final[dict[str, tuple[str, Decimal | None]]] = {
    "occurrence": (
        """kind = "occurrence"
effect = "deduct"
each = 1.5
per = "month"
reads = [{ kind = "dues", outcomes = ["late", "unpaid"] }]
unless = [{ kind = "dues", outcomes = ["short"] }]
needs = [{ kind = "dues", outcomes = ["on_time"] }]""",
        Decimal(10),
    ),
    "tariff": (
        """kind = "tariff"
effect = "deduct"
prices = [
  { reads = [{ kind = "meeting", outcomes = ["absent"], details = ["general"] }], each = 2 },
  { reads = [{ kind = "meeting", outcomes = ["absent"] }], each = 1, per = "event" },
  { reads = [{ kind = "dues", outcomes = ["late", "short"] }], each = 3, per = "month" },
  { reads = [{ kind = "dues", outcomes = ["unpaid"] }], each = 4, per = "once" },
  { reads = [{ kind = "figure", outcomes = ["percent"] }], each = 0.5, per = "event", below = 95 },
]
looked_at = [{ kind = "criterion", outcomes = ["met"] }]""",
        None,
    ),
    "ladder": (
        f"""kind = "ladder"
effect = "award"
reads = {MEETINGS}
steps = [{{ from = 2, each = 1 }}, {{ from = 4, each = 0.5 }}]""",
        Decimal(3),
    ),
    "share": (
        f"""kind = "share"
reads = {MEETINGS}
attended = ["present", "late"]
per = "month" """,
        Decimal(5),
    ),
    "shortfall": (
        """kind = "shortfall"
reads = [{ kind = "quiz" }]
target = 15
each = 0.5
step = 2""",
        Decimal(10),
    ),
    "quota": (
        """kind = "quota"
parts = [
  { reads = [{ kind = "deed" }], target = 2 },
  { reads = [{ kind = "quiz" }, { kind = "activity", outcomes = ["joined"] }], target = 10 },
]
each = 5
once = true""",
        None,
    ),
    "attendance_quota": (
        f"""kind = "attendance_quota"
reads = {MEETINGS}
attended = ["present", "late"]
target = 4
each = 3""",
        None,
    ),
    "threshold": (
        """kind = "threshold"
reads = [{ kind = "study_app", outcomes = ["points"] }]
target = 12""",
        Decimal(5),
    ),
    "tiers": (
        """kind = "tiers"
reads = [{ kind = "ballot", outcomes = ["satisfied", "dissatisfied"] }]
of = "share"
good = ["satisfied"]
tiers = [{ above = 90, points = 5 }, { at_least = 80, points = 2.5 }]
unmeasured = "full"
otherwise = 1""",
        Decimal(5),
    ),
    "rate": (
        """kind = "rate"
reads = [{ kind = "ballot", outcomes = ["competent", "basic"] }]
good = ["competent"]
step = 5
each = 2""",
        Decimal(20),
    ),
    "grade": (
        """kind = "grade"
reads = [{ kind = "assessment", outcomes = ["excellent", "basic"] }]
points = { excellent = 10, basic = -3 }
ungraded = "zero" """,
        None,
    ),
    "levels": (
        """kind = "levels"
reads = [{ kind = "honour", outcomes = ["provincial", "municipal"] }]
points = { provincial = 5, municipal = 3 }""",
        Decimal(8),
    ),
    "mark": (f'kind = "mark"\nreads = {OWN}\nleast = 1', Decimal(12)),
    "mean": ('kind = "mean"\nreads = [{ kind = "rating" }]\nout_of = 20', Decimal(10)),
    "proportion": ('kind = "proportion"\nreads = [{ kind = "figure", outcomes = ["percent"] }]', Decimal(30)),
    "discretionary": (
        """kind = "discretionary"
effect = "award"
reads = [{ kind = "discretionary", outcomes = ["award"] }]
least = 2
most = 6
per = "once"
unless = [{ kind = "resolution", outcomes = ["approved"] }]""",
        Decimal(15),
    ),
    "check": (
        """kind = "check"
reads = [{ kind = "criterion" }]
each = 0.5
missing = ["missing", "breach"]
half = 1.5""",
        Decimal(4),
    ),
}
"""Kind to its text and the full of its item."""
