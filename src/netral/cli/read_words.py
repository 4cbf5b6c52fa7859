"""What `netral read` says of files, in both languages; why and what an act is called is told as in patrol's report."""

from __future__ import annotations

from typing import Literal

from netral.patrol.report.words import Words, w

Lang = Literal["id", "en"]

SAYS = {
    "title": w("Isi ekspor", "What is in these exports"),
    "file": w("berkas", "file"),
    "records": w("catatan", "records"),
    "accepted": w("diterima", "accepted"),
    "rejected": w("ditolak", "rejected"),
    "skipped": w("dilewati", "skipped"),
    "duplicates": w("ganda", "twice"),
    "matched_again": w("sama", "same"),
    "what": w("Format", "Format"),
    "period": w("Masa", "Period"),
    "days": w("Per hari", "By day"),
    "acts": w("Perbuatan", "Acts"),
    "gaps": w("Celah", "Gaps"),
    "no": w("Ditolak", "Rejected"),
    "passed": w("Dilewati", "Skipped"),
    "mended": w("Diperbaiki", "Mended"),
    "refused": w("Alasan", "Reason"),
    "next": w("Lain kali", "Next time"),
    "bar_day": w("satu batang sehari, paling banyak {most}", "one bar a day, at most {most}"),
    "bar_days": w("satu batang {step} hari, paling banyak {most}", "one bar for {step} days, at most {most}"),
    "utc": w("{first} – {last} (UTC)", "{first} – {last} (UTC)"),
    "gap": w("{first} – {last}: tanpa satu pun perbuatan", "{first} – {last}: not one act"),
    "more_gaps": w("… dan {count} celah lain", "… and {count} more"),
    "row": w("baris {row}", "row {row}"),
    "record": w("catatan {row}", "record {row}"),
    "column": w("kolom {column}", "column {column}"),
    "byte": w("bita {byte}", "byte {byte}"),
    "complete": w(
        "Periksa apakah ekspornya lengkap untuk hari-hari yang kosong.",
        "Check that the export is complete for the empty days.",
    ),
    "silent": w("Tidak pernah terlihat dalam ekspor seperti ini", "Never seen in exports like these"),
    "context": w(
        'Berkas --context ditulis dalam JSON, misalnya {{"{name}": {{"timezone": "WIB"}}}}; kunci lainnya: platform, '
        "verb, object_id, object_owner, date_order, collected_at.",
        'A --context file is JSON, such as {{"{name}": {{"timezone": "WIB"}}}}; other keys: platform, verb, object_id, '
        "object_owner, date_order, collected_at.",
    ),
    "rows_are": w(
        "Nomor baris seperti di lembar kerja: judul kolom adalah baris 1.",
        "Rows are numbered as in a spreadsheet: the headings are row 1.",
    ),
}
MENDED = {
    "nul_replaced": w("bita kosong (NUL) di dalam teks ditandai", "empty bytes (NUL) in a text were marked"),
    "telegram_x_escape": w("tanda \\x yang bukan JSON diganti", "\\x signs that are no JSON were replaced"),
    "reply_realigned": w("sel balasan yang bergeser dikembalikan", "shifted cells of a reply were put back"),
}


def said(what: str, lang: Lang, **facts: object) -> str:
    """One sentence or word of SAYS."""
    words: Words = SAYS[what]
    return words[lang].format(**facts)
