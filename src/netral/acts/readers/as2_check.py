"""Is this a valid ActivityStreams 2.0 object? What the W3C's documents call wrong, in the words of its vocabulary."""

from __future__ import annotations

import re
from typing import Any

from netral.acts.readers.as2_document import is_collection

CONTEXT = re.compile(r"^https?://www\.w3\.org/ns/activitystreams(?:#|\.jsonld)?$")
DEEPEST = 64
_TEXTS = ("name", "summary", "content")
_REFERENCES = ("actor", "object", "target", "origin", "result", "attributedTo", "inReplyTo", "first", "last", "next")
_LANGUAGE = re.compile(r"^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$")
_REGION = re.compile(r"^(?:[A-Za-z]{2}|[0-9]{3})$")


def has_context(value: Any) -> bool:
    """Whether the document says that it speaks ActivityStreams."""
    context = value.get("@context") if isinstance(value, dict) else None
    return any(isinstance(c, str) and CONTEXT.match(c) for c in (context if isinstance(context, list) else [context]))


def fault(value: Any, depth: int = 0) -> str | None:
    """The member that breaks the vocabulary, or None; looks into embedded objects, `DEEPEST` of them in each other."""
    if not isinstance(value, dict) or depth > DEEPEST:
        return "object"
    kinds = value.get("type")
    if kinds is not None and not _each(kinds, str):
        return "type"
    for name in ("id", "@id"):
        if name in value and not isinstance(value[name], str):
            return name
    for name in _TEXTS:
        if value.get(name) is not None and not isinstance(value[name], str):
            return name
        if (languages := value.get(f"{name}Map")) is not None and not _language_map(languages):
            return f"{name}Map"
    if not _links(value.get("url")):
        return "url"
    return _embedded_fault(value, depth) or _collection_fault(value)


def _embedded_fault(value: dict[str, Any], depth: int) -> str | None:
    for name in _REFERENCES:
        member = value.get(name)
        for one in member if isinstance(member, list) else [member]:
            if one is None or isinstance(one, str):
                continue
            if not isinstance(one, dict) or fault(one, depth + 1):
                return name
    return None


def _collection_fault(value: dict[str, Any]) -> str | None:
    kinds = value.get("type")
    names = {k for k in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(k, str)}
    if not is_collection(value):
        return None
    if any(name.startswith("Ordered") for name in names) and "items" in value:
        return "items"
    if "Collection" in names and "orderedItems" in value:
        return "orderedItems"
    first = value.get("first")
    if isinstance(first, dict) and not (is_collection(first) or "Link" in str(first.get("type"))):
        return "first"
    return None


def _each(value: Any, kind: type) -> bool:
    return all(isinstance(one, kind) for one in value) if isinstance(value, list) else isinstance(value, kind)


def _language_map(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) and _language_tag(tag) for tag, text in value.items())


def _language_tag(tag: str) -> bool:
    """RFC 5646 in as far as that a tag names at most one region."""
    if not _LANGUAGE.match(tag):
        return False
    subtags = tag.split("-")[1:]
    plain = subtags[: next((i for i, s in enumerate(subtags) if len(s) == 1), len(subtags))]
    return sum(bool(_REGION.match(s)) for s in plain) <= 1


def _links(value: Any) -> bool:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str) and not re.match(r"^[A-Za-z][A-Za-z0-9+.-]*:", one):
            return False
        if one is not None and not isinstance(one, str | dict):
            return False
    return True
