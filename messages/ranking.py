"""Wording of the ranking: the text under the picture, the places that do not fit there, and the picture's labels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from messages.base import Wording, clip, safe, words
from messages.i18n import _, language, ngettext, speaking
from messages.periods import period_name
from messages.times import full_day
from scoring.points import plain
from storage.notices import ranking as said

UNDER_PICTURE = 20
"""Places under the picture; the rest follows as text."""

NAME = 12
"""Characters of a name in the text."""

BRANCH = 60

MEDALS = {1: "🥇", 2: "🥈", 3: "🥉"}


@dataclass(frozen=True, slots=True)
class PictureWords:
    """Everything that is written on the picture beside names and numbers."""

    title: str
    subtitle: str
    sections: tuple[str, ...]
    average: str
    new: str
    rest: str
    footnote: str


@words(said.Ranking)
def ranking(notice: said.Ranking) -> Wording:
    """Name the places, so that nobody needs the picture."""
    lines = [
        _("<b>Ranking {period}</b> · {branch}").format(
            period=period_name(notice.period), branch=safe(clip(notice.branch, BRANCH))
        ),
        *_places(notice.rows[:UNDER_PICTURE]),
        _("Average: {points}").format(points=plain(notice.average)),
    ]
    if notice.exempt:
        lines.append(_exempt(notice.exempt))
    lines.append(_("Send me /points in private to see the reason for each of your points."))
    return Wording("\n".join(lines))


@words(said.RankingRest)
def rest(notice: said.RankingRest) -> Wording:
    """Name the places that did not fit under the picture."""
    head = _("<b>Ranking {period}</b>, continued").format(period=period_name(notice.period))
    return Wording("\n".join([head, *_places(notice.rows)]))


def picture_words(notice: said.Ranking, reader: str | None, *, shown: int) -> PictureWords:
    """Give the picture's labels in a language; ``shown`` places are drawn."""
    with speaking(reader):
        left_out = len(notice.rows) - shown
        return PictureWords(
            title=_("Points ranking {period}").format(period=period_name(notice.period)),
            subtitle=notice.branch,
            sections=tuple(section.en if language() == "en" else section.zh for section in notice.sections),
            average=_("average {points}").format(points=plain(notice.average)),
            new=_("new") if notice.compared else "",
            rest="\n".join(_left(left_out, notice.exempt)),
            footnote=_("as of {day}").format(day=full_day(notice.as_of)),
        )


def _left(left_out: int, exempt: int) -> list[str]:
    told = [ngettext("{count} more place follows as text", "{count} more places follow as text", left_out)]
    return [
        *([line.format(count=left_out) for line in told] if left_out > 0 else []),
        *([_exempt(exempt)] if exempt else []),
    ]


def _exempt(count: int) -> str:
    return ngettext("{count} exempt member is not ranked", "{count} exempt members are not ranked", count).format(
        count=count
    )


def _places(rows: Sequence[said.RankedMember]) -> list[str]:
    return [
        f"{MEDALS.get(row.rank, f'{row.rank}.')} {safe(clip(row.name, NAME))} {plain(row.points)}{_moved(row.moved)}"
        for row in rows
    ]


def _moved(places: int | None) -> str:
    if not places:
        return ""
    return f" ▲{places}" if places > 0 else f" ▼{-places}"
