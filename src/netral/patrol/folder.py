"""Where does the output go? Written into a private folder beside it, then renamed into place, whole or not at all."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from netral.acts.aside import alive
from netral.patrol.errors import FolderRefused

MARK = "manifest.json"
# The answers are the demo's, which is run more than once.
_OURS = {
    *("findings.parquet", "findings.csv", MARK, "rejects.ndjson", "report.html", "report.en.html"),
    "answers.json",
}


@contextmanager
def output(out: Path) -> Iterator[tuple[Path, Path]]:
    """(folder to write into, folder for what lives in between), both private; `out` appears when all is well.

    Whatever ends the block early (a fault, Ctrl-C) leaves `out` as it was. What a killed run left behind is
    swept by the next run; it can hold nobody but registered people.
    """
    out = Path(os.path.abspath(out))  # noqa: PTH100  resolve() would write through a link
    refuse_foreign(out)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        _sweep(out)
        private = out.parent / f".{out.name}.netral-{os.getpid()}-{secrets.token_hex(4)}"
        private.mkdir(mode=0o700)
    except OSError as error:
        raise FolderRefused(
            f"{out}: folder tidak dapat dibuat ({error.strerror}); pilih --out di tempat yang boleh Anda tulis."
        ) from None
    try:
        fresh, between = private / "out", private / "tmp"
        fresh.mkdir()
        between.mkdir()
        yield fresh, between
        _settle(fresh)
        _replace(out, fresh, private / "old")
    finally:
        shutil.rmtree(private, ignore_errors=True)


def refuse_foreign(out: Path) -> None:
    """Raise FolderRefused unless `out` is absent, empty, or an earlier patrol's output."""
    if not out.exists() and not out.is_symlink():
        return
    if not out.is_dir() or out.is_symlink():
        raise FolderRefused(f"{out}: bukan folder; pilih --out lain.")
    found = {entry.name for entry in out.iterdir()}
    if found and (MARK not in found or not found <= _OURS):
        raise FolderRefused(f"{out}: folder ini berisi hal lain; pilih --out yang kosong atau belum ada.")


def _settle(folder: Path) -> None:
    """Bytes first, then names: a crash after the rename finds whole files."""
    for path in (*folder.iterdir(), folder):
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _replace(out: Path, fresh: Path, old: Path) -> None:
    fresh.chmod(0o755)
    if out.exists():
        out.rename(old)
    try:
        fresh.rename(out)
    except OSError:
        if old.exists():
            old.rename(out)
        raise
    handle = os.open(out.parent, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sweep(out: Path) -> None:
    """Remove what killed runs for the same `out` left behind."""
    for left in out.parent.glob(f".{_plain(out.name)}.netral-*"):
        pid = left.name.rpartition(".netral-")[2].partition("-")[0]
        if pid.isdigit() and not alive(int(pid)):
            shutil.rmtree(left, ignore_errors=True)


def _plain(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)
