"""Notices of a person's own data: handed out, and erased."""

from datetime import date
from typing import Any, ClassVar

from storage.notices.base import Notice


class MyData(Notice):
    """Everything that is kept about the reader, by table. ``left``: he belongs to no branch and may be erased."""

    kind: ClassVar[str] = "my_data.handed_out"
    name: str
    on: date
    tables: dict[str, list[dict[str, Any]]]
    left: bool


class ErasureAsk(Notice):
    """Ask whether he is sure."""

    kind: ClassVar[str] = "my_data.erasure_ask"


class ErasureTooEarly(Notice):
    """He belongs to a branch: it needs his data."""

    kind: ClassVar[str] = "my_data.too_early"


class ErasureFiled(Notice):
    """The request waits for the secretary."""

    kind: ClassVar[str] = "my_data.filed"


class ErasureAsked(Notice):
    """The card of a request, for who decides."""

    kind: ClassVar[str] = "my_data.erasure_asked"
    request_id: int
    name: str


class ErasureSettled(Notice):
    """What was decided; nobody is named whose data is gone."""

    kind: ClassVar[str] = "my_data.settled"
    approved: bool
    by: str
