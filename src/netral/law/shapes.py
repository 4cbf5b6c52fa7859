"""The form of the YAML that lawyers edit: each shape reads a node strictly and knows its own JSON Schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from netral.law.errors import RulebookError

KINDS = {MappingNode: "a mapping", SequenceNode: "a list", ScalarNode: "a single value"}


class Shape(Protocol):
    """Reads one node into plain data (dates as ISO text) or raises RulebookError."""

    def read(self, node: Node, file: str) -> Any: ...

    def schema(self) -> dict[str, Any]: ...


def line_of(node: Node) -> int:
    """Line in the file, from 1."""
    return int(node.start_mark.line) + 1


def fail(node: Node, file: str, message: str) -> RulebookError:
    """The error at this node."""
    return RulebookError(file, line_of(node), message)


def scalar(node: Node, file: str, expected: str) -> str:
    """A single value's text."""
    if not isinstance(node, ScalarNode):
        raise fail(node, file, f"expected {expected}, found {KINDS[type(node)]}")
    return str(node.value)


def is_null(node: Node) -> bool:
    """Nothing written, or null."""
    return isinstance(node, ScalarNode) and str(node.tag).endswith(":null")


@dataclass(frozen=True, slots=True)
class Word:
    """Text, or one of a closed list."""

    allowed: Sequence[str] = ()
    what: str = "text"

    def read(self, node: Node, file: str) -> str:
        value = scalar(node, file, self.what).strip()
        if not value or is_null(node):
            raise fail(node, file, f"{self.what} is empty; write it or remove the key")
        if self.allowed and value not in self.allowed:
            raise fail(node, file, f"“{value}” is no {self.what}; use one of {', '.join(self.allowed)}")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.allowed)} if self.allowed else {"type": "string", "minLength": 1}


@dataclass(frozen=True, slots=True)
class Day:
    """A date, 2024-09-22."""

    def read(self, node: Node, file: str) -> str:
        value = scalar(node, file, "a date")
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise fail(node, file, f"“{value}” is no date; write it like 2024-09-22") from None

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""

    def read(self, node: Node, file: str) -> bool:
        value = scalar(node, file, "true or false")
        if value not in ("true", "false"):
            raise fail(node, file, f"“{value}” is neither true nor false")
        return value == "true"

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number."""

    def read(self, node: Node, file: str) -> int:
        value = scalar(node, file, "a whole number")
        if not value.isdigit():
            raise fail(node, file, f"“{value}” is no whole number")
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
            raise fail(node, file, f"expected a list, found {KINDS[type(node)]}; write [one, two]")
        if len(node.value) < self.least:
            raise fail(node, file, f"the list needs at least {self.least} entry")
        return [self.inner.read(item, file) for item in node.value]

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.inner.schema(), "minItems": self.least}


@dataclass(frozen=True, slots=True)
class Table:
    """A mapping whose keys are data (articles, facts, statuses)."""

    key: Word
    inner: Shape

    def read(self, node: Node, file: str) -> dict[str, Any]:
        return {self.key.read(key, file): self.inner.read(value, file) for key, value in pairs(node, file).values()}

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
                raise fail(name, file, f"unknown key “{key}”; known are {', '.join(known)}")
        for key in self.required:
            if key not in found:
                raise fail(node, file, f"“{key}” is missing")
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
        raise fail(node, file, f"expected a mapping, found {KINDS[type(node)]}; write key: value")
    out: dict[str, tuple[Node, Node]] = {}
    for key, value in node.value:
        name = scalar(key, file, "a key")
        if name in out:
            raise fail(key, file, f"“{name}” stands twice; keep one")
        out[name] = (key, value)
    return out
