"""Where is a file written before it has its name? Beside it, and what killed runs left there is swept."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def aside(path: Path) -> Path:
    """A hidden name beside `path` for this process; what killed runs left there for the same `path` is removed."""
    start = f".{path.name}."
    with suppress(OSError):
        for left in path.parent.iterdir():
            pid = left.name.removeprefix(start)
            if left.name.startswith(start) and pid.isdigit() and not alive(int(pid)):
                left.unlink(missing_ok=True)
    return path.with_name(f"{start}{os.getpid()}")


def alive(pid: int) -> bool:
    """Does such a process run, whosever it is?"""
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
