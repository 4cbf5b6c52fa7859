"""How much from one network, and how much from all? Counted in memory alone, by keyed hashes that die with the process.

No address is written anywhere; whoever comes through an onion service or the machine itself shares no block with
others, and is held by the limit for all.
"""

from __future__ import annotations

import hmac
import secrets
from collections import deque
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from threading import Lock
from time import monotonic

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `block` from one address block and `everybody` in all, within `seconds`, for each server process."""

    block: int
    everybody: int
    seconds: int


LIMITS = {
    "report": Limit(block=10, everybody=1200, seconds=900),
    "file": Limit(block=60, everybody=3000, seconds=900),
    "message": Limit(block=30, everybody=2000, seconds=900),
    "code": Limit(block=5, everybody=500, seconds=900),
}
"""`code` counts codes that did not fit; the others count what was taken."""
_KEY = secrets.token_bytes(32)
_lock = Lock()
_seen: dict[tuple[str, bytes], deque[float]] = {}
_ALL = b""


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
    told = request.META.get("REMOTE_ADDR", "")
    if settings.NETRAL.https:
        # The proxy in front writes whom it serves at the end; what stands before that is whatever somebody sent.
        told = request.META.get("HTTP_X_FORWARDED_FOR", told).rpartition(",")[2].strip()
    try:
        address = ip_address(told)
    except ValueError:
        return None
    if address.is_loopback:
        return None
    network = ip_network((address, 24 if address.version == 4 else 64), strict=False)
    return hmac.digest(_KEY, network.network_address.packed, "sha256")
