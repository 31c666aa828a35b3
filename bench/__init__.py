"""Measurements: each prints ratios to a named floor or peer of the same run, never seconds alone."""
