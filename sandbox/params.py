"""Reading the parameters of a call: JSON values or their text form, and uploads."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.errors import BadRequest
from sandbox.shapes import Json

TRUE = frozenset({"true", "1", "yes", "t", "y", "on"})
ATTACH = "attach://"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in the body of a call."""

    name: str
    content_type: str
    data: bytes


class Params:
    """What came with a call. A missing or empty value is None; one of a wrong type is refused by name."""

    def __init__(self, values: Mapping[str, Any], uploads: Mapping[str, Upload] | None = None) -> None:
        self._values = values
        self._uploads = uploads or {}

    def __contains__(self, name: str) -> bool:
        return self._values.get(name) not in (None, "")

    def text(self, name: str) -> str | None:
        """Return a string; numbers pass as their digits, as in a form."""
        value = self._values.get(name)
        if value is None:
            return None
        if isinstance(value, (bool, dict, list)):
            raise _wrong_type(name, "String")
        return str(value)

    def required_text(self, name: str) -> str:
        """Return a string that must not be empty."""
        value = self.text(name)
        if not value:
            raise BadRequest(f'parameter "{name}" is required')
        return value

    def integer(self, name: str) -> int | None:
        """Return a whole number."""
        if name not in self:
            return None
        try:
            return as_integer(self._values[name])
        except ValueError:
            raise _wrong_type(name, "Integer") from None

    def required_integer(self, name: str) -> int:
        """Return a whole number that must be there."""
        value = self.integer(name)
        if value is None:
            raise BadRequest(f'parameter "{name}" is required')
        return value

    def number(self, name: str) -> float | None:
        """Return a finite number."""
        if name not in self:
            return None
        value = self._values[name]
        try:
            number = math.nan if isinstance(value, bool) else float(value)
        except (TypeError, ValueError):
            number = math.nan
        if not math.isfinite(number):
            raise _wrong_type(name, "Float")
        return number

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a boolean; Telegram takes any text that is not a word for yes as no."""
        value = self._values.get(name)
        if value is None or value == "":
            return default
        if isinstance(value, bool):
            return value
        if isinstance(value, (dict, list)):
            raise _wrong_type(name, "Boolean")
        return str(value).strip().lower() in TRUE

    def object(self, name: str) -> Json | None:
        """Return a JSON object."""
        value = self._json(name)
        if value is not None and not isinstance(value, dict):
            raise _wrong_type(name, "Object")
        return value

    def array(self, name: str) -> list[Any] | None:
        """Return a JSON array."""
        value = self._json(name)
        if value is not None and not isinstance(value, list):
            raise _wrong_type(name, "Array")
        return value

    def integers(self, name: str) -> list[int] | None:
        """Return an array of whole numbers."""
        values = self.array(name)
        if values is None:
            return None
        try:
            return [as_integer(value) for value in values]
        except ValueError:
            raise _wrong_type(name, "Array of Integer") from None

    def upload(self, reference: str | None, field: str) -> Upload | None:
        """Find the upload that a value points at by attach://, or that was sent as the field itself."""
        if reference and reference.startswith(ATTACH):
            return self._uploads.get(reference.removeprefix(ATTACH))
        return self._uploads.get(field)

    def logged(self) -> Json:
        """Return the parameters for the log of calls: composite ones decoded, uploads by name and size."""
        shown = {name: _decoded(value) for name, value in self._values.items()}
        files = {name: {"file": up.name, "size": len(up.data)} for name, up in self._uploads.items()}
        return shown | files

    def _json(self, name: str) -> Any:
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise BadRequest(f"can't parse {name.replace('_', ' ')} JSON object") from None


def as_integer(value: Any) -> int:
    """Read a whole number from a number or its text; ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        raise ValueError(value)  # noqa: TRY004 - callers handle one error for type and digits
    return int(value)


def _wrong_type(name: str, kind: str) -> BadRequest:
    return BadRequest(f'parameter "{name}" must be of type {kind}')


def _decoded(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
