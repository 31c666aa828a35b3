"""Schemes' files checked, all of them before anything is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import schemes
from bot.scheme_files import CommandFaults, read_text
from scoring import SchemeFaults, load_scheme


@dataclass(slots=True)
class Findings:
    """What is right, what is wrong and what could not be read; ``faulty`` counts the files with faults."""

    clean: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    faulty: int = 0


def lint(names: Sequence[str]) -> Findings:
    """Check every file, or preset, and gather what is wrong with each."""
    found = Findings()
    for name in names:
        try:
            if name.endswith(".toml"):
                load_scheme(read_text(name), where=name)
            else:
                schemes.load(name)
        except SchemeFaults as error:
            found.faulty += 1
            found.faults += map(str, error.faults)
        except (CommandFaults, schemes.UnknownScheme) as error:
            found.unreadable += str(error).splitlines()
        else:
            found.clean.append(name)
    return found
