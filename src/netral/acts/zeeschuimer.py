"""How do a line of Zeeschuimer and 4CAT's copy of it hold what a platform sent, and what other modules are there?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from netral.acts.format import Format, Opening, Refusal, dig
from netral.acts.rejects import Said

Walk = Callable[[Any], Iterator[dict[str, Any]]]
# Modules for places where nobody can declare an account: Netral's registers do not know them.
_ELSEWHERE = frozenset(
    "9gag bilibili douyin gab imgur linkedin parler pinterest rednote truth truthsocial xiaohongshu".split()
)


def both(kind: str, sources: tuple[str, ...], walk: Walk, **told: Any) -> tuple[Format, Format]:
    """The formats of both tools for one module; `walk` gives the rows of the platform's own object.

    Each row gets `collected_ms`, when the browser saw it.
    """

    def line(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
        seen = {"collected_ms": value.get("timestamp_collected")}
        found = walk(value.get("data")) if value.get("source_platform") in sources else iter([{}])
        yield from (row | seen for row in found)

    def stored(value: dict[str, Any]) -> Iterator[dict[str, Any]]:
        seen = {"collected_ms": dig(value, ("__import_meta", "timestamp_collected"))}
        yield from (row | seen for row in walk(value))

    def by_line(opening: Opening) -> str | None:
        found = any(one.get("source_platform") in sources for one in opening.records)
        return "ndjson" if found and opening.has("data", "nav_index") else None

    def by_copy(opening: Opening) -> str | None:
        return "ndjson" if any(dig(one, _SOURCE) in sources for one in opening.records) else None

    return (
        Format(name=f"zeeschuimer-{kind}", tool="zeeschuimer", kind="json", recognise=by_line, walk=line, **told),
        Format(name=f"4cat-{kind}", tool="4cat", kind="json", recognise=by_copy, walk=stored, **told),
    )


def unread(opening: Opening) -> Refusal | None:
    """Why a recording of a module that no format reads is refused; names the module only where it is a known one."""
    said = [one.get("source_platform") or dig(one, _SOURCE) for one in opening.records]
    modules = [name for name in said if isinstance(name, str)]
    if not modules:
        return None
    for name in modules:
        words = set(name.lower().removeprefix("www.").removesuffix("-comments").split("."))
        if known := sorted(words & _ELSEWHERE):
            return "platform_unsupported", Said(
                f"direkam modul Zeeschuimer {known[0]}", f"recorded by Zeeschuimer's module {known[0]}"
            )
    return "unknown_format", Said(
        "direkam modul Zeeschuimer yang tidak dibaca", "recorded by a module of Zeeschuimer that is not read"
    )


_SOURCE = ("__import_meta", "source_platform")
