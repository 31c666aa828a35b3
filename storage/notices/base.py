"""What a notice is: a frozen record with a kind of its own, kept as JSON in the outbox."""

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict

_kinds: dict[str, type["Notice"]] = {}


class Notice(BaseModel):
    """One thing to say. Subclasses name their ``kind`` (``meeting.prompt``); a kind belongs to one class only."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: ClassVar[str]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Enter the class under its kind; a kind taken twice is a programming fault and stops the import."""
        super().__pydantic_init_subclass__(**kwargs)
        taken = _kinds.setdefault(cls.kind, cls)
        if taken is not cls:
            raise TypeError(f"{cls.__qualname__} and {taken.__qualname__} both claim the kind {cls.kind!r}")

    def dump(self) -> dict[str, Any]:
        """Give the JSON form that `load_notice` reads back."""
        return self.model_dump(mode="json")


def load_notice(kind: str, data: dict[str, Any]) -> Notice:
    """Read a stored notice back; KeyError names a kind that this version does not know."""
    return _kinds[kind].model_validate(data)


def notice_kinds() -> dict[str, type[Notice]]:
    """Every kind that was imported, for completeness tests."""
    return dict(_kinds)
