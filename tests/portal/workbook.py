"""A small XLSX for tests, written by hand: texts inline, and columns of numbers that are shown as days."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def workbook(
    rows: Iterable[Sequence[str]], *, dates: tuple[int, ...] = (), padding: int = 0, body: str = "", shared: str = ""
) -> bytes:
    """`dates` are the columns whose cells are serial numbers of days; `padding` bytes nobody asked for.

    `body` stands for the rows as they are written, `shared` is the one text that its cells may name.
    """
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        sheets = f'<sheets><sheet name="a" sheetId="1" xmlns:r="{_OFFICE}" r:id="r1"/></sheets>'
        archive.writestr("xl/workbook.xml", f"<workbook {_MAIN}>{sheets}</workbook>")
        link = '<Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
        link += f'<Relationship Id="r2" Type="{_OFFICE}/sharedStrings" Target="sharedStrings.xml"/>' if shared else ""
        archive.writestr("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_PACKAGE}">{link}</Relationships>')
        styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
        archive.writestr("xl/styles.xml", f"<styleSheet {_MAIN}>{styles}</styleSheet>")
        body = body or "".join(f"<row>{''.join(_cells(number, row, dates))}</row>" for number, row in enumerate(rows))
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet {_MAIN}><sheetData>{body}</sheetData></worksheet>")
        if shared:
            archive.writestr("xl/sharedStrings.xml", f"<sst {_MAIN}><si><t>{shared}</t></si></sst>")
        if padding:
            archive.writestr("xl/media/x.bin", bytes(padding))
    return file.getvalue()


def _cells(number: int, row: Sequence[str], dates: tuple[int, ...]) -> Iterable[str]:
    for at, cell in enumerate(row):
        if number and at in dates:
            yield f'<c s="1"><v>{cell}</v></c>'
        else:
            yield f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
