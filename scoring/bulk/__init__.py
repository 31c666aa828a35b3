"""Many members at once: facts as columns, section points and totals as arrays. What a card says, without the reasons.

NumPy is imported here and nowhere else in the core, so that the bot does without it.
"""

from scoring.bulk.reading import from_facts, from_rows
from scoring.bulk.scores import BulkScores, score_bulk
from scoring.bulk.table import FactTable, FactType, TooLarge

__all__ = ["BulkScores", "FactTable", "FactType", "TooLarge", "from_facts", "from_rows", "score_bulk"]
