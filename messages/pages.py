"""The buttons that turn the pages of a long list."""

from collections.abc import Callable

from aiogram.filters.callback_data import CallbackData

from messages.base import Button, button
from messages.i18n import _


def page_buttons(page: int, pages: int, to: Callable[[int], CallbackData]) -> tuple[Button, ...]:
    """Make the buttons for the pages before and after; a list of one page has none."""
    before = (button(_("‹ Page {n}").format(n=page), to(page - 1)),) if page > 0 else ()
    after = (button(_("Page {n} ›").format(n=page + 2), to(page + 1)),) if page + 1 < pages else ()
    return before + after
