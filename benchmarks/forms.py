"""What formats cost that only Python reads: ours against a bare pass of the library below, and against a plain loop.

JSON: `json.loads` of the whole; a sheet: its cells by `zipfile` and `ElementTree`; a chat: its lines and one pattern;
a web capture: `warcio` over its records.
"""

from __future__ import annotations

import io
import json
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import iterparse
from zoneinfo import ZoneInfo

from benchmarks.patrol import FOLDER
from netral.acts.context import Context
from netral.acts.files.unpack import expanded
from netral.acts.read import open_export
from netral.patrol.inputs import STREAMED

ROUNDS = 3
_FIXTURES = Path(__file__).parents[1] / "tests" / "acts" / "formats"
_WIB = ZoneInfo("Asia/Jakarta")
_BEGINS = re.compile(r"^\d\d/\d\d/\d\d \d\d\.\d\d - ")


def run(scale: float = 1.0) -> list[dict[str, Any]]:
    """Rows for the table of `python -m benchmarks`."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    return [_row(*one, scale) for one in _PARTS]


def _row(name: str, make: Any, bare: Any, ours: Any, scale: float) -> dict[str, Any]:
    path = FOLDER / f"form-{name.split()[0].lower()}-{scale:g}"
    if not path.exists():
        make(path, scale)
    rounds = [(_timed(lambda: bare(path)), _timed(lambda: ours(path))) for _ in range(ROUNDS)]
    # By the clock and by the processor, each the best of its kind: on a busy machine only the second says much.
    floor, mine = ([min(kind) for kind in zip(*side, strict=True)] for side in zip(*rounds, strict=True))
    ratio, cpu = mine[0] / floor[0], mine[1] / floor[1]
    return {"name": name, "ours_s": mine[0], "floor_s": floor[0], "ratio": ratio, "cpu_ratio": cpu, "target": 1.5}


def _timed(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor, all threads together."""
    begun, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begun, time.process_time() - used


def _read(path: Path, context: Context | None = None) -> None:
    accepted = sum(len(batch) for batch in open_export(path, context=context, columns=STREAMED).batches())
    assert accepted, path


def _comments(count: int) -> Iterator[dict[str, Any]]:
    raw = json.loads((_FIXTURES / "tiktok-answers" / "answer.json").read_text())["comments"][0]
    for number in range(count):
        user = {**raw["user"], "uid": f"{6800000000000000000 + number}", "unique_id": f"warga_{number}"}
        yield {**raw, "cid": f"{7420000000000000100 + number}", "user": user}


def _make_array(path: Path, scale: float) -> None:
    (one, *_) = json.loads(next((_FIXTURES / "apify-tiktok-comments").glob("*.json")).read_text())
    told = ((f"{7420000000000000100 + n}", f"{6800000000000000000 + n}") for n in range(int(200_000 * scale)))
    rows = ({**one, "cid": cid, "uid": uid} for cid, uid in told)
    path.write_text("[" + ",\n".join(json.dumps(row) for row in rows) + "]")


def _make_telegram(path: Path, scale: float) -> None:
    one = {"type": "message", "date": "2024-10-06T02:16:00", "date_unixtime": "1728155760", "from": "Warga"}
    one |= {"reply_to_message_id": 1, "text": "halo", "text_entities": [{"type": "plain", "text": "halo"}]}
    rows = [{"id": n + 10, "from_id": f"user{700000000 + n}", **one} for n in range(int(200_000 * scale))]
    chat = {"name": "Relawan Contoh", "type": "public_supergroup", "id": 1500000001, "messages": rows}
    path.write_text(json.dumps(chat))


def _make_chat(path: Path, scale: float) -> None:
    with path.open("w") as out:
        for n in range(int(400_000 * scale)):
            out.write(f"{1 + n % 28:02}/10/24 {n % 24:02}.{n % 60:02} - Warga {n % 50}: pesan nomor {n}\n")


def _make_sheet(path: Path, scale: float) -> None:
    names = "created_at id_str full_text lang user_id_str username tweet_url conversation_id_str image_url".split()
    names += "in_reply_to_screen_name location quote_count reply_count retweet_count favorite_count".split()
    rows = [names] + [_tweet(n, names) for n in range(int(40_000 * scale))]
    cells = "".join(
        f'<row r="{at}">' + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in one) + "</row>"
        for at, one in enumerate(rows, 1)
    )
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("[Content_Types].xml", "<Types/>")
        sheet = '<sheets><sheet name="Tweets" sheetId="1" r:id="r1"/></sheets>'
        out.writestr("xl/workbook.xml", f'<workbook xmlns="{space}" xmlns:r="{relation}">{sheet}</workbook>')
        target = '<Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
        packed = "http://schemas.openxmlformats.org/package/2006/relationships"
        out.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{packed}">{target}</Relationships>')
        out.writestr(
            "xl/worksheets/sheet1.xml", f'<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'
        )


def _tweet(number: int, names: list[str]) -> list[str]:
    # All made in the millisecond that they name.
    made = 1842535204254769729 + number
    told = {
        "created_at": "2024-10-05T12:00:00.000Z",
        "id_str": f"{made}",
        "full_text": "halo",
        "lang": "in",
        "user_id_str": f"{90000 + number}",
        "username": f"warga_{number}",
        "conversation_id_str": f"{made}",
        "tweet_url": f"https://x.com/warga_{number}/status/{made}",
    }
    return [told.get(name, "0" if name.endswith("count") else "") for name in names]


def _make_capture(path: Path, scale: float) -> None:
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True)
        for number, comment in enumerate(_comments(int(20_000 * scale))):
            body = json.dumps({"comments": [comment]}).encode()
            http = StatusAndHeaders("200 OK", [("Content-Type", "application/json")], protocol="HTTP/1.1")
            address = f"https://www.tiktok.com/api/comment/list/?cursor={number}"
            record = writer.create_warc_record(address, "response", payload=io.BytesIO(body), http_headers=http)
            writer.write_record(record)
            record.raw_stream.close()


def _bare_json(path: Path) -> None:
    json.loads(path.read_bytes())


def _bare_chat(path: Path) -> None:
    with path.open(encoding="utf-8") as lines:
        assert sum(_BEGINS.match(line) is not None for line in lines)


def _bare_sheet(path: Path) -> None:
    with zipfile.ZipFile(path) as archive, archive.open("xl/worksheets/sheet1.xml") as sheet:
        for _, element in iterparse(sheet):
            if element.tag.endswith("}row"):
                element.clear()


def _bare_capture(path: Path) -> None:
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests=True):
            record.content_stream().read()


def _capture(path: Path) -> None:
    from netral.acts.aside import private_folder

    with private_folder() as into:
        for one in expanded([path], into):
            _read(one.path)


def _telegram(path: Path) -> None:
    _read(path, Context(timezone=_WIB))


def _chat(path: Path) -> None:
    reading = open_export(path, context=Context(timezone=_WIB), columns=STREAMED)
    for _ in reading.batches():
        pass
    assert reading.report().records


_PARTS = (
    ("Apify's JSON array / json.loads", _make_array, _bare_json, _read),
    ("Telegram's JSON / json.loads", _make_telegram, _bare_json, _telegram),
    ("WhatsApp's chat / lines and a pattern", _make_chat, _bare_chat, _chat),
    ("XLSX sheet / zipfile and ElementTree", _make_sheet, _bare_sheet, _read),
    ("WARC of answers / warcio", _make_capture, _bare_capture, _capture),
)
