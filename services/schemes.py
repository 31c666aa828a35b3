"""Which scheme scores a branch: its preset, with the items and values of its own."""

from __future__ import annotations

from functools import lru_cache

import schemes
from scoring import localised
from scoring.scheme import Scheme
from storage.tables import Branch


def branch_scheme(branch: Branch) -> Scheme:
    """The scheme of a branch; raises UnknownScheme or SchemeFaults for what was stored wrongly."""
    return _scheme(branch.scheme_id, branch.local_items)


@lru_cache(maxsize=256)
def _scheme(scheme_id: str, local_items: str) -> Scheme:
    preset = schemes.load(scheme_id)
    return localised(preset, local_items, f"local settings for {scheme_id}") if local_items else preset
