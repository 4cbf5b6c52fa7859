"""One act is one indication, however many tools tell of it; two acts are two, however alike they look."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from netral.acts.schema import SCHEMA
from netral.patrol.batch import patrol
from tests.patrol import exports, world

Row = dict[str, Any]
AT = datetime(2024, 10, 5, 12, tzinfo=UTC)
DAY = AT.replace(hour=0)
UNDATED = {"published_at": None, "published_precision": "none"}
THAT_DAY = {"published_at": DAY, "published_precision": "day", "published_earliest": DAY}
THAT_DAY |= {"published_latest": DAY + timedelta(days=1, microseconds=-1)}
BY_ID, BY_HANDLE = {"actor_handle": None}, {"actor_id": None}
NO_ID = {"activity_id": None}


def act(verb: str = "Like", **known: Any) -> Row:
    """Pegawai's act toward calon, as a tool tells it that knows everything."""
    made: Row = {**dict.fromkeys(SCHEMA.names), "activity_key": b"k" * 16, "actor_key": "x", "is_public": True}
    made |= {"activity_id": "77", "platform": "x", "verb": verb, "actor_id": "101", "actor_handle": "pegawai"}
    made |= {"object_id": "55", "object_owner_id": "201", "object_owner_handle": "calon"}
    made |= {"object_owner_basis": "stated", "published_at": AT, "published_precision": "s"}
    return made | known


def comment(**known: Any) -> Row:
    return act(**{"verb": "Create", "object_id": "77", "interaction": "reply", **known})


def account(platform: str, uid: str | None, handle: str | None, **more: Any) -> Row:
    return {"platform": platform, "platform_user_id": uid, "handle": handle, **more}


OFFICIALS = [
    account(platform, uid, handle, official_id=official, status="pns", agency="Dinas Contoh", region="7371")
    for official, platform, uid, handle in (
        *(("0000-1", platform, "101", "pegawai") for platform in ("x", "bluesky", "mastodon", "facebook")),
        ("0000-1", "x", "102", "pegawai_lain"),
        ("0000-2", "x", "103", "rekan"),
    )
]
CONTESTANTS = [
    account(platform, uid, handle, contest="pilkada-2024/7371", contestant_id="K1", name="Contoh", role="contestant")
    for platform, uid, handle in (
        *((platform, "201", "calon") for platform in ("x", "bluesky", "mastodon", "facebook")),
        ("x", "202", "wakil"),
    )
]


def files(folder: Path, *exports: list[Row]) -> list[Path]:
    return [world.write_acts(folder / f"alat{number}.parquet", rows) for number, rows in enumerate(exports)]


def told(folder: Path, paths: list[Path], out: str = "out", officials: list[Row] = OFFICIALS) -> Row:
    """The manifest of a run."""
    return patrol(
        paths,
        officials=world.write_register(folder / "pegawai.csv", officials),
        contestants=world.write_register(folder / "peserta.csv", CONTESTANTS),
        out=folder / out,
    ).manifest


def run(folder: Path, paths: list[Path], out: str = "out", officials: list[Row] = OFFICIALS) -> list[Row]:
    told(folder, paths, out, officials)
    found: list[Row] = pq.read_table(folder / out / "findings.parquet").to_pylist()
    return found


def found(folder: Path, *exports: list[Row]) -> list[Row]:
    """The findings when each list of acts is one tool's file."""
    return run(folder, files(folder, *exports))


