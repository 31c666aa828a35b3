"""Every kind of button, with whatever somebody could write into it, tapped by anybody, alone or in a row."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import pytest
from aiogram.filters.callback_data import CallbackData
from hypothesis import given, settings
from hypothesis import strategies as st

import messages
from tests.hostile.fuzz.rig import rig
from tests.states.office import ANYBODY

for module in pkgutil.iter_modules(messages.__path__):
    importlib.import_module(f"messages.{module.name}")

EVERY = sorted(CallbackData.__subclasses__(), key=lambda one: one.__prefix__)
SMALL = st.integers(1, 14)
"""Numbers of rows that there are."""
BEYOND = st.sampled_from([0, -1, 99, 2**31 - 1, 2**31, 2**63, -(2**63) - 1, 10**19])
WORDS = st.sampled_from(
    [
        *(
            "",
            "back",
            "summary",
            "title",
            "day",
            "time",
            "minutes",
            "audience",
            "repeat",
            "who",
            "due",
            "every",
            "kind",
        ),
        *(
            "all",
            "none",
            "0",
            "1",
            "9",
            "-1",
            "month",
            "year",
            "2026-12",
            "2026-13",
            "0000-00",
            "20261231",
            "2026-02-30",
        ),
        *(
            "general",
            "monthly_day",
            "branch",
            "short",
            "points",
            "study",
            "payments",
            "zh_CN",
            "en",
            "xx",
            "home",
            "plan",
        ),
        *(
            "m1",
            "m7",
            "skip",
            "done",
            "today",
            "quantity",
            "note",
            "evidence",
            "full",
            "tick",
            "salary",
            "apply",
            "drop",
        ),
        *("<b>", "'; --", "党" * 5, "１２", "٣", "\u202e", "../..", "NaN", "1e9", "½"),
    ]
)


@pytest.fixture(autouse=True)
def nothing_breaks() -> Iterator[None]:
    """Hide the folder's fixture of this name, which runs a whole branch over HTTP: the rig sees what breaks."""
    return iter((None,))


def values(kind: Any) -> st.SearchStrategy[str]:
    """Hostile values for a field of a type, as they stand in a payload."""
    origin, given_ = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return values(given_[0])
    if origin in (Union, UnionType):
        return st.one_of([values(one) for one in given_])
    return _plain_values(kind, given_)


def _plain_values(kind: Any, allowed: tuple[Any, ...]) -> st.SearchStrategy[str]:
    if allowed:
        return st.sampled_from([str(one) for one in allowed] + ["nonsense"])
    if kind is NoneType or kind is bool:
        return st.sampled_from([""] if kind is NoneType else ["0", "1", "1", "2", "True"])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from([str(one.value) for one in kind] + ["nonsense"])
    if kind is int:
        return st.one_of(SMALL, SMALL, BEYOND).map(str)
    return st.one_of(WORDS, WORDS, SMALL.map(lambda number: f"m{number}"), st.text(max_size=12))


def payloads(kind: type[CallbackData]) -> st.SearchStrategy[str]:
    """Payloads of one kind of button: every field hostile, now and then one too many or one too few."""
    fields = [values(one.rebuild_annotation()) for one in kind.model_fields.values()]
    whole = st.tuples(*fields).map(lambda found: ":".join((kind.__prefix__, *found)))
    torn = whole.flatmap(lambda data: st.sampled_from([data + ":", data + ":1", data.rpartition(":")[0], data[:-1]]))
    return st.one_of(whole, whole, whole, torn).map(lambda data: data.encode()[:64].decode(errors="ignore") or "x")


ANY = st.sampled_from(EVERY).flatmap(payloads)


def test_every_kind_of_button_is_known_here() -> None:
    assert len(EVERY) > 100
    prefixes = [kind.__prefix__ for kind in EVERY]
    assert len(set(prefixes)) == len(prefixes)


@pytest.mark.parametrize("kind", EVERY, ids=lambda kind: kind.__name__)
def test_whoever_taps_whatever_button_is_answered_and_does_no_harm(kind: type[CallbackData]) -> None:
    @settings(max_examples=4)
    @given(data=payloads(kind), names=st.lists(st.sampled_from(ANYBODY), min_size=1, max_size=3), group=st.booleans())
    def tapped(data: str, names: list[str], group: bool) -> None:
        rig().reset()
        for name in names:
            rig().tap(name, data, in_group=group)

    tapped()


@settings(max_examples=25)
@given(taps=st.lists(st.tuples(st.sampled_from(ANYBODY), ANY), min_size=5, max_size=12))
def test_many_taps_in_a_row_by_many_people_break_nothing(taps: list[tuple[str, str]]) -> None:
    rig().reset()
    for name, data in taps:
        rig().tap(name, data)
