"""Faults on order: the next calls of a method fail in a chosen way."""

from __future__ import annotations

from dataclasses import dataclass

from sandbox.errors import ControlError
from sandbox.shapes import Json

KINDS = ("429", "500", "drop", "slow")


@dataclass(slots=True)
class Fault:
    """What shall go wrong, and how often."""

    method: str
    kind: str
    count: int
    retry_after: int = 1
    delay: float = 1.0
    after: bool = False
    chat_id: int | None = None

    def hits(self, method: str, chat_id: str) -> bool:
        """Tell whether a call is meant."""
        named = self.method == "*" or self.method.lower() == method.lower()
        return self.count > 0 and named and self.chat_id in {None, _number(chat_id)}


class Faults:
    """The faults that still wait for their calls."""

    def __init__(self) -> None:
        self._ordered: list[Fault] = []

    def order(self, asked: Json) -> None:
        """Add a fault from its JSON form."""
        kind, when = str(asked.get("kind")), asked.get("when", "before")
        if kind not in KINDS:
            raise ControlError(f"kind is {kind!r}, must be one of {', '.join(KINDS)}")
        if when not in {"before", "after"}:
            raise ControlError(f"when is {when!r}, must be before or after")
        fault = Fault(
            method=str(asked.get("method", "*")),
            kind=kind,
            count=int(asked.get("count", 1)),
            retry_after=int(asked.get("retry_after", 1)),
            delay=float(asked.get("delay", 1.0)),
            after=when == "after",
            chat_id=asked.get("chat_id"),
        )
        self._ordered.append(fault)

    def take(self, method: str, chat_id: str) -> Fault | None:
        """Return the fault that a call runs into, counting it."""
        fault = next((fault for fault in self._ordered if fault.hits(method, chat_id)), None)
        if fault is not None:
            fault.count -= 1
        return fault

    @property
    def waiting(self) -> int:
        """How many calls are still to fail."""
        return sum(fault.count for fault in self._ordered)

    def clear(self) -> None:
        """Let all calls pass again."""
        self._ordered.clear()


def _number(chat_id: str) -> int | None:
    return int(chat_id) if chat_id.lstrip("-").isdigit() else None
