"""A table that somebody opened and saved again, in another encoding or container, tells of the same acts."""

import csv
import gzip
import io
import zipfile
from xml.sax.saxutils import escape

import pytest

from netral.acts import formats
from netral.acts.context import load_contexts
from netral.acts.read import open_export
from tests.acts.formats.expect import CONTEXT, FOLDER, acts, fixture
from tests.acts.formats.tables import changed, outcome

NAMES = [fmt.name for fmt in formats.known() if fmt.kind == "table"]
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def sheet(text: str) -> bytes:
    """The table as a person imports it: every cell text."""
    delimiter = max(";,\t", key=text.partition("\n")[0].count)
    cells = '<c t="inlineStr"><is><t xml:space="preserve">{}</t></is></c>'
    rows = "".join(
        f"<row>{''.join(cells.format(escape(cell).replace(chr(13), '_x000D_')) for cell in row)}</row>"
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    )
    parts = {
        "xl/workbook.xml": f'<workbook {MAIN}><sheets><sheet name="a" xmlns:r="r" r:id="1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<r xmlns="r"><Relationship Id="1" Target="worksheets/a.xml"/></r>',
        "xl/worksheets/a.xml": f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


SAVED = {
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "sep line": lambda text: f"sep={max(';,', key=text.partition(chr(10))[0].count)}\r\n{text}".encode(),
    "gzip": lambda text: gzip.compress(text.encode()),
    "xlsx": sheet,
}


@pytest.mark.parametrize("saved", SAVED)
@pytest.mark.parametrize("name", NAMES)
def test_14_a_table_saved_otherwise_holds_the_same_acts(tmp_path, name, saved):
    folder = FOLDER / name
    original = fixture(folder)
    whole = original.read_bytes().decode("utf-8-sig")
    if saved == "sep line" and "\t" in whole.partition("\n")[0]:
        pytest.skip("a tab is no sign that such a line can name")
    if saved == "xlsx" and "\r" in whole.replace("\r\n", ""):
        pytest.skip("Python's own CSV reader ends the record at a bare return")
    (tmp_path / original.name).write_bytes(SAVED[saved](whole))
    told = load_contexts(folder / CONTEXT) if (folder / CONTEXT).exists() else {}
    plain, other = (
        acts(open_export(path, context=told.get(original.name)))
        .drop_columns(["source_byte_offset", "collector_version"])
        .to_pylist()
        for path in (original, tmp_path / original.name)
    )
    assert plain == other


def test_13_a_table_in_cp1252_is_read_and_one_bad_byte_costs_one_record(tmp_path):
    header, (row,) = changed("minet-twitter", text="Kab. Contóh")
    lines = [",".join(cells) for cells in (header, row, row)]
    (tmp_path / "a").write_bytes("\n".join(lines).encode("cp1252"))
    found, _ = outcome(open_export(tmp_path / "a"))
    assert [act["text"] for act in found] == ["Kab. Contóh"] * 2
    (tmp_path / "b").write_bytes("\n".join(lines[:2]).encode() + b"\n" + lines[2].encode("cp1252"))
    found, rejected = outcome(open_export(tmp_path / "b"))
    assert (len(found), rejected) == (1, {"encoding": 1})
