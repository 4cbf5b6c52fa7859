"""Who did what to whose object? One ActivityStreams 2.0 activity as one canonical act, or the reason against it."""

from __future__ import annotations

import html
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Any

from netral.acts.accounts import account_key, normalise_handle
from netral.acts.context import VERBS, Context
from netral.acts.keys import activity_key
from netral.acts.readers.as2_check import fault
from netral.acts.values import times
from netral.acts.values.strings import LOST

PUBLIC = {"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"}
_USER = re.compile(r"^(?P<id>https?://(?P<host>[^/@:?#]+)/users/(?P<name>[A-Za-z0-9_.-]+))(?:[/?#].*)?$")
_AT = re.compile(r"^https?://(?P<host>[^/@:?#]+)/@(?P<name>[A-Za-z0-9_.-]+)(?:/.*)?$")
_ADDRESS = re.compile(r"^(?:https?|acct|did|at):\S+$")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = re.compile(r"^\d{4}-?\d{2}-?\d{2}$|^\d{4}-?W\d{2}-?\d$")
_FIRST, _LAST = datetime(1970, 1, 2), datetime(2262, 1, 1)  # noqa: DTZ001  local days
_HALF = re.compile("[\ud800-\udfff]")
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<(?:br ?/?|/p)>")
_ADDRESSES = ("to", "cc", "bto", "bcc", "audience")
_SELDOM_ADDRESSED = ("Like", "Dislike", "Follow", "Join", "Leave", "Undo", "Delete")
_INTERACTIONS = {"Like": "reaction", "Dislike": "reaction", "Announce": "repost", "Follow": "follow", "Join": "join"}
_REACTIONS = {"Like": "like", "Dislike": "dislike"}


def act(value: Any, context: Context, *, outbox_of: str | None = None) -> dict[str, Any] | str:
    """Canonical columns of one activity, or a reason of the closed list; `outbox_of`: whose outbox lists it."""
    if isinstance(value, str):
        return "not_an_act"  # the address of one
    if fault(value) is not None:
        return "invalid_document"
    verbs = [verb for verb in _list(value.get("type")) if verb in VERBS]
    if not verbs:
        return "not_an_act"
    actors = _list(value.get("actor"))
    actor = _iri(actors[0]) if len(actors) == 1 else None
    if actor is None or not _ADDRESS.match(actor):
        return "actor_conflict" if len(actors) > 1 else "actor_missing"
    if len(verbs) > 1:
        return "verb_unsupported"
    objects = _list(value.get("object"))
    if len(objects) != 1 or (_iri(objects[0]) is None and verbs[0] != "Create"):
        return "object_missing"
    if _elsewhere(_text(value.get("id")), actor) or _contradicts(verbs[0], actor, objects[0]):
        return "actor_conflict"
    if not (_is_public(value, objects[0]) or (actor == outbox_of and _unaddressed(value, verbs[0]))):
        return "not_public"
    when = _when(value, objects[0], context)
    return when if isinstance(when, str) else _columns(value, verbs[0], actor, objects[0], when, context)


