"""The claim form and the volunteer service form: /claim, /service, and what is answered step by step."""

import zlib

from aiogram import F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from handlers.claim_files import file_in
from handlers.reply import answer, say, show
from messages.base import word
from messages.claim_form import FormBegin, FormCancel, FormEdit, FormSays, FormSubmit, ItemsPage, PickItem
from messages.claims import ClaimCorrect
from messages.home import Home
from services.actors import Caller
from services.claim_draft import Draft
from services.claims import Claims
from services.errors import Refused
from services.photos import Photos
from storage.notices.claims import Expected, FormCancelled, PrivateOnly, StepPassed
from storage.vocabulary import ClaimKind


class ClaimForm(StatesGroup):
    """One state: which question is open follows from what the draft lacks."""

    filling = State()


async def begin_claim(message: Message, caller: Caller, lang: str, state: FSMContext, claims: Claims) -> None:
    """Open the form for an item of the scheme."""
    draft = await claims.begin(caller, ClaimKind.ITEM, message.message_id)
    await _ask(message, caller, lang, state, claims, draft)


async def begin_service(message: Message, caller: Caller, lang: str, state: FSMContext, claims: Claims) -> None:
    """Open the form for volunteer service."""
    draft = await claims.begin(caller, ClaimKind.SERVICE, message.message_id)
    await _ask(message, caller, lang, state, claims, draft)


async def begin_by_button(
    query: CallbackQuery, callback_data: FormBegin, caller: Caller, lang: str, state: FSMContext, claims: Claims
) -> None:
    """Open a form from a button."""
    draft = await claims.begin(caller, callback_data.kind, _form_of(query))
    await _ask_in_place(query, caller, lang, state, claims, draft)


async def begin_from_home(
    query: CallbackQuery, callback_data: Home, caller: Caller, lang: str, state: FSMContext, claims: Claims
) -> None:
    """Open a form from the home screen."""
    kind = ClaimKind.SERVICE if callback_data.to == "service" else ClaimKind.ITEM
    await _ask_in_place(query, caller, lang, state, claims, await claims.begin(caller, kind, _form_of(query)))


async def correct(
    query: CallbackQuery, callback_data: ClaimCorrect, caller: Caller, lang: str, state: FSMContext, claims: Claims
) -> None:
    """Take a returned claim up again: its summary comes as a new message, the reason stays above it."""
    draft = await claims.correct(caller, callback_data.claim_id, _form_of(query))
    await query.answer()
    if isinstance(query.message, Message):
        await _ask(query.message, caller, lang, state, claims, draft)


def _form_of(query: CallbackQuery) -> int:
    """A form's number from the tap that begins it: the same for the same tap delivered again, another for the next."""
    return zlib.crc32(query.id.encode())


async def take_text(message: Message, caller: Caller, lang: str, state: FSMContext, claims: Claims) -> None:
    """Take a text as the answer to the open question."""
    draft = await claims.answer(caller, await _draft(state), message.text or "")
    await _ask(message, caller, lang, state, claims, draft)


async def take_file(message: Message, caller: Caller, lang: str, state: FSMContext, claims: Claims) -> None:
    """Take a photo or document; an album is acknowledged once."""
    data = await state.get_data()
    draft = Draft.model_validate(data["draft"]).with_file(file_in(message))
    album = message.media_group_id
    if album is not None and data.get("album") == album:
        await state.update_data(draft=draft.model_dump(mode="json"))
        return
    await _ask(message, caller, lang, state, claims, draft)
    await state.update_data(album=album)


async def take_nothing_else(message: Message, lang: str, state: FSMContext) -> None:
    """Say what the open question needs when a sticker, a voice or anything else came."""
    await answer(message, Expected(step=(await _draft(state)).step, found=str(message.content_type)), lang)


async def pick_item(
    query: CallbackQuery, callback_data: PickItem, caller: Caller, lang: str, state: FSMContext, claims: Claims
) -> None:
    """Take the item that was tapped."""
    draft = await claims.pick(caller, await _draft(state, callback_data.form), callback_data.key)
    await _ask_in_place(query, caller, lang, state, claims, draft)


async def turn_page(
    query: CallbackQuery, callback_data: ItemsPage, caller: Caller, lang: str, state: FSMContext, claims: Claims
) -> None:
    """Show other items."""
    draft = await _draft(state, callback_data.form)
    if draft.step != "item":
        raise Refused(StepPassed())
    await show(query, word(await claims.question(caller, draft, page=callback_data.page), lang))
    await query.answer()


