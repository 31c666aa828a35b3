"""The composition root: one place where database, clock, services and conversations meet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.default import DefaultBotProperties
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage
from aiogram.fsm.storage.memory import SimpleEventIsolation

from bot.forms import PATIENCE, FormStorage
from bot.intake import Intake
from bot.late_taps import LateTaps
from bot.photo_desk import PhotoDesk
from bot.session import SwiftSession
from handlers import build_routers
from handlers.calendar import TappedDays
from handlers.context import Context
from handlers.one_form import OneForm
from services.activities import Activities
from services.activity_approval import ActivityRolls
from services.belonging import Belonging
from services.cards import Cards
from services.claim_reminders import ClaimReminders
from services.claim_ways import ClaimWays
from services.claims import Claims
from services.clock import Clock
from services.code_desk import CodeDesk
from services.deputies import Deputies
from services.dues import DuesBook
from services.dues_calendar import DuesCalendar
from services.dues_exemptions import DuesExemptions
from services.dues_import import DuesImport
from services.dues_standards import DuesStandards
from services.dues_statements import DuesStatements
from services.duties import Duties
from services.duty_desk import DutyDesk
from services.duty_managing import DutyManaging
from services.groups import Groups
from services.invitations import Invitations
from services.joining import Joining
from services.languages import Languages
from services.leave import Leaves
from services.letter_appeals import LetterAppeals
from services.letters import Letters
from services.making_up import MakeUps
from services.meetings import Meetings
from services.member_file import MemberFiles
from services.members import Members
from services.my_data import PersonalData
from services.office import Office
from services.photos import Photos
from services.planning import Planning
from services.points import Points
from services.post_office import PostOffice
from services.probation import Probations
from services.ranking import Rankings
from services.reminders import Reminders
from services.review_batch import Batches
from services.reviews import Reviews
from services.roles import Roles
from services.roll import Rolls
from services.roster import Rosters
from services.series import SeriesBook
from services.study_import import StudyImport
from services.workdays import WorkDays
from storage.database import Database


@dataclass(frozen=True, slots=True)
class House:
    """The assembled product: what the process runs and what tests look into."""

    db: Database
    clock: Clock
    bot: Bot
    dispatcher: Dispatcher
    languages: Languages


def build_services(db: Database, clock: Clock, days: WorkDays) -> dict[str, Any]:
    """Every service under the name by which handlers ask for it."""
    return {
        "clock": clock,
        "activities": Activities(db, clock),
        "activity_rolls": ActivityRolls(db, clock),
        "belonging": Belonging(db, clock),
        "cards": Cards(db, clock),
        "deputies": Deputies(db, clock),
        "batches": Batches(db, clock),
        "claim_reminders": ClaimReminders(db, days),
        "claim_ways": ClaimWays(db, clock),
        "claims": Claims(db, clock),
        "groups": Groups(db, clock),
        "invitations": Invitations(db, clock),
        "joining": Joining(db, clock),
        "member_files": MemberFiles(db, clock),
        "members": Members(db, clock),
        "probations": Probations(db, clock),
        "personal_data": PersonalData(db, clock),
        "points": Points(db, clock),
        "post_office": PostOffice(db, clock),
        "rankings": Rankings(db, clock),
        "reviews": Reviews(db, clock),
        "dues": DuesBook(db, clock),
        "dues_calendar": DuesCalendar(db),
        "dues_import": DuesImport(db, clock),
        "study_import": StudyImport(db, clock),
        "dues_standards": DuesStandards(db, clock),
        "dues_statements": DuesStatements(db, clock),
        "dues_exemptions": DuesExemptions(db, clock),
        "duties": Duties(db, clock),
        "duty_desk": DutyDesk(db, clock),
        "duty_managing": DutyManaging(db, clock),
        "reminders": Reminders(db, clock, days),
        "make_ups": MakeUps(db, clock),
        "meetings": Meetings(db, clock),
        "rolls": Rolls(db, clock),
        "code_desk": CodeDesk(db, clock),
        "leaves": Leaves(db, clock),
        "office": Office(db, clock),
        "planning": Planning(db, clock, days),
        "series": SeriesBook(db, clock, days),
        "roles": Roles(db, clock),
        "letter_appeals": LetterAppeals(db, clock),
        "letters": Letters(db, clock),
        "rosters": Rosters(db, clock),
    }


def build_bot(token: str, api_base: str | None) -> Bot:
    """Make aiogram's bot; ``api_base`` names another Bot API server, such as the sandbox."""
    session = SwiftSession(api=TelegramAPIServer.from_base(api_base) if api_base else PRODUCTION)
    session.middleware(LateTaps())
    return Bot(token, session=session, default=DefaultBotProperties(parse_mode=ParseMode.HTML))


async def build_house(
    db: Database,
    clock: Clock,
    *,
    token: str,
    api_base: str | None,
    redis_url: str | None = None,
    days: WorkDays | None = None,
    form_patience: timedelta = PATIENCE,
) -> House:
    """Assemble everything that answers; nothing runs yet. ``redis_url``: forms live there, for several processes.

    ``days`` are the working days, where the operator knows them better than the library; ``form_patience``: how long a
    form lies open untouched.
    """
    languages = Languages(db)
    await languages.load()
    forms, isolation = await _build_forms(db, clock, redis_url, form_patience)
    dispatcher = Dispatcher(
        storage=forms, events_isolation=isolation, **build_services(db, clock, days or WorkDays()), languages=languages
    )
    dispatcher.update.outer_middleware(Intake(forms if isinstance(forms, FormStorage) else None))
    dispatcher.update.outer_middleware(Context(languages))
    dispatcher.update.outer_middleware(OneForm())
    dispatcher.update.outer_middleware(TappedDays())
    dispatcher.include_routers(*build_routers())
    bot = build_bot(token, api_base)
    dispatcher["photos"] = Photos(db, PhotoDesk(bot, lambda: dispatcher["studio"]))
    return House(db, clock, bot, dispatcher, languages)


async def _build_forms(
    db: Database, clock: Clock, redis_url: str | None, patience: timedelta
) -> tuple[BaseStorage, BaseEventIsolation]:
    if redis_url is not None:
        from aiogram.fsm.storage.redis import RedisStorage

        shared = RedisStorage.from_url(redis_url, state_ttl=patience, data_ttl=patience)
        return shared, shared.create_isolation()
    forms = FormStorage(db, clock, patience)
    await forms.load()
    return forms, SimpleEventIsolation()