SAME = {
    "a comment, by the author's id and by the handle only": (comment(**BY_ID), comment(**BY_HANDLE)),
    "a comment that two runs of one tool hold": (comment(source_row=7), comment(source_row=9)),
    "a comment to the second and to the day": (comment(), comment(**THAT_DAY)),
    "a post of Mastodon as an act and as a status": (
        comment(platform="mastodon", activity_id="https://m.example/1/activity", object_id="https://m.example/1"),
        comment(platform="mastodon", activity_id="https://m.example/1", object_id="https://m.example/1"),
    ),
    "a like with a time and without": (act(**NO_ID), act(**NO_ID, **UNDATED)),
    "a like with an id and without": (act(), act(**NO_ID, **UNDATED)),
    "a like that a person typed by hand": (act(), act(activity_id="synthetic:1", **THAT_DAY)),
    "a share with an id and without": (act("Announce"), act("Announce", **NO_ID, **UNDATED)),
    "a share whose post only one tool knows": (act("Announce"), act("Announce", object_id=None)),
    "a share on Facebook, from the page that shared and from the list of who did": (
        act("Announce", platform="facebook"),
        act("Announce", **NO_ID, **UNDATED, platform="facebook"),
    ),
    "a follow whose account is told by id, by handle, and not": (
        act("Follow", **NO_ID, object_id="201", object_owner_handle=None),
        act("Follow", **NO_ID, object_id="@calon", object_owner_id=None),
        act("Follow", **NO_ID, object_id=None, **UNDATED),
    ),
    "an edit that two runs of one tool hold": (comment(verb="Update"), comment(verb="Update", **BY_HANDLE)),
}


@pytest.mark.parametrize("records", SAME.values(), ids=SAME)
def test_the_same_act_is_one_indication_with_all_its_sources(tmp_path: Path, records: tuple[Row, ...]) -> None:
    (finding,) = found(tmp_path, *([one] for one in records))
    assert len(finding["sources"].split(";")) == len(records)
    assert finding["sources"].split(";") == sorted(set(finding["sources"].split(";")))
    assert finding["conflicts"] == ""
    assert f"{finding['source_sha256']}:{finding['source_row']}" == finding["sources"].split(";")[0]


@pytest.mark.parametrize("records", SAME.values(), ids=SAME)
def test_an_indication_keeps_its_number_when_another_source_arrives(tmp_path: Path, records: tuple[Row, ...]) -> None:
    paths = files(tmp_path, *([one] for one in records))
    numbers = {row["finding_id"] for some in ([paths[0]], [paths[-1]], paths) for row in run(tmp_path, some)}
    # Which post was shared is what tells the act; a tool that does not know it tells another one.
    unknown = any(one["verb"] == "Announce" and one["object_id"] is None for one in records)
    assert len(numbers) == (2 if unknown else 1)


OTHERS = {
    "likes of two posts": (act(**NO_ID), act(**NO_ID, object_id="56")),
    "likes from two accounts of one official": (act(**NO_ID), act(**NO_ID, actor_id="102", actor_handle=None)),
    "a like taken back and given again": (act(), act(activity_id="78", published_at=AT + timedelta(days=1))),
    "follows of two accounts of one contestant": (
        act("Follow", **NO_ID, object_id=None),
        act("Follow", **NO_ID, object_id=None, object_owner_id="202", object_owner_handle=None),
    ),
    "a like and a share of one post": (act(**NO_ID), act("Announce", **NO_ID)),
    "a comment and its edit": (comment(), comment(verb="Update")),
    "two edits of one comment": (
        comment(verb="Update"),
        comment(verb="Update", published_at=AT + timedelta(seconds=1)),
    ),
    "comments of one number on two platforms": (comment(), comment(platform="facebook")),
    "comments whose ids would be one number": (
        comment(activity_id="1842535204254769729"),
        comment(activity_id="1842535204254769728"),
    ),
    "comments without id at two times": (comment(**NO_ID), comment(**NO_ID, published_at=AT + timedelta(seconds=1))),
    "two shares of one post on Facebook": (
        act("Announce", **NO_ID, platform="facebook"),
        act("Announce", **NO_ID, platform="facebook", published_at=AT + timedelta(days=1)),
    ),
}


@pytest.mark.parametrize("records", OTHERS.values(), ids=OTHERS)
def test_two_acts_are_two_indications(tmp_path: Path, records: tuple[Row, ...]) -> None:
    both = found(tmp_path, *([one] for one in records))
    assert len({row["finding_id"] for row in both}) == 2
    assert [row["conflicts"] for row in both] == ["", ""]


