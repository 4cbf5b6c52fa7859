"""Which six figures does the app show now? RFC 6238 with SHA-1, 30 seconds, as every app of that kind does it."""

from __future__ import annotations

import hmac
import secrets
from base64 import b32decode, b32encode
from datetime import datetime
from urllib.parse import quote, urlencode

import segno

STEP, FIGURES = 30, 6
_DRIFT = 1
"""Steps before and after the present one that count as well: clocks differ, and people type slowly."""


def new_secret() -> str:
    """160 bits in base32, without padding (RFC 4226 §4)."""
    return b32encode(secrets.token_bytes(20)).decode()


def step_at(moment: datetime) -> int:
    """The number of the half minute."""
    return int(moment.timestamp()) // STEP


def figures(secret: str, step: int) -> str:
    """What the app shows in that half minute (RFC 4226 §5.3)."""
    digest = hmac.digest(b32decode(secret), step.to_bytes(8, "big"), "sha1")
    at = digest[-1] & 15
    return f"{(int.from_bytes(digest[at : at + 4], 'big') & 0x7FFFFFFF) % 10**FIGURES:0{FIGURES}}"


def step_of(secret: str, typed: str, *, now: datetime) -> int | None:
    """The half minute to which these figures belong, of the present one and its neighbours; None: to none of them."""
    present = step_at(now)
    near = range(present - _DRIFT, present + _DRIFT + 1)
    # As bytes: figures of other scripts are a mistake, and no fault.
    found = [step for step in near if hmac.compare_digest(figures(secret, step).encode(), typed.encode())]
    return found[-1] if found else None


def address(secret: str, *, login: str, agency: str) -> str:
    """What the picture says to the app (Key URI format)."""
    label = quote(f"Netral {agency}:{login}")
    return f"otpauth://totp/{label}?{urlencode({'secret': secret, 'issuer': f'Netral {agency}'}, quote_via=quote)}"


def picture(content: str, *, title: str) -> str:
    """A QR code as SVG without style or script; black on white in every scheme, as cameras want it."""
    made = segno.make(content, error="m", micro=False)
    return made.svg_inline(
        scale=5, border=4, dark="#000", light="#fff", title=title, svgclass="qr", lineclass=None, omitsize=True
    )
