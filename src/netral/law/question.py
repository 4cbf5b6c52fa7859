"""A question as people and machines write it, checked once, and the facts that it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from netral.law.facts import CIRCUMSTANCES, FACTS

GROUPS = {
    "actor": ("status", "pejabat", "on_cltn", "relation"),
    "object": ("type", "visibility", "content", "with", "in_reply_to"),
    "target": ("role", "contest", "status"),
}
KEYS = {"id", "at", "verb", "actor", "object", "target", "circumstances", "circumstances_not"}
_ALLOWED = {fact: frozenset(values) for fact, values in FACTS.items()}


class BadQuestion(ValueError):
    """A question that is not well formed: names the field, what stands there, and what may stand there."""

    def __init__(self, field: str, problem: str, remedy: str) -> None:
        super().__init__(f"{field}: {problem}; {remedy}")
        self.field, self.problem, self.remedy = field, problem, remedy


@dataclass(frozen=True, slots=True)
class Question:
    """`facts` holds only what was said; `object.with` may hold several values, all others one."""

    at: datetime
    facts: Mapping[str, str]
    companions: frozenset[str] | None
    contest: str | None
    id: Any = None


def parse(raw: Mapping[str, Any]) -> Question:
    """Read one question of the contract; raises `BadQuestion`. Unknown facts may simply be left out."""
    if not isinstance(raw, Mapping):
        raise BadQuestion("question", "is not an object", 'write {"at": …, "verb": …, "target": …}')
    for key in raw:
        if key not in KEYS:
            raise BadQuestion(str(key), "is not a field of a question", f"use {', '.join(sorted(KEYS))}")
    for key in ("at", "verb", "target"):
        if raw.get(key) is None:
            raise BadQuestion(key, "is missing", "a question needs at, verb and target")
    facts: dict[str, str] = {"verb": _value("verb", raw["verb"])}
    companions: frozenset[str] | None = None
    contest: str | None = None
    for group, name, value in _parts(raw):
        if name == "with":
            companions = _companions(value)
        elif name == "contest":
            contest = _text("target.contest", value)
        elif name != "content" or value != "unknown":
            facts[f"{group}.{name}"] = _value(f"{group}.{name}", value)
    _circumstances(raw, facts)
    return Question(_moment(raw["at"]), facts, companions, contest, raw.get("id"))


def _parts(raw: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """(group, name, value) of what was said; null is not said."""
    for group, names in GROUPS.items():
        part = raw.get(group)
        if part is None:
            continue
        if not isinstance(part, Mapping):
            raise BadQuestion(group, "is not an object", f"give {', '.join(names)}")
        for name, value in part.items():
            if name not in names:
                raise BadQuestion(f"{group}.{name}", "is not a known fact", f"use {', '.join(names)}")
            if value is not None:
                yield group, name, value


def _value(fact: str, value: object) -> str:
    text = ("true" if value else "false") if isinstance(value, bool) else value
    if not isinstance(text, str) or text not in _ALLOWED[fact]:
        allowed = "true, false" if _ALLOWED[fact] == {"true", "false"} else ", ".join(FACTS[fact])
        raise BadQuestion(fact, f"“{value}” is not known", f"use one of {allowed}")
    return text


def _text(field: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise BadQuestion(field, "is not text", "write for example pemilu-2024/PPWP")
    return value


def _companions(value: object) -> frozenset[str]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, (list, tuple)):
        raise BadQuestion("object.with", "is not a list", "use contestant, team, prop")
    return frozenset(_value("object.with", item) for item in values) or frozenset({"nobody"})


def _circumstances(raw: Mapping[str, Any], facts: dict[str, str]) -> None:
    for key, said in (("circumstances", "true"), ("circumstances_not", "false")):
        names = raw.get(key)
        if names is None:
            continue
        if not isinstance(names, (list, tuple)):
            raise BadQuestion(key, "is not a list", f"use some of {', '.join(CIRCUMSTANCES)}")
        for name in names:
            if not isinstance(name, str) or name not in CIRCUMSTANCES:
                raise BadQuestion(key, f"“{name}” is not known", f"use some of {', '.join(CIRCUMSTANCES)}")
            if facts.setdefault(f"circumstances.{name}", said) != said:
                raise BadQuestion(key, f"“{name}” is said and denied", "keep it in one of the two lists")


def _moment(value: object) -> datetime:
    try:
        when = value if isinstance(value, datetime) else datetime.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        raise BadQuestion("at", f"“{value}” is no time", "write 2023-11-15T20:00:00+07:00") from None
    if not 1945 <= when.year < 2200:
        raise BadQuestion("at", f"{when.year} lies outside every calendar", "write a year from 1945 to 2199")
    return when
