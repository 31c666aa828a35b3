"""One form in a chat: who asks for a second one while one is open is asked whether to drop the first."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.enums import ChatType
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message, TelegramObject, Update

from handlers.reply import answer, show, toast
from messages.activity_taps import AnnounceBegin
from messages.base import word
from messages.claim_form import FormBegin
from messages.dues_taps import ExemptionBegin, SheetBegin, StandardBegin
from messages.duty_form import DutyAdd
from messages.i18n import DEFAULT
from messages.office_taps import OfficeBegin
from messages.one_form import FormSwitch
from messages.plan_taps import PlanBegin
from storage.notices.common import Gone
from storage.notices.forms import FormKept, FormOpen

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]

COMMANDS = frozenset({"plan", "claim", "service", "roster", "announce", "newduty", "studypoints"})
"""Commands that open a form."""
TAPS = frozenset({"home:plan", "home:claim", "home:service", "home:roster", "home:announce"})
"""Buttons that open a form, as they are sent."""
BUTTONS = (
    AnnounceBegin,
    DutyAdd,
    ExemptionBegin,
    FormBegin,
    OfficeBegin,
    PlanBegin,
    SheetBegin,
    StandardBegin,
)
"""And those that say so by their kind."""
_PREFIXES = frozenset(kind.__prefix__ for kind in BUTTONS)
FORMS = frozenset(
    {
        "PlanState",
        "ClaimForm",
        "RosterForm",
        "OfficeState",
        "AnnounceState",
        "DutyFormState",
        "StandardForm",
        "ExemptForm",
        "SheetForm",
    }
)
"""Groups of states in which answers have been given that would be lost. A lone question, such as the reason that may be
added to a leave, is no form: who begins something else has answered it."""
ASKED = "second_form"
"""Key in the open form's data: the update that asked for the second form, until it is decided."""


class OneForm(BaseMiddleware):
    """Outer middleware of the update, behind `Context`: holds back what would open a second form, and asks.

    Yes drops the open form and lets what was held back go on as if it came just now; no leaves everything.
    """

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        """Hand on what opens no second form."""
        state: FSMContext | None = data.get("state")
        if not isinstance(event, Update) or state is None:
            return await handler(event, data)
        query = event.callback_query
        switch = _switch(query)
        if query is not None and switch is not None:
            return await self._decide(handler, event, query, switch, state, data)
        if not _is_form(data.get("raw_state")) or not opens_a_form(event):
            return await handler(event, data)
        held = event.model_dump(mode="json", exclude_none=True)
        await state.update_data({ASKED: held})
        await _ask(event, data.get("lang", DEFAULT))
        return None

    async def _decide(
        self,
        handler: Handler,
        event: Update,
        query: CallbackQuery,
        switch: FormSwitch,
        state: FSMContext,
        data: dict[str, Any],
    ) -> Any:
        kept = await state.get_data()
        held, lang = kept.pop(ASKED, None), data.get("lang", DEFAULT)
        if held is None or data.get("raw_state") is None:
            await toast(query, Gone(), lang)
            return None
        await query.answer()
        if not switch.drop:
            await state.set_data(kept)
            await show(query, word(FormKept(), lang))
            return None
        await state.clear()
        data["raw_state"] = None
        if isinstance(query.message, Message):
            await query.message.delete()
        again = Update.model_validate({**held, "update_id": event.update_id}, context={"bot": query.bot})
        return await handler(again, data)


def _is_form(state: str | None) -> bool:
    return state is not None and state.split(":", 1)[0] in FORMS


def opens_a_form(event: Update) -> bool:
    """Whether an update asks for a form; in a group nothing does."""
    message, query = event.message, event.callback_query
    if message is not None and message.chat.type == ChatType.PRIVATE and message.text:
        first = next(iter(message.text.split(maxsplit=1)), "")
        return first.startswith("/") and first[1:].split("@", 1)[0].casefold() in COMMANDS
    if query is None or query.data is None:
        return False
    return query.data in TAPS or query.data.split(":", 1)[0] in _PREFIXES


def _switch(query: CallbackQuery | None) -> FormSwitch | None:
    if query is None or query.data is None or not query.data.startswith(f"{FormSwitch.__prefix__}:"):
        return None
    try:
        return FormSwitch.unpack(query.data)
    except (TypeError, ValueError):
        return None


async def _ask(event: Update, lang: str) -> None:
    query = event.callback_query
    if query is not None:
        await query.answer()
    message = query.message if query is not None else event.message
    if message is not None and isinstance(message, Message):
        await answer(message, FormOpen(), lang)
