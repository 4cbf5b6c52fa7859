"""Where can a reader see what was done? A link for every web address, and for a Bluesky post its page."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from netral.patrol.report.codes import OBJECTS, OPENS, word
from netral.patrol.report.html import esc
from netral.patrol.report.words import SAYS

# The id of a post, and only of a post: a like or a follow has no page of its own.
_BLUESKY_POST = re.compile(r"at://(did:[a-z]+:[A-Za-z0-9._:%-]+)/app\.bsky\.feed\.post/([A-Za-z0-9._~:-]+)")


def address(finding: dict[str, Any]) -> str | None:
    """The web address of what the act was about; None when the export tells none."""
    for told in (finding["url"], finding["object_id"]):
        if told and _web(told):
            return str(told)
    post = _BLUESKY_POST.fullmatch(finding["object_id"] or "")
    return f"https://bsky.app/profile/{post[1]}/post/{post[2]}" if post else None


def what(finding: dict[str, Any], lang: str) -> tuple[str, str, str | None]:
    """(label, HTML, id): what was liked, shared, followed or written, the way to it, and its id if not yet shown."""
    verb = finding["verb"]
    label = word(OBJECTS, verb, lang) if verb in OBJECTS else SAYS["object"][lang]
    told = finding["object_id"] or finding["url"]
    where = address(finding)
    if where is None:
        # An address that is no web link is shown to be read, never to be followed.
        return label, f"<code>{esc(told)}</code>" if told else esc(SAYS["no_link"][lang]), None
    opens = OPENS.get(verb, SAYS["open"])[lang]
    way = f'<a href="{esc(where)}" rel="noreferrer noopener">{esc(opens)}</a> <span class="kecil">({esc(_host(where))})</span>'
    if verb == "Create":
        way += f"<br>{esc(SAYS['answered'][lang])}"
    return label, way, None if told == where else told


def _web(told: str) -> bool:
    try:
        parts = urlsplit(told)
    except ValueError:  # "https://[" is no address
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _host(where: str) -> str:
    return urlsplit(where).hostname or ""
