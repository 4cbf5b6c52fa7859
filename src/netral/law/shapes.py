"""The form of the YAML that lawyers edit: each shape reads a node strictly and knows its own JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from netral.law.errors import RulebookError
from netral.law.form_names import INDONESIAN
from netral.law.model import Text
from netral.law.placed import PlacedTable, PlacedText

KINDS = {
    MappingNode: Text("pemetaan", "a mapping"),
    SequenceNode: Text("daftar", "a list"),
    ScalarNode: Text("satu nilai", "a single value"),
}


class Shape(Protocol):
    """Reads one node into plain data (dates as ISO text) or raises RulebookError."""

    def read(self, node: Node, file: str) -> Any: ...

    def schema(self) -> dict[str, Any]: ...


def line_of(node: Node) -> int:
    """Line in the file, from 1."""
    return int(node.start_mark.line) + 1


def fail(node: Node, file: str, indonesian: str, english: str) -> RulebookError:
    """The error at this node."""
    return RulebookError(file, line_of(node), Text(indonesian, english))


def scalar(node: Node, file: str, expected: Text) -> PlacedText:
    """A single value's text."""
    if not isinstance(node, ScalarNode):
        found = KINDS[type(node)]
        raise fail(
            node, file, f"seharusnya {expected.id}, bukan {found.id}", f"expected {expected.en}, found {found.en}"
        )
    return PlacedText(str(node.value), line_of(node))


def is_null(node: Node) -> bool:
    """Nothing written, or null."""
    return isinstance(node, ScalarNode) and str(node.tag).endswith(":null")


@dataclass(frozen=True, slots=True)
class Word:
    """Text, or one of a closed list."""

    allowed: Sequence[str] = ()
    what: str = "text"

    def read(self, node: Node, file: str) -> PlacedText:
        what = Text(INDONESIAN.get(self.what, self.what), self.what)
        value = scalar(node, file, what).strip()
        if not value or is_null(node):
            raise fail(
                node,
                file,
                f"{what.id} kosong; isi atau hapus kuncinya",
                f"{what.en} is empty; write it or remove the key",
            )
        if self.allowed and value not in self.allowed:
            known = ", ".join(self.allowed)
            raise fail(
                node,
                file,
                f"“{value}” bukan {what.id}; pakai salah satu dari {known}",
                f"“{value}” is no {what.en}; use one of {known}",
            )
        return PlacedText(value, line_of(node))

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.allowed)} if self.allowed else {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, 2024-09-22."""

    def read(self, node: Node, file: str) -> PlacedText:
        value = scalar(node, file, Text("tanggal", "a date"))
        try:
            return PlacedText(date.fromisoformat(value).isoformat(), line_of(node))
        except ValueError:
            raise fail(
                node,
                file,
                f"“{value}” bukan tanggal; tulis seperti 2024-09-22",
                f"“{value}” is no date; write it like 2024-09-22",
            ) from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""

    def read(self, node: Node, file: str) -> bool:
        value = scalar(node, file, Text("true atau false", "true or false"))
        if value not in ("true", "false"):
            raise fail(node, file, f"“{value}” bukan true atau false", f"“{value}” is neither true nor false")
        return value == "true"

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number."""

    def read(self, node: Node, file: str) -> int:
        value = scalar(node, file, Text("bilangan bulat", "a whole number"))
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise fail(node, file, f"“{value}” bukan bilangan bulat", f"“{value}” is no whole number")
        return int(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "integer"}


@dataclass(frozen=True, slots=True)
class Maybe:
    """The shape, or null."""

    inner: Shape

    def read(self, node: Node, file: str) -> Any:
        return None if is_null(node) else self.inner.read(node, file)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.inner.schema(), {"type": "null"}]}


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    inner: Shape
    least: int = 0

    def read(self, node: Node, file: str) -> list[Any]:
        if not isinstance(node, SequenceNode):
            found = KINDS[type(node)]
            raise fail(
                node,
                file,
                f"seharusnya daftar, bukan {found.id}; tulis [satu, dua]",
                f"expected a list, found {found.en}; write [one, two]",
            )
        if len(node.value) < self.least:
            raise fail(
                node,
                file,
                f"daftar ini perlu paling sedikit {self.least} isi",
                f"the list needs at least {self.least} entry",
            )
        return [self.inner.read(item, file) for item in node.value]

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.inner.schema(), "minItems": self.least}


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping whose keys are data (articles, facts, statuses)."""

    key: Word
    inner: Shape

    def read(self, node: Node, file: str) -> dict[str, Any]:
        entries = pairs(node, file).values()
        return PlacedTable(
            {self.key.read(key, file): self.inner.read(value, file) for key, value in entries}, line_of(node)
        )

    def schema(self) -> dict[str, Any]:
        out: dict[str, Any] = {"type": "object", "additionalProperties": self.inner.schema()}
        return {**out, "propertyNames": {"enum": list(self.key.allowed)}} if self.key.allowed else out


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys. Unknown and missing keys are errors; `line` is kept when asked for."""

    required: Mapping[str, Shape]
    optional: Mapping[str, Shape]
    keep_line: bool = False

    def read(self, node: Node, file: str) -> dict[str, Any]:
        found = pairs(node, file)
        known = {**self.required, **self.optional}
        for key, (name, _) in found.items():
            if key not in known:
                names = ", ".join(known)
                raise fail(
                    name,
                    file,
                    f"kunci “{key}” tidak dikenal; yang ada {names}",
                    f"unknown key “{key}”; known are {names}",
                )
        for key in self.required:
            if key not in found:
                raise fail(node, file, f"“{key}” belum ada", f"“{key}” is missing")
        out = {key: known[key].read(value, file) for key, (_, value) in found.items()}
        return {**out, "line": line_of(node)} if self.keep_line else out

    def schema(self) -> dict[str, Any]:
        known = {**self.required, **self.optional}
        return {
            "type": "object",
            "properties": {key: shape.schema() for key, shape in known.items()},
            "required": list(self.required),
            "additionalProperties": False,
        }


@dataclass(frozen=True, slots=True)
class Either:
    """A single word, or the other shape."""

    word: Word
    other: Shape

    def read(self, node: Node, file: str) -> Any:
        return (self.word if isinstance(node, ScalarNode) else self.other).read(node, file)

    def schema(self) -> dict[str, Any]:
        return {"anyOf": [self.word.schema(), self.other.schema()]}


def pairs(node: Node, file: str) -> dict[str, tuple[Node, Node]]:
    """A mapping's (key, value) nodes; a key that stands twice is an error."""
    if not isinstance(node, MappingNode):
        found = KINDS[type(node)]
        raise fail(
            node,
            file,
            f"seharusnya pemetaan, bukan {found.id}; tulis kunci: nilai",
            f"expected a mapping, found {found.en}; write key: value",
        )
    out: dict[str, tuple[Node, Node]] = {}
    for key, value in node.value:
        name = scalar(key, file, Text("kunci", "a key"))
        if name in out:
            raise fail(key, file, f"“{name}” tertulis dua kali; sisakan satu", f"“{name}” stands twice; keep one")
        out[name] = (key, value)
    return out
