from __future__ import annotations

import pytest

from scoring.grades.streaks import Held, contest
from scoring.periods import parse


def _held(*ranks: str, running: int = 2, place: int = 1) -> dict[str, Held]:
    """The contest of branches: each text is a period and the branches in their order, equals joined by '='."""
    placings = []
    for line in ranks:
        label, *groups = line.split()
        found: dict[str, int] = {}
        for group in groups:
            found |= dict.fromkeys(group.split("="), len(found) + 1)
        placings.append((parse(label), found))
    return contest(placings, place=place, running=running)


@pytest.mark.parametrize(
    ("ranks", "a"),
    [
        pytest.param(["2026-Q1 a b"], Held(1, 0), id="one-quarter-first"),
        pytest.param(["2026-Q1 a b", "2026-Q2 a b"], Held(2, 1), id="two-running-are-one-run"),
        pytest.param(["2026-Q1 a b", "2026-Q2 a b", "2026-Q3 a b", "2026-Q4 a b"], Held(4, 3), id="three-runs"),
        pytest.param(["2026-Q1 a b", "2026-Q2 a b", "2026-Q3 b a", "2026-Q4 a b"], Held(1, 1), id="a-loss-breaks-it"),
        pytest.param(["2025-Q4 a b", "2026-Q1 a b"], Held(1, 0), id="the-new-year-ends-it"),
        pytest.param(["2025 a b", "2026 a b"], Held(2, 0), id="years-run-on"),
        pytest.param(["2026-Q1 a=b c", "2026-Q2 b=a c"], Held(2, 1), id="a-shared-place-counts"),
        pytest.param(["2026-Q1 a b", "2026-Q3 a b"], Held(1, 0), id="a-quarter-without-ranking-breaks-it"),
        pytest.param(["2026-Q1 a b", "2026-Q2 b"], Held(0, 0), id="who-was-not-ranked-did-not-hold-it"),
        pytest.param(["2026-Q2 b a", "2026-Q1 a b"], Held(0, 0), id="the-last-period-counts-however-they-are-given"),
    ],
)
def test_the_first_place_held_in_quarters_running(ranks: list[str], a: Held) -> None:
    assert _held(*ranks)["a"] == a


def test_everybody_has_his_own_run_and_a_better_place_is_held_too() -> None:
    found = _held("2026-Q1 a b c d", "2026-Q2 d c b a", place=3)
    assert {name: held.running for name, held in found.items()} == {"a": 0, "b": 2, "c": 2, "d": 1}
    assert contest([], place=1, running=2) == {}
