"""What is in a web capture? Its answers as text and pictures, and whether its own digests hold (WARC 1.1, WACZ 1.1).

Nothing in it is run or fetched. Requests are passed over: they hold the cookies of whoever made the capture.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import IO, Any

from netral.evidence.errors import EvidenceRefused
from netral.evidence.views.text import visible

LARGEST = 8 << 20
"""How much of one answer is looked at, in bytes."""
TOTAL = 512 << 20
"""How much a capture may unpack to."""
_MOST_PICTURES, _CHUNK = 20, 1 << 16
# Hostile records reach into the library, which takes headers for granted.
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, ValueError, LookupError),
    *(OSError, RuntimeError, AttributeError, TypeError),
)


@dataclass(slots=True)
class Capture:
    """`text`: the readable copy. `pictures`: (address, bytes) as captured. `failed`: where a digest does not hold."""

    text: str = ""
    pictures: list[tuple[str, bytes]] = field(default_factory=list)
    checked: int = 0
    held: int = 0
    failed: list[str] = field(default_factory=list)

    def digests(self) -> dict[str, Any]:
        """As the capture record has them."""
        return {"checked": self.checked, "held": self.held, "failed": self.failed}


def opened(data: bytes) -> Capture:
    """Look into a WARC (packed or not) or a WACZ; EvidenceRefused where it is damaged or unpacks to too much."""
    found = Capture()
    try:
        if data[:2] == b"PK":
            _wacz(data, found)
        else:
            _warc(BytesIO(data), found)
    except _DAMAGED as error:
        words = {"id": "rekaman web ini rusak", "en": "this web capture is damaged"}
        raise EvidenceRefused("damaged_capture", words) from error
    return found


def _wacz(data: bytes, found: Capture) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        if sum(info.file_size for info in archive.infolist()) > TOTAL:
            raise _too_large()
        package = json.loads(archive.read("datapackage.json"))
        for resource in package["resources"]:
            algorithm, _, expected = resource["hash"].partition(":")
            hash_ = hashlib.new(algorithm)
            with archive.open(resource["path"]) as member:
                while chunk := member.read(_CHUNK):
                    hash_.update(chunk)
            _count(found, hash_.hexdigest() == expected, resource["path"])
        for info in archive.infolist():
            if info.filename.startswith("archive/") and ".warc" in info.filename:
                with archive.open(info) as stream:
                    _warc(stream, found)


def _warc(stream: IO[bytes], found: Capture) -> None:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    parts, total = [found.text] if found.text else [], 0
    try:
        for record in ArchiveIterator(stream, check_digests=True):
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            if record.rec_type not in ("response", "resource"):
                continue
            content = record.content_stream()
            body = content.read(LARGEST)
            total += len(body)
            while more := content.read(_CHUNK):
                total += len(more)
                if total > TOTAL:
                    raise _too_large()
            if record.digest_checker is not None and record.digest_checker.passed is not None:
                _count(found, bool(record.digest_checker.passed), address)
            parts += _told(record, address, body, found)
    except ArchiveLoadFailed as error:
        raise ValueError(str(error)) from error
    found.text = "\n".join(parts)


def _told(record: Any, address: str, body: bytes, found: Capture) -> Iterator[str]:
    kind = ""
    if record.http_headers is not None:
        kind = record.http_headers.get_header("Content-Type") or ""
    kind = (kind or record.rec_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    yield f"== {record.rec_headers.get_header('WARC-Date') or '?'} {address} ({kind or '?'}, {len(body)})"
    if kind in ("text/html", "application/xhtml+xml"):
        yield visible(body.decode("utf-8", "replace"))
    elif kind.startswith("text/plain") or kind.endswith("json"):
        yield body.decode("utf-8", "replace")
    elif kind in ("image/jpeg", "image/png", "image/webp", "image/gif") and len(found.pictures) < _MOST_PICTURES:
        found.pictures.append((address, body))


def _count(found: Capture, held: bool, place: str) -> None:
    found.checked += 1
    found.held += held
    if not held:
        found.failed.append(place)


def _too_large() -> EvidenceRefused:
    words = {"id": "rekaman web ini terlalu besar sesudah dibuka", "en": "this web capture unpacks to too much"}
    return EvidenceRefused("too_large", words)
