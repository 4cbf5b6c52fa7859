"""What kind of bytes are these? By their content alone; a name says nothing."""

from __future__ import annotations

UNKNOWN = "application/octet-stream"
HEAD = 1 << 16
"""How much of the beginning is looked at."""


def media_type(head: bytes) -> str:
    """The media type of what begins like this; `application/octet-stream` where nobody can tell.

    Text is told apart here: the library knows formats by their signatures, and text has none.
    """
    import puremagic

    if not head:
        return UNKNOWN
    if text := _text(head):
        return text
    try:
        return puremagic.from_string(head, mime=True) or UNKNOWN
    except (puremagic.PureError, ValueError):
        return UNKNOWN


def _text(head: bytes) -> str | None:
    try:
        told = head.decode("utf-8-sig").lstrip()
    except UnicodeDecodeError as error:
        # A sign may be cut in two at the end of the head.
        if len(head) < HEAD or error.start < len(head) - 4:
            return None
        told = head[: error.start].decode("utf-8-sig").lstrip()
    if "\x00" in told or not told:
        return None
    start = told[:256].lower()
    if start.startswith(("<!doctype html", "<html")):
        return "text/html"
    if start.startswith(("<?xml", "<svg")):
        return "image/svg+xml" if "<svg" in told[:4096].lower() else "application/xml"
    if start.startswith("%pdf-"):
        return None
    if start.startswith("warc/"):
        return "application/warc"
    return "application/json" if start[:1] in "{[" else "text/plain"
