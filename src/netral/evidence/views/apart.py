"""Hostile bytes are read by a program of its own, which may fail, hang or be killed without harm to this one."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from threading import BoundedSemaphore
from typing import Any, NamedTuple

MEMORY, SECONDS = 1 << 30, 20
_PATIENCE = 180
"""Seconds by the clock: the machine may be busy, and SECONDS count the program's own time."""
_AT_ONCE = BoundedSemaphore(1)
"""A second one waits: each may take MEMORY, and a few small hostile pictures at once must not take the machine's."""
FAILED, OUTSIDE, TOO_LARGE = 3, 4, 5
"""What a reader ends with: cannot be read within the limits; a region off the picture; unpacks to too much."""


class Answer(NamedTuple):
    """`status` 0: `about` is what was found and `data` what was made of it. Otherwise both are empty."""

    status: int
    about: dict[str, Any]
    data: bytes


def asked(reader: str, data: bytes, *words: str) -> Answer:
    """Have the module `views.<reader>` read these bytes."""
    command = [sys.executable, "-I", "-m", f"netral.evidence.views.{reader}", *words]
    try:
        with _AT_ONCE:
            done = subprocess.run(command, input=data, capture_output=True, timeout=_PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return Answer(FAILED, {}, b"")
    if done.returncode:
        return Answer(done.returncode, {}, b"")
    head, _, made = done.stdout.partition(b"\n")
    return Answer(0, json.loads(head), made)


def answer(read: Callable[[bytes], tuple[dict[str, Any], bytes]]) -> int:
    """The other side: read standard input under limits, and say what was found; FAILED where that raises."""
    data = sys.stdin.buffer.read()
    limit()
    try:
        about, made = read(data)
    except Refused as refused:
        return refused.status
    except (OSError, ValueError, MemoryError, SyntaxError, ArithmeticError, LookupError, TypeError, RuntimeError):
        return FAILED
    sys.stdout.buffer.write(json.dumps(about).encode() + b"\n" + made)
    return 0


class Refused(Exception):
    """A reader's own refusal, by its status."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


def limit() -> None:
    """No more memory and time than one original may take, no file, no other program."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
