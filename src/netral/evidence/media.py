"""What kind of bytes are these? By their content alone; a name says nothing."""

from __future__ import annotations

import zipfile
from io import BytesIO

UNKNOWN = "application/octet-stream"
HEAD = 1 << 16
"""How much of the beginning is looked at."""
_OFFICE = "application/vnd.openxmlformats-officedocument"
_ZIPPED = (
    (b"datapackage.json", "application/wacz"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", "application/vnd.oasis.opendocument.spreadsheet"),
    (b"word/", f"{_OFFICE}.wordprocessingml.document"),
    (b"xl/", f"{_OFFICE}.spreadsheetml.sheet"),
    (b"ppt/", f"{_OFFICE}.presentationml.presentation"),
)
# What most people bring; the library would compare it with a thousand others.
_USUAL = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
)
_HEIF = (b"heic", b"heix", b"hevc", b"mif1", b"msf1")


def media_type(head: bytes) -> str:
    """The media type of what begins like this; `application/octet-stream` where nobody can tell.

    Text is told apart here: the library knows formats by their signatures, and text has none.
    """
    import puremagic

    if not head:
        return UNKNOWN
    if text := _text(head):
        return text
    if head[:4] == b"PK\x03\x04":
        return next((kind for name, kind in _ZIPPED if name in head), "application/zip")
    if usual := next((kind for begin, kind in _USUAL if head.startswith(begin)), None):
        return usual
    if head[4:8] == b"ftyp":
        brands = head[8 : int.from_bytes(head[:4])]
        if b"avif" in brands:
            return "image/avif"
        if any(one in brands for one in _HEIF):
            return "image/heif"
    try:
        return puremagic.from_string(head, mime=True) or UNKNOWN
    except (puremagic.PureError, ValueError):
        return UNKNOWN


def also(data: bytes, kind: str) -> list[str]:
    """What else a picture or a PDF passes for: such a file shows one thing here and another in other hands."""
    if not kind.startswith("image/") and kind != "application/pdf":
        return []
    found = ["application/zip"] if zipfile.is_zipfile(BytesIO(data)) else []
    if kind != "application/pdf" and b"%PDF-" in data[:1024]:
        found.append("application/pdf")
    lower = data.lower()
    if b"<script" in lower or b"<html" in lower:
        found.append("text/html")
    return found


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