def _columns(
    value: dict[str, Any], verb: str, actor: str, target: Any, when: dict[str, Any], context: Context
) -> dict[str, Any]:
    platform = context.platform or "mastodon"
    embedded = target if isinstance(target, dict) else {}
    handle = _handle(actor, platform)
    made: dict[str, Any] = {
        "activity_id": _text(value.get("id")),
        "platform": platform,
        "verb": verb,
        "actor_id": actor,
        "actor_id_kind": "native",
        "actor_handle": handle,
        "actor_key": account_key(platform, id=actor),
        "object_id": _iri(target),
        "object_type": next((k for k in _list(embedded.get("type")) if isinstance(k, str)), None),
        "object_url": _url(embedded),
        "in_reply_to_id": _iri(next(iter(_list(embedded.get("inReplyTo"))), None)) if verb == "Create" else None,
        "mention_ids": [href for tag in _mentions(embedded) if (href := _text(tag.get("href")))],
        "mention_handles": [h for tag in _mentions(embedded) if (h := _mention(tag, platform))],
        "reaction": _REACTIONS.get(verb),
        "text": _plain(embedded.get("content")),
        "deleted": verb == "Delete",
        "is_public": True,
        "collected_at": context.collected_at,
        "collector_tool": context.tool,
        "repairs": [],
        "quality": 0 if when["published_at"] is not None else 2,
        **when,
    }
    made["interaction"] = _interaction(verb, made)
    made |= _owner(verb, made, embedded, platform)
    moment = when["published_at"]
    own = made["activity_id"] or (str((moment - _EPOCH) // timedelta(microseconds=1)) if moment else None)
    made["activity_key"] = activity_key(platform, verb, made["actor_key"], made["object_id"], own)
    return made


def _owner(verb: str, made: dict[str, Any], embedded: dict[str, Any], platform: str) -> dict[str, Any]:
    """Whose object it is, only where the document or the literal address says so."""
    if verb in ("Undo", "Delete", "Update"):
        return {"object_owner_basis": "none"}
    if verb in ("Follow", "Join", "Leave"):
        return _account(made["object_id"], "stated", platform)
    if verb == "Create":
        parent = next(iter(_list(embedded.get("inReplyTo"))), None)
        author = _iri(parent.get("attributedTo")) if isinstance(parent, dict) else None
        return _account(author, "stated", platform) if author else _named_by(made["in_reply_to_id"], platform)
    author = _iri(embedded.get("attributedTo"))
    return _account(author, "stated", platform) if author else _named_by(made["object_id"], platform)


def _account(iri: str | None, basis: str, platform: str) -> dict[str, Any]:
    if iri is None:
        return {"object_owner_basis": "none"}
    return {
        "object_owner_id": iri,
        "object_owner_handle": _handle(iri, platform),
        "object_owner_basis": basis,
    }


def _named_by(iri: str | None, platform: str) -> dict[str, Any]:
    """The account whose name stands literally in an object's address."""
    if iri is None:
        return {"object_owner_basis": "none"}
    if match := _USER.match(iri):
        return _account(match["id"], "url", platform)
    if match := _AT.match(iri):
        return {"object_owner_handle": _handle(iri, platform), "object_owner_basis": "url"}
    return {"object_owner_basis": "none"}


def _handle(iri: str, platform: str) -> str | None:
    match = _USER.match(iri) or _AT.match(iri)
    return normalise_handle(platform, f"{match['name']}@{match['host']}") if match else None


def _contradicts(verb: str, actor: str, target: Any) -> bool:
    """Somebody else is named as the author of what was created, or as the doer of what is undone.

    Also where only the address of what is undone, changed or deleted is given, and another account's name stands in it.
    """
    if verb not in ("Create", "Update", "Undo", "Delete"):
        return False
    if isinstance(target, dict):
        named = [_iri(one) for name in ("attributedTo", "actor") for one in _list(target.get(name))]
        if any(one != actor for one in named):
            return True
    return _elsewhere(_iri(target), actor)


def _elsewhere(address: str | None, actor: str) -> bool:
    """Does another account's name stand in an address that is said to be the actor's own?"""
    own, other = _account_in(actor), _account_in(address)
    return own is not None and other is not None and own != other


def _account_in(iri: str | None) -> str | None:
    """`name@host` as servers compare them, without regard to capitals; None where an address names no account."""
    match = (_USER.match(iri) or _AT.match(iri)) if iri else None
    return f"{match['name']}@{match['host']}".lower() if match else None


def _is_public(value: dict[str, Any], target: Any) -> bool:
    """Addressed to everyone in as many words; what a server merely passed on is not public."""
    addressed = [value, target] if isinstance(target, dict) and "to" not in value and "cc" not in value else [value]
    return any(_iri(one) in PUBLIC for part in addressed for name in ("to", "cc") for one in _list(part.get(name)))


def _unaddressed(value: dict[str, Any], verb: str) -> bool:
    """Servers address no likes and follows: those that an actor's own outbox lists are as public as the outbox."""
    return verb in _SELDOM_ADDRESSED and not any(_list(value.get(name)) for name in _ADDRESSES)


def _when(value: dict[str, Any], target: Any, context: Context) -> dict[str, Any] | str:
    raw = value.get("published")
    if raw is None and isinstance(target, dict) and "Create" in _list(value.get("type")):
        raw = target.get("published")
    if raw is None:
        unknown = {"published_at": None, "published_precision": "none", "published_raw": None}
        return {**unknown, "published_latest": context.collected_at}
    if not isinstance(raw, str):
        return "time_unreadable"
    instant = times.iso_instant(raw)
    if instant != times.NO_TIME:
        stated = {"published_at": times.moment(instant), "published_precision": "s", "published_raw": raw}
        return {**stated, "published_basis": "iso_offset"}
    return _naive(raw, context)


def _naive(raw: str, context: Context) -> dict[str, Any] | str:
    try:
        naive = datetime.fromisoformat(raw)
    except ValueError:
        return "time_unreadable"
    if context.timezone is None or not _FIRST <= naive < _LAST:
        return "time_unreadable"
    local = naive.replace(tzinfo=context.timezone)
    offset = local.utcoffset()
    # A day without a time may be any moment of it.
    day = {"published_earliest": local, "published_latest": local + timedelta(days=1, microseconds=-1)}
    return {
        **(day if _DAY.match(raw) else {}),
        "published_at": local,
        "published_precision": "day" if _DAY.match(raw) else "s",
        "published_raw": raw,
        "published_basis": "iso_naive_assumed",
        "utc_offset_assumed": int(offset.total_seconds() // 60) if offset is not None else None,
    }


def _interaction(verb: str, made: dict[str, Any]) -> str | None:
    if verb != "Create":
        return _INTERACTIONS.get(verb)
    if made["in_reply_to_id"]:
        return "reply"
    return "mention" if made["mention_ids"] or made["mention_handles"] else "post"


def _mentions(embedded: dict[str, Any]) -> list[dict[str, Any]]:
    return [tag for tag in _list(embedded.get("tag")) if isinstance(tag, dict) and "Mention" in _list(tag.get("type"))]


def _mention(tag: dict[str, Any], platform: str) -> str | None:
    name = _text(tag.get("name"))
    return normalise_handle(platform, name) if name else None


def _plain(content: Any) -> str | None:
    if not isinstance(content, str):
        return None
    shown = html.unescape(_TAG.sub("", _BREAK.sub("\n", _HALF.sub(LOST, content))))
    return unicodedata.normalize("NFC", _HALF.sub(LOST, shown)).strip()


def _url(embedded: dict[str, Any]) -> str | None:
    first = next(iter(_list(embedded.get("url"))), None)
    return _text(first.get("href")) if isinstance(first, dict) else _text(first)


def _iri(value: Any) -> str | None:
    if isinstance(value, list):
        return _iri(value[0]) if len(value) == 1 else None
    if isinstance(value, dict):
        return _text(value.get("id") or value.get("href"))
    return _text(value)


def _text(value: Any) -> str | None:
    """Text that can be written as UTF-8: half of a surrogate pair cannot, and no id holds one."""
    return value if isinstance(value, str) and value and not _HALF.search(value) else None


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
