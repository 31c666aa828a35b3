"""How fast a bot may write.

Source: core.telegram.org/bots/faq, "My bot is hitting limits": 30 messages a second over all, one a second in
one chat in the long run, 20 a minute in one group. Telegram does not publish the burst it lets through in a
private chat; here it is `PRIVATE_BURST`.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from dataclasses import dataclass, field

from sandbox.errors import TooManyRequests

OVERALL, OVERALL_WINDOW = 30, 1.0
GROUP, GROUP_WINDOW = 20, 60.0
PRIVATE_BURST, PRIVATE_RATE = 10, 1.0


@dataclass(slots=True)
class Window:
    """At most `most` events in any `seconds`."""

    most: int
    seconds: float
    times: deque[float] = field(default_factory=deque)

    def wait(self, at: float, amount: int) -> float:
        """Return the seconds until `amount` more fit; 0 when they fit now."""
        while self.times and self.times[0] <= at - self.seconds:
            self.times.popleft()
        surplus = len(self.times) + min(amount, self.most) - self.most
        return self.times[surplus - 1] + self.seconds - at if surplus > 0 else 0.0

    def take(self, at: float, amount: int) -> None:
        """Count the events."""
        self.times.extend([at] * amount)


@dataclass(slots=True)
class Bucket:
    """So many at once, refilled steadily."""

    capacity: int
    rate: float
    level: float = field(init=False)
    at: float = 0.0

    def __post_init__(self) -> None:
        self.level = self.capacity

    def wait(self, at: float, amount: int) -> float:
        """Return the seconds until `amount` more fit; 0 when they fit now."""
        self.level = min(self.capacity, self.level + (at - self.at) * self.rate)
        self.at = at
        return max(0.0, (min(amount, self.capacity) - self.level) / self.rate)

    def take(self, _at: float, amount: int) -> None:
        """Count the events."""
        self.level -= amount


class RateLimiter:
    """The limits of one bot. Edits are counted apart from new messages in each chat, together over all."""

    def __init__(self) -> None:
        self._overall = Window(OVERALL, OVERALL_WINDOW)
        self._groups: dict[tuple[int, str], Window] = defaultdict(lambda: Window(GROUP, GROUP_WINDOW))
        self._private: dict[tuple[int, str], Bucket] = defaultdict(lambda: Bucket(PRIVATE_BURST, PRIVATE_RATE))

    def charge(self, chat_id: int, what: str, *, at: float, amount: int = 1) -> None:
        """Count messages to a chat (negative ids are groups), or refuse them all, counting none."""
        per_chat = self._groups[chat_id, what] if chat_id < 0 else self._private[chat_id, what]
        limits: tuple[Window | Bucket, ...] = (self._overall, per_chat)
        wait = max(limit.wait(at, amount) for limit in limits)
        if wait > 0:
            raise TooManyRequests(max(1, math.ceil(wait)))
        for limit in limits:
            limit.take(at, amount)
