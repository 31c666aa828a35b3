"""Nothing is without words: every notice is worded, every id translated, every button's prefix is its own."""

import importlib
import pkgutil
from collections import Counter

from aiogram.filters.callback_data import CallbackData

import messages
import storage.notices
from locales.build import translated, wanted
from messages.base import worded_notices
from messages.i18n import DEFAULT, language, ngettext, pick_language, speaking
from storage.notices import notice_kinds


def import_all(package: object) -> None:
    for module in pkgutil.iter_modules(package.__path__, package.__name__ + "."):  # type: ignore[attr-defined]
        importlib.import_module(module.name)


def test_every_notice_is_worded_once_messages_is_imported() -> None:
    import_all(storage.notices)
    unworded = {kind.__name__ for kind in notice_kinds().values()} - {kind.__name__ for kind in worded_notices()}
    assert unworded == set()


def test_every_wording_has_its_chinese_and_none_is_fuzzy_or_unused() -> None:
    faults: list[str] = []
    translated(wanted(), faults)
    assert faults == []


def test_no_two_kinds_of_button_share_a_prefix() -> None:
    import_all(messages)
    prefixes = Counter(kind.__prefix__ for kind in CallbackData.__subclasses__())
    assert [prefix for prefix, count in prefixes.items() if count > 1] == []


def test_the_language_is_picked_by_the_block_and_put_back_after_it() -> None:
    with speaking("en"):
        assert ngettext("one", "many", 2) == "many"
        with speaking("fr"):
            assert language() == DEFAULT
        assert language() == "en"
    assert language() == DEFAULT


def test_only_english_accounts_are_spoken_to_in_english() -> None:
    assert [pick_language(code) for code in ("en", "en-GB", "zh-hans", "de", None)] == ["en", "en", *[DEFAULT] * 3]
