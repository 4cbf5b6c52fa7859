"""A ZIP holds a bundle and not one byte more, however it was made."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from netral.evidence.bundle.write import zipped
from netral.evidence.errors import EvidenceRefused
from netral.evidence.verify.path import verify
from netral.evidence.verify.report import Report
from tests.evidence.bundles import bundle, told


@pytest.fixture(scope="session")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zips")
    return bundle(told(folder / "vault"), folder / "P-1")


@pytest.fixture
def copy(good: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(good, tmp_path / "P-1"))


def codes(report: Report) -> set[str]:
    return {one.code for one in report.faults}


def rezipped(root: Path, file: Path, change: Callable[[zipfile.ZipInfo], object], **more: object) -> Path:
    """Another ZIP of the same members."""
    zipped(root, file)
    with zipfile.ZipFile(file) as old:
        members = [(info, old.read(info)) for info in old.infolist()]
    with zipfile.ZipFile(file, "w", **more) as new:  # type: ignore[arg-type]
        for info, data in members:
            change(info)
            new.writestr(info, data)
    return file


ODD: dict[str, Callable[[zipfile.ZipInfo], object]] = {
    "packed": lambda info: setattr(info, "compress_type", zipfile.ZIP_DEFLATED),
    "dated": lambda info: setattr(info, "date_time", (2024, 1, 1, 0, 0, 0)),
    "with extra fields": lambda info: setattr(info, "extra", b"\x99\x99\x00\x00"),
    "with comments": lambda info: setattr(info, "comment", b"x"),
    "executable": lambda info: setattr(info, "external_attr", 0o100755 << 16),
    "two folders": lambda info: setattr(info, "filename", info.filename.replace("P-1/data", "P-2/data")),
}


@pytest.mark.parametrize("what", ODD)
def test_a_zip_of_another_form_is_named(copy: Path, what: str) -> None:
    assert codes(verify(rezipped(copy, copy.with_suffix(".zip"), ODD[what]))) == {"bag.zip"}


def test_hidden_bytes_of_a_zip_are_named(copy: Path) -> None:
    file = copy.with_suffix(".zip")
    zipped(copy, file)
    assert verify(file).holds
    whole = file.read_bytes()
    for hidden in (b"PK" + whole, b"hai" + whole, whole + b"!", whole[:-2] + b"\x01\x00!", whole[:-30], whole[:40]):
        file.write_bytes(hidden)
        try:
            assert codes(verify(file)) == {"bag.zip"}
        except EvidenceRefused:
            # Neither its beginning nor its end is that of a ZIP.
            assert not zipfile.is_zipfile(file)
            assert hidden[:2] != b"PK"


def test_a_zip_that_points_before_its_beginning_is_named(copy: Path) -> None:
    file = copy.with_suffix(".zip")
    zipped(copy, file)
    whole = file.read_bytes()
    file.write_bytes(whole[:-4] + b"\x80" + whole[-3:])
    assert codes(verify(file)) == {"bag.zip"}


@pytest.mark.parametrize("names", [("P-1/data", "P-1/data/x"), (f"P-1/{'n' * 300}",), ("P-1/" + "x/" * 600 + "x",)])
def test_members_that_no_folder_can_hold_are_no_bundle(tmp_path: Path, names: tuple[str, ...]) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    assert codes(verify(tmp_path / "x.zip")) == {"bag.zip"}


def test_a_full_disk_is_no_fault_of_the_bundle(copy: Path) -> None:
    file = copy.with_suffix(".zip")
    zipped(copy, file)
    command = [sys.executable, "-m", "netral", "verify", f"{file}"]
    limits = (1000, 1000)
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limits),
    )
    assert done.returncode == 4
    assert "buka ZIP-nya sendiri" in done.stderr
    assert "rusak" not in done.stdout + done.stderr


def test_what_is_too_large_for_a_plain_zip_is_refused_before_it_is_written(tmp_path: Path) -> None:
    (tmp_path / "P-1").mkdir()
    with (tmp_path / "P-1" / "x").open("wb") as file:
        file.truncate(1 << 31)
    with pytest.raises(EvidenceRefused, match="serahkan foldernya"):
        zipped(tmp_path / "P-1", tmp_path / "P-1.zip")
    assert [path.name for path in tmp_path.iterdir()] == ["P-1"]


def named(file: Path) -> set[tuple[str, str]]:
    return {(one.code, one.at) for one in verify(file).faults}


@pytest.mark.parametrize("name", ["../keluar", "/etc/x", "a/../../x", "a\\b", "P-1"])
def test_a_zip_that_climbs_is_refused_and_writes_nothing(tmp_path: Path, name: str) -> None:
    file = tmp_path / "jahat.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, b"x")
    assert named(file) == {("bag.zip", "jahat.zip")}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["jahat.zip"]


def test_a_bomb_is_refused_unopened(tmp_path: Path) -> None:
    file = tmp_path / "bom.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("P-1/data/x", b"\x00" * 50_000_000)
    assert named(file) == {("bag.zip", "bom.zip")}
