"""The calendar decides by the minute, in the place's own zone, and half-open."""

from __future__ import annotations

import functools
from datetime import datetime, timedelta

import pytest

from netral.law.assess import assess
from netral.law.contests import ZONES, UnknownContest, base_of, find, zone_of
from netral.law.loader import load_rulebook
from netral.law.table import Table, build


@functools.cache
def table() -> Table:
    return build(load_rulebook())


PLACES = {"WIB": "3171", "WITA": "7371", "WIT": "9171"}
DATED = [contest for contest in load_rulebook().contests.values() if not contest.placeholder]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("contest", DATED, ids=lambda contest: contest.id)
def test_the_minute_before_at_and_after_designation(contest, zone: str) -> None:
    place = f"/{PLACES[zone]}" if contest.regional and not contest.regions else ""
    if contest.regions and zone != "WIB":
        pytest.skip("held in WIB only")
    assert contest.calon_from is not None
    midnight = datetime(contest.calon_from.year, contest.calon_from.month, contest.calon_from.day, tzinfo=ZONES[zone])
    for minutes, status in ((-1, "bakal_calon"), (0, "calon"), (1, "calon")):
        at = (midnight + timedelta(minutes=minutes)).isoformat()
        asked = {"at": at, "actor": {"status": "pns"}, "verb": "Like"}
        asked["target"] = {"role": "campaign_account", "contest": contest.id + place}
        found = assess(asked, table(), bakal_calon="registered")
        assert found.target_status == status
        assert found.cls["literal"] == ("kode_etik" if status == "bakal_calon" else "disiplin_berat")
        if place:
            utc = {**asked, "at": datetime.fromisoformat(at).astimezone(ZONES["WIB"]).isoformat()}
            assert assess(utc, table(), bakal_calon="registered").target_status == status


@pytest.mark.parametrize("contest", DATED, ids=lambda contest: contest.id)
def test_status_ends_on_the_day_after_which_it_ended(contest) -> None:
    days = table().calendars[contest.id, "registered"]
    assert contest.calon_to is not None
    assert days.on(contest.calon_to).status == "former"
    assert days.on(contest.calon_to - timedelta(days=1)).status == "calon"


def test_where_jakarta_counts_another_day_the_answer_says_so() -> None:
    from netral.law.answer import answer

    asked = {"at": "2023-11-13T00:30:00+09:00", "actor": {"status": "pns"}, "verb": "Like"}
    asked["target"] = {"role": "campaign_account", "contest": "pemilu-2024/PPWP"}
    assert any("Jakarta" in point["why"] for point in answer(asked, table())["contestable"])
    later = {**asked, "at": "2023-11-13T09:30:00+09:00"}
    assert not any("Jakarta" in point["why"] for point in answer(later, table())["contestable"])


@pytest.mark.parametrize(
    ("contest", "said"),
    [
        ("pilkada-2099", "tidak ada"),
        ("pemilu-2024/PPWP/7371", "per daerah"),
        ("pilkada-2024/99", "kode daerah"),
        ("pilkada-ulang-2025/7371", "tidak diadakan"),
    ],
)
def test_an_unknown_contest_says_what_may_be_written(contest: str, said: str) -> None:
    with pytest.raises(UnknownContest, match=said):
        find(load_rulebook(), contest)


def test_the_contests_place_wins_over_the_officials() -> None:
    book = load_rulebook()
    assert zone_of(book, contest="pilkada-2024/7371", region="3171") == "WITA"
    assert zone_of(book, contest="pemilu-2024/PPWP", region="9171") == "WIT"
    assert zone_of(book) == "WIB"
    assert base_of("pilkada-2024/73.71") == "pilkada-2024"


def test_a_contest_that_is_not_said_is_derived() -> None:
    from netral.law.answer import answer

    asked = {
        "at": "2025-07-25T10:00:00+07:00",
        "actor": {"status": "pns"},
        "verb": "Like",
        "target": {"role": "campaign_account"},
    }
    assert answer(asked, table())["contest"] == "pilkada-ulang-2025"
