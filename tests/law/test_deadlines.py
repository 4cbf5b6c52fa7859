"""Terms of the law: each in its own unit, over holidays and weekends, and told in both ways of counting."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.law.deadlines import KNOWN_YEARS, UnknownYear, days_off, due, of_report, terms

PEMILU, PILKADA = terms()["laporan-pemilu"], terms()["laporan-pilkada"]
YEARS = st.dates(date(min(KNOWN_YEARS), 1, 1), date(max(KNOWN_YEARS), 11, 30))


def test_a_report_of_the_pemilu_has_seven_working_days() -> None:
    """Known on Tuesday 6 February 2024; the 8th, 9th, 14th (voting day) and two weekends do not count."""
    found = due(PEMILU, date(2024, 2, 6))
    assert (found.last, found.safest) == (date(2024, 2, 20), date(2024, 2, 19))
    assert [day.date.day for day in found.days if day.skipped] == [8, 9, 10, 11, 14, 17, 18]


def test_a_report_of_the_pilkada_has_seven_days_of_the_calendar() -> None:
    found = due(PILKADA, date(2024, 10, 5))
    assert (found.last, found.safest) == (date(2024, 10, 12), date(2024, 10, 11))
    assert [found.left(date(2024, 10, day)) for day in (5, 12, 13)] == [7, 0, -1]


@pytest.mark.parametrize(
    ("contest", "term"),
    [("pemilu-2024/DPR", PEMILU), ("pilkada-2024/7371", PILKADA), ("pilkades", None), (None, None)],
)
def test_which_term_is_for_which_contest(contest: str | None, term: object) -> None:
    assert of_report(contest) == term


def test_known_on_a_holiday_the_first_day_is_the_next_working_day() -> None:
    found = due(PEMILU, date(2024, 2, 14))
    assert found.last == found.safest == date(2024, 2, 23)


@given(YEARS)
def test_seven_days_are_seven_whatever_lies_between(known: date) -> None:
    found = due(PEMILU, known)
    counted = [day.date for day in found.days if day.skipped is None]
    assert len(counted) == 7
    assert found.last == counted[-1]
    assert found.safest <= found.last
    assert all(day.weekday() < 5 and day not in days_off() for day in counted)
    assert found.left(known) == 7
    assert found.left(found.last) == 0


def test_on_a_day_off_behind_the_last_it_is_too_late() -> None:
    """Friday 16 February 2024 was the last day; on Saturday no counted day has gone by, and yet it has passed."""
    ended = due(PEMILU, date(2024, 2, 2))
    assert ended.last == date(2024, 2, 16)
    assert [ended.passed(date(2024, 2, day)) for day in (15, 16, 17)] == [False, False, True]
    assert ended.left(date(2024, 2, 17)) == 0


def test_what_is_long_past_is_counted_as_far_as_holidays_are_known() -> None:
    assert due(PEMILU, date(2027, 12, 1)).left(date(2031, 1, 1)) < 0


def test_a_year_without_known_holidays_is_not_guessed() -> None:
    with pytest.raises(UnknownYear, match="2031"):
        due(PEMILU, date(2031, 3, 3))
    assert due(PILKADA, date(2031, 3, 3)).last == date(2031, 3, 3) + timedelta(days=7)
