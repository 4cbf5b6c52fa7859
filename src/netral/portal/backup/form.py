"""What is in a backup? A ZIP: every table as lines of JSON, every file, and `backup.json` with the digests of both.

Nothing in it hangs on the kind of database: it goes from SQLite to PostgreSQL and back. `backup.note` signs the digest
of `backup.json` with the key that seals the ledger: whoever changes a backup and its digests is found out as well.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection, models
from django.db.migrations.executor import MigrationExecutor

FORMAT, UNSIGNED = "netral-backup/2", "netral-backup/1"
ABOUT, NOTE, TABLES, FILES, KEYS = "backup.json", "backup.note", "tables", "files", "keys"
SECRET, FORMER, SEAL = "secret", "secret-former", "seal.pem"
STORED = ("copies",)
"""Folders of NETRAL_DATA whose files are records. All else there is a key, a database, made anew, or not ours."""
PASSING = {"sessions.session", "signin.session", "signin.try", "intake.draft", "intake.draftfile"}
"""Tables whose rows end by themselves within the day, and whose copies would outlive what was promised of them."""


@dataclass(slots=True)
class About:
    """`migrations`: the last of each app; `tables`: columns and rows of each; `digests`: SHA-256 of every member.

    `ledger`: how this portal's ledger is called; `turns`: made in a folder in which the oldest go. `secrets`: prints,
    made with `salt`, of the portal's secret and the former ones: whoever restores learns which are not in force.
    """

    made_at: str
    version: str
    migrations: list[list[str]]
    tables: dict[str, dict[str, Any]] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    format: str = FORMAT
    ledger: str = ""
    turns: bool = False
    salt: str = ""
    secrets: list[str] = field(default_factory=list)

    def written(self) -> bytes:
        return json.dumps(asdict(self), indent=1).encode()

    @property
    def signed(self) -> bool:
        return self.format == FORMAT


def signed_text(about: bytes) -> str:
    """The lines that the note of a backup signs."""
    return f"{FORMAT}\n{hashlib.sha256(about).hexdigest()}\n"


def fingerprint(secret: str, salt: str) -> str:
    """Slow, so that a secret somebody thought up is not tried out on a stolen backup."""
    return hashlib.scrypt(secret.encode(), salt=salt.encode(), n=1 << 14, r=8, p=1, dklen=16).hex()


def read(data: bytes) -> About:
    """ValueError where it is no such description."""
    value = json.loads(data)
    if not isinstance(value, dict) or value.get("format") not in (FORMAT, UNSIGNED):
        raise ValueError("not a netral-backup")
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
