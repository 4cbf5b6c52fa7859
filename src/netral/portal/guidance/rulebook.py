"""The law, read once for the life of the process."""

from __future__ import annotations

from functools import lru_cache

from netral.law.loader import load_rulebook
from netral.law.table import Table, build


@lru_cache(maxsize=1)
def table() -> Table:
    return build(load_rulebook())
