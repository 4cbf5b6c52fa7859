"""Every bomb handed in, by a process of its own whose memory can be told: `bombs.py FOLDER` gives lines of JSON."""

from __future__ import annotations

import gzip
import json
import resource
import struct
import sys
import zipfile
import zlib
from pathlib import Path

from netral.evidence.errors import EvidenceRefused
from tests.evidence.handing import hand_in
from tests.evidence.originals import PICTURES, ZEROS, listed, recorded, zipped
from tests.evidence.work import found


def bomb_png(width: int = 60_000, height: int = 60_000) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\x00" * 50_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def jpeg_of(side: int) -> bytes:
    data = PICTURES["jpeg"]
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", side, side) + data[at + 4 :]


def tiff_of(side: int) -> bytes:
    """Grey, unpacked, whose only strip is not there."""
    tags = {256: side, 257: side, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: side, 279: side * side % 2**32}
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in tags.items())
    return b"II*\x00\x08\x00\x00\x00" + struct.pack("<H", len(tags)) + entries + bytes(4)


GIF = b"GIF89a\xff\xff\xff\xff\x80\x00\x00" + bytes(6) + b",\0\0\0\0\xff\xff\xff\xff\x00\x08\x02\x00\x01\x00;"
BMP = b"BM" + struct.pack("<IIIIiiHHIIiiII", 54, 0, 54, 40, 50_000, 50_000, 1, 24, *[0] * 6)
WEBP = b"RIFF" + struct.pack("<I", 30) + b"WEBPVP8L" + struct.pack("<IBI", 18, 0x2F, 0x0FFFFFFF) + bytes(13)
BOMBS = {
    "jpeg of 4 gigapixels": jpeg_of(65_500),
    "tiff of 3.6 gigapixels": tiff_of(60_000),
    "tiff of 49 megapixels without any": tiff_of(7_000),
    "gif of 4 gigapixels": GIF,
    "bmp of 2.5 gigapixels": BMP,
    "webp of 268 megapixels": WEBP,
    "png of 3.6 gigapixels": bomb_png(),
    "png whose data never ends": bomb_png(7000, 7000),
    "png of one line": bomb_png(2_000_000_000, 1),
    "jpeg cut off": PICTURES["jpeg"][:200],
    "tiff cut off": PICTURES["tiff"][:60],
    "webp cut off": PICTURES["webp"][:40],
    "gif head only": b"GIF89a" + b"\xff" * 20,
    "nothing": b"",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html called jpeg": b"<html><script>alert(1)</script>",
    "pdf": b"%PDF-1.7\n1 0 obj",
    "heic": b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40,
    "zip": b"PK\x03\x04" + b"\x00" * 60,
    "noise": bytes(range(256)) * 40,
}


def nested(depth: int) -> bytes:
    data = b"\x00" * 1000
    for _ in range(depth):
        data = zipped({"a.zip": data})
    return data


PACKED = zipfile.ZIP_DEFLATED
LISTED = [listed(f"{n}", ZEROS) for n in range(20)]
PACKED_BOMBS = {
    "zip": zipped({f"{n}": ZEROS for n in range(3)}, packed=PACKED),
    "xlsx": zipped({"[Content_Types].xml": b"", "xl/worksheets/sheet1.xml": ZEROS}, packed=PACKED),
    "zip in zip": nested(40),
    "gz": gzip.compress(ZEROS),
    "gz in gz": gzip.compress(gzip.compress(ZEROS)),
    "zst": b"\x28\xb5\x2f\xfd" + b"\xff" * 100,
    "pdf": b"%PDF-1.7\n<</Filter[" + b"/FlateDecode" * 5000 + b"]>>",
    "warc": gzip.compress(recorded(ZEROS)) * 20,
    "wacz": zipped(
        {"datapackage.json": json.dumps({"resources": LISTED}).encode(), **{one["path"]: ZEROS for one in LISTED}},
        packed=PACKED,
    ),
    "wacz whose description is all of it": zipped({"datapackage.json": b"[" * 30_000_000}, packed=PACKED),
}


NO_PICTURES = ("nothing", "svg", "html called jpeg", "pdf", "zip", "noise")


def main(folder: str) -> None:
    vault = found(Path(folder) / "vault")
    pictures = {name: data for name, data in BOMBS.items() if name not in NO_PICTURES}
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for name, data in {**pictures, **{f"packed {name}": data for name, data in PACKED_BOMBS.items()}}.items():
        before = _seconds()
        try:
            made = hand_in(vault, data, name)
            outcome = "kept unopened" if len(made) == 1 else "opened"
        except EvidenceRefused:
            outcome = "refused"
        # The bombs themselves are held here; what counts is what grew, and the largest of the readers.
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - own
        memory = max(grown, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) >> 10
        told = {"name": name, "outcome": outcome, "seconds": round(_seconds() - before, 2), "memory": memory}
        sys.stdout.write(json.dumps(told) + "\n")


def _seconds() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


if __name__ == "__main__":
    main(*sys.argv[1:])
