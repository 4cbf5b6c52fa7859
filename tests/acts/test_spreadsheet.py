"""Spreadsheets: the sheet becomes the CSV a careful person would have saved, and goes through the same readers."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import pytest

from netral.acts.files.sheet_cells import date, is_date, number
from netral.acts.files.spreadsheet import sheet
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from tests.acts.exports import HEADER, tweet
from tests.acts.formats.expect import acts

OFFICE = "urn:oasis:names:tc:opendocument:xmlns:"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STYLES = (
    f'<styleSheet {MAIN}><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy\\ hh:mm"/></numFmts>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/></cellXfs></styleSheet>'
)
ONE_STRING = f"<sst {MAIN}><si><t>orang lain</t></si></sst>"


def cell(value: str | float, style: int = 0) -> str:
    if isinstance(value, str) and value[:1] == "<":
        return value
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c s="{style}"><v>{value!r}</v></c>'


def xlsx(path: Path, *sheets: list[list[object]], extra: dict[str, str] | None = None) -> Path:
    """A workbook as small as can be."""
    book = "".join(f'<sheet name="s{i}" sheetId="{i}" xmlns:r="r" r:id="r{i}"/>' for i in range(len(sheets)))
    links = "".join(f'<Relationship Id="r{i}" Target="worksheets/s{i}.xml"/>' for i in range(len(sheets)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", f"<workbook {MAIN}><sheets>{book}</sheets></workbook>")
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships {MAIN}>{links}</Relationships>")
        archive.writestr("xl/styles.xml", STYLES)
        for i, rows in enumerate(sheets):
            body = "".join(
                f"<row>{''.join(cell(*c) if isinstance(c, tuple) else cell(c) for c in row)}</row>" for row in rows
            )
            archive.writestr(f"xl/worksheets/s{i}.xml", f"<worksheet {MAIN}><sheetData>{body}</sheetData></worksheet>")
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return path


def ods(path: Path, *rows: str) -> Path:
    names = " ".join(f"xmlns:{name}={quoteattr(f'{OFFICE}{name}:1.0')}" for name in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<d {names}><table:table>{''.join(rows)}</table:table></d>")
    return path


def text(path: Path) -> str:
    return b"".join(sheet(path).text).decode()


def test_tweet_harvest_27_in_a_sheet_is_what_it_is_as_csv(tmp_path):
    rows = [
        tweet(n, created_at=f"2024-10-05T12:00:{n:02d}.000Z", full_text='a "b",\n c;_x000D_ d') for n in range(1, 4)
    ]
    book = xlsx(tmp_path / "Tweets", [], [list(HEADER), *([row[name] for name in HEADER] for row in rows)])
    reading = open_export(book)
    found = acts(reading).to_pylist()
    assert (reading.format, reading.variant) == ("tweet-harvest", "2.7.0-2.7.1")
    assert [act["actor_id"] for act in found] == [row["user_id_str"] for row in rows]
    assert found[0]["text"] == 'a "b",\n c;\r d'
    whole = text(book)
    assert all(whole[act["source_byte_offset"] :].startswith(act["object_id"]) for act in found)


def test_an_id_kept_as_a_number_is_lost_and_never_guessed(tmp_path):
    head = ["waktu", "platform", "pelaku", "perbuatan", "tujuan"]
    rows = [["2024-10-05 WIB", "x", who, "suka", "@b"] for who in (1842535204254769729, 90000000001, 999999999999999)]
    reading = open_export(xlsx(tmp_path / "t.xlsx", [head, *rows]))
    assert acts(reading).column("actor_id").to_pylist() == ["90000000001", "999999999999999"]
    assert reading.report().rejected_by_reason == {"id_precision_lost": 1}


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("1728155704", "1728155704"),
        ("1.728155704E9", "1728155704"),
        ("0.1", "0.1"),
        ("-3", "-3"),
        ("1842535204254769729", "1.84253520425477E+18"),
        ("1E+15", "1.00000000000000E+15"),
    ],
)
def test_numbers_are_exact_or_shown_as_lost(value, said):
    assert number(value) == said


@pytest.mark.parametrize(
    ("serial", "code", "said"),
    [
        ("45570.8402777778", "dd/mm/yyyy hh:mm", "2024-10-05 20:10:00"),
        ("45570.840324074075", "dd/mm/yyyy", "2024-10-05 20:10:04"),
        ("45570", "dd/mm/yyyy", "2024-10-05"),
        ("45570", "dd/mm/yyyy hh:mm", "2024-10-05 00:00:00"),
    ],
)
def test_serial_dates_are_converted_exactly(serial, code, said):
    assert date(serial, code) == said


def test_number_formats_that_only_look_like_dates():
    assert [is_date(164, code) for code in ("General", "#,##0", '0 "hari"', "[Red]0.00", "yyyy-mm-dd", "[h]:mm")] == [
        *(False, False, False, False),
        *(True, True),
    ]


def test_dates_formulas_and_booleans_in_a_sheet(tmp_path):
    formula = '<c t="str"><f>HYPERLINK("x")</f><v>tersembunyi</v></c>'
    row = [(45570.5, 1), (45570, 2), formula, '<c t="b"><v>1</v></c>', '<c t="e"><v>#N/A</v></c>', "ya"]
    book = xlsx(tmp_path / "b", [["a", "b", "c", "d", "e", "f", "g"], row, [], ["z"]])
    assert text(book) == (
        'a,b,c,d,e,f,g\n2024-10-05 12:00:00,2024-10-05,"=HYPERLINK(""x"")",TRUE,#N/A,ya,\n\nz,,,,,,\n'
    )


def test_sheets_that_are_not_read_are_told(tmp_path):
    head = ["waktu", "platform", "pelaku", "perbuatan", "tujuan"]
    row = ["2024-10-05 WIB", "x", "@a", "suka", "@b"]
    report = open_export(xlsx(tmp_path / "b", [], [head, row], [["lain"]])).report()
    assert report.accepted == 1
    assert "1 lembar lain" in report.cannot_show[-1]["id"]


def test_empty_cells_keep_their_place_whether_or_not_cells_say_where_they_stand(tmp_path):
    named = "".join(f'<c r="{at}" t="str"><v>{text}</v></c>' for at, text in (("B2", "x"), ("D2", "y")))
    for row in (["", "x", "", "y"], ["", "x", "<c/>", "y"], [named]):
        (tmp_path / "b").unlink(missing_ok=True)
        assert text(xlsx(tmp_path / "b", [list("abcd"), row])) == "a,b,c,d\n,x,,y\n"
    (tmp_path / "b").unlink()
    with pytest.raises(FileRefused):
        text(xlsx(tmp_path / "b", [list("abcd"), ['<c r="C2" t="str"><v>x</v></c><c r="A2" t="str"><v>y</v></c>']]))


def test_an_ods_sheet_is_read_the_same_way(tmp_path):
    def of(kind: str, value: str, words: str = "") -> str:
        name = {"date": "date-value", "float": "value"}.get(kind, "x")
        return f'<table:table-cell office:value-type="{kind}" office:{name}="{value}">{words}</table:table-cell>'

    words = "<text:p>a<text:s text:c='2'/>b<text:span>c</text:span></text:p><text:p>d</text:p>"
    note = "<office:annotation><text:p>rahasia</text:p></office:annotation>"
    head = "".join(of("string", "", f"<text:p>{name}</text:p>") for name in "abcde")
    body = [of("date", "2024-10-05T20:10:00"), of("float", "1.8425352042547E+018"), of("string", "", note + words)]
    formula = '<table:table-cell table:formula="of:=SUM(1)" office:value="1"><text:p>1</text:p></table:table-cell>'
    many = '<table:table-cell table:number-columns-repeated="16000"/>'
    rows = [head + many, "".join(body) + formula]
    book = ods(
        tmp_path / "b.ods",
        *(f"<table:table-row>{row}</table:table-row>" for row in rows),
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>',
    )
    assert text(book) == 'a,b,c,d,e\n2024-10-05 20:10:00,1.84253520425470E+18,"a  bc\nd",=SUM(1),\n'


@pytest.mark.parametrize(
    ("reason", "sheets", "extra"),
    [
        ("empty_file", [[], []], {}),
        ("damaged", [[["a"]]], {"xl/sharedStrings.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><sst/>"}),
        ("damaged", [[["a"], ['<c t="s"><v>7</v></c>']]], {}),
        ("damaged", [[["a"]]], {"xl/sharedStrings.xml": "<sst><si>"}),
        ("damaged", [[["a"], ['<c t="s"><v>-1</v></c>']]], {"xl/sharedStrings.xml": ONE_STRING}),
    ],
)
def test_a_sheet_that_cannot_be_read_is_refused(tmp_path, reason, sheets, extra):
    with pytest.raises(FileRefused) as refusal:
        open_export(xlsx(tmp_path / "b", *sheets, extra=extra)).report()
    assert refusal.value.reason == reason


def test_a_part_that_says_it_unpacks_beyond_all_bounds_is_not_unpacked(tmp_path):
    book = xlsx(tmp_path / "b", [["a"]], extra={"xl/sharedStrings.xml": "<sst/>"})
    whole = bytearray(book.read_bytes())
    at = whole.rindex(b"PK\x01\x02") + 24
    whole[at : at + 4] = (1 << 30).to_bytes(4, "little")
    book.write_bytes(whole)
    with pytest.raises(FileRefused) as refusal:
        open_export(book)
    assert refusal.value.reason == "too_large_unpacked"


def test_another_archive_is_still_refused_as_one(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("tweets.csv", "a,b\n")
    with pytest.raises(FileRefused) as refusal:
        open_export(tmp_path / "a.zip")
    assert refusal.value.reason == "archive"
