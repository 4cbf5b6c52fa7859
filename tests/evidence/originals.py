"""Originals as people hand them in, and as an attacker would: every one holds CANARY where its type has room for it."""

from __future__ import annotations

import hashlib
import json
import struct
import zipfile
import zlib
from io import BytesIO

from PIL import Image
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

CANARY = b"Kamera Rahasia 7"
"""What must be in no copy: a camera, an author, a cookie."""
ZEROS = b"\x00" * 30_000_000


def painted(kind: str, mode: str = "RGB", **more: object) -> bytes:
    """A picture of two halves, with GPS, camera and author in it wherever its format has room for them."""
    image = Image.new("RGB", (120, 90), "teal")
    image.paste("navy", (0, 0, 60, 90))
    image = image.convert(mode)
    exif = image.getexif()
    exif[0x010F] = exif[0x013B] = CANARY.decode()
    exif.get_ifd(0x8825)[29] = "2024:10:05"
    out = BytesIO()
    image.save(out, kind, exif=exif, **more)  # type: ignore[arg-type]
    return out.getvalue()


def png_with_words() -> bytes:
    data = painted("PNG")
    chunk = b"tEXt" + b"Author\x00" + CANARY
    return data[:33] + struct.pack(">I", len(chunk) - 4) + chunk + struct.pack(">I", zlib.crc32(chunk)) + data[33:]


PICTURES = {
    "jpeg": painted("JPEG"),
    "jpeg-comment": painted("JPEG", comment=CANARY),
    "png": png_with_words(),
    "webp": painted("WEBP"),
    "tiff": painted("TIFF"),
    "gif": painted("GIF", "P", comment=CANARY),
    "jpeg-grey": painted("JPEG", "L"),
    "jpeg-trailing": painted("JPEG") + b"PK\x03\x04" + CANARY,
}


def saved(image: Image.Image, kind: str, **more: object) -> bytes:
    """A picture as a file."""
    out = BytesIO()
    image.save(out, kind, **more)  # type: ignore[arg-type]
    return out.getvalue()


def zipped(members: dict[str, bytes], *, packed: int = zipfile.ZIP_STORED) -> bytes:
    """A ZIP of these members."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", packed) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, packed)
    return out.getvalue()


CORE = b"<cp:coreProperties><dc:creator>" + CANARY + b"</dc:creator></cp:coreProperties>"
OTHERS = {
    "heic": b"\x00\x00\x00\x1cftypheic\x00\x00\x00\x00mif1heic" + CANARY,
    "heic by its brand": b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1heic" + CANARY,
    "pdf": b"%PDF-1.7\n1 0 obj <</Author (" + CANARY + b")>>\n%%EOF",
    "docx": zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<w/>", "docProps/core.xml": CORE}),
    "xlsx": zipped({"[Content_Types].xml": b"<x/>", "xl/workbook.xml": b"<w/>", "docProps/core.xml": CORE}),
    "mp4": b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom\x00\x00\x00\x30udta\xa9xyz" + CANARY,
    "mp3": b"ID3\x03\x00\x00\x00\x00\x00\x20TPE1\x00\x00\x00\x11\x00\x00\x00"
    + CANARY
    + b"\xff\xfb\x90\x64"
    + bytes(417),
}
"""Types that are not shown, with their author, place or device."""


def frames(count: int) -> bytes:
    """An animated GIF, 2000 pixels wide."""
    out = BytesIO()
    first, *rest = [Image.new("L", (2000, 2000), n % 255) for n in range(count)]
    first.save(out, "GIF", save_all=True, append_images=rest)
    return out.getvalue()


def captured(*, gzip_: bool = True) -> bytes:
    out = BytesIO()
    writer = WARCWriter(out, gzip=gzip_)

    def put(kind: str, address: str, body: bytes, media: str) -> None:
        line = "GET / HTTP/1.1" if kind == "request" else "200 OK"
        protocol = "" if kind == "request" else "HTTP/1.1"
        heads = [("Content-Type", media), ("Cookie" if kind == "request" else "X", "sesi=rahasia")]
        http = StatusAndHeaders(line, heads, protocol=protocol, is_http_request=kind == "request")
        made = writer.create_warc_record(address, kind, payload=BytesIO(body), http_headers=http)
        writer.write_record(made)
        made.raw_stream.close()

    put("request", "https://contoh.example/", b"", "text/plain")
    put("response", "https://contoh.example/", b"<p>Dukung nomor lima</p><script>x</script>", "text/html")
    put("response", "https://contoh.example/api", b'{"teks":"halo"}', "application/json")
    put("response", "https://contoh.example/f.jpg", PICTURES["jpeg"], "image/jpeg")
    return out.getvalue()


def wacz(*, lie: bool = False) -> bytes:
    data, out = captured(), BytesIO()
    sha256 = hashlib.sha256(data + (b"!" if lie else b"")).hexdigest()
    package = {"profile": "data-package", "wacz_version": "1.1.1", "resources": [
        {"name": "data.warc.gz", "path": "archive/data.warc.gz", "hash": f"sha256:{sha256}", "bytes": len(data)}
    ]}  # fmt: skip
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("archive/data.warc.gz", data)
        archive.writestr("datapackage.json", json.dumps(package))
    return out.getvalue()


def recorded(
    body: bytes, *, kind: str = "text/plain", address: str = "https://contoh.example/", head: str = ""
) -> bytes:
    """One WARC record as anybody can write it, with whatever further lines in its head."""
    lines = f"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: {address}\r\nContent-Type: {kind}\r\n{head}"
    return f"{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body + b"\r\n\r\n"


def described(members: list[tuple[str, bytes]], listed: list[dict[str, str]]) -> bytes:
    """A WACZ whose description may say something else than what is in it."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            archive.writestr(zipfile.ZipInfo(name), data)
        archive.writestr("datapackage.json", json.dumps({"resources": listed}))
    return out.getvalue()


def listed(path: str, data: bytes) -> dict[str, str]:
    """A resource as a description lists it, truly."""
    return {"path": path, "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
