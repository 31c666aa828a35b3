"""The presets: dated TOML, each with its source."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from scoring import Scheme, load_scheme

_SUFFIX: Final = ".toml"


class UnknownScheme(LookupError):
    """No preset has this name; the text names those that exist."""


def names() -> tuple[str, ...]:
    """The names of all presets, in order."""
    found = (entry.name for entry in files(__name__).iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in found if name.endswith(_SUFFIX)))


@cache
def load(name: str) -> Scheme:
    """The preset with this name, read once; UnknownScheme when there is none."""
    if name not in names():
        raise UnknownScheme(f'scheme "{name}" is unknown; allowed: {", ".join(names())}')
    text = files(__name__).joinpath(name + _SUFFIX).read_text("utf-8")
    return load_scheme(text, where=f"schemes/{name}{_SUFFIX}")
