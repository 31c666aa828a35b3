"""From facts to score cards."""
