"""What is handed out, and what stays: whole or not at all, the same anywhere, and no more than was meant."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from netral.evidence.bundle.contents import uncovered
from netral.evidence.bundle.write import members, zipped
from netral.evidence.item import Item
from netral.evidence.vault import Vault
from netral.evidence.verify.path import verify
from tests.evidence.authority import found as authority_in
from tests.evidence.bundles import UNTOLD, bundle, told
from tests.evidence.work import NOW, PRIVATE, WHO, found, receive

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return told(tmp_path_factory.mktemp("vault")).door.root


def bundled(vault: Path, out: Path, *before: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-m", "tests.evidence.bundling", f"{vault}", f"{out}"]
    around = {**os.environ, "PYTHONPATH": f"{ROOT}", **environment}
    return subprocess.run(command, cwd=ROOT, env=around, capture_output=True, text=True, check=False)


def same(one: Path, two: Path) -> bool:
    return members(one) == members(two) and all((one / n).read_bytes() == (two / n).read_bytes() for n in members(one))


def test_it_is_the_same_in_another_place_zone_and_language(vault: Path, tmp_path: Path) -> None:
    here = bundle(Vault(vault), tmp_path / "here" / "P-1")
    (tmp_path / "elsewhere").mkdir(mode=0o700)
    far = {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "7", "HOME": "/nowhere"}
    strict = ("sh", "-c", 'umask 077; exec "$@"', "sh")
    done = bundled(vault, tmp_path / "far" / "P-1", *strict, TMPDIR=f"{tmp_path / 'elsewhere'}", **far)
    assert done.returncode == 0, done.stderr
    assert same(here, tmp_path / "far" / "P-1")
    for one in (here, tmp_path / "far" / "P-1"):
        zipped(one, one.with_suffix(".zip"))
    assert here.with_suffix(".zip").read_bytes() == (tmp_path / "far" / "P-1.zip").read_bytes()


def test_the_only_dates_in_its_pdf_are_the_ledger_s(vault: Path, tmp_path: Path) -> None:
    raw = (bundle(Vault(vault), tmp_path / "P-1") / "data" / "index.pdf").read_bytes()
    dates = set(re.findall(rb"D:(\d{8})", raw)) | set(re.findall(rb"Date>(\d{4}-\d\d-\d\d)", raw))
    assert dates == {b"20241018", b"2024-10-18"}


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not here")
@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_kill_leaves_no_half_bundle_and_the_next_run_sweeps(vault: Path, tmp_path: Path, call: str) -> None:
    log, out = tmp_path / "log", tmp_path / "out" / "P-1"
    trace = ("strace", "-f", "-qq", "-o", f"{log}")
    for folder in (out.parent, tmp_path / "counted"):
        folder.mkdir()
    assert bundled(vault, tmp_path / "counted" / "P-1", *trace, "-e", f"trace={call},access,faccessat").returncode == 0
    said = log.read_text().splitlines()
    (mark,) = [number for number, line in enumerate(said) if "/work-begins" in line]
    before, steps = (sum(f" {call}(" in line for line in part) for part in (said[:mark], said[mark:]))
    assert steps > 10
    for step in {before + 1, before + steps // 2, before + steps}:
        done = bundled(vault, out, *trace, "-e", f"inject={call}:signal=KILL:when={step}")
        assert done.returncode != 0, step
        if out.exists():
            # The last step is after the name was given: whole, and only not yet known to be on disk.
            assert verify(out).holds
            shutil.rmtree(out)
    whole = bundle(Vault(vault), out)
    assert same(whole, tmp_path / "counted" / "P-1")
    assert [path.name for path in out.parent.iterdir()] == ["P-1"]


# What stays with the agency.


def item(name: str, of: str | None = None, kind: str = "file") -> Item:
    return Item(name, "P-1", "", kind, "text/plain", "sha256:" + "0" * 64, 1, of, "2024-10-18T06:00:00Z")


def view(name: str, of: str) -> Item:
    return item(name, of, "view")


def redaction(name: str, of: str) -> Item:
    return item(name, of, "redaction")


@pytest.mark.parametrize(
    ("there", "stay"),
    [
        ([item("A")], set()),
        ([item("A"), view("V", "A")], {"A"}),
        ([item("A"), redaction("R", "A")], {"A"}),
        ([item("A"), view("V", "A"), redaction("R", "A")], {"A", "V"}),
        # What was covered in a copy for viewing stands uncovered in the original, and in every other copy of it.
        ([item("A"), view("V", "A"), view("W", "A"), redaction("R", "V")], {"A", "V", "W"}),
        ([item("A"), redaction("R", "A"), redaction("S", "R")], {"A", "R"}),
        ([item("A"), redaction("R", "A"), redaction("S", "A")], {"A"}),
        ([item("A"), redaction("R", "A"), item("B"), view("W", "B"), item("C")], {"A", "B"}),
    ],
)
def test_what_shows_more_than_its_copy_stays(there: list[Item], stay: set[str]) -> None:
    assert uncovered(there) == stay


# What others made for web captures reads what we hand out.


def wacz(folder: Path) -> Path:
    """A capture as the tool of its specification packs it."""
    page = b"<html><title>Dukung</title><p>Dukung nomor lima</p></html>"
    with (folder / "data.warc.gz").open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            "https://contoh.example/a", "response", payload=BytesIO(page), length=len(page), http_headers=headers
        )
        writer.write_record(record)
        # warcio keeps what it has packed in a temporary file, and leaves it open.
        record.raw_stream.close()
    out = folder / "rekaman.wacz"
    command = [sys.executable, "-m", "wacz.main", "create", "-f", f"{folder / 'data.warc.gz'}", "-o", f"{out}"]
    subprocess.run(command, check=True, capture_output=True)
    return out


def test_an_attached_capture_is_still_one_for_its_own_validator(tmp_path: Path) -> None:
    there, file = found(tmp_path / "vault"), wacz(tmp_path)
    taken = receive(there, file.read_bytes(), kind="capture", media_type="application/zip")
    there.seal(PRIVATE, who=WHO, now=NOW)
    root = bundle(there, tmp_path / "P-1", withheld=frozenset(), captures={}, **UNTOLD)
    assert verify(root).holds
    handed = Path(shutil.copy(root / "data/objects" / taken.object.removeprefix("sha256:"), tmp_path / "handed.wacz"))
    # Its exit status is 0 either way; what it says is what counts.
    for path, held in ((handed, True), (_damaged(handed), False)):
        command = [sys.executable, "-m", "wacz.main", "validate", "-f", f"{path}"]
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        assert ("passed WACZ is valid" in said, "Validation failed" in said) == (held, not held)


def _damaged(wacz_: Path) -> Path:
    """The same with one word of its record changed: the validator can say no."""
    out = wacz_.with_name("damaged.wacz")
    with zipfile.ZipFile(wacz_) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            new.writestr(info, data[:-4] + b"????" if info.filename.endswith(".warc.gz") else data)
    return out


@pytest.mark.parametrize("page", ["check-a-bundle.md", "check-a-bundle.id.md"])
def test_the_commands_of_the_how_to_page_run_as_they_stand(page: str, tmp_path: Path) -> None:
    authority = authority_in(tmp_path / "authority")
    root = bundle(told(tmp_path / "vault", authority), tmp_path / "P-2024-0147")
    shutil.copy(authority.root_file, root / "tsa-root.pem")
    (block,) = re.findall(r"```\n(.*?)```", (ROOT / "docs" / "how-to" / page).read_text("utf-8"), re.DOTALL)
    command = " && ".join(line.strip() for line in block.strip().splitlines())
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Verification: OK" in done.stdout + done.stderr
