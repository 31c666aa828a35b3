"""The reasons of a grade name the grades, alerts, sections and items of their scheme."""

import pytest

from messages.grade_names import names_of
from messages.i18n import speaking
from messages.reasons import reason_words
from scoring import Grade
from scoring.reasons import Reason, reason
from tests.scoring.grading import graded, one, scheme

GATE = '[[grading.gates]]\ngrades = ["five", "four"]\nof = "basic_items"\nat_least = 92\n'
CLEAN = '[[grading.gates]]\ngrades = ["five"]\nclean = ["dues", "honours"]\n'
ALERT = '[[grading.alerts]]\ncode = "low"\ntitle = { zh = "黄色预警", en = "yellow alert" }\nbelow = 60\n'
VETO = '[[grading.limits]]\ncode = "veto"\nto = "one"\nreads = [{ kind = "sanction" }]\n'
QUOTA = '[[grading.quotas]]\ngrade = "five"\nplaces = 1\n'
FIGURE = (
    '[[grading.gates]]\ngrades = ["five"]\ncode = "rate"\ntitle = { zh = "满意率", en = "satisfaction" }\n'
    'at_least = 95\nreads = [{ kind = "figure" }]\n'
)


def _told(more: str, grade: Grade, language: str) -> str:
    """What the last step said."""
    with speaking(language):
        return reason_words(grade.reasons[-1], names_of(scheme(more)))


@pytest.mark.parametrize(
    ("more", "total", "facts", "chinese", "english"),
    [
        pytest.param("", "91.5", [], "总分 91.5 达到五星线（90 分）", "total 91.5 reaches the line of five stars (90)",
                     id="a-band"),
        pytest.param(GATE, "91.5", [], "基础项目 91.5 低于 92，不得参评四星、五星",
                     "basic items 91.5 is below 92, which rules out four stars, five stars",
                     id="a-gate-that-was-missed"),
        pytest.param(ALERT, "59.5", [], "黄色预警：总分 59.5 低于 60", "yellow alert: total 59.5 is below 60",
                     id="an-alert"),
        pytest.param(VETO, "95", ["2026-05-01 sanction criminal"], "一票否决（处分·刑事处罚）：一星",
                     "Vetoed by sanction – criminal penalty: one star", id="a-veto"),
        pytest.param(QUOTA, "95", [], "五星名额 1 个，列第 1 名", "five stars: place 1 of the 1 there are",
                     id="a-place"),
        pytest.param(FIGURE, "95", ["2026-05-01 figure percent detail=x quantity=90"],
                     "满意率 90 低于 95，不得参评五星", "satisfaction 90 is below 95, which rules out five stars",
                     id="a-figure"),
    ],
)  # fmt: skip
def test_each_step_is_told_in_the_words_of_the_scheme(
    more: str, total: str, facts: list[str], chinese: str, english: str
) -> None:
    grade = graded(scheme(more), one("m", total, facts))["m"]
    assert _told(more, grade, "zh_CN") == chinese
    assert _told(more, grade, "en") == english


def test_items_are_named_each() -> None:
    why = reason("gate_clean", items="dues,honours", grades="five")
    with speaking("zh_CN"):
        assert reason_words(why, names_of(scheme(CLEAN))) == "党费、荣誉有扣分，不得参评五星"


def test_a_code_without_a_name_stays_as_it_is() -> None:
    with speaking("en"):
        assert reason_words(Reason("points_only", {"role": "leading_cadre"})).endswith("leading cadre")
        assert reason_words(reason("vote_refused", grade="seven")).endswith(": seven")
