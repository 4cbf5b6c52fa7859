"""How much from one network, and how much from all? Counted in memory alone, by keyed hashes that die with the process.

No address is written anywhere; whoever comes through an onion service or the machine itself shares no block with
others, and is held by the limit for all.
"""

from __future__ import annotations

import hmac
import secrets
from collections import deque
from threading import Lock
from time import monotonic

from django.http import HttpRequest

from netral.portal.intake.limits import LIMITS
from netral.portal.signin.blocks import block_of

_KEY = secrets.token_bytes(32)
_lock = Lock()
_seen: dict[tuple[str, bytes], deque[float]] = {}
_ALL = b""
_HERE = ("127.0.0.0/24", "::/64")


def refused(what: str, request: HttpRequest) -> bool:
    """Is the limit reached? Counts nothing."""
    limit, now = LIMITS[what], monotonic()
    with _lock:
        block = _block(request)
        return _count(what, _ALL, limit.seconds, now) >= limit.everybody or (
            block is not None and _count(what, block, limit.seconds, now) >= limit.block
        )


def count(what: str, request: HttpRequest) -> None:
    """One more of it."""
    now = monotonic()
    with _lock:
        for whom in (_ALL, _block(request)):
            if whom is not None:
                _seen.setdefault((what, whom), deque(maxlen=5000)).append(now)
        for key in [key for key, times in _seen.items() if times[-1] < now - LIMITS[key[0]].seconds]:
            del _seen[key]


def forget() -> None:
    """Begin anew, as after a restart."""
    with _lock:
        _seen.clear()


def _count(what: str, whom: bytes, seconds: int, now: float) -> int:
    times = _seen.get((what, whom), deque())
    return sum(1 for at in times if at > now - seconds)


def _block(request: HttpRequest) -> bytes | None:
    """A hash of the /24 or /64 that asks, under a key of this process; None for the machine itself."""
    found = block_of(request)
    return None if found in _HERE else hmac.digest(_KEY, found.encode(), "sha256")
