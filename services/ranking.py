"""The month's and the quarter's ranking, published to the branch's group on the first at 09:00 of its own clock."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session

from scoring import Period, ScoreCard, average, rank
from scoring.periods import enclosing
from services.cards import cards_of
from services.clock import Clock, local, local_day
from services.schemes import branch_scheme
from storage.database import Database
from storage.notices.ranking import RankedMember, RankedSection, Ranking, RankingRest
from storage.outbox import BROADCAST, owe
from storage.queries import cards as ask
from storage.queries.deliveries import is_owed
from storage.tables import Branch

FROM_HOUR, TO_HOUR = 9, 21
"""Hours of the branch's clock in which a ranking is published; one that was missed comes the next day."""

CATCH_UP = timedelta(days=7)
"""How long after its period's end a ranking that was missed is still worth publishing."""

UNDER_PICTURE = 20
"""Places that the text under the picture names: with long names it still fits into a caption."""

UNITS = ("month", "quarter")


class Rankings:
    """The sweep that publishes."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    async def publish_due(self, now: datetime) -> int:
        """Publish what is due and was not yet; say how many. Run each hour; twice does nothing more."""
        published = 0
        for branch_id, unit in await self._db.read(_due, now):
            published += await self._db.write(_publish, branch_id, unit, now)
        return published


def _due(session: Session, now: datetime) -> list[tuple[int, str]]:
    """Branches at whose place it is day, with the periods that ended last and were not published."""
    return [
        (branch.id, unit)
        for branch in ask.all_branches(session)
        if FROM_HOUR <= local(now, branch.zone).hour < TO_HOUR
        for unit in UNITS
        if _is_wanted(branch, period := last_ended(local_day(now, branch.zone), unit), local_day(now, branch.zone))
        and not is_owed(session, _key(branch.id, period))
    ]


def last_ended(today: date, unit: str) -> Period:
    """The calendar period of this length that ended last."""
    return enclosing(enclosing(today, unit).start - timedelta(days=1), unit)


def _was_there(branch: Branch, period: Period) -> bool:
    """Whether the branch was entered before the period ended: nobody is ranked for a time before the bot."""
    return local_day(branch.created_at, branch.zone) <= period.last


def _is_wanted(branch: Branch, period: Period, today: date) -> bool:
    return _was_there(branch, period) and today < period.end + CATCH_UP


def _key(branch_id: int, period: Period) -> str:
    return f"ranking:{branch_id}:{period.label}"


def _publish(session: Session, branch_id: int, unit: str, now: datetime) -> bool:
    branch = session.get_one(Branch, branch_id)
    period = last_ended(local_day(now, branch.zone), unit)
    ranking = ranking_of(session, branch, period)
    if ranking is None:
        return False
    key = _key(branch_id, period)
    first = owe(session, ranking, key=key, now=now, branch_id=branch_id, to_group=True, priority=BROADCAST)
    if first and len(ranking.rows) > UNDER_PICTURE:
        rest = RankingRest(branch=ranking.branch, period=ranking.period, rows=ranking.rows[UNDER_PICTURE:])
        owe(session, rest, key=f"{key}:rest", now=now, branch_id=branch_id, to_group=True, priority=BROADCAST)
    return first


def ranking_of(session: Session, branch: Branch, period: Period) -> Ranking | None:
    """Rank a branch for a period that is over, as of its last day; None when nobody is rated."""
    members = ask.members_in(session, branch.id, period.start, period.end)
    cards = cards_of(session, members, period, period.last)
    rated = [card for card in cards.values() if card.rated]
    mean = average(rated)
    if mean is None:
        return None
    before = _ranks_before(session, branch, period)
    names = ask.names_of(session, [member.id for member in members])
    return Ranking(
        branch=branch.name,
        period=period.label,
        as_of=period.last,
        sections=tuple(RankedSection(zh=one.title.zh, en=one.title.en) for one in rated[0].sections),
        rows=_rows(cards, names, before),
        average=mean.quantize(rated[0].shown_total),
        full=rated[0].full,
        exempt=sum(card.standing == "exempt" for card in cards.values()),
        compared=bool(before),
    )


def _rows(cards: dict[int, ScoreCard], names: dict[int, str], before: dict[str, int]) -> tuple[RankedMember, ...]:
    """Give the places in their order; equals stand as on the roster (the core knows ids as texts only)."""
    places = sorted(rank(cards.values(), previous=before), key=lambda place: (place.rank, int(place.member)))
    return tuple(
        RankedMember(
            rank=place.rank,
            name=names[int(place.member)],
            points=cards[int(place.member)].shown_total,
            parts=tuple(section.shown for section in cards[int(place.member)].sections),
            moved=place.change,
        )
        for place in places
    )


def _ranks_before(session: Session, branch: Branch, period: Period) -> dict[str, int]:
    """Everybody's rank in the period before; empty when the branch or its scheme was not there yet."""
    earlier = enclosing(period.start - timedelta(days=1), period.name)
    if not _was_there(branch, earlier) or branch_scheme(branch).since > earlier.last:
        return {}
    then = ask.members_in(session, branch.id, earlier.start, earlier.end)
    return {place.member: place.rank for place in rank(cards_of(session, then, earlier, earlier.last).values())}
