"""A rulebook as one statement a line, each with its place: what a comparison of two rulebooks compares.

Made from the model's own fields, so a field that is added to the model is compared without a word here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from netral.law.model import Citation, Contestable, Event, Rulebook, Text, Version
from netral.law.table import build, flat, words

Statement = tuple[str, str]  # (place, what stands there); several may share a place
PARTS = ("sanctions", "contests", "instruments", "zones")
# Where somebody wrote it is no law.
UNSAID = {"id", "code", "file", "line"}
# The table's rows say these of every norm that binds somebody in the closed list.
IN_ROWS = {"valid_from", "valid_to", "when", "unless", "cls", "citations", "confidence", "confidence_by_reading"}


def statements(rulebook: Rulebook) -> Iterator[Statement]:
    """Rows of the law first, then what else the norms say, then the other parts."""
    for row in flat(build(rulebook)):
        place = ("norm", "reading", "valid_from")
        said = [value for name, value in row.items() if value and name not in place]
        yield " · ".join(("norms", *(row[name] for name in place))), " · ".join(said)
    for norm in rulebook.norms.values():
        yield from _spell(f"norms · {norm.id}", norm)
    for part in PARTS:
        yield from _spell(part, getattr(rulebook, part))


def _spell(place: str, value: Any) -> Iterator[Statement]:
    """Down to what is said in one line."""
    if isinstance(value, Text | Citation | Contestable) or _are_conditions(value):
        yield place, _sentence(value)
    elif is_dataclass(value):
        left_out = UNSAID | IN_ROWS if isinstance(value, Version) and value.binds else UNSAID
        for field in fields(value):
            if field.name not in left_out:
                yield from _spell(f"{place} · {field.name}", getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _spell(f"{place} · {key}", inner)
    elif isinstance(value, tuple) and any(is_dataclass(inner) or isinstance(inner, Mapping) for inner in value):
        for inner in value:
            yield from _spell(f"{place}{_name(inner)}", inner)
    elif value not in (None, (), frozenset()):
        yield place, _sentence(value)


def _sentence(value: Any) -> str:
    if isinstance(value, Text):
        return f"{value.id} / {value.en}"
    if isinstance(value, Citation):
        return value.text
    if isinstance(value, Contestable):
        return _sentence(value.why) + (f" [{words(value.when)}]" if value.when else "")
    if isinstance(value, Mapping):
        return words(value)
    if isinstance(value, frozenset):
        return ", ".join(sorted(value))
    # A ladder goes from light to heavy and a campaign from day to day: the order of a tuple is said.
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _are_conditions(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and all(isinstance(inner, frozenset) for inner in value.values())


def _name(item: Any) -> str:
    """What tells one entry of a list from the next."""
    if isinstance(item, Version):
        return f" · {item.valid_from}"
    return f" · {item.name}" if isinstance(item, Event) else ""
