"""The front door: /start with and without a one-time link, /help, /language, /cancel, and the way home."""

from aiogram import Bot, F, Router
from aiogram.enums import ChatType
from aiogram.filters import Command, CommandObject, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from handlers.reply import answer, show
from messages.base import word
from messages.home import AskLanguage, Home, Speak
from messages.i18n import LANGUAGES
from services.actors import Caller
from services.joining import Joining
from services.languages import Languages
from storage.notices.home import Cancelled, GroupHelp, LanguageAsk, LanguageChosen, NothingToCancel


async def open_link(
    message: Message, command: CommandObject, caller: Caller, lang: str, joining: Joining, languages: Languages
) -> None:
    """Tie the account to the member of a one-time link."""
    notice = await joining.open_link(caller, command.args or "", language=lang, at=message.date)
    await languages.load()
    await answer(message, notice, languages.of(caller.user_id) or lang)


async def go_home(message: Message, caller: Caller, lang: str, joining: Joining, state: FSMContext) -> None:
    """Show the home screen; a form that was open is left."""
    notice = await joining.home(caller)
    await state.clear()
    await answer(message, notice, lang)


async def go_home_by_button(
    query: CallbackQuery, caller: Caller, lang: str, joining: Joining, state: FSMContext
) -> None:
    """Turn the tapped message into the home screen."""
    notice = await joining.home(caller)
    await state.clear()
    await show(query, word(notice, lang))
    await query.answer()


async def show_more(query: CallbackQuery, caller: Caller, lang: str, joining: Joining) -> None:
    """Turn the tapped message into the second page of home."""
    await show(query, word(await joining.more(caller), lang))
    await query.answer()


async def offer_languages(query: CallbackQuery, lang: str) -> None:
    """Offer the languages in the tapped message."""
    await show(query, word(LanguageAsk(), lang))
    await query.answer()


async def tell_help(message: Message, caller: Caller, lang: str, joining: Joining) -> None:
    """List what the bot can do for the asker."""
    await answer(message, await joining.help(caller), lang)


async def tell_group_help(message: Message, lang: str, bot: Bot) -> None:
    """Say what happens in a group, and where the rest is."""
    await answer(message, GroupHelp(bot=(await bot.me()).username or ""), lang)


async def ask_language(
    message: Message, command: CommandObject, caller: Caller, lang: str, languages: Languages
) -> None:
    """Offer the languages, or take the one that stands behind the command."""
    wanted = {"zh": "zh_CN", "cn": "zh_CN"}.get(wish := (command.args or "").strip().lower(), wish)
    if wanted.lower() not in {language.lower() for language in LANGUAGES}:
        await answer(message, LanguageAsk(), lang)
        return
    chosen = next(language for language in LANGUAGES if language.lower() == wanted.lower())
    await languages.choose(caller.user_id, chosen)
    await answer(message, LanguageChosen(), chosen)


async def choose_language(query: CallbackQuery, callback_data: Speak, caller: Caller, languages: Languages) -> None:
    """Speak the tapped language from now on; a forged one is the default."""
    chosen = callback_data.language if callback_data.language in LANGUAGES else LANGUAGES[0]
    await languages.choose(caller.user_id, chosen)
    await show(query, word(LanguageChosen(), chosen))
    await query.answer()


async def cancel(message: Message, lang: str, state: FSMContext) -> None:
    """Leave whatever form is open."""
    was_open = await state.get_state() is not None
    await state.clear()
    await answer(message, Cancelled() if was_open else NothingToCancel(), lang)


def build_router() -> Router:
    """Say which updates reach the front door. Conversations with a /cancel of their own are asked before."""
    router = Router(name=__name__)
    private = F.chat.type == ChatType.PRIVATE
    router.message.register(open_link, CommandStart(deep_link=True), private)
    router.message.register(go_home, CommandStart(), private)
    router.message.register(tell_help, Command("help"), private)
    router.message.register(tell_group_help, Command("help", "start"), ~private)
    router.message.register(ask_language, Command("language"), private)
    router.message.register(cancel, Command("cancel"), private)
    router.callback_query.register(go_home_by_button, Home.filter(F.to == "home"))
    router.callback_query.register(show_more, Home.filter(F.to == "more"))
    router.callback_query.register(offer_languages, AskLanguage.filter())
    router.callback_query.register(choose_language, Speak.filter())
    return router
