"""Grades of a branch: the steps of a grading in their order, ranks and streaks."""
