"""What the portal accepts the patrol takes, and what is told of a day before saving is what the patrol finds on it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from netral.law.assess import assess
from netral.law.facts import READINGS
from netral.portal import clock
from netral.portal.contests import strip
from netral.portal.contests.actions import refusal
from netral.portal.contests.line import LAYOUT, Line, fields
from netral.portal.contests.models import Entry
from netral.portal.contests.plan import Plan, plan
from netral.portal.contests.told import groups
from netral.portal.guidance.rulebook import table
from netral.portal.sheet import Sheet, read, written
from tests.portal.cast import DAY, Cast, signed_in
from tests.portal.test_contestants import current, saved

EXAMPLES = Path(__file__).parents[2] / "examples"
EXPORTS = ("bluesky.jetstream.ndjson", "mastodon.outbox.json", "x.tweet-harvest-2.3.csv", "x.tweet-harvest-2.7.1.csv")


def patrolled(register: Path, out: Path) -> tuple[bytes, dict[str, object]]:
    command = [sys.executable, "-m", "netral", "patrol", *(str(EXAMPLES / name) for name in EXPORTS)]
    command += ["--officials", str(EXAMPLES / "officials.csv"), "--contestants", str(register), "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    # 3: some records of the examples are rejected on purpose.
    assert done.returncode in (0, 3), done.stderr
    return (out / "findings.csv").read_bytes(), json.loads((out / "manifest.json").read_text("utf-8"))


def test_a_patrol_takes_the_download_and_finds_what_it_found(cast: Cast, tmp_path: Path) -> None:
    keeper = signed_in(cast.holder("admin"))
    rows = list(csv.reader((EXAMPLES / "contestants.csv").read_text("utf-8").splitlines()))
    assert saved(keeper, *map(tuple, rows[1:])) == 302  # type: ignore[arg-type]
    assert len(current()) == len(rows) - 1
    path = tmp_path / "peserta.csv"
    path.write_bytes(keeper.get("/kelola/peserta/daftar.csv").content)
    found, manifest = patrolled(path, tmp_path / "a")
    assert found.count(b"\n") > 10
    assert found == patrolled(EXAMPLES / "contestants.csv", tmp_path / "b")[0]
    # The patrol names the edition by its hash: years later it can be said which register it went by.
    assert keeper.get("/kelola/peserta").context["editions"][0].sha256 in f"{manifest}"


CELLS = st.tuples(
    st.sampled_from(["pilkada-2024/7371", "pemilu-2024/PPWP", "pilkada-2024", "pilkada-1999"]),
    st.sampled_from(["K1", "K2", ""]),
    st.sampled_from(["Karangan", "=1+1", ""]),
    st.sampled_from(["contestant", "campaign_account", "lawan"]),
    st.sampled_from(["x", "Twitter", "bsky", "telegram"]),
    st.sampled_from(["", "1", "2", "-100", "did:plc:a", "1735608555141730000", "1735608555141730048"]),
    st.sampled_from(["", "@Satu", "satu", "dua", "did:plc:a", "a b"]),
    st.sampled_from(["", "calon", "former"]),
    st.sampled_from(["", "2024-01-01", "2024-06-01", "2024-06-31"]),
    st.sampled_from(["", "2024-06-01", "2024-09-22", "x"]),
)
FILES = st.lists(CELLS, min_size=1, max_size=6)


def compared(cells: list[tuple[str, ...]], register: list[Line], *, mended: bool = False) -> Plan:
    sheet = Sheet([(number, list(row)) for number, row in enumerate(cells, start=2)], mended)
    entries = [Entry(pk=number, **fields(line)) for number, line in enumerate(register)]
    return plan(sheet, entries, table().rulebook, today=DAY, edition=1)


@settings(max_examples=60, deadline=None)
@given(first=FILES, second=FILES, mended=st.booleans())
def test_whatever_is_accepted_a_patrol_accepts(
    first: list[tuple[str, ...]], second: list[tuple[str, ...]], mended: bool
) -> None:
    register: list[Line] = []
    for cells, part in ((first, False), (second, mended)):
        made = compared(cells, register, mended=part)
        assert made.ready + len(made.bad) == len(cells)
        assert all(one.remedy for _number, wrong in made.bad for one in wrong)
        assert refusal(made.after, table().rulebook) is None
        # A row leaves the register only for others of the same account, and a part of a file replaces nothing.
        assert not (part and made.replaced)
        for line in set(register) - set(made.after):
            assert any(_whose(one) == _whose(line) for one in made.after)
        groups(made.affected, DAY)
        register = made.after


def _whose(line: Line) -> tuple[str, ...]:
    return line.contest, line.contestant_id, line.role, line.platform


@settings(max_examples=25, deadline=None)
@given(cells=FILES)
def test_the_same_file_again_is_the_same_register(cells: list[tuple[str, ...]]) -> None:
    register = compared(cells, []).after
    again = compared(cells, register)
    assert (again.new, again.changed, again.replaced, sorted(again.after)) == ([], [], [], sorted(register))
    back = read(written([LAYOUT.all, *register]), LAYOUT)
    if register:
        assert isinstance(back, Sheet)
        made = compared([tuple(row or ()) for _number, row in back.rows], register)
        assert (made.bad, made.writes) == ([], False)


def test_what_is_told_of_a_day_is_what_the_law_says_of_it() -> None:
    chance, law = Random(3), table()
    for _ in range(400):
        base = chance.choice([one.id for one in law.rulebook.contests.values()])
        role, given_status = chance.choice(["contestant", "campaign_account", "party"]), chance.choice(["", "calon"])
        first = date(2022, 1, 1) + timedelta(days=chance.randrange(1500))
        until = first + timedelta(days=chance.randrange(1, 900))
        line = Line(base, "K1", "", role, "x", "1", "", given_status, f"{first}", f"{until}")
        day = date(2021, 1, 1) + timedelta(days=chance.randrange(3000))
        steps = strip.of([line])
        now = [one for one in steps if one.holds(day)]
        assert len(now) == 1
        assert now[0].listed == (first <= day < until)
        if not now[0].listed:
            continue
        asked = {"role": role, "contest": base, "status": given_status or None}
        for act, said in zip(strip.ACTS, now[0].said, strict=True):
            question = {**act, "at": clock.noon(day).isoformat(), "actor": {"status": "pns"}, "target": asked}
            found = assess(question, law, bakal_calon="registered")
            assert said == tuple((found.verdict[reading], found.cls[reading]) for reading in READINGS)


def test_the_22nd_of_september() -> None:
    """The sentence for which the page is: who is a candidate from that day, and what a like costs from then."""
    line = Line("pilkada-2024/7371", "K1", "", "campaign_account", "x", "1", "", "", "2024-01-01", "")
    made = compared([tuple(line)], [])
    picture = groups(made.affected, DAY)[0].after
    told = {part.begins: part.lines for part in picture.parts}
    assert picture.zone == "WITA"
    assert told["Mulai 22 September 2024 sasaran ini berstatus: calon."] == [
        "Suka dan komentar yang mendukung, menurut kedua bacaan: naik ke hukuman disiplin berat."
    ]
    now = next(part for part in picture.parts if part.state == "kini")
    assert now.begins == "Mulai 22 September 2024 sasaran ini berstatus: calon."
    assert picture.today is not None
    assert now.x <= picture.today < now.x + now.width
    assert sum(part.width for part in picture.parts) == picture.length
    nowhere = compared([tuple(line._replace(contest="pemilu-2024/DPD"))], [])
    assert groups(nowhere.affected, DAY)[0].after.zone is None


def test_accounts_whose_days_are_alike_are_told_once() -> None:
    rows = [
        ("pilkada-2024/7371", f"K{n}", "", "contestant", "x", f"{n}", f"akun_{n}", "", "2024-01-01", "")
        for n in range(40)
    ]
    told = groups(compared(rows, []).affected, DAY)
    assert [len(one.accounts) for one in told] == [40]
    assert told[0].accounts == sorted(told[0].accounts)


def test_ten_thousand_rows_are_checked_in_time() -> None:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(LAYOUT.all)
    for n in range(10_000):
        day = "27/08/2024" if n % 70 == 0 else "2024-08-27"
        writer.writerow(("pilkada-2024/7371", f"K{n}", "", "contestant", "x", f"{n}", f"akun_{n}", "", day, ""))
    sheet = read(out.getvalue().encode(), LAYOUT)
    assert isinstance(sheet, Sheet)
    made = plan(sheet, [], table().rulebook, today=DAY, edition=0)
    assert (made.ready, len(made.bad)) == (9857, 143)
