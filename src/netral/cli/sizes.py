"""How large is `2GB`? Sizes as people write and read them, in units of a thousand."""

from __future__ import annotations

import re

from netral.cli.errors import UserError

_UNITS = {"": 1, "KB": 10**3, "MB": 10**6, "GB": 10**9, "TB": 10**12}


def size(option: str, text: str) -> int:
    """In bytes, at least 1; UserError naming the option where it is no size."""
    found = re.fullmatch(r"(\d{1,15})\s?(|KB|MB|GB|TB)", text.strip().upper())
    if found is None or int(found[1]) == 0:
        raise UserError(f"{option} {text}: bukan ukuran; tulis seperti 2GB.")
    return int(found[1]) * _UNITS[found[2]]


def shown(size: int) -> str:
    """`1.5 GB`, with four digits at most."""
    unit = next(name for name, each in reversed(_UNITS.items()) if size >= each or not name)
    return f"{size / _UNITS[unit]:.4g} {unit or 'B'}"
