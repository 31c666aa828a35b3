"""What the scheme commands are given: schemes, sheets and periods, read with every fault named."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

import schemes
from bot.command_line import refuse
from messages.i18n import LANGUAGES, speaking
from scoring import (
    Fact,
    FactsFaults,
    MemberProfile,
    Period,
    Scheme,
    SchemeFaults,
    load_scheme,
    read_facts,
    read_members,
)
from scoring.member import Category, UnitCategory
from scoring.periods import parse, year

T = TypeVar("T")


class CommandFaults(Exception):
    """A scheme, a sheet or an option is faulty; ``faults`` holds a line for each reason."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Speak a language inside the block; faults end the command, each on a line of its own."""
    if language not in LANGUAGES:
        refuse([f"--lang: found {language}; allowed: {', '.join(LANGUAGES)}"])
    try:
        with speaking(language):
            yield
    except CommandFaults as error:
        refuse(error.faults)


def open_scheme(name: str) -> Scheme:
    """Load a preset by its name or a scheme by its .toml file; CommandFaults names everything wrong."""
    try:
        return load_scheme(read_text(name), where=name) if name.endswith(".toml") else schemes.load(name)
    except schemes.UnknownScheme as error:
        raise CommandFaults([f"{error}; or a scheme's .toml file"]) from error
    except SchemeFaults as error:
        raise CommandFaults([str(fault) for fault in error.faults]) from error


def open_schemes(*names: str) -> tuple[Scheme, ...]:
    """Load several; CommandFaults names everything wrong with any of them."""
    found, faults = list[Scheme](), list[str]()
    for name in names:
        try:
            found.append(open_scheme(name))
        except CommandFaults as error:
            faults += error.faults
    if faults:
        raise CommandFaults(faults)
    return tuple(found)


def read_text(name: str) -> str:
    """Read a scheme's file; CommandFaults when that is impossible."""
    try:
        return Path(name).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandFaults([f"{name}: cannot be read: {_why(error)}; expected a scheme's .toml file"]) from error


def open_facts(sheet: Path) -> list[Fact]:
    """Read a sheet of facts, which must hold at least one."""
    facts = _read_sheet(sheet, read_facts, "facts")
    if not facts:
        raise CommandFaults([f"{sheet}: no facts found; expected at least one row below the heading"])
    return facts


def open_members(sheet: Path | None, facts: Sequence[Fact], scheme: Scheme) -> list[MemberProfile]:
    """Read a sheet of members, branches or units; without one everybody in the facts is an ordinary one.

    Who has facts but is not in the sheet is a fault.
    """
    usual: Category | UnitCategory = "in_service" if scheme.subject == "member" else "branch"
    named = dict.fromkeys(sorted({fact.member for fact in facts}))
    if sheet is None:
        return [MemberProfile(member, usual) for member in named]
    members = _read_sheet(sheet, partial(read_members, usual=usual), "members")
    known = {profile.id for profile in members}
    if strangers := [member for member in named if member not in known]:
        raise CommandFaults(
            [f'{sheet}: member "{member}" has facts but no row here; expected a row for each' for member in strangers]
        )
    return members


def _read_sheet(sheet: Path, read: Callable[[bytes], list[T]], of: str) -> list[T]:
    try:
        return read(sheet.read_bytes())
    except OSError as error:
        raise CommandFaults([f"{sheet}: cannot be read: {_why(error)}; expected a CSV file of {of}"]) from error
    except FactsFaults as error:
        raise CommandFaults([f"{sheet}: {fault}" for fault in error.faults]) from error


def which_period(label: str | None, facts: Sequence[Fact]) -> Period:
    """Read a period's label; without one it is the year that all facts lie in."""
    if label is not None:
        try:
            return parse(label)
        except ValueError as error:
            raise CommandFaults([f"--period: {error}"]) from error
    years = sorted({fact.on.year for fact in facts})
    if len(years) > 1:
        raise CommandFaults([f"--period: the facts are of {years[0]} to {years[-1]}; say which, such as {years[-1]}"])
    return year(years[0])


def which_day(text: str | None) -> date | None:
    """Read the last day looked at."""
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise CommandFaults([f"--as-of: found {text}; expected a day such as 2026-07-31"]) from None


def _why(error: OSError | UnicodeDecodeError) -> str:
    return getattr(error, "strerror", None) or "it is not UTF-8"