def test_two_officials_who_like_one_post_have_an_indication_and_sources_each(tmp_path: Path) -> None:
    both = found(tmp_path, [act(**NO_ID)], [act(**NO_ID, actor_id="103", actor_handle=None)])
    assert {row["official_id"] for row in both} == {"0000-1", "0000-2"}
    assert len({row["sources"] for row in both}) == 2


def test_a_list_without_ids_belongs_to_the_first_of_two_likes(tmp_path: Path) -> None:
    again = act(activity_id="78", published_at=AT + timedelta(days=1))
    first, second = found(tmp_path, [act()], [again], [act(**NO_ID, **UNDATED)])
    assert (first["activity_id"], second["activity_id"]) == ("77", "78")
    assert [len(row["sources"].split(";")) for row in (first, second)] == [2, 1]


LATER = {"published_at": AT + timedelta(hours=1)}
DISAGREE = {
    "occurred_at": (comment(), comment(**LATER)),
    "occurred_at, a day that does not hold the time": (
        comment(),
        comment(**{name: t + timedelta(days=1) if isinstance(t, datetime) else t for name, t in THAT_DAY.items()}),
    ),
    "object_id": (comment(), comment(object_id="78")),
    "interaction": (comment(), comment(interaction="mention")),
    "actor_handle": (comment(), comment(actor_handle="pegawai_baru")),
    "object_owner_handle": (comment(), comment(object_owner_handle="calon_baru")),
    "object_owner_handle;object_owner_id": (comment(), comment(object_owner_id="202", object_owner_handle="wakil")),
}


@pytest.mark.parametrize("case", DISAGREE)
def test_what_the_sources_disagree_on_is_named(tmp_path: Path, case: str) -> None:
    rows = found(tmp_path, *([one] for one in DISAGREE[case]))
    assert {row["conflicts"] for row in rows} == {case.split(",")[0]}
    assert all(len(row["sources"].split(";")) == 2 for row in rows)


AGREE = {
    "a day that holds the time": (comment(), comment(**THAT_DAY)),
    "the same second, one to the microsecond": (
        comment(),
        comment(published_at=AT + timedelta(milliseconds=999), published_precision="us"),
    ),
    "not known": (
        comment(),
        comment(interaction=None, object_owner_handle=None, actor_handle=None, object_id=None),
    ),
}


@pytest.mark.parametrize("records", AGREE.values(), ids=AGREE)
def test_what_a_source_leaves_open_contradicts_nobody(tmp_path: Path, records: tuple[Row, ...]) -> None:
    (finding,) = found(tmp_path, *([one] for one in records))
    assert finding["conflicts"] == ""


def test_a_comment_that_two_tools_give_to_two_officials_says_so_on_both(tmp_path: Path) -> None:
    both = found(tmp_path, [comment(**BY_ID)], [comment(actor_id=None, actor_handle="rekan")])
    assert {row["official_id"] for row in both} == {"0000-1", "0000-2"}
    assert {row["conflicts"] for row in both} == {"official_id"}
    assert all(len(row["sources"].split(";")) == 2 for row in both)


def test_a_time_before_the_account_was_declared_is_no_indication_but_contradicts_one(tmp_path: Path) -> None:
    since = [{**row, "valid_from": "2024-10-01"} for row in OFFICIALS]
    early = comment(published_at=AT - timedelta(days=30))
    paths = files(tmp_path, [comment()], [early])
    assert run(tmp_path, paths[1:], officials=since) == []
    (finding,) = run(tmp_path, paths, officials=since)
    assert finding["occurred_at"] == AT
    assert finding["conflicts"] == "occurred_at"
    assert len(finding["sources"].split(";")) == 2


def test_the_most_exact_record_is_shown(tmp_path: Path) -> None:
    vague = comment(**BY_HANDLE, **THAT_DAY, object_owner_basis="inferred")
    (finding,) = found(tmp_path, [vague], [comment(**THAT_DAY)], [comment()])
    told = [finding[name] for name in ("match_basis", "precision", "owner_basis", "occurred_at")]
    assert told == ["id", "s", "stated", AT]


