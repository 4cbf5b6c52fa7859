"""Which programs of ours read hostile bytes at this moment?"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


def readers() -> list[Path]:
    """Their folders below `/proc`."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            ours = f"PPid:\t{os.getpid()}\n" in (one / "status").read_text()
            if ours and b"netral.evidence.views" in (one / "cmdline").read_bytes():
                found.append(one)
    return found


@contextmanager
def most() -> Iterator[list[int]]:
    """How many there were, time and again until the block ends."""
    seen, done = [0], threading.Event()

    def watch() -> None:
        while not done.is_set():
            seen.append(len(readers()))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()
