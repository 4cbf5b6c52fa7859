"""The exit status that scripts rely on, and the one sentence that people read."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples"
QUESTION = {
    "at": "2024-10-05T20:00:00+08:00",
    "actor": {"status": "pns"},
    "verb": "Like",
    "object": {"visibility": "public"},
    "target": {"role": "campaign_account", "contest": "pilkada-2024/7371"},
}
BROKEN = """
def bug():
    \"\"\"Raise.\"\"\"
    raise ZeroDivisionError("rahasia")

def wait():
    \"\"\"Wait for Ctrl-C.\"\"\"
    import time
    print("siap", flush=True)
    time.sleep(60)
"""


def netral(*words: str, text: str | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command as people do."""
    return subprocess.run(
        [sys.executable, "-m", "netral", *words],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environ},
    )


def with_commands(tmp_path: Path, *words: str) -> list[str]:
    """The command line with two more commands in its table: one that fails, one that waits."""
    (tmp_path / "rusak.py").write_text(BROKEN, encoding="utf-8")
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from netral.cli import main\n"
        "main.COMMANDS |= {name: (f'rusak:{name}', name) for name in ('bug', 'wait')}\n"
        f"main.main({list(words)!r})"
    )
    return [sys.executable, "-c", script]


def one_sentence(said: str) -> bool:
    """A single line, with no traceback."""
    return said.startswith("netral: ") and said.count("\n") == 1 and "Traceback" not in said


def test_version_and_help_are_done() -> None:
    assert netral("--version").stdout.startswith("netral ")
    assert netral("--help").returncode == netral().returncode == 0


@pytest.mark.parametrize(
    "words",
    ["aks", "ask --jason x", "ask --lang fr", "ask --lang id --lang id", "ask x", "law chek", "patrol"],
)
def test_wrong_usage_is_2_and_leads_to_the_help(words: str) -> None:
    done = netral(*words.split())
    assert done.returncode == 2
    assert one_sentence(done.stderr)
    assert "--help" in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize("words", ["read - --json", "read --json -"])
def test_a_dash_is_an_export_that_comes_through_a_pipe(words: str) -> None:
    export = (Path(__file__).parents[1] / "fixtures" / "exports" / "activitypub_outbox.json").read_text("utf-8")
    done = netral(*words.split(), text=export)
    (entry,) = json.loads(done.stdout)["inputs"]
    assert (done.returncode, entry["format"], entry["accepted"]) == (0, "activitystreams", 5)


def test_a_missing_file_is_wrong_usage_and_named() -> None:
    done = netral("ask", "--json", "tidak-ada.json")
    assert done.returncode == 2
    assert one_sentence(done.stderr)
    assert "tidak-ada.json" in done.stderr


