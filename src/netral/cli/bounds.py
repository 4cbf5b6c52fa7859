"""How much may an archive hold? What a person set on the command line, as the reader's limits."""

from __future__ import annotations

import re

from netral.acts.files.archives import Limits
from netral.cli.errors import UserError

_UNITS = {"KB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40}


def limits(most_unpacked: str, most_members: int) -> Limits:
    """`2GB` and a number of members; raises UserError for what is no size."""
    found = re.fullmatch(r"(\d{1,6})\s?(KB|MB|GB|TB)", most_unpacked.strip().upper())
    if found is None or int(found[1]) == 0:
        raise UserError(f"--most-unpacked {most_unpacked}: bukan ukuran; tulis seperti 2GB.")
    if most_members < 1:
        raise UserError(f"--most-members {most_members}: tulis bilangan mulai 1.")
    return Limits(most=int(found[1]) * _UNITS[found[2]], members=most_members)
