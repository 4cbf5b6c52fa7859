"""Whom does a link of Facebook name? A number, or a name that its owner chose; never a `pfbid…`, which nobody owns."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.values.cells import flags, handle, matched

_HOST = r"^(?:https?://(?:[\w-]+\.)*(?:facebook|fb)\.com)?"
_NUMBERED = _HOST + r"/profile\.php\?(?:[^#]*&)?id=(?P<id>[0-9]+)(?:[&#]|$)"
_PEOPLE = _HOST + r"/people/[^/]+/(?P<id>[0-9]+)(?:[/?#]|$)"
_NAMED = _HOST + r"/(?P<name>[A-Za-z0-9.]+)/?(?:[?#]|$)"
_POSTED = _HOST + r"/(?P<name>[A-Za-z0-9.]+)/(?:posts|videos|photos|reels?)/"
_PAGES = pa.array(
    "groups people pages watch photo story events share stories reel reels media hashtag marketplace gaming".split()
    + "login plugins sharer help business profile".split()
)


def account(links: pa.Array) -> tuple[pa.Array, pa.Array]:
    """(id, handle) of the account whose profile each link opens; both null where it does not say."""
    number = pc.coalesce(matched(links, _NUMBERED, "id"), matched(links, _PEOPLE, "id"))
    return number, _chosen(matched(links, _NAMED, "name"))


def owner(links: pa.Array) -> pa.Array:
    """The handle under which each linked post stands."""
    return _chosen(matched(links, _POSTED, "name"))


def disguised(ids: pa.Array) -> pa.Array:
    """Facebook's `pfbid…`: another one for every viewer and time, so it is nobody's id."""
    return pc.starts_with(ids, "pfbid")


def _chosen(names: pa.Array) -> pa.Array:
    lowered = handle(names)
    page = flags(pc.is_in(lowered, _PAGES)) | flags(pc.ends_with(lowered, ".php")) | flags(disguised(lowered))
    return pc.if_else(pa.array(page), pa.scalar(None, pa.string()), lowered)