def test_a_bug_is_1_and_asks_for_a_report_without_the_details(tmp_path: Path) -> None:
    done = subprocess.run(with_commands(tmp_path, "bug"), capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert one_sentence(done.stderr)
    assert "rahasia" not in done.stderr


def test_a_bug_shows_its_traceback_to_those_who_ask(tmp_path: Path) -> None:
    debug = {**os.environ, "NETRAL_DEBUG": "1"}
    done = subprocess.run(with_commands(tmp_path, "bug"), capture_output=True, text=True, check=False, env=debug)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


def test_ctrl_c_is_130_and_silent(tmp_path: Path) -> None:
    words = with_commands(tmp_path, "wait")
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == "siap\n"
        time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, said = running.communicate(timeout=30)
    assert running.returncode == 130
    assert said == ""


STOPPED = """
import os, runpy, signal, sys

class Stop:
    def find_spec(self, name, path=None, target=None):
        if name == while_loading:
            os.kill(os.getpid(), signal.SIGINT)

while_loading = sys.argv.pop(1)
sys.meta_path.insert(0, Stop())
runpy.run_module("netral", run_name="__main__")
"""


@pytest.mark.parametrize("while_loading", ["netral.cli.main", "cyclopts", "netral.cli.demo", "pyarrow", "duckdb"])
def test_ctrl_c_while_something_loads_is_130_and_silent(tmp_path: Path, while_loading: str) -> None:
    words = [sys.executable, "-c", STOPPED, while_loading, "demo", "--out", str(tmp_path / "hasil")]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
    assert list(tmp_path.iterdir()) == []


def test_the_demo_works_as_often_as_it_is_run(tmp_path: Path) -> None:
    first, second = (netral("demo", "--out", str(tmp_path / "hasil")) for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 0), second.stderr
    assert first.stdout == second.stdout
    assert (tmp_path / "hasil" / "answers.json").is_file()


@pytest.mark.parametrize("place", ["berkas", "milik-orang", "berkas/hasil"])
def test_a_demo_that_has_no_place_is_2_in_one_sentence(tmp_path: Path, place: str) -> None:
    (tmp_path / "berkas").touch()
    (tmp_path / "milik-orang").mkdir()
    (tmp_path / "milik-orang" / "catatan.txt").touch()
    done = netral("demo", "--out", str(tmp_path / place))
    assert done.returncode == 2
    assert one_sentence(done.stderr)
    assert (tmp_path / "milik-orang" / "catatan.txt").exists()


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_short_way_and_the_parser_answer_alike(tmp_path: Path, lang: str) -> None:
    path = tmp_path / "tanya.json"
    path.write_text(json.dumps(QUESTION), encoding="utf-8")
    short = netral("ask", "--json", str(path), "--lang", lang)
    long = netral("ask", f"--json={path}", f"--lang={lang}")
    assert short.returncode == long.returncode == 0
    assert short.stdout == long.stdout
    assert json.loads(short.stdout)["verdict"]["literal"] == "prohibited"


def test_a_question_from_standard_input_is_answered_on_standard_output() -> None:
    done = netral("ask", "--json", "-", text=json.dumps([QUESTION, QUESTION]))
    first, second = json.loads(done.stdout)
    assert first == second
    assert done.stderr == ""


def test_a_reader_that_goes_away_is_no_error() -> None:
    words = [sys.executable, "-m", "netral", "law", "table"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.readline()
        running.stdout.close()
        said = running.stderr.read()
    assert "Traceback" not in said
    assert "Exception ignored" not in said


def test_some_records_rejected_is_3() -> None:
    assert netral("read", str(EXAMPLES / "x.tweet-harvest-2.3.csv"), "--json").returncode == 3


def test_a_file_without_authors_is_4_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "komentar.csv").write_text("comment,published_at\nbagus,2024-10-05\n", encoding="utf-8")
    done = netral("read", str(tmp_path / "komentar.csv"), "--json")
    assert done.returncode == 4
    assert json.loads(done.stdout)["inputs"][0]["refused"]["reason"] == "actor_column_missing"


def patrolled(out: Path, *exports: Path) -> subprocess.CompletedProcess[str]:
    registers = ("--officials", str(EXAMPLES / "officials.csv"), "--contestants", str(EXAMPLES / "contestants.csv"))
    return netral("patrol", *map(str, exports), *registers, "--out", str(out))


def test_a_mistyped_export_is_4_and_keeps_the_earlier_result(tmp_path: Path) -> None:
    out = tmp_path / "hasil"
    assert patrolled(out, EXAMPLES / "x.tweet-harvest-2.3.csv").returncode == 3
    before = (out / "findings.csv").read_bytes()
    done = patrolled(out, tmp_path / "tidak-ada.csv")
    assert done.returncode == 4
    assert one_sentence(done.stderr.splitlines(keepends=True)[-1])
    assert (out / "findings.csv").read_bytes() == before
    partly = patrolled(out, tmp_path / "tidak-ada.csv", EXAMPLES / "x.tweet-harvest-2.3.csv")
    assert partly.returncode == 4
    assert "1 dari 2 ekspor tidak dipakai" in partly.stderr
    assert (out / "findings.csv").read_bytes() == before


def test_a_missing_register_stops_the_patrol_before_anything_is_written(tmp_path: Path) -> None:
    done = netral(
        *("patrol", str(EXAMPLES / "x.tweet-harvest-2.3.csv"), "--officials", "tidak-ada.csv"),
        *("--contestants", str(EXAMPLES / "contestants.csv"), "--out", str(tmp_path / "hasil")),
    )
    assert done.returncode == 2
    last = done.stderr.splitlines(keepends=True)[-1]
    assert one_sentence(last)
    assert "tidak-ada.csv" in last
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []
