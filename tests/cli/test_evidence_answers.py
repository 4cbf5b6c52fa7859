"""What the evidence commands answer: to machines, to whoever mistypes, and where bytes were changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from netral.cli.main import run
from tests.cli.test_evidence import BY, refused, said, vault

__all__ = ["vault"]


@pytest.mark.parametrize("command", [["verify"], ["evidence", "check", "--vault"]])
@pytest.mark.parametrize("change", ["changed", "missing"])
def test_bytes_that_changed_in_a_vault_are_named_by_their_item(
    vault: Path, capsys: pytest.CaptureFixture[str], command: list[str], change: str, tmp_path: Path
) -> None:
    (tmp_path / "surat.txt").write_text("isi surat")
    said(capsys, "evidence", "add", tmp_path / "surat.txt", "--vault", vault, "--case", "P-1", *BY)
    said(capsys, "evidence", "seal", "--vault", vault, "--key", tmp_path / "segel.pem", "--who", "pengelola:A-07")
    (kept,) = (vault / "objects").glob("??/*")
    kept.write_text("isi surau") if change == "changed" else kept.unlink()
    status = run([*command, f"{vault}", "--lang", "en"])
    told = capsys.readouterr().out
    assert (status, "P-1/B-001" in told) == (5, True)
    assert ("not" if change == "changed" else "missing") in told
    assert "restore" in told


def test_a_hold_on_a_case_that_is_not_there_is_refused(vault: Path) -> None:
    """Mistyped, it would hold nothing, and nobody would know."""
    words = ["evidence", "record", "held", "--vault", vault, "--case", "P-71", "--who", "ppk:K-01", "--why", "gugatan"]
    assert refused(*words) == (2, "--case P-71: tidak ada bukti dalam perkara itu; periksa nomornya.")
    assert (vault / "ledger.ndjson").exists() is False


def test_nothing_is_approved_for_destruction_before_its_time(
    vault: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "surat.txt").write_text("isi surat")
    said(capsys, "evidence", "add", tmp_path / "surat.txt", "--vault", vault, "--case", "P-1", *BY)
    at = ["--vault", vault, "--case", "P-1", "--who", "ppk:K-01", "--why", "putusan"]
    approve = ["evidence", "record", "approved", "--item", "B-001", *at]
    assert "belum ditutup" in refused(*approve)[1]
    said(capsys, "evidence", "record", "held", *at)
    assert "ditahan" in refused(*approve)[1]
    said(capsys, "evidence", "record", "released", *at)
    said(capsys, "evidence", "record", "noted", "--close-as", "terbukti", *at)
    assert "disimpan sampai" in refused(*approve)[1]


def test_machines_are_told_in_their_own_words(vault: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (tmp_path / "surat.txt").write_text("isi surat")
    said(capsys, "evidence", "add", tmp_path / "surat.txt", "--vault", vault, "--case", "P-1", *BY)
    here = ["--vault", vault, "--json"]
    limits = json.loads(said(capsys, "evidence", "quota", *here))
    assert (limits["case"], limits["used"]) == (None, 9)
    covered = said(capsys, "evidence", "redact", "P-1", "B-001", "--text", "surat", *here, *BY)
    assert json.loads(covered)[0]["of"] == "B-001"
    told = said(capsys, "evidence", "record", "noted", "--case", "P-1", *here, *BY)
    assert json.loads(told)["kind"] == "noted"
    key = ["--key", tmp_path / "segel.pem", "--who", "pengelola:A-07"]
    assert json.loads(said(capsys, "evidence", "seal", *key, *here))["facts"]["size"] == 4
    assert json.loads(said(capsys, "evidence", "check", *here))["damaged"] == []


def test_what_is_not_there_is_said_in_the_language_of_the_reader(
    vault: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    add = ["evidence", "add", "--vault", vault, "--case", "P-1", *BY]
    assert "tidak ada; tidak ada yang disimpan" in refused(*add, tmp_path / "x.txt")[1]
    assert "does not exist" in refused(*add, tmp_path / "x.txt", "--lang", "en")[1]
    assert "folder" in refused(*add, tmp_path)[1]
    assert said(capsys, "evidence", "log", "--vault", vault, "--case", "P-9") == "tidak ada\n"
