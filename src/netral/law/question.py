"""A question as people and machines write it, checked once, and the facts that it gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from netral.law.facts import CIRCUMSTANCES, FACTS
from netral.law.model import Text

GROUPS = {
    "actor": ("status", "pejabat", "on_cltn", "relation"),
    "object": ("type", "visibility", "content", "with", "in_reply_to"),
    "target": ("role", "contest", "status"),
}
KEYS = {"id", "at", "verb", "actor", "object", "target", "circumstances", "circumstances_not"}
_ALLOWED = {fact: frozenset(values) for fact, values in FACTS.items()}


class BadQuestion(ValueError):
    """A question that is not well formed: names the field, what stands there, and what may stand there."""

    def __init__(self, field: str, problem: Text, remedy: Text) -> None:
        super().__init__(f"{field}: {problem.id}; {remedy.id}")
        self.field, self.problem, self.remedy = field, problem, remedy

    def in_english(self) -> str:
        """The same sentence for an English reader."""
        return f"{self.field}: {self.problem.en}; {self.remedy.en}"


def _use(*words: str) -> Text:
    return Text(f"pakai {', '.join(words)}", f"use {', '.join(words)}")


def _unknown(value: object) -> Text:
    return Text(f"“{value}” tidak dikenal", f"“{value}” is not known")


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
        raise BadQuestion(
            "question", Text("bukan objek", "is not an object"), _use('{"at": …, "verb": …, "target": …}')
        )
    for key in raw:
        if key not in KEYS:
            raise BadQuestion(
                str(key), Text("bukan isian pertanyaan", "is not a field of a question"), _use(*sorted(KEYS))
            )
    for key in ("at", "verb", "target"):
        if raw.get(key) is None:
            raise BadQuestion(key, Text("belum diisi", "is missing"), _use("at", "verb", "target"))
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
    if isinstance(raw.get("id"), str) and not _is_text(raw["id"]):
        raise BadQuestion("id", Text("memuat separuh tanda Unicode", "holds half a Unicode sign"), _use("id-1"))
    return Question(_moment(raw["at"]), facts, companions, contest, raw.get("id"))


def _is_text(value: str) -> bool:
    """Half of a surrogate pair can be read from JSON, but written nowhere."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def _parts(raw: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """(group, name, value) of what was said; null is not said."""
    for group, names in GROUPS.items():
        part = raw.get(group)
        if part is None:
            continue
        if not isinstance(part, Mapping):
            raise BadQuestion(group, Text("bukan objek", "is not an object"), _use(*names))
        for name, value in part.items():
            if name not in names:
                raise BadQuestion(
                    f"{group}.{name}", Text("bukan fakta yang dikenal", "is not a known fact"), _use(*names)
                )
            if value is not None:
                yield group, name, value


def _value(fact: str, value: object) -> str:
    text = "true" if value is True else "false" if value is False else value
    if not isinstance(text, str) or text not in _ALLOWED[fact]:
        raise BadQuestion(fact, _unknown(value), _use(*FACTS[fact]))
    return text


def _text(field: str, value: object) -> str:
    if not isinstance(value, str) or not value:
        raise BadQuestion(field, Text("bukan teks", "is not text"), _use("pemilu-2024/PPWP"))
    return value


def _companions(value: object) -> frozenset[str]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, (list, tuple)):
        raise BadQuestion("object.with", Text("bukan daftar", "is not a list"), _use("contestant", "team", "prop"))
    return frozenset(_value("object.with", item) for item in values) or frozenset({"nobody"})


def _circumstances(raw: Mapping[str, Any], facts: dict[str, str]) -> None:
    for key, said in (("circumstances", "true"), ("circumstances_not", "false")):
        names = raw.get(key)
        if names is None:
            continue
        if not isinstance(names, (list, tuple)):
            raise BadQuestion(key, Text("bukan daftar", "is not a list"), _use(*CIRCUMSTANCES))
        for name in names:
            if not isinstance(name, str) or name not in CIRCUMSTANCES:
                raise BadQuestion(key, _unknown(name), _use(*CIRCUMSTANCES))
            if facts.setdefault(f"circumstances.{name}", said) != said:
                problem = Text(f"“{name}” disebut sekaligus dibantah", f"“{name}” is said and denied")
                raise BadQuestion(key, problem, Text("pilih salah satu", "keep one of the two"))


def _moment(value: object) -> datetime:
    try:
        when = value if isinstance(value, datetime) else datetime.fromisoformat(value)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        problem = Text(f"“{value}” bukan waktu", f"“{value}” is no time")
        raise BadQuestion("at", problem, _use("2023-11-15T20:00:00+07:00")) from None
    if not 1945 <= when.year < 2200:
        problem = Text(f"tahun {when.year} di luar semua kalender", f"{when.year} lies outside every calendar")
        raise BadQuestion("at", problem, _use("1945…2199"))
    return when
