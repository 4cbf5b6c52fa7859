"""Where is a file written before it has its name? Beside it, and what killed runs left there is swept."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PRIVATE = "netral-unpacked-"


def aside(path: Path) -> Path:
    """A hidden name beside `path` for this process; what killed runs left there for the same `path` is removed."""
    start = f".{path.name}."
    with suppress(OSError):
        for left in path.parent.iterdir():
            pid = left.name.removeprefix(start)
            if left.name.startswith(start) and pid.isdigit() and not alive(int(pid)):
                left.unlink(missing_ok=True)
    return path.with_name(f"{start}{os.getpid()}")


@contextmanager
def private_folder() -> Iterator[Path]:
    """A folder for what lives in between, gone afterwards; what killed runs left is removed by the next one."""
    shared = Path(tempfile.gettempdir())
    for left in shared.glob(f"{_PRIVATE}*"):
        pid = left.name.removeprefix(_PRIVATE).partition("-")[0]
        if pid.isdigit() and not alive(int(pid)):
            shutil.rmtree(left, ignore_errors=True)
    folder = shared / f"{_PRIVATE}{os.getpid()}-{secrets.token_hex(6)}"
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def alive(pid: int) -> bool:
    """Does such a process run, whosever it is?"""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
