"""Backups take turns in a folder: the old ones go, the last good one never, and nothing that is not ours."""

from __future__ import annotations

import fcntl
import stat
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.portal.backup.turn import still
from netral.portal.env_backups import LONGEST, Keeping, read
from netral.portal.variables import BadSetting
from tests.portal.machines import Machine

DAY = date(2024, 10, 5)


def path(day: date, hour: int = 2) -> Path:
    return Path(f"netral-{day:%Y%m%d}T{hour:02}0000Z.zip")


def test_one_a_day_then_one_a_week_then_none() -> None:
    made = {path(DAY - timedelta(n), hour): DAY - timedelta(n) for n in range(100) for hour in (2, 3)}
    kept = still(made, Keeping(daily=14, weekly=8), DAY)
    days = sorted(((DAY - made[one]).days for one in kept), reverse=True)
    # A Saturday: weeks end on Sundays, six days ago and before.
    assert days == [55, 48, 41, 34, 27, 20, *range(13, -1, -1)]
    assert {one.name[16:18] for one in kept} == {"03"}


@given(
    st.lists(st.integers(-5, 500), min_size=1, max_size=40, unique=True),
    st.integers(1, LONGEST["harian"]),
    st.integers(0, LONGEST["mingguan"]),
)
def test_none_is_kept_for_longer_than_is_said_and_the_last_day_s_always(
    ages: list[int], daily: int, weekly: int
) -> None:
    keeping = Keeping(daily, weekly)
    made = {path(DAY - timedelta(age)): DAY - timedelta(age) for age in ages}
    kept = {(DAY - made[one]).days for one in still(made, keeping, DAY)}
    assert all(age < keeping.days for age in kept)
    assert {age for age in ages if age < daily} <= kept
    # Turning every night ends with the same as turning once.
    step = {one: day for one, day in made.items() if one in still(made, keeping, DAY - timedelta(1)) or day == DAY}
    assert {(DAY - made[one]).days for one in still(step, keeping, DAY)} <= kept | {min(ages)}


@pytest.mark.parametrize(
    "value",
    [
        "mingguan=8",
        "harian=0",
        "harian=93",
        "harian=7 mingguan=54",
        "harian=7 harian=8",
        "harian",
        "x=1",
        "-1",
        "harian=٣",
    ],
)
def test_a_period_that_is_none_stops_the_start(value: str) -> None:
    with pytest.raises(BadSetting, match="NETRAL_BACKUPS"):
        read({"NETRAL_BACKUPS": value})


def test_the_usual_period_is_bounded() -> None:
    assert read({}) == read({"NETRAL_BACKUPS": " "}) == Keeping(14, 8)
    assert read({}).days == 56


def test_the_old_go_and_what_is_not_ours_stays(
    filled: Machine, machine: Callable[..., Machine], tmp_path: Path
) -> None:
    folder = tmp_path / "cadangan"
    folder.mkdir()

    def turned(day: str, one: Machine = filled) -> str:
        one.environment |= {"NETRAL_TODAY": day, "NETRAL_BACKUPS": "harian=3"}
        done = one.run("backup", "--into", folder)
        assert done.returncode == 0, done.stderr
        assert stat.S_IMODE(Path(done.stdout.split(": ")[0]).stat().st_mode) == 0o600
        return done.stdout

    for day in ("2024-10-01", "2024-10-02", "2024-10-03"):
        assert "0 cadangan lama dibuang" in turned(day)
    first, *_ = sorted(folder.iterdir())
    # Of another portal, made by hand, a copy under another name, damaged, and something else with such a name.
    other = machine("other")
    other.python("from netral.portal.ready import make_ready; make_ready()")
    turned("2024-10-01", other)
    assert filled.run("backup", "--out", folder / "netral-20240901T020000Z.zip").returncode == 0
    (folder / "salinan.zip").write_bytes(first.read_bytes())
    (folder / "netral-20240902T020000Z.zip").write_bytes(first.read_bytes())
    (folder / "netral-20240903T020000Z.zip").write_bytes(first.read_bytes()[:200])
    # What a kill left, and what another one writes just now.
    for name in ("11111111", "22222222"):
        (folder / f".netral-20240901T020000Z.zip.{name}").write_text("x")
    before = {one.name for one in folder.iterdir()}
    with (folder / ".netral-20240901T020000Z.zip.22222222").open("r+") as writing:
        fcntl.flock(writing, fcntl.LOCK_EX)
        said = turned("2024-10-04")
    assert ("1 cadangan lama dibuang" in said, "netral-20240903T020000Z.zip: bukan" in said) == (True, True), said
    after = {one.name for one in folder.iterdir()}
    assert before - after == {first.name, ".netral-20240901T020000Z.zip.11111111"}
    assert "backup.expired" in filled.python(
        "from netral.portal.audit.models import Event; print(*Event.objects.values_list('kind', flat=True))"
    )
    # A clock that jumped ahead takes none at first.
    assert "Periksa jam" in turned("2030-01-01")
    # But what nobody writes any more.
    assert {one.name for one in folder.iterdir()} > after - {".netral-20240901T020000Z.zip.22222222"}
    # And what was taken over by a new one can be brought back.
    last = max(one for one in folder.iterdir() if zipfile.is_zipfile(one))
    assert machine("second").run("restore", last).returncode == 0


def test_one_place_has_to_be_named(filled: Machine, tmp_path: Path) -> None:
    for words in ((), ("--out", tmp_path / "a.zip", "--into", tmp_path)):
        assert filled.run("backup", *words).returncode == 2
    assert not {*tmp_path.iterdir()} - {filled.data}
    assert filled.run("backup", "--into", tmp_path / "tidak-ada").returncode == 2
