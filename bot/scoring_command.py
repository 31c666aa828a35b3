"""`xianfeng score`: a file of facts scored with a scheme, without a bot."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import schemes
from messages.i18n import speaking
from messages.reasons import reason_words
from scoring import (
    Fact,
    FactsFaults,
    MemberProfile,
    Period,
    Scheme,
    SchemeFaults,
    ScoreCard,
    load_scheme,
    rank,
    read_facts,
    score_card,
    to_json,
)
from scoring.errors import ScoringError
from scoring.periods import parse, year
from scoring.points import plain


class ScoreFaults(Exception):
    """The scheme, the sheet or an option is faulty; ``faults`` holds a line for each reason."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = list(faults)


def score_file(scheme: str, sheet: Path, *, period: str | None, as_of: str | None, as_json: bool, language: str) -> str:
    """Give the cards of everybody in a sheet, by rank, as a table with reasons or as JSON; ScoreFaults names all."""
    loaded = _scheme(scheme)
    facts = _facts(sheet)
    span = _period(period, facts)
    until = _day(as_of)
    try:
        cards = [
            score_card(loaded, MemberProfile(member), facts, span, as_of=until)
            for member in sorted({fact.member for fact in facts})
        ]
    except ScoringError as error:
        raise ScoreFaults([str(error)]) from error
    if as_json:
        return json.dumps([json.loads(to_json(card)) for card in cards], ensure_ascii=False, indent=2)
    with speaking(language):
        return _table(loaded, cards, span, language)


def _scheme(name: str) -> Scheme:
    try:
        if not name.endswith(".toml"):
            return schemes.load(name)
        return load_scheme(Path(name).read_text("utf-8"), where=name)
    except schemes.UnknownScheme as error:
        raise ScoreFaults([str(error)]) from error
    except SchemeFaults as error:
        raise ScoreFaults([str(fault) for fault in error.faults]) from error
    except (OSError, UnicodeDecodeError) as error:
        raise ScoreFaults([f"{name}: cannot be read: {_why(error)}; expected a scheme's .toml file"]) from error


def _facts(sheet: Path) -> list[Fact]:
    try:
        facts = read_facts(sheet.read_bytes())
    except OSError as error:
        raise ScoreFaults([f"{sheet}: cannot be read: {_why(error)}; expected a CSV file of facts"]) from error
    except FactsFaults as error:
        raise ScoreFaults([f"{sheet}: {fault}" for fault in error.faults]) from error
    if not facts:
        raise ScoreFaults([f"{sheet}: no facts found; expected at least one row below the heading"])
    return facts


def _period(label: str | None, facts: Sequence[Fact]) -> Period:
    if label is not None:
        try:
            return parse(label)
        except ValueError as error:
            raise ScoreFaults([f"--period: {error}"]) from error
    years = sorted({fact.on.year for fact in facts})
    if len(years) > 1:
        raise ScoreFaults([f"--period: the facts are of {years[0]} to {years[-1]}; say which, such as {years[-1]}"])
    return year(years[0])


def _day(text: str | None) -> date | None:
    try:
        return None if text is None else date.fromisoformat(text)
    except ValueError:
        raise ScoreFaults([f"--as-of: found {text}; expected a day such as 2026-07-31"]) from None


def _why(error: OSError | UnicodeDecodeError) -> str:
    return getattr(error, "strerror", None) or "it is not UTF-8"


def _table(scheme: Scheme, cards: Sequence[ScoreCard], span: Period, language: str) -> str:
    from rich.console import Console
    from rich.table import Table

    by_member = {card.member: card for card in cards}
    ranked = {place.member: place.rank for place in rank(cards)}
    titles = [section.title.to(language) for section in cards[0].sections]
    table = Table("#", "", *titles, "=", title=f"{scheme.title.to(language)} · {span.label}")
    for member in sorted(by_member, key=lambda one: (ranked.get(one, len(cards) + 1), one)):
        card = by_member[member]
        points = [plain(section.shown) for section in card.sections]
        table.add_row(str(ranked.get(member, "–")), member, *points, plain(card.shown_total))
    console = Console(file=io.StringIO(), width=110)
    console.print(table)
    for member in sorted(by_member):
        console.print(_reasons(by_member[member], language), highlight=False, markup=False)
    out = console.file
    assert isinstance(out, io.StringIO)  # noqa: S101 (made above)
    return out.getvalue()


def _reasons(card: ScoreCard, language: str) -> str:
    lines = [f"{card.member}: {plain(card.shown_total)}"]
    for section in card.sections:
        for line in section.lines:
            why = "; ".join(reason_words(reason) for reason in line.reasons)
            of = "" if line.full is None else f"/{plain(line.full)}"
            lines.append(f"  {line.title.to(language)} {plain(line.shown)}{of}  {why}")
    return "\n".join(lines)
