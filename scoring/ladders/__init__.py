"""Climbing the ladder of a scheme without points: breaches, steps, proposals, measures."""
