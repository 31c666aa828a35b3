"""How days and times are read."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from services.wall_time import read_clock, read_day, read_moment

NOW = datetime(2026, 7, 6, 2, 0, tzinfo=UTC)  # Monday, 10:00 in Shanghai
TODAY = date(2026, 7, 6)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        pytest.param("7月10日 19:00", "2026-07-10T11:00", id="the-usual-chinese-way"),
        pytest.param("2026-07-10 19:00", "2026-07-10T11:00", id="the-iso-way"),
        pytest.param("2026年7月10日19点半", "2026-07-10T11:30", id="with-year-and-half-past"),
        pytest.param("7月10号下午3点", "2026-07-10T07:00", id="afternoon-counts-from-noon"),
        pytest.param("7/10 19.30", "2026-07-10T11:30", id="slash-and-dot"),
        pytest.param("7月10日 19:00", "2026-07-10T11:00", id="full-width-digits-and-colon"),
        pytest.param("明天 9:05", "2026-07-07T01:05", id="tomorrow"),
        pytest.param("今天晚上7点", "2026-07-06T11:00", id="this-evening"),
        pytest.param("2026-07-10 1900", "2026-07-10T11:00", id="four-digits-are-a-time"),
        pytest.param("2026/7/1 00:00", "2026-06-30T16:00", id="midnight-is-the-start-of-the-day"),
    ],
)
def test_a_written_moment_is_understood(text: str, moment: str) -> None:
    found = read_moment(text, NOW, "Asia/Shanghai")
    assert found is not None
    assert found.astimezone(UTC) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("下周", id="a-vague-word"),
        pytest.param("7月10日", id="a-day-without-a-time"),
        pytest.param("19:00", id="a-time-without-a-day"),
        pytest.param("2月30日 19:00", id="a-day-that-is-not-in-the-calendar"),
        pytest.param("7月10日 25:00", id="an-hour-that-no-clock-shows"),
        pytest.param("7月10日 19:60", id="a-minute-that-no-clock-shows"),
        pytest.param("13月1日 9:00", id="a-thirteenth-month"),
        pytest.param("😀" * 4000, id="a-huge-text-of-something-else"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_is_no_moment_is_not_guessed(text: str) -> None:
    assert read_moment(text, NOW, "Asia/Shanghai") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("7月6日", date(2026, 7, 6), id="today-is-not-past"),
        pytest.param("7月5日", date(2026, 7, 5), id="yesterday-stays-yesterday-to-be-refused"),
        pytest.param("1月2日", date(2027, 1, 2), id="the-180th-day-ahead-may-be-next-years"),
        pytest.param("1月3日", date(2026, 1, 3), id="further-ahead-it-is-this-years-past-day"),
        pytest.param("2027-01-03", date(2027, 1, 3), id="a-written-year-is-obeyed"),
    ],
)
def test_a_day_without_its_year(text: str, day: date) -> None:
    assert read_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "at"),
    [
        pytest.param("1930", time(19, 30), id="four-digits"),
        pytest.param("中午12点", time(12), id="noon"),
        pytest.param("中午1点", time(13), id="one-at-noon-is-afternoon"),
        pytest.param("中午11点半", time(11, 30), id="half-past-eleven-at-noon-is-before"),
        pytest.param("晚上12点", None, id="twelve-at-night-is-not-guessed"),
        pytest.param("7:30 pm", time(19, 30), id="english"),
        pytest.param("8时05分", time(8, 5), id="official"),
    ],
)
def test_a_time_of_day(text: str, at: time | None) -> None:
    assert read_clock(text) == at
