"""The same line on PostgreSQL: a claim through both rounds, a month of dues, a duty."""

import asyncio
from datetime import date
from decimal import Decimal

from services.claims import Claims
from services.dues import DuesBook, Look
from services.dues_calendar import DuesCalendar
from services.duties import Duties
from services.reminders import Reminders
from services.reviews import Reviews
from services.workdays import WorkDays
from storage.notices.duties import DutyMarked
from storage.tables import Dues, Duty, Verdict
from tests.claims.conftest import people
from tests.claims.drafting import file_service
from tests.claims.stage import opened


async def test_claims_dues_and_duties_run_on_postgresql(postgres_url: str) -> None:
    async with opened(postgres_url) as stage:
        await people(stage)
        claims, reviews = Claims(stage.db, stage.clock), Reviews(stage.db, stage.clock)
        number = (await file_service(stage, claims)).claim.claim_id
        await reviews.send_back(stage.callers["赵记分"], number, 1, "#unclear")
        await claims.submit(stage.callers["张三"], await claims.correct(stage.callers["张三"], number, 5))
        await asyncio.gather(
            reviews.approve(stage.callers["王书记"], number, 2),
            reviews.approve(stage.callers["赵记分"], number, 2),
        )
        assert len(await stage.rows(Verdict)) == 2

        calendar, dues = DuesCalendar(stage.db), DuesBook(stage.db, stage.clock)
        await calendar.open_month(stage.clock.now())
        row = next(row for row in await stage.rows(Dues) if row.member_id == stage.members["张三"])
        await dues.tick(stage.callers["赵记分"], row.id, Look(), paid=True)
        reminders = Reminders(stage.db, stage.clock, WorkDays())
        await reminders.remind(stage.at("2026-07-17 12:00"))
        await calendar.settle_month(stage.at("2026-08-01 00:00"))
        await dues.tick(stage.callers["赵记分"], row.id, Look(), paid=False)
        assert await stage.facts("张三") == [
            ("service", "done", "2026-07-03", Decimal(2), False),
            ("dues", "on_time", "2026-07-20", Decimal(1), False),
            ("dues", "on_time", "2026-07-20", Decimal(1), True),
            ("dues", "unpaid", "2026-07-20", Decimal(1), False),
        ]
        assert len(await stage.owed("李四")) == 1

        duties = Duties(stage.db, stage.clock)
        await duties.open_due(stage.at("2027-06-01 00:00"))
        [duty] = await stage.rows(Duty)
        marked = await duties.begin(stage.callers["张三"], duty.id)
        assert isinstance(marked, DutyMarked)
        assert marked.duty.on == date(2027, 6, 1)
        await reminders.remind(stage.at("2027-06-23 12:00"))
        assert len(await stage.owed("李四")) == 2
        await duties.settle_due(stage.at("2027-07-08 00:00"))
        assert ("duty", "missed", "2027-06-30", Decimal(1), False) in await stage.facts("李四")