def test_an_undoing_counts_whichever_record_it_names(tmp_path: Path) -> None:
    undo = act("Undo", **BY_ID, activity_id="u1", object_id="77", published_at=AT + timedelta(hours=1))
    undo |= dict.fromkeys(("object_owner_id", "object_owner_handle"))
    (finding,) = found(tmp_path, [act(**NO_ID)], [act(**THAT_DAY)], [undo])
    assert finding["mitigating"] == "undone"
    assert len(finding["sources"].split(";")) == 2


def test_any_order_of_files_gives_the_same_bytes(tmp_path: Path) -> None:
    told = [[comment()], [comment(**BY_HANDLE, **THAT_DAY)], [comment(**LATER), act(**NO_ID)], [act()]]
    said = set()
    for number, order in enumerate(permutations(files(tmp_path, *told))):
        run(tmp_path, list(order), f"out{number}")
        said.add((tmp_path / f"out{number}" / "findings.csv").read_bytes())
    assert len(said) == 1


def test_the_manifest_counts_what_several_files_tell_and_where_they_disagree(tmp_path: Path) -> None:
    again = [comment(), act(object_id="56", **NO_ID)]
    counts = told(tmp_path, files(tmp_path, [comment(), comment()], [comment(**LATER)], again))["counts"]
    assert [counts[f"findings{name}"] for name in ("", "_in_several_files", "_with_conflicts")] == [2, 1, 1]


def test_handles_of_somebody_else_are_counted_in_every_kind_of_export(tmp_path: Path) -> None:
    registers = exports.registers(tmp_path)
    one, two = (exports.tweet_harvest(tmp_path / name) for name in ("a.csv", "b.csv"))
    for path in (one, two):
        path.write_text(path.read_text("utf-8").replace('"101","pegawai"', '"999","pegawai"'), "utf-8")
    manifest = patrol([one, two], **registers, out=tmp_path / "out").manifest
    assert manifest["registers"]["officials"]["recycled_handles"] == {"accounts": 1, "acts": 2}
    assert manifest["counts"]["findings"] == 0


STRANGER = {"actor_id": "999000999"}


def test_a_declared_handle_that_another_id_has_now_is_counted_and_never_matched(tmp_path: Path) -> None:
    strange = [
        act(**STRANGER),
        comment(**STRANGER),
        act(**STRANGER, object_owner_id="300", object_owner_handle="warga"),
    ]
    for number, rows in enumerate((strange, [*strange, act()], [act(), act(**BY_HANDLE)])):
        manifest = told(tmp_path, files(tmp_path, rows), "out")
        recycled = manifest["registers"]["officials"]["recycled_handles"]
        assert recycled == ({"accounts": 0, "acts": 0} if number == 2 else {"accounts": 1, "acts": 2})
        assert manifest["counts"]["findings"] == (0 if number == 0 else 1)
        written = [path.read_bytes() for path in (tmp_path / "out").iterdir()]
        assert not [content for content in written if b"999000999" in content]
        assert any(b"kini milik nomor akun lain: 1 akun" in content for content in written) == (number < 2)


@pytest.mark.parametrize(
    "strange",
    [
        {**STRANGER, "platform": "bluesky", "actor_handle": "pegawai_lain"},
        {**STRANGER, "actor_handle": "tanpa_nomor"},
        {"actor_id": "103"},
    ],
    ids=["declared on another platform only", "declared without an id", "an id that is declared too"],
)
def test_a_handle_is_told_as_recycled_only_where_its_own_declared_id_is_another(tmp_path: Path, strange: Row) -> None:
    bare = account("x", None, "tanpa_nomor", official_id="0000-3", status="pns", agency="Dinas", region="7371")
    manifest = told(tmp_path, files(tmp_path, [act(**strange)]), officials=[*OFFICIALS, bare])
    assert manifest["registers"]["officials"]["recycled_handles"] == {"accounts": 0, "acts": 0}
