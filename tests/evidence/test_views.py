"""What may be looked at: pixels and words alone; whatever hid beside them stays with the original."""

from __future__ import annotations

import gzip
import json
import resource
import struct
import subprocess
import sys
import time
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from netral.evidence import redaction
from netral.evidence.errors import EvidenceRefused
from netral.evidence.event import read
from netral.evidence.intake import hand_in, record
from netral.evidence.vault import Vault
from netral.evidence.views import picture, text, warc
from tests.evidence.work import NOW, WHO, found

CANARY = b"Kamera Rahasia 7"


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


@pytest.mark.parametrize("name", PICTURES)
def test_a_copy_holds_pixels_and_nothing_else(name: str) -> None:
    made = picture.copied(PICTURES[name])
    assert CANARY in PICTURES[name] or name == "jpeg-grey"
    assert CANARY not in made.data
    with Image.open(BytesIO(made.data)) as shown:
        assert not shown.getexif()
        assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
        assert shown.size == (made.width, made.height) == (120, 90)


def test_the_same_picture_looks_alike_in_other_sizes_and_formats() -> None:
    with Image.open(BytesIO(PICTURES["jpeg"])) as image:
        out = BytesIO()
        image.resize((240, 180)).save(out, "PNG")
    assert picture.copied(out.getvalue()).looks_like == picture.copied(PICTURES["jpeg"]).looks_like


def test_a_covered_region_is_gone_from_the_pixels() -> None:
    made = picture.copied(PICTURES["png"], [(10, 20, 30, 40)])
    with Image.open(BytesIO(made.data)) as shown:
        region = shown.convert("RGB").crop((10, 20, 40, 60))
        assert region.getcolors() == [(1200, (0, 0, 0))]
        assert shown.convert("RGB").getpixel((5, 5)) == (0, 0, 128)


