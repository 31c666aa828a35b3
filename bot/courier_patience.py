"""Whom the courier leaves alone for a while, and when it leaves everybody alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable
from time import monotonic
from typing import Generic, TypeVar

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0
LONGEST_COMMON_PAUSE = 15.0
FAILURES_IN_A_ROW = 3
"""After so many failures without a success between them the fault is not one chat's."""

K = TypeVar("K", bound=Hashable)


class Patience(Generic[K]):
    """Pauses in real seconds, doubled from failure to failure: for one addressee, and for all when nothing works."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._until: dict[K, float] = {}
        self._failures: defaultdict[K, int] = defaultdict(int)
        self._in_a_row = 0
        self._all_until = float("-inf")

    def succeeded(self, whom: K) -> None:
        """Forget former failures."""
        self._in_a_row = 0
        self._until.pop(whom, None)
        self._failures.pop(whom, None)

    def failed(self, whom: K) -> None:
        """Leave an addressee alone for a while, and everybody when failures follow each other."""
        self._failures[whom] += 1
        self._in_a_row += 1
        self.hold(whom, min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(self._failures[whom] - 1, 16)))
        beyond = self._in_a_row - FAILURES_IN_A_ROW
        if beyond >= 0:
            self.hold_all(min(LONGEST_COMMON_PAUSE, FIRST_PAUSE * 2 ** min(beyond, 16)))

    def asked_to_wait(self, whom: K, seconds: float) -> None:
        """Leave an addressee alone as long as the messenger asks; everybody, when it asks so again and again."""
        self._in_a_row += 1
        self.hold(whom, seconds)
        if self._in_a_row >= FAILURES_IN_A_ROW:
            self.hold_all(seconds)

    def hold(self, whom: K, seconds: float) -> None:
        """Leave an addressee alone for so many seconds."""
        self._until[whom] = self._clock() + seconds

    def hold_all(self, seconds: float) -> None:
        """Leave everybody alone for so many seconds; a longer pause that runs already stays."""
        self._all_until = max(self._all_until, self._clock() + seconds)

    def held(self) -> set[K]:
        """Who is to be left alone now."""
        now = self._clock()
        for whom in [one for one, until in self._until.items() if until <= now]:
            del self._until[whom]
        return set(self._until)

    def holds_all(self) -> bool:
        """Whether everybody is to be left alone now."""
        return self._clock() < self._all_until

    def seconds_left(self) -> float | None:
        """Seconds until the next pause ends; None when there is none."""
        ends = [*self._until.values(), self._all_until] if self.holds_all() else list(self._until.values())
        return max(0.0, min(ends) - self._clock()) if ends else None
