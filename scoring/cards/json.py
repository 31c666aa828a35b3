"""Score cards as JSON and back, without losing anything."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from scoring.card import Outlook, ScoreCard, ScoreLine, SectionScore
from scoring.periods import Period
from scoring.points import plain
from scoring.reasons import Reason
from scoring.text import Text

Json = dict[str, Any]


def to_json(card: ScoreCard) -> str:
    """Write a card as JSON: points as decimal texts, dates as ISO texts."""
    data = {
        "scheme": card.scheme_id,
        "member": card.member,
        "period": _period(card.period),
        "covers": _period(card.covers),
        "as_of": card.as_of.isoformat() if card.as_of else None,
        "standing": card.standing,
        "total": plain(card.total),
        "months": card.months,
        "sections": [_section(section) for section in card.sections],
        "reasons": [_reason(why) for why in card.reasons],
        "outlook": _outlook(card.outlook) if card.outlook else None,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> ScoreCard:
    """Read what to_json wrote; KeyError or ValueError on anything else."""
    data = json.loads(text)
    return ScoreCard(
        scheme_id=data["scheme"],
        member=data["member"],
        period=_to_period(data["period"]),
        covers=_to_period(data["covers"]),
        as_of=date.fromisoformat(data["as_of"]) if data["as_of"] else None,
        standing=data["standing"],
        total=Decimal(data["total"]),
        sections=tuple(map(_to_section, data["sections"])),
        months=data["months"],
        reasons=tuple(map(_to_reason, data["reasons"])),
        outlook=_to_outlook(data["outlook"]) if data["outlook"] else None,
    )


def _outlook(outlook: Outlook) -> Json:
    title = outlook.next_grade
    return {
        "best": _number(outlook.best),
        "next": [title.zh, title.en] if title else None,
        "missing": plain(outlook.missing),
    }


def _to_outlook(data: Json) -> Outlook:
    title = Text(*data["next"]) if data["next"] else None
    return Outlook(_to_number(data["best"]), title, Decimal(data["missing"]))


def _period(period: Period) -> list[str]:
    return [period.start.isoformat(), period.end.isoformat()]


def _to_period(data: list[str]) -> Period:
    return Period(*map(date.fromisoformat, data))


def _section(section: SectionScore) -> Json:
    return {
        "id": section.id,
        "title": [section.title.zh, section.title.en],
        "points": plain(section.points),
        "full": _number(section.full),
        "shown": str(section.shown),
        "bound_hit": section.bound_hit,
        "pending": section.pending,
        "reasons": [_reason(why) for why in section.reasons],
        "lost": plain(section.lost),
        "beside": section.beside,
        "lines": [_line(line) for line in section.lines],
    }


def _to_section(data: Json) -> SectionScore:
    return SectionScore(
        id=data["id"],
        title=Text(*data["title"]),
        points=Decimal(data["points"]),
        full=_to_number(data["full"]),
        lines=tuple(map(_to_line, data["lines"])),
        shown=Decimal(data["shown"]),
        bound_hit=data["bound_hit"],
        pending=data["pending"],
        reasons=tuple(map(_to_reason, data["reasons"])),
        lost=Decimal(data["lost"]),
        beside=data["beside"],
    )


def _line(line: ScoreLine) -> Json:
    return {
        "item": line.item_id,
        "title": [line.title.zh, line.title.en],
        "points": plain(line.points),
        "full": _number(line.full),
        "bound_hit": line.bound_hit,
        "pending": line.pending,
        "facts": list(line.fact_ids),
        "reasons": [_reason(why) for why in line.reasons],
        "article": line.article,
        "lost": plain(line.lost),
    }


def _to_line(data: Json) -> ScoreLine:
    return ScoreLine(
        item_id=data["item"],
        title=Text(*data["title"]),
        points=Decimal(data["points"]),
        full=_to_number(data["full"]),
        bound_hit=data["bound_hit"],
        fact_ids=tuple(data["facts"]),
        reasons=tuple(map(_to_reason, data["reasons"])),
        article=data["article"],
        pending=data["pending"],
        lost=Decimal(data["lost"]),
    )


def _reason(why: Reason) -> list[str | Mapping[str, str]]:
    return [why.code, dict(why.params), why.when]


def _to_reason(data: tuple[str, dict[str, str], str]) -> Reason:
    return Reason(*data)


def _number(number: Decimal | None) -> str | None:
    return None if number is None else plain(number)


def _to_number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
