"""What a bot has not yet taken: one ordered queue a bot, read by polling or pushed to its webhook."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sandbox.shapes import Json

KINDS = (
    "message",
    "edited_message",
    "channel_post",
    "edited_channel_post",
    "business_connection",
    "business_message",
    "edited_business_message",
    "deleted_business_messages",
    "message_reaction",
    "message_reaction_count",
    "inline_query",
    "chosen_inline_result",
    "callback_query",
    "shipping_query",
    "pre_checkout_query",
    "purchased_paid_media",
    "poll",
    "poll_answer",
    "my_chat_member",
    "chat_member",
    "chat_join_request",
    "chat_boost",
    "removed_chat_boost",
)
ONLY_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
BY_DEFAULT = frozenset(KINDS) - ONLY_ON_REQUEST
KEPT_SECONDS = 24 * 3600
PAST_KEPT = 1000


@dataclass(eq=False, slots=True)
class Update:
    """One update; those of the same `lane` (a chat or a person) are pushed one after the other."""

    id: int
    lane: int
    at: float
    body: Json
    again: bool = False


class Inbox:
    """The updates of one bot, oldest first; a polling bot finds those of the last day."""

    def __init__(self, first_id: int) -> None:
        self._next_id = first_id
        self._pending: list[Update] = []
        self._past: OrderedDict[int, Update] = OrderedDict()
        self.allowed = BY_DEFAULT
        self.delivered_to: int | None = None
        self.listeners: set[Callable[[], None]] = set()

    def __len__(self) -> int:
        return len(self._pending)

    def allow(self, kinds: Iterable[str] | None) -> None:
        """Choose what is queued from now on; None keeps the choice, an empty one is the default."""
        if kinds is not None:
            self.allowed = frozenset(kinds) or BY_DEFAULT

    def push(self, kind: str, payload: Json, *, lane: int, at: float) -> None:
        """Queue an update unless its kind is not asked for."""
        if kind in self.allowed:
            self._append({kind: payload}, lane=lane, at=at)

    def inject(self, raw: Json, *, lane: int, at: float) -> int:
        """Queue a raw update whatever it is and return its id; its own id is kept when it brings one."""
        body = {key: value for key, value in raw.items() if key != "update_id"}
        return self._append(body, lane=lane, at=at, update_id=raw.get("update_id"))

    def repeat(self, update_id: int) -> bool:
        """Deliver an update once more, under the same id; False when it is not known."""
        known = next((u for u in self._pending if u.id == update_id), None) or self._past.get(update_id)
        if known is None:
            return False
        self._pending.append(Update(known.id, known.lane, known.at, known.body, again=True))
        self._ring()
        return True

    @property
    def oldest(self) -> int | None:
        """The first of the delivered updates that can be repeated."""
        return min(self._past, default=None)

    def batch(self, *, after: int | None, limit: int) -> list[Update]:
        """Return up to `limit` waiting updates; those to be repeated come whatever was confirmed, and once."""
        ready = [u for u in self._pending if u.again or after is None or u.id >= after]
        taken = sorted(ready, key=lambda u: u.id)[:limit]
        for update in taken:
            if update.again:
                self.done(update)
        return taken

    def confirm(self, offset: int) -> None:
        """Forget all updates below `offset`; a negative one keeps only the last so many."""
        older = [u for u in self._pending if u.id < offset and not u.again]
        for update in self._pending[:offset] if offset < 0 else older:
            self.done(update)

    def holds(self, update: Update) -> bool:
        """Tell whether an update still waits."""
        return update in self._pending

    def waiting(self) -> list[Update]:
        """List what is not yet delivered, oldest first."""
        return list(self._pending)

    def done(self, update: Update) -> None:
        """Mark an update as delivered; one that was dropped meanwhile stays dropped."""
        if update not in self._pending:
            return
        self._pending.remove(update)
        self._past[update.id] = update
        while len(self._past) > PAST_KEPT:
            self._past.popitem(last=False)
        self.delivered_to = max(update.id, self.delivered_to or 0)

    def expire(self, at: float) -> None:
        """Drop what has waited longer than a day."""
        if self._pending and self._pending[0].at < at - KEPT_SECONDS:
            self._pending = [u for u in self._pending if u.at >= at - KEPT_SECONDS]

    def clear(self) -> None:
        """Drop everything that waits."""
        self._pending.clear()

    def _append(self, body: Json, *, lane: int, at: float, update_id: int | None = None) -> int:
        number = self._next_id if update_id is None else update_id
        self._next_id = max(self._next_id, number + 1)
        self._pending.append(Update(number, lane, at, {"update_id": number, **body}))
        self._ring()
        return number

    def _ring(self) -> None:
        for listener in tuple(self.listeners):
            listener()
