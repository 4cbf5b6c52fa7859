"""Hostile bytes are read by a program of its own, which may fail, hang or be killed without harm to this one."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any, NamedTuple

MEMORY, SECONDS = 1 << 30, 20
_PATIENCE = 180
FAILED, OUTSIDE, TOO_LARGE, BEYOND = 3, 4, 5, 6
"""What a reader ends with: cannot be read; a region off the picture; unpacks to too much; not within the limits."""
_LIMITS, _KEPT = "READER_LIMITS", ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH")


_AT_ONCE = BoundedSemaphore(1)
"""A second one waits: each may take MEMORY, and a few small hostile pictures at once must not take the machine's."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Of one reader: bytes, seconds of its own, and seconds by the clock, since the machine may be busy."""

    memory: int = MEMORY
    seconds: int = SECONDS
    clock: float = _PATIENCE


class Answer(NamedTuple):
    """`status` 0: `about` is what was found and `data` what was made of it. Otherwise both are empty."""

    status: int
    about: dict[str, Any]
    data: bytes


def asked(reader: str, data: bytes, *words: str, limits: Limits | None = None) -> Answer:
    """Have the module `views.<reader>` read these bytes; `limits`: of a caller who sees to how many are at work."""
    if limits is not None:
        return _asked(reader, data, words, limits)
    with _AT_ONCE:
        return _asked(reader, data, words, Limits())


def _asked(reader: str, data: bytes, words: tuple[str, ...], limits: Limits) -> Answer:
    command = [sys.executable, "-I", "-m", f"netral.evidence.views.{reader}", *words]
    # Nothing of what this process was told: hostile bytes are read there, and secrets may stand in an environment.
    told = {name: os.environ[name] for name in _KEPT if name in os.environ}
    told[_LIMITS] = f"{limits.memory} {limits.seconds}"
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limits.clock, check=False, env=told)
    except subprocess.TimeoutExpired:
        return Answer(BEYOND, {}, b"")
    if done.returncode:
        # Below nought: killed, by its limit of time.
        return Answer(max(done.returncode, 0) or BEYOND, {}, b"")
    head, _, made = done.stdout.partition(b"\n")
    return Answer(0, json.loads(head), made)


def answer(read: Callable[[bytes], tuple[dict[str, Any], bytes]]) -> int:
    """The other side: read standard input under limits, and say what was found; FAILED where that raises."""
    data = sys.stdin.buffer.read()
    limit(*map(int, os.environ.get(_LIMITS, "").split()))
    try:
        about, made = read(data)
    except Refused as refused:
        return refused.status
    except MemoryError:
        return BEYOND
    except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, TypeError, RuntimeError):
        return FAILED
    sys.stdout.buffer.write(json.dumps(about).encode() + b"\n" + made)
    return 0


class Refused(Exception):
    """A reader's own refusal, by its status."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(status)


def limit(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """No more memory and time than one original may take, no file, no other program."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
