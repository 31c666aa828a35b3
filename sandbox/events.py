"""What the page hears: one event for each viewer who may see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sandbox.shapes import Json

Listener = Callable[[Json], None]


class Hub:
    """Hands events to listeners; a listener follows some viewers, and hears what concerns everybody."""

    def __init__(self) -> None:
        self._listeners: dict[Listener, frozenset[int]] = {}

    def follow(self, viewers: Iterable[int], listener: Listener) -> None:
        """Tell `listener` what these viewers see."""
        self._listeners[listener] = frozenset(viewers)

    def leave(self, listener: Listener) -> None:
        """Stop telling."""
        self._listeners.pop(listener, None)

    def tell(self, viewer_id: int, event: Callable[[], Json]) -> None:
        """Tell what one viewer sees; the event is only built when somebody listens."""
        for listener, viewers in tuple(self._listeners.items()):
            if viewer_id in viewers:
                listener({**event(), "viewer": viewer_id})

    def tell_all(self, event: Json) -> None:
        """Tell what concerns everybody, such as the clock."""
        for listener in tuple(self._listeners):
            listener(event)
