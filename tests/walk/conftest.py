"""Says at the end of a run how often the walking bot was killed and what came twice because of it."""

from __future__ import annotations

import pytest

KILLS: pytest.StashKey[list[str]] = pytest.StashKey()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Write the lines that the killed walk left."""
    lines = config.stash.get(KILLS, [])
    if lines:
        terminalreporter.section("the killed walk")
        for line in lines:
            terminalreporter.write_line(line)
