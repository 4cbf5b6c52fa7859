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


def take(what: str, request: HttpRequest) -> bool:
    """One more of it, where the limits leave room; asked and counted in one step, so that of many at once no more
    pass than the limits say. False: there is no room, and nothing was counted."""
    limit, now = LIMITS[what], monotonic()
    with _lock:
        _forget_old(now)
        block = _block(request)
        if _count(what, _ALL, limit.seconds, now) >= limit.everybody:
            return False
        if block is not None and _count(what, block, limit.seconds, now) >= limit.block:
            return False
        for whom in _counted(block):
            _seen.setdefault((what, whom), deque(maxlen=5000)).append(now)
    return True


def spare(what: str, request: HttpRequest) -> bool:
    """Others have used up the room for everybody: is there any left of this block's own? Then that is taken.

    For what costs nothing and cannot be guessed: who floods it is to keep nobody else out.
    """
    limit, now, block = LIMITS[what], monotonic(), _block(request)
    with _lock:
        if _count(what, _ALL, limit.seconds, now) < limit.everybody:
            return False
        if block is not None:
            if _count(what, block, limit.seconds, now) >= limit.block:
                return False
            _seen.setdefault((what, block), deque(maxlen=5000)).append(now)
    return True


def give_back(what: str, request: HttpRequest) -> None:
    """What was taken last was none after all: a code that did fit, a report that was not taken."""
    with _lock:
        for whom in _counted(_block(request)):
            times = _seen.get((what, whom))
            if times:
                times.pop()


def forget() -> None:
    """Begin anew, as after a restart."""
    with _lock:
        _seen.clear()


def _counted(block: bytes | None) -> list[bytes]:
    return [_ALL] if block is None else [_ALL, block]


def _forget_old(now: float) -> None:
    for key in [key for key, times in _seen.items() if not times or times[-1] < now - LIMITS[key[0]].seconds]:
        del _seen[key]


def _count(what: str, whom: bytes, seconds: int, now: float) -> int:
    times = _seen.get((what, whom), deque())
    return sum(1 for at in times if at > now - seconds)


def _block(request: HttpRequest) -> bytes | None:
    """A hash of the /24 or /64 that asks, under a key of this process; None for the machine itself."""
    found = block_of(request)
    return None if found in _HERE else hmac.digest(_KEY, found.encode(), "sha256")
