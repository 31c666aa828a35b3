"""The JSON that travels, and how it is written."""

from __future__ import annotations

import json
from typing import Any

Json = dict[str, Any]


def without_nones(**fields: Any) -> Json:
    """Build an object as the Bot API does: an absent field is left out, never null."""
    return {name: value for name, value in fields.items() if value is not None}


def dump(value: object) -> str:
    """Write JSON in UTF-8 without escapes, as short as it gets."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
