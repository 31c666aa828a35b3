"""One's own duties: /duties, doing one, handing in words, a picture or a paper."""

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.claim_files import file_in
from handlers.claims import only_in_private
from handlers.reply import answer, say_anew, show
from messages.base import word
from messages.duty_words import DutyMark, DutyMine
from messages.home import Home
from services.actors import Caller
from services.duties import Duties, HandIn
from storage.notices.claims import FormCancelled
from storage.notices.duties import DutyAsk


class DutyForm(StatesGroup):
    """A member hands something in."""

    handing = State()


async def show_mine(message: Message, caller: Caller, lang: str, duties: Duties) -> None:
    """Show one's own duties."""
    await answer(message, await duties.mine(caller), lang)


async def show_mine_here(query: CallbackQuery, caller: Caller, lang: str, duties: Duties) -> None:
    """Show one's own duties in the tapped message."""
    await show(query, word(await duties.mine(caller), lang))
    await query.answer()


async def do(
    query: CallbackQuery, callback_data: DutyMark, caller: Caller, lang: str, state: FSMContext, duties: Duties
) -> None:
    """Do a duty: with this tap, or by what is handed in next. The tapped message may tell of other things."""
    notice = await duties.begin(caller, callback_data.duty_id)
    if isinstance(notice, DutyAsk):
        await state.set_state(DutyForm.handing)
        await state.set_data({"duty_id": callback_data.duty_id})
    await query.answer()
    await say_anew(query, notice, lang)


async def take(message: Message, caller: Caller, lang: str, state: FSMContext, duties: Duties) -> None:
    """Take what was sent; what is not what was asked for is told so, and the question stays open."""
    asked = await state.get_data()
    file = file_in(message) if message.photo or message.document else None
    words = message.text or message.caption or ""
    marked = await duties.hand_in(caller, asked["duty_id"], HandIn(words, file))
    await state.clear()
    await answer(message, marked, lang)


async def cancel(message: Message, lang: str, state: FSMContext) -> None:
    """Leave it for later."""
    await state.clear()
    await answer(message, FormCancelled(), lang)


def build_router() -> Router:
    """Say which updates reach which handler."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    router.message.register(show_mine, Command("duties"), private)
    router.message.register(only_in_private, Command("duties"))
    router.message.register(cancel, Command("cancel"), StateFilter(DutyForm), private)
    router.message.register(take, StateFilter(DutyForm), private, ~F.text.startswith("/"))
    router.callback_query.register(show_mine_here, DutyMine.filter())
    router.callback_query.register(show_mine_here, Home.filter(F.to == "duties"))
    router.callback_query.register(do, DutyMark.filter())
    return router
