"""When duties are due, and the working days by which people are reminded."""

from datetime import date

import pytest

import schemes
from services.duty_calendar import due_days, fact_day
from services.duty_catalogue import SHIPPED, calendar_of
from services.workdays import WorkDays
from storage.vocabulary import DutyEvery


@pytest.mark.parametrize(
    ("every", "first", "since", "until", "days"),
    [
        pytest.param("once", "2026-05-31", "2026-05-01", "2026-05-31", ["2026-05-31"], id="once-is-once"),
        pytest.param("once", "2026-05-31", "2026-06-01", "2027-06-01", [], id="once-does-not-come-back"),
        pytest.param("month", "2025-12-31", "2026-02-01", "2026-03-31", ["2026-02-28", "2026-03-31"], id="month-ends"),
        pytest.param("quarter", "2025-12-31", "2026-03-31", "2026-06-30", ["2026-03-31", "2026-06-30"], id="quarters"),
        pytest.param("half", "2025-12-31", "2026-06-30", "2026-12-30", ["2026-06-30"], id="both-ends-count"),
        pytest.param("half", "2025-12-31", "2026-07-01", "2026-12-31", ["2026-12-31"], id="the-31st-comes-back"),
        pytest.param("year", "2024-02-29", "2027-02-01", "2028-03-01", ["2027-02-28", "2028-02-29"], id="leap-days"),
        pytest.param("year", "2025-06-30", "2020-01-01", "2025-06-30", ["2025-06-30"], id="never-before-the-first"),
        pytest.param("month", "2026-07-10", "2026-07-11", "2026-08-09", [], id="between-two-there-is-none"),
    ],
)
def test_a_duty_is_due_on(every: str, first: str, since: str, until: str, days: list[str]) -> None:
    found = due_days(DutyEvery(every), *(date.fromisoformat(day) for day in (first, since, until)))
    assert [day.isoformat() for day in found] == days


@pytest.mark.parametrize(
    ("every", "due", "handed_in", "day"),
    [
        pytest.param("half", "2026-06-30", "2026-05-10", "2026-05-10", id="the-day-itself-in-the-period"),
        pytest.param("half", "2026-06-30", "2026-07-05", "2026-06-30", id="late-belongs-to-the-due-day"),
        pytest.param("month", "2026-07-05", "2026-06-28", "2026-07-01", id="early-belongs-to-the-periods-first-day"),
        pytest.param("once", "2026-07-05", "2026-07-04", "2026-07-04", id="once-is-for-its-month"),
    ],
)
def test_a_fact_of_a_duty_lies_in_its_period(every: str, due: str, handed_in: str, day: str) -> None:
    found = fact_day(DutyEvery(every), date.fromisoformat(due), date.fromisoformat(handed_in))
    assert found.isoformat() == day


@pytest.mark.parametrize(
    ("scheme", "codes"),
    [
        pytest.param("changzhou-2021", {"self_inspection"}, id="what-the-scheme-does-not-count-is-off"),
        pytest.param("base-pioneer", {"self_inspection", "thought_report"}, id="thought-reports-that-bring-points"),
        pytest.param("xinyu-2017", {"self_inspection", "pledge"}, id="registration-has-a-day-of-the-branch"),
        pytest.param("town-rural", {"self_inspection", "migrant_report"}, id="migrants-report"),
        pytest.param("company-quarterly", {"self_inspection", "study_app"}, id="study-points-of-the-quarter"),
    ],
)
def test_a_new_branch_has_switched_on_what_its_scheme_counts(scheme: str, codes: set[str]) -> None:
    assert {duty.code for duty in SHIPPED if duty.starts_on(schemes.load(scheme))} == codes


def test_the_work_calendar_is_the_schemes() -> None:
    found = {
        duty.code: (duty.first_due.month, duty.first_due.day) for duty in calendar_of(schemes.load("party-e-home"))
    }
    assert found == {"calendar:points_close": (12, 31), "calendar:stars": (1, 31)}


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        pytest.param("2026-10-01", False, id="a-holiday"),
        pytest.param("2026-10-08", True, id="the-day-after-the-holidays"),
        pytest.param("2026-10-10", True, id="a-saturday-that-is-made-up"),
        pytest.param("2026-10-11", False, id="a-sunday"),
        pytest.param("2026-07-18", False, id="a-saturday"),
        pytest.param("2026-07-17", True, id="a-friday"),
    ],
)
def test_people_work_by_the_decreed_calendar(day: str, worked: bool) -> None:
    assert WorkDays().is_working(date.fromisoformat(day)) is worked


def test_what_the_operator_knows_goes_before_the_library() -> None:
    days = WorkDays(rest=frozenset({date(2026, 7, 17)}), work=frozenset({date(2026, 7, 18)}))
    assert not days.is_working(date(2026, 7, 17))
    assert days.is_working(date(2026, 7, 18))
    with pytest.raises(ValueError, match="2026-07-18"):
        WorkDays(rest=frozenset({date(2026, 7, 18)}), work=frozenset({date(2026, 7, 18)}))


def test_working_days_pass_over_the_holidays() -> None:
    assert WorkDays().after(date(2026, 9, 30), 3) == date(2026, 10, 10)
    assert WorkDays().holiday(date(2026, 10, 1)) == "国庆节"
    assert WorkDays().holiday(date(2026, 10, 10)) == ""
