"""`netral read`: what a clerk, a script and a privacy officer were promised."""

import json
import resource
import signal

import pyarrow.parquet as pq
import pytest

from netral.cli.errors import UserError
from netral.cli.read import read
from tests.acts.exports import FIXTURES, modern, tweet

OFFICIALS = "official_id,platform,platform_user_id,handle,valid_from,valid_to,status,agency,region\n"


def test_json_holds_one_entry_per_input_with_sums_or_the_refusal(capsys):
    status = read(FIXTURES / "tweet-harvest_2.6.1.csv", FIXTURES / "empty.csv", json=True)
    good, bad = json.loads(capsys.readouterr().out)["inputs"]
    assert status == 4
    assert good["records"] == good["accepted"] + good["rejected"] + good["skipped"] == 3
    assert good["refused"] is None
    assert bad["refused"]["reason"] == "empty_file"
    assert bad["refused"]["remedy"]["id"]


def test_rejects_give_status_3_and_lines_without_text(tmp_path, capsys):
    export = tmp_path / "a.csv"
    export.write_bytes(modern(tweet(1), tweet(2, username="calon_contoh", full_text="rahasia") | {"username": "x"}))
    assert read(export, out=tmp_path / "out") == 3
    (line,) = (tmp_path / "out" / "rejects.ndjson").read_text().splitlines()
    reject = json.loads(line)
    assert (reject["row"], reject["reason"]) == (2, "actor_conflict")
    assert "rahasia" not in line
    assert export.read_bytes()[reject["byte_offset"] :].startswith(b'"' + tweet(2)["id_str"].encode())
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["manifest.json", "rejects.ndjson"]
    assert "actor_conflict" in capsys.readouterr().out


def test_an_act_repeated_in_a_second_export_is_counted_as_a_duplicate(tmp_path, capsys):
    for name, rows in {"a.csv": (1, 2, 3), "b.csv": (2, 3, 4)}.items():
        (tmp_path / name).write_bytes(modern(*map(tweet, rows)))
    assert read(tmp_path / "a.csv", tmp_path / "b.csv", json=True) == 0
    assert [entry["duplicates"] for entry in json.loads(capsys.readouterr().out)["inputs"]] == [0, 2]


def test_a_result_that_does_not_fit_is_not_written_by_half(tmp_path, capsys):
    (tmp_path / "a.csv").write_bytes(modern(tweet(1), tweet(2) | {"username": "x"}))
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (800, limit[1]))  # the rejects fit, the manifest does not
    try:
        with pytest.raises(UserError, match="tidak dapat ditulis"):
            read(tmp_path / "a.csv", out=tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
        signal.signal(signal.SIGXFSZ, before)
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_activities_hold_declared_accounts_only_and_only_while_declared(tmp_path, capsys):
    export, officials, kept = tmp_path / "a.csv", tmp_path / "o.csv", tmp_path / "acts.parquet"
    export.write_bytes(modern(*map(tweet, range(1, 9))))
    officials.write_text(
        OFFICIALS
        + "0000-1,x,90000000001,warga_001,2024-01-01,,pns,Dinas Contoh,3171\n"
        + "0000-2,x,,warga_002,2024-01-01,,pns,Dinas Contoh,3171\n"
        + "0000-3,x,90000000003,warga_003,2024-01-01,2024-10-05,pns,Dinas Contoh,3171\n"
        + "0000-4,x,5,warga_004,2024-01-01,,pns,Dinas Contoh,3171\n"
    )
    assert read(export, officials=officials, activities=kept) == 0
    table = pq.read_table(kept)
    assert table.column("actor_handle").to_pylist() == ["warga_001", "warga_002"]
    assert b"warga_005" not in kept.read_bytes()
    assert len(table.column("source_sha256")[0].as_py()) == 32


@pytest.mark.parametrize("options", [{"activities": "a"}, {"officials": "o"}])
def test_activities_without_a_register_are_not_written(tmp_path, options):
    export = tmp_path / "a.csv"
    export.write_bytes(modern(tweet(1)))
    with pytest.raises(UserError, match="akun yang dinyatakan"):
        read(export, **{name: tmp_path / value for name, value in options.items()})


def test_a_broken_context_is_told_with_its_entry(tmp_path):
    (tmp_path / "c.json").write_text('{"a.csv": {"timezone": "Mars"}}')
    with pytest.raises(UserError, match=r"a\.csv\.timezone"):
        read(FIXTURES / "jetstream.jsonl", context=tmp_path / "c.json")
