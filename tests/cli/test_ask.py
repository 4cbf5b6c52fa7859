"""`netral ask` on a command line: one, many, standard input; every mistake is one sentence and nothing on stdout."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

LIKE = {"at": "2024-10-05T20:00:00+08:00", "verb": "Like", "actor": {"status": "pns"}}
LIKE |= {"target": {"role": "campaign_account", "contest": "pilkada-2024/7371"}}


def netral(*words: str, typed: str = "", where: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "netral", *words], input=typed, capture_output=True, text=True, cwd=where, timeout=60
    )


def test_one_question_gives_one_answer_and_many_give_many(tmp_path: Path) -> None:
    one = netral("ask", "--json", "-", typed=json.dumps({**LIKE, "id": "satu"}))
    assert one.returncode == 0
    assert json.loads(one.stdout)["id"] == "satu"
    file = tmp_path / "tanya.json"
    file.write_text("\ufeff" + json.dumps([LIKE, LIKE]), "utf-8")
    many = netral("ask", "--json", str(file))
    assert [answer["class"]["literal"] for answer in json.loads(many.stdout)] == ["disiplin_berat"] * 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "bukan JSON"),
        (b"{", "baris 1 kolom 2"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"[" * 100_000, "bersarang"),
        (b'{"verb": "Like", "target": {"role": "campaign_account", "role": "none"}}', "“role” ditulis dua kali"),
        (b'{"id": NaN}', "NaN bukan nilai JSON"),
        (b'{"id": 1e999}', "1e999 bukan nilai JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", "bukan nilai JSON"),
        (b'{"id": "\\ud800", "at": "2024-10-05", "verb": "Like", "target": {}}', "separuh tanda Unicode"),
        (b'{"id": {"a": ["\\ud800"]}, "at": "2024-10-05", "verb": "Like", "target": {}}', "separuh tanda Unicode"),
        (b'{"at": "2024-10-05", "verb": "Like", "target": {}, "id": ' + b"[" * 990 + b"]" * 990 + b"}", "bersarang"),
        (b'{"at": "2024-10-05", "verb": "Suka", "target": {}}', "verb: “Suka” tidak dikenal"),
        (b'[{"at": "2024-10-05", "verb": "Like", "target": {}}, {}]', "[2]"),
        (b'{"at": "2024-10-05", "verb": "Like", "target": {"contest": "pilpres"}}', "target.contest"),
        (b'"apa"', "bukan objek"),
    ],
)
def test_a_bad_file_is_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    file = tmp_path / "tanya.json"
    file.write_bytes(content)
    done = netral("ask", "--json", str(file))
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("name", ["tidak-ada.json", "."])
def test_a_place_that_holds_no_question_is_one_sentence(tmp_path: Path, name: str) -> None:
    done = netral("ask", "--json", name, where=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert name in done.stderr


def test_a_broken_rulebook_is_told_and_not_used(tmp_path: Path) -> None:
    (tmp_path / "rulebook.yaml").write_text("versi: 1\n", "utf-8")
    done = netral("ask", "--json", "-", "--rulebook", str(tmp_path), typed=json.dumps(LIKE))
    assert (done.returncode, done.stdout) == (2, "")
    assert "rulebook.yaml:1" in done.stderr
    english = netral("ask", "--json", "-", "--rulebook", str(tmp_path), "--lang", "en", typed=json.dumps(LIKE))
    assert "rulebook.yaml:1: unknown key “versi”" in english.stderr


def test_what_is_no_rulebook_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "aturan.json").write_text('{"sha256":"x","norms":[]}', "utf-8")
    done = netral("ask", "--json", "-", "--rulebook", str(tmp_path / "aturan.json"), typed=json.dumps(LIKE))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "bukan buku aturan terkompilasi" in done.stderr


def test_errors_are_told_in_english_when_asked() -> None:
    done = netral("ask", "--json", "-", "--lang", "en", typed=json.dumps({**LIKE, "verb": "Suka"}))
    assert "is not known; use" in done.stderr


WATCH = """
import sys
from netral.cli.main import main
try:
    main(["ask", "--json", "-"])
except SystemExit:
    pass
heavy = {"duckdb", "ibis", "pyarrow", "numpy", "pandas", "ruamel.yaml"}
print(sorted(heavy & set(sys.modules)), file=sys.stderr)
"""


def test_asking_loads_no_data_engine() -> None:
    command = [sys.executable, "-c", WATCH]
    done = subprocess.run(command, input=json.dumps(LIKE), capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_the_interview_asks_at_most_seven_and_says_why() -> None:
    typed = "Attend\ncontestant\n2024-10-20T10:00+07:00\npns\n" + "0\n" * 20
    done = netral("ask", typed=typed)
    assert done.returncode == 0
    numbered = [line for line in done.stderr.splitlines() if line[:2].rstrip(".").isdigit()]
    assert 4 < len(numbered) <= 7
    assert done.stderr.count("Mengapa ditanya:") >= 2
    assert done.stdout.startswith("\n")
    assert "> " not in done.stdout
    assert "Ini penjelasan, bukan putusan" in done.stdout


def test_the_interview_answers_as_the_json_does() -> None:
    done = netral("ask", "--lang", "en", typed="Like\ncampaign_account\n2024-10-05T20:00+08:00\npns\n" + "0\n" * 10)
    assert "Both readings agree: ⛔ Prohibited · Heavy discipline" in done.stdout
    assert "SKB 22-09-2022 Lampiran II.B.6" in done.stdout


def test_an_interview_that_is_cut_short_leaves_quietly() -> None:
    done = netral("ask", typed="Like\n")
    assert done.returncode == 130
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_byte_order_mark_is_no_part_of_the_question() -> None:
    assert netral("ask", "--json", "-", typed="\ufeff" + json.dumps(LIKE)).returncode == 0


def test_a_pair_of_escapes_is_a_whole_sign() -> None:
    done = netral("ask", "--json", "-", typed=json.dumps({**LIKE, "id": "😀"}))
    assert json.loads(done.stdout)["id"] == "😀"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("words", ["ask --json -", "law table", "law check", "--help"])
def test_a_full_disk_is_told_in_a_sentence(words: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "netral", *words.split()],
            input=json.dumps(LIKE),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
        )
    assert done.returncode == 2
    assert "kosongkan ruang" in done.stderr
    assert "Traceback" not in done.stderr
