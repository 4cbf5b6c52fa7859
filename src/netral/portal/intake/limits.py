"""How much may be sent to `/lapor`? The one table; the manual shows it."""

from __future__ import annotations

from dataclasses import dataclass


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
"""`code` counts codes that did not fit, and those being looked for; the others count what was taken."""
