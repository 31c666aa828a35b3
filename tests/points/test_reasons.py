"""Every reason of the core has words, in both languages, and they use what the reason gives."""

from string import Formatter

import pytest

from messages.i18n import LANGUAGES, speaking
from messages.reasons import REASON_WORDS, reason_words
from scoring import REASONS, Reason

SAMPLES = {"kind": "meeting", "outcome": "absent", "grade": "excellent", "standing": "exempt"}


def fields_of(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_code_has_words_and_no_words_are_left_over() -> None:
    assert set(REASON_WORDS) == set(REASONS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(REASONS))
def test_the_words_of_a_code_use_only_what_it_gives(code: str, language: str) -> None:
    with speaking(language):
        assert fields_of(REASON_WORDS[code]()) <= set(REASONS[code])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", sorted(REASONS))
def test_a_reason_reads_as_a_sentence_without_gaps(code: str, language: str) -> None:
    params = {name: SAMPLES.get(name, "3") for name in REASONS[code]}
    if "kind" not in params and "outcome" in params:
        params["outcome"] = "party_warning"
    with speaking(language):
        told = reason_words(Reason(code, params, "2026-Q3"))
    assert "{" not in told
    assert "2026" in told


def test_a_deduction_names_what_happened_how_often_and_what_it_cost() -> None:
    reason = Reason("deduct_each", {"kind": "meeting", "outcome": "absent", "count": "2", "each": "5", "sum": "10"})
    with speaking("zh_CN"):
        assert reason_words(reason) == "会议·无故缺席 2 次，每次扣 5 分，共扣 10 分"
