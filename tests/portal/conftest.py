"""The cast, for every test of the portal that asks for it; and machines, for those that destroy one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from tests.portal.cast import Cast
from tests.portal.machines import FILLED, POSTGRES, Machine


@pytest.fixture
def cast(db: None) -> Cast:
    return Cast()


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Callable[..., Machine]]:
    """Makes machines: on PostgreSQL where the tests run on it, unless they are to be of SQLite."""
    made: list[str] = []

    def one(name: str, *, sqlite: bool = not POSTGRES) -> Machine:
        if sqlite:
            return Machine(tmp_path / name, "")
        made.append(f"drill_{uuid4().hex}")
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f"CREATE DATABASE {made[-1]}")
        return Machine(tmp_path / name, POSTGRES.replace("/postgres?", f"/{made[-1]}?"))

    yield one
    for name in made:
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f"DROP DATABASE {name}")


@pytest.fixture
def filled(machine: Callable[..., Machine]) -> Machine:
    one = machine("first")
    one.python(FILLED)
    return one
