"""Why could a record or a file not be used, and what can be done about it? The closed list of reasons."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from netral.acts.limits import USUAL

Scope = Literal["record", "file", "skip"]


@dataclass(frozen=True, slots=True)
class Reason:
    """One entry of the closed list; `remedy` tells in Indonesian and English what the reader can do."""

    scope: Scope
    id: str
    en: str

    @property
    def remedy(self) -> dict[str, str]:
        return {"id": self.id, "en": self.en}


def _record(id: str, en: str) -> Reason:  # noqa: A002
    return Reason("record", id, en)


def _file(id: str, en: str) -> Reason:  # noqa: A002
    return Reason("file", id, en)


def _skip(id: str, en: str) -> Reason:  # noqa: A002
    return Reason("skip", id, en)


REASONS: dict[str, Reason] = {
    # The author or the act itself is in doubt.
    "actor_missing": _record(
        "Baris ini tidak menyebut pelakunya; isi kolomnya, atau ekspor ulang dengan kolom akun.",
        "This record names no author; fill it in, or export again with the account columns.",
    ),
    "actor_conflict": _record(
        "Akun di kolom dan akun di tautan berbeda; periksa baris aslinya, jangan menebak.",
        "The account in the column and the one in the link differ; look at the original, do not guess.",
    ),
    "actor_id_lost": _record(
        "ID pelaku rusak oleh aplikasi lembar kerja; gunakan berkas asli yang belum dibuka di Excel.",
        "A spreadsheet destroyed the author's id; use the original file that was never opened in one.",
    ),
    "id_precision_lost": _record(
        "ID kehilangan angka di aplikasi lembar kerja; gunakan berkas asli.",
        "An id lost digits in a spreadsheet; use the original file.",
    ),
    "id_conflict": _record(
        "ID di kolom dan ID di tautan berbeda; periksa baris aslinya.",
        "The id in the column and the one in the link differ; look at the original record.",
    ),
    "id_missing": _record(
        "ID unggahan tidak ada atau bukan angka; ekspor ulang.",
        "The id of the post is missing or not a number; export again.",
    ),
    "id_time_conflict": _record(
        "Waktu tidak cocok dengan ID unggahan; baris bergeser atau diubah, periksa aslinya.",
        "The time does not fit the post's id; the row was shifted or edited, look at the original.",
    ),
    "object_missing": _record(
        "Tidak disebut unggahan atau akun yang dituju; isi kolomnya, atau ekspor ulang dengan objeknya.",
        "The post or account acted on is not named; fill it in, or export again with the object.",
    ),
    "verb_unsupported": _record(
        "Jenis tindakan ini belum dikenal; laporkan contohnya.",
        "This kind of act is not known; send us an example.",
    ),
    "actor_obfuscated": _record(
        "Facebook menyamarkan pelakunya (pfbid); tidak dapat dicocokkan dengan siapa pun, periksa aslinya.",
        "Facebook disguised the author (pfbid); nobody can be matched, look at the original.",
    ),
    "not_public": _record(
        "Bukan unggahan publik; tidak boleh dibaca oleh patroli.",
        "Not a public act; the patrol must not read it.",
    ),
    "time_missing": _record(
        "Waktu kejadian tidak ada; ekspor ulang dengan kolom waktu.",
        "The time of the act is missing; export again with it.",
    ),
    "time_unreadable": _record(
        "Waktu kejadian tidak terbaca; gunakan berkas asli.",
        "The time of the act cannot be read; use the original file.",
    ),
    "time_zone_missing": _record(
        "Waktu tertulis tanpa zona; tulis WIB, WITA, atau WIT di belakangnya, atau `timezone` di --context.",
        "The time is written without a zone; write WIB, WITA or WIT behind it, or `timezone` in --context.",
    ),
    "time_form": _record(
        "Tulis waktu seperti 2024-10-05 20:10 WIB atau 5 Oktober 2024 20.10 WIB; tanpa jam bila tidak diketahui.",
        "Write the time like 2024-10-05 20:10 WIB or 5 October 2024 20:10 WIB; without the hour when it is not known.",
    ),
    "word_unknown": _record(
        "Kata ini tidak dikenal; perbuatan: suka, komentar, bagikan, ikuti, gabung, unggah; platform: x, instagram, …",
        "This word is not known; acts: like, comment, share, follow, gabung, unggah; platforms: x, instagram, …",
    ),
    "account_unreadable": _record(
        "Isi dengan nama akun (@nama) atau ID-nya, bukan nama orang dan bukan tautan.",
        "Give the account's name (@name) or its id, not a person's name and not a link.",
    ),
    # The bytes are damaged.
    "row_width": _record(
        "Jumlah sel tidak sama dengan judul kolom; gunakan berkas asli, atau perbaiki baris itu.",
        "The number of cells differs from the header; use the original file, or mend the row.",
    ),
    "row_truncated": _record(
        "Baris terpotong; gunakan berkas asli atau ekspor ulang.",
        "The record was cut; use the original file or export again.",
    ),
    "unescaped_quote": _record(
        "Tanda kutip di dalam sel merusak baris; gunakan berkas asli.",
        "A quote inside a cell breaks the row; use the original file.",
    ),
    "encoding": _record(
        "Ada bita yang bukan UTF-8; simpan ulang sebagai UTF-8.",
        "Some bytes are not UTF-8; save the file as UTF-8.",
    ),
    "invalid_json": _record(
        "Baris ini bukan JSON yang sah; ekspor ulang.",
        "This line is not valid JSON; export again.",
    ),
    "invalid_document": _record(
        "Bukan dokumen ActivityStreams 2.0 yang sah; periksa alat ekspornya.",
        "Not a valid ActivityStreams 2.0 document; check the exporting tool.",
    ),
    "record_too_long": _record(
        "Satu baris lebih dari 16 MiB; berkas rusak atau kutipnya tidak tertutup.",
        "One record is longer than 16 MiB; the file is damaged or a quote is never closed.",
    ),
    "unknown_record": _record(
        "Baris ini bukan bentuk yang dikenal dari format ini.",
        "This record has no form known in this format.",
    ),
    "no_result_row": _record(
        "Alat ekspor tidak menemukan hasil untuk baris ini; ekspor ulang.",
        "The exporting tool found nothing for this row; export again.",
    ),
    # Nothing wrong, nothing to read.
    "header_repeated": _skip("Judul kolom berulang di tengah berkas.", "The header is repeated mid-file."),
    "blank_line": _skip("Baris kosong.", "An empty line."),
    "example_row": _skip("Baris contoh dari templat.", "The template's example row."),
    "not_an_act": _skip("Bukan tindakan seseorang terhadap sesuatu.", "Not an act of somebody on something."),
    "other_reaction": _skip(
        "Reaksi yang bukan suka, cinta, atau peduli: belum tentu dukungan.",
        "A reaction other than like, love and care: not necessarily support.",
    ),
    "identity_event": _skip("Pemberitahuan pergantian nama akun.", "Notice of a changed account name."),
    "account_event": _skip("Pemberitahuan status akun.", "Notice of an account's status."),
    "other_collection": _skip(
        "Catatan Bluesky di luar suka, ikuti, kirim ulang, dan unggahan.",
        "A Bluesky record other than like, follow, repost and post.",
    ),
    # The file as a whole.
    "missing_file": _file("Periksa letak dan nama berkas.", "Check the path and the name of the file."),
    "is_directory": _file("Sebutkan berkas di dalam folder itu.", "Name the files inside that folder."),
    "is_link": _file(
        "Tautan ke luar folder tidak diikuti; sebutkan berkas aslinya.",
        "A link that leads out of the folder is not followed; name the file itself.",
    ),
    "unreadable": _file("Periksa hak baca atas berkas.", "Check the permission to read the file."),
    "changed_while_read": _file(
        "Berkas berubah selagi dibaca; tunggu sampai ekspornya selesai, lalu ulangi.",
        "The file changed while it was read; wait until the export is done, and run again.",
    ),
    "pipe_too_large": _file(
        "Simpan dulu alirannya sebagai berkas, lalu sebutkan berkas itu.",
        "Save the stream as a file first, and name that file.",
    ),
    "empty_file": _file("Berkas kosong; ekspor ulang.", "The file is empty; export again."),
    "header_only": _file("Hanya ada judul kolom; ekspor ulang.", "There is only a header; export again."),
    "unknown_format": _file(
        "Format ini belum dikenal; yang dibaca Netral ada di docs/reference/formats.md. Kirimkan contohnya.",
        "This format is not known; docs/reference/formats.md lists what Netral reads. Send us an example.",
    ),
    "html_instead_of_data": _file(
        "Ini halaman web, bukan ekspor; unduh ulang datanya.",
        "This is a web page, not an export; download the data again.",
    ),
    "document": _file(
        "Ini dokumen atau gambar, bukan ekspor; minta berkas ekspornya sendiri (CSV, XLSX, ODS, atau JSON).",
        "This is a document or a picture and no export; ask for the export itself (CSV, XLSX, ODS or JSON).",
    ),
    "old_spreadsheet": _file(
        "Berkas Office lama (XLS, DOC) tidak dibaca; simpan ulang lembar kerjanya sebagai XLSX, ODS, atau CSV.",
        "Old Office files (XLS, DOC) are not read; save the spreadsheet as XLSX, ODS or CSV.",
    ),
    "header_not_first": _file(
        "Judul kolom tidak di baris pertama; hapus baris di atasnya, lalu simpan lagi.",
        "The headings are not in the first row; delete the rows above them and save again.",
    ),
    "archive": _file("Buka arsipnya dulu, lalu sebutkan isinya.", "Unpack the archive and name its content."),
    "archive_unsafe": _file(
        "Arsip ini tidak tersusun seperti ekspor; buka sendiri di tempat aman, lalu sebutkan isinya.",
        "This archive is not made like an export; unpack it yourself in a safe place and name its content.",
    ),
    "no_answers": _file(
        "Rekaman web ini tidak memuat jawaban JSON dari platform; rekam lagi saat halamannya memuat datanya.",
        "This web capture holds no JSON answer of a platform; capture again while the page loads its data.",
    ),
    "digest_mismatch": _file(
        "Sidik di dalam rekaman tidak cocok dengan isinya: bagian ini berubah sesudah direkam; minta berkas aslinya.",
        "The capture's own digest does not fit this part: it was changed afterwards; ask for the original file.",
    ),
    "too_large_unpacked": _file(
        "Isi arsip terlalu besar dibanding ukurannya; periksa asal berkas.",
        "The archive unpacks to far more than its size; check where the file comes from.",
    ),
    "actor_column_missing": _file(
        "Berkas tidak punya kolom pelaku; ekspor ulang dengan ID atau nama akun.",
        "The file has no author column; export again with user ids or names.",
    ),
    "column_twice": _file(
        "Satu judul kolom ada dua kali, dan tidak pasti mana yang dimaksud; ekspor ulang.",
        "A column stands twice, and which one is meant is not certain; export again.",
    ),
    "actor_redacted": _file(
        "Pelaku disamarkan; gunakan ekspor yang tidak disamarkan.",
        "The authors are redacted; use an export that is not.",
    ),
    "actor_not_available": _file(
        "Ekspor jenis ini tidak pernah menyebut pelakunya; pakai sumber lain.",
        "This kind of export never names the author; use another source.",
    ),
    "platform_missing": _file(
        "Berkas tidak menyebut platformnya; sebutkan `platform` di --context.",
        "The file does not name its platform; give `platform` in --context.",
    ),
    "platform_unsupported": _file(
        "Rekaman ini dari platform yang tidak ada dalam daftar akun Netral; tidak ada yang dapat dicocokkan.",
        "This was recorded on a platform whose accounts Netral's registers do not hold; nobody can be matched.",
    ),
    "sidecar_missing": _file(
        "Ekspor ini tidak menyebut perbuatan atau objeknya; sebutkan `verb`, `object_id`, dan `object_owner` "
        "di --context.",
        "This export does not name the act or its object; give `verb`, `object_id` and `object_owner` in --context.",
    ),
    "not_public_file": _file(
        "Percakapan pribadi; tidak boleh dibaca oleh patroli.",
        "A private conversation; the patrol must not read it.",
    ),
    "whole_account_export": _file(
        "Ini ekspor seluruh akun beserta percakapan pribadinya; hapus, lalu ekspor satu grup atau kanal publik saja.",
        "This is a whole account with its private chats; delete it, and export one public group or channel only.",
    ),
    "ambiguous_date_order": _file(
        "Urutan hari/bulan dan zona waktu tidak tertulis; sebutkan `timezone` (dan `date_order`) di --context.",
        "Day/month order and time zone are not stated; give `timezone` (and `date_order`) in --context.",
    ),
    "invalid_as2": _file(
        "Bukan dokumen ActivityStreams 2.0 yang sah; periksa alat ekspornya.",
        "Not a valid ActivityStreams 2.0 document; check the exporting tool.",
    ),
    "schema_mismatch": _file(
        "Parquet ini tidak memakai skema Netral; ekspor ulang dengan `netral read --activities`.",
        "This Parquet does not have Netral's schema; write it with `netral read --activities`.",
    ),
    "damaged": _file("Berkas rusak; unduh atau ekspor ulang.", "The file is damaged; fetch it again."),
}
UNOPENED = ("missing_file", "is_directory", "is_link", "unreadable")
"""Reasons for which a file was not even opened."""
_CODES = {name: code for code, name in enumerate(REASONS)}
_NAMES = tuple(REASONS)


@dataclass(frozen=True, slots=True)
class Reject:
    """One record that could not be used: where it is and why, never what it says.

    `row` counts records from 1, the header excluded; the bytes lie in the file as given, or in its unpacked
    content when it is gzipped, or in the CSV that a spreadsheet's sheet becomes.
    """

    row: int
    byte_offset: int
    byte_len: int
    reason: str
    column: str | None = None

    @property
    def remedy(self) -> dict[str, str]:
        return REASONS[self.reason].remedy


class Said(NamedTuple):
    """What was found, in our own words, in both languages; of the file only what `values.headings` lets pass."""

    id: str
    en: str


class TooManyRejects(Exception):
    """So little of a file can be used that it is refused as a whole."""


class RejectLog:
    """Rejects in file order, about 30 bytes each, so that a wholly damaged file keeps memory flat."""

    def __init__(self, most: int = USUAL.rejects) -> None:
        self._most = most
        self._where = array("q")
        self._why = array("h")
        self._columns: list[str | None] = [None]

    def add(self, reject: Reject) -> None:
        """Raises TooManyRejects instead of growing without end."""
        if len(self) >= self._most:
            raise TooManyRejects
        if reject.column not in self._columns:
            self._columns.append(reject.column)
        self._where.extend((reject.row, reject.byte_offset, reject.byte_len))
        self._why.extend((_CODES[reject.reason], self._columns.index(reject.column)))

    def __len__(self) -> int:
        return len(self._why) // 2

    def __iter__(self) -> Iterator[Reject]:
        for i in range(len(self)):
            row, offset, length = self._where[3 * i : 3 * i + 3]
            reason, column = self._why[2 * i : 2 * i + 2]
            yield Reject(row, offset, length, _NAMES[reason], self._columns[column])

    def by_reason(self) -> dict[str, int]:
        counts = Counter(self._why[::2])
        return {_NAMES[code]: counts[code] for code in sorted(counts, key=lambda code: _NAMES[code])}


class FileRefused(Exception):
    """The file as a whole cannot be used; keeps which file, the reason and what to do.

    `detail` is written into manifests, `about` the same in both languages: our own words, and of the file only what
    `values.headings` lets pass.
    """

    def __init__(self, path: Path, reason: str, detail: str | Said = "") -> None:
        said = Said(detail, detail) if isinstance(detail, str) else detail
        self.path, self.reason, self.detail = path, reason, said.en
        self.about = said._asdict()
        self.remedy = REASONS[reason].remedy
        super().__init__(f"{path}: {reason}{': ' + self.detail if self.detail else ''}. {self.remedy['en']}")
