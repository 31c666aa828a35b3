"""What people do about dues: pay in time, late, too little or not at all, and tick what was paid."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, select

from storage.tables import Dues as DuesRow
from tests.year.diary import Paid, TookBack
from tests.year.life import Year, at
from tests.year.people import GONE, RECORDER, SECRETARY, YEAR, Human

DAYS = (8, 15, 18, 20, 21, 24, 27)
"""When the recorder sits down with the list."""
IN_TIME, LATE = (8, 8, 15, 15, 18, 20), (21, 24, 27)
SLOW = ("黄志强", "林晓")
"""Two who pay nothing for months running."""


@dataclass(frozen=True, slots=True)
class Payment:
    """Who pays, and how much if it is not all."""

    who: Human
    only: Decimal | None = None


class Dues:
    """The slice: what is paid each month, put on the calendar of who records it."""

    def __init__(self, year: Year) -> None:
        self._year = year
        self._random = year.random

    def plan(self) -> None:
        """Draw who pays when; the recorder ticks, the secretary the recorder's own."""
        for month in range(1, 13):
            paying: dict[int, list[Payment]] = {}
            for human in self._year.cast.there(date(YEAR, month, 1)):
                day = self._day(human, month)
                if day is not None and not (human.name == GONE and month == 10 and day > 14):
                    paying.setdefault(day, []).append(Payment(human, self._part(human)))
            for day, payments in paying.items():
                self._year.on(at(date(YEAR, month, day), "18:20"), self._ticking(date(YEAR, month, 1), payments))

    def _day(self, human: Human, month: int) -> int | None:
        if human.is_exempt(date(YEAR, month, 1)) or (human.name in SLOW and 3 <= month <= 9):
            return None
        if self._random.random() < human.zeal:
            return self._random.choice(IN_TIME)
        return self._random.choice(LATE) if self._random.random() < 0.8 else None

    def _part(self, human: Human) -> Decimal | None:
        return human.dues - 1 if self._random.random() < 0.03 else None

    def _ticking(self, month: date, payments: list[Payment]) -> Callable[[], Awaitable[None]]:
        async def act() -> None:
            for by in (RECORDER, SECRETARY):
                mine = [one for one in payments if (one.who.name == RECORDER) == (by == SECRETARY)]
                if mine:
                    await self._tick(by, month, mine)

        return act

    async def _tick(self, by: str, month: date, payments: list[Payment]) -> None:
        """Tick on every page, then turn it."""
        await self._year.steps(by, "/dues")
        for payment in sorted(payments, key=lambda one: self._year.members[one.who.name]):
            entry = await self._year.home.db.read(_entry, self._year.members[payment.who.name], month)
            await self._turn_to(by, entry)
            if payment.only is not None:
                await self._short(by, month, entry, payment.only)
            else:
                self._year.tap(by, f"dt:{entry}:1")
            self._year.note(Paid, who=payment.who.name, month=month, only=payment.only)
            await self._year.home.settle()
            if payment.only is None and self._random.random() < 0.03:
                self._year.tap(by, f"dt:{entry}:0")
                self._year.note(TookBack, who=payment.who.name, month=month)
                await self._year.home.settle()

    async def _turn_to(self, by: str, entry: int) -> None:
        """Turn pages until the entry is shown; the payments come in the list's order."""
        for _page in range(9):
            if any(data.startswith(f"dt:{entry}:1:") for data in self._screen(by)):
                return
            self._year.tap_label(by, "▶")
            await self._year.home.settle()
        raise AssertionError(f"{self._year.now} {by} finds no entry {entry}")

    def _screen(self, by: str) -> list[str]:
        """What the buttons of the newest screen carry."""
        home = self._year.home
        newest = next(m for m, _, data in home.buttons(home.private(self._year.users[by])) if data.startswith("ds:"))
        return [one["callback_data"] for row in newest.inline_keyboard or [] for one in row if "callback_data" in one]

    async def _short(self, by: str, month: date, entry: int, amount: Decimal) -> None:
        page = next(data.split(":")[3] for data in self._screen(by) if data.startswith(f"dt:{entry}:1:"))
        self._year.tap(by, f"ds:{month:%Y-%m}:{page}:short")
        await self._year.home.settle()
        self._year.tap(by, f"dh:{entry}")
        await self._year.home.settle()
        await self._year.steps(by, str(amount))


def _entry(session: Session, member: int, month: date) -> int:
    return session.exec(select(DuesRow.id).where(DuesRow.member_id == member, DuesRow.month == month)).one()