async def take_button(
    query: CallbackQuery, callback_data: FormSays, caller: Caller, lang: str, state: FSMContext, claims: Claims
) -> None:
    """Take an answer that was tapped instead of written."""
    draft = (await _draft(state, callback_data.form)).tapped(callback_data.says)
    if callback_data.says not in ("skip", "done"):
        draft = await claims.answer(caller, draft, callback_data.says)
    await _ask_in_place(query, caller, lang, state, claims, draft)


async def edit_step(
    query: CallbackQuery, callback_data: FormEdit, caller: Caller, lang: str, state: FSMContext, claims: Claims
) -> None:
    """Open one question again."""
    draft = (await _draft(state, callback_data.form)).reopened(callback_data.step)
    await _ask_in_place(query, caller, lang, state, claims, draft)


async def submit(
    query: CallbackQuery,
    callback_data: FormSubmit,
    caller: Caller,
    lang: str,
    state: FSMContext,
    claims: Claims,
    photos: Photos,
) -> None:
    """Submit the draft; a second tap is told that it is in."""
    data = await state.get_data()
    if "draft" not in data and data.get("filed_form") == callback_data.form:
        notice = await claims.receipt(caller, data["filed_claim"])
    else:
        notice = await claims.submit(caller, await _draft(state, callback_data.form))
        await state.set_state(None)
        await state.set_data({"filed_form": callback_data.form, "filed_claim": notice.claim.claim_id})
    await show(query, word(notice, lang))
    await query.answer()
    await photos.mark_claim(notice.claim.claim_id)


async def cancel_by_button(query: CallbackQuery, callback_data: FormCancel, lang: str, state: FSMContext) -> None:
    """Leave the form that the button belongs to."""
    await _draft(state, callback_data.form)
    await state.clear()
    await show(query, word(FormCancelled(), lang))
    await query.answer()


async def cancel(message: Message, lang: str, state: FSMContext) -> None:
    """Leave the form."""
    await state.clear()
    await answer(message, FormCancelled(), lang)


async def only_in_private(message: Message, lang: str) -> None:
    """Keep claims out of the group."""
    await answer(message, PrivateOnly(), lang)


async def _draft(state: FSMContext, form: int | None = None) -> Draft:
    """The open draft; refused when there is none, or the button belongs to another."""
    data = await state.get_data()
    if "draft" not in data:
        raise Refused(StepPassed())
    draft = Draft.model_validate(data["draft"])
    if form is not None and draft.form != form:
        raise Refused(StepPassed())
    return draft


async def _keep(state: FSMContext, draft: Draft) -> None:
    await state.set_state(ClaimForm.filling)
    await state.set_data({"draft": draft.model_dump(mode="json")})


async def _ask(message: Message, caller: Caller, lang: str, state: FSMContext, claims: Claims, draft: Draft) -> None:
    await _keep(state, draft)
    await say(message, word(await claims.question(caller, draft), lang))


async def _ask_in_place(
    query: CallbackQuery, caller: Caller, lang: str, state: FSMContext, claims: Claims, draft: Draft
) -> None:
    await _keep(state, draft)
    await show(query, word(await claims.question(caller, draft), lang))
    await query.answer()


def build_router() -> Router:
    """Say which updates reach which step."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    router.message.register(begin_claim, Command("claim"), private)
    router.message.register(begin_service, Command("service"), private)
    router.message.register(only_in_private, Command("claim", "service"))
    router.message.register(cancel, Command("cancel"), StateFilter(ClaimForm), private)
    router.message.register(take_text, StateFilter(ClaimForm), private, F.text, ~F.text.startswith("/"))
    router.message.register(take_file, StateFilter(ClaimForm), private, F.photo | (F.document & ~F.animation))
    router.message.register(take_nothing_else, StateFilter(ClaimForm), private, ~F.text)
    router.callback_query.register(begin_by_button, FormBegin.filter())
    router.callback_query.register(begin_from_home, Home.filter(F.to.in_({"claim", "service"})))
    router.callback_query.register(correct, ClaimCorrect.filter())
    router.callback_query.register(pick_item, PickItem.filter())
    router.callback_query.register(turn_page, ItemsPage.filter())
    router.callback_query.register(take_button, FormSays.filter())
    router.callback_query.register(edit_step, FormEdit.filter())
    router.callback_query.register(submit, FormSubmit.filter())
    router.callback_query.register(cancel_by_button, FormCancel.filter())
    return router
