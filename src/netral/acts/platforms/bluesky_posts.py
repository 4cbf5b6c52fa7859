"""Which post of Bluesky, and whose, does an address name: `at://did…/…/…` or a link to bsky.app?"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from netral.acts.values.cells import domain_account, matched

_URI = r"^at://(?P<did>did:[a-z]+:[^/]+)/app\.bsky\.feed\.post/(?P<key>[\w.~:-]+)$"
_LINK = r"^https?://bsky\.app/profile/(?P<who>[^/]+)/post/(?P<key>[\w.~:-]+)/?(?:[?#].*)?$"


def named(addresses: pa.Array) -> tuple[pa.Array, pa.Array, pa.Array]:
    """(id of the post, DID, handle); a link with a handle has no id of its own, so it stands for itself."""
    did, name = domain_account(matched(addresses, _LINK, "who"))
    by_uri = matched(addresses, _URI, "did")
    linked = pc.binary_join_element_wise("at://", did, "/app.bsky.feed.post/", matched(addresses, _LINK, "key"), "")
    itself = pc.if_else(pc.or_(by_uri.is_valid(), name.is_valid()), addresses, pa.scalar(None, pa.string()))
    return pc.coalesce(linked, itself), pc.coalesce(by_uri, did), name
