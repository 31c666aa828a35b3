from __future__ import annotations

from datetime import date

import pytest

from scoring import MemberProfile, Period
from scoring.periods import enclosing, half, month, parse, quarter, year


@pytest.mark.parametrize(
    ("period", "start", "end", "label", "name"),
    [
        pytest.param(month(2026, 12), "2026-12-01", "2027-01-01", "2026-12", "month", id="december"),
        pytest.param(month(2024, 2), "2024-02-01", "2024-03-01", "2024-02", "month", id="leap-february"),
        pytest.param(quarter(2026, 4), "2026-10-01", "2027-01-01", "2026-Q4", "quarter", id="last-quarter"),
        pytest.param(half(2026, 2), "2026-07-01", "2027-01-01", "2026-H2", "half", id="second-half"),
        pytest.param(year(2026), "2026-01-01", "2027-01-01", "2026", "year", id="year"),
    ],
)
def test_calendar_periods(period: Period, start: str, end: str, label: str, name: str) -> None:
    assert (period.start.isoformat(), period.end.isoformat()) == (start, end)
    assert (period.label, period.name) == (label, name)
    assert parse(label) == period
    assert enclosing(period.last, name) == enclosing(period.start, name) == period


def test_the_end_does_not_belong_to_a_period() -> None:
    july = month(2026, 7)
    assert date(2026, 7, 1) in july
    assert date(2026, 7, 31) in july
    assert date(2026, 8, 1) not in july
    assert date(2026, 6, 30) not in july
    assert july.last == date(2026, 7, 31)


def test_periods_that_touch_do_not_overlap() -> None:
    assert not month(2026, 7).overlaps(month(2026, 8))
    assert not month(2026, 8).overlaps(month(2026, 7))
    assert quarter(2026, 3).overlaps(month(2026, 8))
    assert quarter(2026, 3).covers(month(2026, 9))
    assert not quarter(2026, 3).covers(month(2026, 10))
    assert not quarter(2026, 3).covers(half(2026, 2))


def test_only_whole_months_lie_inside() -> None:
    ragged = Period(date(2026, 6, 2), date(2026, 9, 30))
    assert list(ragged.months()) == [month(2026, 7), month(2026, 8)]
    assert ragged.name == ""
    assert ragged.label == "2026-06-02..2026-09-29"
    assert Period(date(2026, 2, 1), date(2026, 5, 1)).name == ""
    assert len(list(year(2026).months())) == 12


@pytest.mark.parametrize(
    "label", ["2026-13", "2026-Q5", "2026-H3", "2026-X1", "july", "", "2026-Q", "2026-0", "99999999999999999999-07"]
)
def test_a_label_of_no_period_is_told_what_is_allowed(label: str) -> None:
    with pytest.raises(ValueError, match="2026-Q3"):
        parse(label)


def test_a_period_must_end_after_it_starts() -> None:
    with pytest.raises(ValueError, match="after"):
        Period(date(2026, 7, 1), date(2026, 7, 1))


@pytest.mark.parametrize(
    ("joined", "counts_from"),
    [
        pytest.param(None, None, id="always-been-there"),
        pytest.param(date(2026, 7, 1), date(2026, 7, 1), id="joined-on-a-first"),
        pytest.param(date(2026, 7, 2), date(2026, 8, 1), id="joined-on-a-second"),
        pytest.param(date(2026, 12, 31), date(2027, 1, 1), id="joined-on-new-years-eve"),
    ],
)
def test_a_member_counts_from_his_first_full_month(joined: date | None, counts_from: date | None) -> None:
    assert MemberProfile("m", joined=joined).assessed_from == counts_from


def test_an_unknown_category_names_the_known() -> None:
    with pytest.raises(ValueError, match="in_service, retired"):
        MemberProfile("m", category="pensioner")  # type: ignore[arg-type] # the fault under test
