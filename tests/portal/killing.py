"""A process that dies at one of its writes to the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from django.db import connection

_WRITES = ("INSERT", "UPDATE", "DELETE", "SAVEPOINT", "RELEASE")


class Killed(Exception):
    """As if the process had died here."""


@contextmanager
def killed_at(step: int) -> Iterator[list[str]]:
    """The block ends before its `step`-th write, or at its own end where it has fewer; the writes that were begun."""
    begun: list[str] = []

    def dying(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.startswith(_WRITES):
            begun.append(sql)
            if len(begun) == step:
                raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(dying), suppress(Killed):
        yield begun
