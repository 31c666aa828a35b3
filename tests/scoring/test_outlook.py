"""What a period under way can still bring."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

import schemes
from scoring import MemberProfile, Outlook, Text, from_json, load_scheme, outlook_of, score_card, to_json
from scoring.periods import parse
from scoring.points import plain
from tests.scoring.cases import fact
from tests.scoring.test_local_settings import TEXT

CHANGZHOU = schemes.load("changzhou-2021")


def _ahead(scheme: str, period: str, running: str, *lines: str) -> Outlook:
    day = date.fromisoformat(running)
    facts = [fact(line, str(number)) for number, line in enumerate(lines)]
    profile = MemberProfile("m")
    known = schemes.load(scheme)
    card = score_card(known, profile, facts, parse(period), as_of=day, running=day)
    return outlook_of(known, profile, facts, card, day)


def _best(*args: str) -> str | None:
    best = _ahead(*args).best
    return None if best is None else plain(best)


def test_what_was_lost_stays_lost_and_what_can_be_earned_is_within_reach() -> None:
    # Base 70 less one missed login, special 20.
    assert _best("changzhou-2021", "2026-07", "2026-07-15") == "90"
    assert _best("changzhou-2021", "2026-07", "2026-07-15", "2026-07-10 study_app missed") == "89.5"


def test_a_shortfall_can_be_made_up_for_until_the_month_is_over() -> None:
    short = "2026-07-10 quiz points quantity=3"
    assert _best("changzhou-2021", "2026-07", "2026-07-15", short) == "90"
    assert _best("changzhou-2021", "2026-07", "2026-08-01", short) == "64"


def test_months_that_are_over_stay_as_they_are_and_those_to_come_can_be_full() -> None:
    # Eleven months without special points, December with 20, the appraisal's 10: 70 + 20/12 + 10.
    assert _best("changzhou-2021", "2026", "2026-12-01") == "81.666667"


def test_the_next_band_is_told_where_the_period_is_graded() -> None:
    lines = ["2026-12-31 assessment basic"]
    ahead = _ahead("changzhou-2021", "2026", "2026-12-31", *lines)
    assert ahead.next_grade is not None
    assert (ahead.next_grade.zh, plain(ahead.missing)) == ("优先推荐", "5")
    assert _ahead("changzhou-2021", "2026-07", "2026-07-15").next_grade is None


def test_the_next_band_goes_by_what_bands_read() -> None:
    # 70 + 49 % of 30 = 84.7 of the hundred, and a bonus of 5 that lifts nobody.
    result, bonus = "figure percent detail=operations quantity=49", "criterion met detail=united_leadership"
    ahead = _ahead("factory-branch", "2026-H1", "2026-06-30", f"2026-06-30 {result}", f"2026-06-30 {bonus}")
    assert ahead.next_grade is not None
    assert (ahead.next_grade.zh, plain(ahead.missing)) == ("达标", "0.3")


def test_nothing_is_told_of_bands_while_the_appraisal_is_outstanding_or_when_the_top_is_reached() -> None:
    assert _ahead("changzhou-2021", "2026", "2026-12-15").next_grade is None
    earned = [f"2026-{month:02}-05 claim approved detail=grid" for month in range(1, 13)]
    assert _ahead("changzhou-2021", "2026", "2026-12-31", "2026-12-31 assessment excellent", *earned).next_grade is None


def test_a_bonus_without_a_cap_has_no_best_until_the_year_is_over() -> None:
    assert _best("xinyu-2017", "2026", "2026-07-01") is None
    assert _best("xinyu-2017", "2026", "2027-01-01", "2026-12-31 ballot excellent quantity=9") == "100"


def test_what_is_asked_for_by_the_end_is_not_charged_before_it() -> None:
    scheme = load_scheme(TEXT.replace("full = 0\n", "full = 4\n"), "open.toml")
    july = parse("2026-07")
    for running, points in ((date(2026, 7, 1), "20"), (date(2026, 8, 1), "20")):
        card = score_card(scheme, MemberProfile("m"), [], july, as_of=date(2026, 7, 31), running=running)
        assert plain(card.total) == points
        lost = {date(2026, 7, 1): "0", date(2026, 8, 1): "2"}[running]
        assert plain(card.line("report").lost) == lost


@pytest.mark.parametrize("best", [None, Decimal("72.5")])
@pytest.mark.parametrize("title", [None, CHANGZHOU.title])
def test_an_outlook_is_kept_with_its_card(best: Decimal | None, title: Text | None) -> None:
    card = score_card(CHANGZHOU, MemberProfile("m"), [], parse("2026-07"))
    kept = replace(card, outlook=Outlook(best, title, Decimal(5)))
    assert from_json(to_json(kept)) == kept
