"""Is the index a PDF for archives? veraPDF is asked where it is installed; the rules that bytes alone show, always.

ISO 19005-2 (PDF/A-2), level A, as far as a file without forms, attachments and pictures can break it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from pathlib import Path

import pytest

from tests.evidence.bundles import bundle, told

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_NEVER = re.compile(
    rb"/(JavaScript|JS|Launch|AA|OpenAction|AcroForm|EmbeddedFiles?|RichMedia|Movie|Sound|XFA|SMask|LZWDecode|Ref)\b"
)


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pdf")
    return bundle(told(folder / "vault"), folder / "P-1") / "data" / "index.pdf"


def against(raw: bytes) -> set[str]:
    """The clauses of ISO 19005-2 that this PDF breaks."""
    objects = {int(found[1]): found[2] for found in _OBJECT.finditer(raw)}
    return {clause for clause, holds in {**_file(raw, objects), **_document(raw, objects)}.items() if not holds}


def _file(raw: bytes, objects: dict[int, bytes]) -> dict[str, object]:
    heads = list(map(_head, objects.values()))
    fonts = [head for head in heads if b"/Type/FontDescriptor" in head]
    composed = [head for head in heads if b"/Subtype/Type0" in head]
    trailer = raw[raw.rindex(b"trailer") :]
    return {
        "6.1.2 header": re.match(rb"%PDF-1\.[0-7]\n%[\x80-\xff]{4}", raw),
        "6.1.3 trailer": b"/Encrypt" not in trailer and re.search(rb"/ID\s*\[", trailer),
        "6.1.4 cross reference": _has_right_places(raw, objects),
        "6.5 actions": not any(map(_NEVER.search, heads)),
        "6.2.11.4 embedded fonts": fonts and all(re.search(rb"/FontFile[23]? ", head) for head in fonts),
        "6.2.11.7 characters": composed and all(b"/ToUnicode" in head for head in composed),
    }


def _document(raw: bytes, objects: dict[int, bytes]) -> dict[str, object]:
    heads = list(map(_head, objects.values()))
    catalog = _head(objects[_reference(raw[raw.rindex(b"trailer") :], b"Root")])
    profile = next((head for head in heads if b"/S/GTS_PDFA1" in head), b"")
    icc = objects.get(_reference(profile, b"DestOutputProfile"), b"")
    metadata = objects.get(_reference(catalog, b"Metadata"), b"")
    pages = [head for head in heads if re.search(rb"/Type/Page\b", head)]
    placed = pages and all(b"/StructParents" in head for head in pages)
    return {
        "6.2.3 output intent": b"/OutputIntents" in catalog and _plain(icc)[36:40] == b"acsp",
        "6.6.2 metadata": b"/Filter" not in _head(metadata) and b"<x:xmpmeta" in metadata,
        "6.6.4 identification": b"<pdfaid:part>2<" in metadata and b"<pdfaid:conformance>A<" in metadata,
        "6.7.2 structure": placed and b"/Marked true" in catalog and b"/StructTreeRoot" in catalog,
        "6.7.4 language": re.search(rb"/Lang\((id|en)\)", catalog),
    }


def _head(body: bytes) -> bytes:
    return body.partition(b"\nstream\n")[0]


def _has_right_places(raw: bytes, objects: dict[int, bytes]) -> bool:
    table = raw[int(re.findall(rb"startxref\n(\d+)", raw)[-1]) :]
    places = [int(one) for one in re.findall(rb"(\d{10}) \d{5} n", table)]
    return len(places) == len(objects) > 0 and all(
        raw[at:].startswith(b"%d 0 obj" % number) for number, at in enumerate(places, 1)
    )


def _reference(head: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", head)
    return int(found[1]) if found else -1


def _plain(body: bytes) -> bytes:
    head, _, data = body.partition(b"\nstream\n")
    data = data.removesuffix(b"\nendstream")
    return zlib.decompressobj().decompress(data) if b"/FlateDecode" in head else data


def test_it_breaks_no_rule_that_its_bytes_show(index: Path) -> None:
    assert against(index.read_bytes()) == set()


@pytest.mark.parametrize(
    ("old", "new", "clause"),
    [
        (b"%\x80\x80\x80\x80", b"%abcd", "6.1.2 header"),
        (b"/ID[(", b"/IX[(", "6.1.3 trailer"),
        (b"1 0 obj", b" 1 0 obj", "6.1.4 cross reference"),
        (b"/MarkInfo", b"/OpenAction 1 0 R/MarkInfo", "6.5 actions"),
        (b"/S/GTS_PDFA1", b"/S/GTS_PDFX11", "6.2.3 output intent"),
        (b"/FontFile3 ", b"/FontFilm3 ", "6.2.11.4 embedded fonts"),
        (b"/ToUnicode", b"/ToUnicodf", "6.2.11.7 characters"),
        (b"<x:xmpmeta", b"<x:xmpmetb", "6.6.2 metadata"),
        (b"<pdfaid:conformance>A", b"<pdfaid:conformance>B", "6.6.4 identification"),
        (b"/Marked true", b"/Marked false", "6.7.2 structure"),
        (b"/StructParents", b"/StructParentz", "6.7.2 structure"),
        (b"/Lang(id)", b"/Lang()", "6.7.4 language"),
    ],
)
def test_each_rule_can_be_broken(index: Path, old: bytes, new: bytes, clause: str) -> None:
    raw = index.read_bytes()
    assert old in raw
    assert clause in against(raw.replace(old, new, 1))


@pytest.mark.skipif(shutil.which("verapdf") is None, reason="veraPDF is not here")
def test_verapdf_agrees(index: Path) -> None:
    words = ["verapdf", "--flavour", "2a", "--format", "text", f"{index}"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("PASS"), done.stdout
