"""Sheets of facts and of members, every faulty cell told."""
