"""Whom does a link of Facebook name? A number, or a name that its owner chose; never a `pfbid…`, which nobody owns."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.values.cells import digits, flags, handle, matched

_HOST = r"^(?:https?://(?:[\w-]+\.)*(?:facebook|fb)\.com)?"
_NUMBERED = _HOST + r"/profile\.php\?(?:[^#]*&)?id=(?P<id>[0-9]+)(?:[&#]|$)"
_PEOPLE = _HOST + r"/people/[^/]+/(?P<id>[0-9]+)(?:[/?#]|$)"
_NAMED = _HOST + r"/(?P<name>[A-Za-z0-9.]+)/?(?:[?#]|$)"
_POSTED = _HOST + r"/(?P<name>[A-Za-z0-9.]+)/(?:posts|videos|photos|reels?)/"
_POSTED_BY = (
    r"^https?://(?:[\w-]+\.)*facebook\.com/(?:(?:permalink|story)\.php\?(?:[^#]*&)?id=)?(?P<id>[0-9]{5,})"
    r"(?:/posts/.*|[&#].*)?$"
)
_PAGES = pa.array(
    "groups people pages watch photo story events share stories reel reels media hashtag marketplace gaming".split()
    + "login plugins sharer help business profile".split()
)


def account(links: pa.Array) -> tuple[pa.Array, pa.Array]:
    """(id, handle) of the account whose profile each link opens; both null where it does not say."""
    number = pc.coalesce(matched(links, _NUMBERED, "id"), matched(links, _PEOPLE, "id"))
    return number, _chosen(matched(links, _NAMED, "name"))


def owner(links: pa.Array) -> tuple[pa.Array, pa.Array]:
    """(id, handle) of the account under which each linked post stands; neither for a post in a group.

    The owner of a group is not the author of the post in it.
    """
    grouped = pc.fill_null(pc.match_substring(links, "/groups/"), False)
    links = pc.if_else(grouped, pa.scalar(None, pa.string()), links)
    number, name = matched(links, _POSTED_BY, "id"), _chosen(matched(links, _POSTED, "name"))
    # A name of digits only is a number, and no name.
    named = digits(name)
    return pc.coalesce(number, named), pc.if_else(named.is_valid(), pa.scalar(None, pa.string()), name)


def disguised(ids: pa.Array) -> pa.Array:
    """Facebook's `pfbid…`: another one for every viewer and time, so it is nobody's id."""
    return pc.starts_with(ids, "pfbid")


def _chosen(names: pa.Array) -> pa.Array:
    lowered = handle(names)
    page = flags(pc.is_in(lowered, _PAGES)) | flags(pc.ends_with(lowered, ".php")) | flags(disguised(lowered))
    return pc.if_else(pa.array(page), pa.scalar(None, pa.string()), lowered)