def bomb_png(width: int = 60_000, height: int = 60_000) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(b"\x00" * 50_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def frames(count: int) -> bytes:
    out = BytesIO()
    first, *rest = [Image.new("L", (2000, 2000), n % 255) for n in range(count)]
    first.save(out, "GIF", save_all=True, append_images=rest)
    return out.getvalue()


BOMBS = {
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


@pytest.mark.parametrize("name", BOMBS)
def test_a_picture_that_is_a_bomb_or_none_is_refused(name: str) -> None:
    with pytest.raises(EvidenceRefused, match="JPG atau PNG"):
        picture.copied(BOMBS[name])


def test_bombs_cost_this_process_nothing_and_little_time() -> None:
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    for name in ("png of 3.6 gigapixels", "png of one line"):
        with pytest.raises(EvidenceRefused):
            picture.copied(BOMBS[name])
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 << 10
    # Two of them; refused before a pixel is read. The limit is the one promised for each.
    assert time.monotonic() - began < 10
    assert picture.copied(frames(3)).width == 2000


def test_the_reader_of_pictures_may_write_and_start_nothing(tmp_path: Path) -> None:
    code = (
        "import sys, subprocess; from netral.evidence.views.image import limit; limit();"
        f"\nopen({str(tmp_path / 'x')!r}, 'wb', buffering=0).write(b'x' * 10)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert not (tmp_path / "x").read_bytes()


# Words.


def test_a_page_is_shown_as_its_visible_words() -> None:
    page = (
        "<html><head><title>x</title><script>jahat()</script><style>p{}</style></head><body onload=jahat()>"
        "<p>Halo <b>dunia</b></p><p hidden>tersembunyi</p><div style='display: none'>juga</div><img alt='foto' src=x>"
        "<iframe src=x>bingkai</iframe><p>akhir</body>"
    )
    assert text.visible(page) == "Halo dunia\n[foto]\nakhir"


def test_covered_words_do_not_tell_their_length() -> None:
    covered, times = text.covered("Sari Wulandari dan sari, Sari", ["sari", "Sari Wulandari"])
    assert (covered, times) == ("▇▇▇ dan ▇▇▇, ▇▇▇", 3)


# Web captures.


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
    import hashlib

    data, out = captured(), BytesIO()
    sha256 = hashlib.sha256(data + (b"!" if lie else b"")).hexdigest()
    package = {"profile": "data-package", "wacz_version": "1.1.1", "resources": [
        {"name": "data.warc.gz", "path": "archive/data.warc.gz", "hash": f"sha256:{sha256}", "bytes": len(data)}
    ]}  # fmt: skip
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("archive/data.warc.gz", data)
        archive.writestr("datapackage.json", json.dumps(package))
    return out.getvalue()


@pytest.mark.parametrize("data", [captured(), wacz()], ids=["warc", "wacz"])
def test_a_capture_is_told_in_words_and_pictures_without_its_cookies(data: bytes) -> None:
    found_ = warc.opened(data)
    assert "Dukung nomor lima" in found_.text
    assert '{"teks":"halo"}' in found_.text
    assert "rahasia" not in found_.text
    assert "script" not in found_.text
    assert [address for address, _ in found_.pictures] == ["https://contoh.example/f.jpg"]
    assert (found_.failed, found_.held) == ([], found_.checked)
    assert found_.checked >= 3


def test_a_digest_that_does_not_hold_is_named() -> None:
    altered = captured(gzip_=False).replace(b"nomor lima", b"nomor enam")
    assert warc.opened(altered).failed == ["https://contoh.example/"]
    assert warc.opened(wacz(lie=True)).failed == ["archive/data.warc.gz"]


def test_a_capture_that_unpacks_to_too_much_is_refused_in_little_memory() -> None:
    head = b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: x:y\r\nContent-Length: 1000000000\r\n\r\n"
    bomb = gzip.compress(head + b"\x00" * 700_000_000, 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(EvidenceRefused, match="terlalu besar"):
        warc.opened(bomb)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10


# Into the vault.


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return found(tmp_path / "vault")


def handed(vault: Vault, data: bytes, name: str = "x"):  # type: ignore[no-untyped-def]
    return hand_in(vault, BytesIO(data), case="P-1", name=name, who=WHO, why="diserahkan", now=NOW)


def content(vault: Vault, item: object) -> bytes:
    with vault.store.read(item.object) as file:  # type: ignore[attr-defined]
        return file.read()


def test_a_photo_is_kept_as_it_came_with_a_stripped_copy_beside_it(vault: Vault) -> None:
    original, copy = handed(vault, PICTURES["jpeg"], "foto.png")
    assert content(vault, original) == PICTURES["jpeg"]
    assert CANARY not in content(vault, copy)
    assert [(one.kind, one.media_type, one.of) for one in (original, copy)] == [
        ("photo", "image/jpeg", None),
        ("view", "image/jpeg", "B-001"),
    ]
    told = json.loads(record(read(next(vault.lines())), [copy]))
    assert (told["name"], told["views"][0]["item"], len(told["looks_like"])) == ("foto.png", "B-002", 16)


def test_a_capture_gets_a_text_and_a_picture(vault: Vault) -> None:
    made = handed(vault, captured(), "rekaman.warc.gz")
    assert [one.kind for one in made] == ["capture", "view", "view"]
    assert not any(b"rahasia" in content(vault, one) for one in made[1:])
    assert json.loads(record(read(next(vault.lines())), []))["digests"]["failed"] == []


@pytest.mark.parametrize("data", [b"%PDF-1.7\n" + CANARY, b"id;teks\n", b"PK\x05\x06" + b"\0" * 18, b"\x00\x01"])
def test_other_files_are_kept_and_nothing_is_made_of_them(vault: Vault, data: bytes) -> None:
    (only,) = handed(vault, data)
    assert (only.kind, content(vault, only)) == ("file", data)


def test_a_picture_that_nobody_could_look_at_is_refused_before_it_is_kept(vault: Vault) -> None:
    with pytest.raises(EvidenceRefused):
        handed(vault, PICTURES["jpeg"][:200], "foto.heic")
    assert (list(vault.lines()), vault.store.names()) == ([], [])


def test_a_redacted_copy_is_tied_to_its_original_by_hash(vault: Vault) -> None:
    original = handed(vault, b"Sari menyukai unggahan itu")[0]
    made = redaction.of(vault, original, words=["sari"], who=WHO, why="saksi", now=NOW)
    assert content(vault, made) == "▇▇▇ menyukai unggahan itu".encode()
    viewed, redacted = [read(line) for line in vault.lines()][1:]
    assert (viewed.kind, viewed.why) == ("viewed", "saksi")
    assert (redacted.before, redacted.after, redacted.facts["covered"]) == (original.object, made.object, 1)


@pytest.mark.parametrize("words", [["tidak ada"], [" "]])
def test_a_copy_that_would_cover_nothing_is_not_made(vault: Vault, words: list[str]) -> None:
    original = handed(vault, b"Sari menyukai unggahan itu")[0]
    with pytest.raises(EvidenceRefused):
        redaction.of(vault, original, words=words, who=WHO, why="saksi", now=NOW)
    assert len(vault.items()) == 1
