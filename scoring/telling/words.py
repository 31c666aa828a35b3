"""Words in both languages from which rules and schemes are described."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final

from scoring.details import GRADES
from scoring.points import plain
from scoring.rules.base import Reads
from scoring.text import Text
from scoring.vocabulary import VOCABULARY

NOTHING: Final = Text("", "")
TIME: Final = Text("次", "time")
_POINT: Final = Text("分", "point")
# What one of a fact's quantity is; everything else is counted in times.
_UNITS: Final[Mapping[tuple[str, str], Text]] = {
    ("study_app", "points"): _POINT,
    ("quiz", "points"): _POINT,
    ("service", "done"): Text("小时", "hour"),
    ("claim", "approved"): Text("次（按分申报的为每分）", "time (or point, where claimed by points)"),
    ("figure", "percent"): Text("个百分点", "percentage point"),
    ("figure", "number"): Text("个", "one"),
}
_UNITS_OF_KIND: Final[Mapping[str, Text]] = {
    "contact": Text("人", "person"),
    "ballot": Text("票", "vote"),
    "mark": _POINT,
    "rating": _POINT,
    "discretionary": _POINT,
    "criterion": Text("次（份）", "time or document"),
}


def joined(texts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    """Set texts side by side, each language with its own separator; empty ones are left out."""
    texts = [text for text in texts if text != NOTHING]
    return Text(zh.join(text.zh for text in texts), en.join(text.en for text in texts))


def sentence(*parts: Text) -> Text:
    """Join clauses to one sentence without its full stop."""
    return joined(parts, "；", "; ")


def points(number: Decimal) -> Text:
    """So many points: 2 分, 2 points, 1 point."""
    return Text(f"{plain(number)} 分", f"{plain(number)} point{'' if number == 1 else 's'}")


def off(number: Decimal) -> Text:
    """So many points are taken."""
    amount = points(number)
    return Text(f"扣 {amount.zh}", f"{amount.en} off")


def given(number: Decimal) -> Text:
    """So many points are added."""
    amount = points(number)
    return Text(f"加 {amount.zh}", f"{amount.en} added")


def unit_of(reads: Sequence[Reads]) -> Text:
    """What is counted; times when the facts are counted in different units."""
    units = {
        _UNITS.get((one.kind, outcome)) or _UNITS_OF_KIND.get(one.kind, TIME)
        for one in reads
        for outcome in one.outcomes
    }
    return units.pop() if len(units) == 1 else TIME


def what(reads: Sequence[Reads], own: str = "") -> Text:
    """Name the facts that are read; ``own`` is the item's id, which goes without saying as a detail."""
    return joined((_one(one, own) for one in reads), "，或", ", or ")


def _one(reads: Reads, own: str) -> Text:
    name = _about(reads, own)
    if set(reads.outcomes) == set(VOCABULARY[reads.kind].outcomes):
        return name
    found = outcomes(reads.outcomes, reads.kind)
    return Text(f"{name.zh}：{found.zh}", f"{name.en}: {found.en}")


def about(reads: Sequence[Reads], own: str = "") -> Text:
    """Name the kinds that are read with their details, each once, whatever their outcomes."""
    return joined(dict.fromkeys(_about(one, own) for one in reads))


def _about(reads: Reads, own: str) -> Text:
    kind = VOCABULARY[reads.kind]
    told = [code for code in reads.details if kind.detail_use != "item" or code != own]
    details = joined(kind.details.get(code, Text(code, code)) for code in told)
    if details == NOTHING:
        return kind.name
    return Text(f"{kind.name.zh}（{details.zh}）", f"{kind.name.en} ({details.en})")


def outcomes(codes: Iterable[str], kind: str) -> Text:
    """Name outcomes of a kind."""
    return joined(VOCABULARY[kind].outcomes[code] for code in codes)


def outcomes_read(codes: Iterable[str], reads: Sequence[Reads]) -> Text:
    """Name outcomes that any of the kinds read has, each once."""
    known = {code: name for one in reads for code, name in VOCABULARY[one.kind].outcomes.items()}
    return joined(known[code] for code in codes)


def priced(prices: Iterable[tuple[str, Decimal]], reads: Sequence[Reads]) -> Text:
    """Name outcomes with the points of each."""
    names = {**GRADES, **{code: name for one in reads for code, name in VOCABULARY[one.kind].outcomes.items()}}
    parts = ((names[code], points(worth)) for code, worth in prices)
    return joined(Text(f"{name.zh} {worth.zh}", f"{name.en} {worth.en}") for name, worth in parts)


def not_attended(attended: Iterable[str], reads: Sequence[Reads]) -> Text:
    """Say which outcomes do not count as attended; nothing when all do."""
    there = set(attended)
    missed = [code for one in reads for code in one.outcomes if code not in there]
    names = outcomes_read(dict.fromkeys(missed), reads)
    return Text(f"不算参加：{names.zh}", f"not attended: {names.en}") if missed else NOTHING
