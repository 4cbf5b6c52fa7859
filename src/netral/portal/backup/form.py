"""What is in a backup? A ZIP: every table as lines of JSON, every file, and `backup.json` with the digests of both.

Nothing in it hangs on the kind of database: it goes from SQLite to PostgreSQL and back.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

FORMAT = "netral-backup/1"
ABOUT, TABLES, FILES, KEYS = "backup.json", "tables", "files", "keys"
PASSING = {"sessions.session", "signin.session", "signin.try", "intake.draft", "intake.draftfile"}
"""Tables whose rows end by themselves within the day, and whose copies would outlive what was promised of them."""


@dataclass(slots=True)
class About:
    """`migrations`: the last of each app; `tables`: columns and rows of each; `digests`: SHA-256 of every member."""

    made_at: str
    version: str
    migrations: list[list[str]]
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    format: str = FORMAT

    def written(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()


def read(data: bytes) -> About:
    """ValueError where it is no such description."""
    value = json.loads(data)
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise ValueError("not a netral-backup/1")
    try:
        return About(**value)
    except TypeError as error:
        raise ValueError(str(error)) from error


def applied() -> list[tuple[str, str]]:
    """The last migration of each app that this database has."""
    executor = MigrationExecutor(connection)
    graph, done = executor.loader.graph, executor.loader.applied_migrations
    return sorted(
        node
        for node in done
        if node in graph.nodes
        and not any(child.key in done and child.key[0] == node[0] for child in graph.node_map[node].children)
    )


def tables(migrations: Sequence[tuple[str, str]]) -> dict[str, type[models.Model]]:
    """Every table as it was at those migrations, those of links between tables too; without the passing ones."""
    state = MigrationExecutor(connection).loader.project_state(list(migrations))
    found = {model._meta.label_lower: model for model in state.apps.get_models(include_auto_created=True)}
    return {
        name: model
        for name, model in sorted(found.items())
        if model._meta.managed and not model._meta.proxy and name not in PASSING
    }


def columns(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    return list(model._meta.concrete_fields)


def encoded(row: models.Model, fields: Sequence[models.Field[Any, Any]]) -> bytes:
    """A row as a line of JSON: each value as text, as Django's own serializers write it, or null."""
    values = [None if one.value_from_object(row) is None else one.value_to_string(row) for one in fields]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def decoded(line: bytes, model: type[models.Model], fields: Sequence[models.Field[Any, Any]]) -> models.Model:
    values = zip(fields, json.loads(line), strict=True)
    return model(**{one.attname: None if value is None else one.to_python(value) for one, value in values})
