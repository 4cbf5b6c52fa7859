"""What the evidence commands say when they are done, in both languages."""

from __future__ import annotations

from netral.evidence.errors import Words

HEADS = {
    "items": {
        "id": ("Perkara", "Bukti", "Judul", "Jenis", "Keadaan", "Bita", "Sidik"),
        "en": ("Case", "Item", "Title", "Kind", "State", "Bytes", "Digest"),
    },
    "log": {
        "id": ("No.", "Waktu (UTC)", "Perbuatan", "Perkara", "Bukti", "Oleh", "Alasan"),
        "en": ("No.", "Time (UTC)", "Act", "Case", "Item", "By", "Reason"),
    },
}
STATES: dict[str, Words] = {
    "here": {"id": "ada", "en": "here"},
    "destroyed": {"id": "dimusnahkan", "en": "destroyed"},
}
_SAID: dict[str, Words] = {
    "none": {"id": "tidak ada", "en": "none"},
    "founded": {
        "id": "Vault siap di {vault}. Umumkan kunci ini di situs instansi:\n\n  {key}\n  {fingerprint}\n\n"
        "Cadangkan {file}: tanpa kunci itu buku ini tidak dapat disegel lagi.",
        "en": "The vault is ready in {vault}. Publish this key on your agency's site:\n\n  {key}\n  {fingerprint}\n\n"
        "Keep a copy of {file}: without that key this ledger cannot be sealed any more.",
    },
    "bundled": {
        "id": "{items} bukti{withheld}, {events} catatan sampai segel {size}",
        "en": "{items} items{withheld}, {events} events up to seal {size}",
    },
    "split": {
        "id": "Cetak {first} dan {second}, serahkan kepada dua orang, lalu hapus kedua berkas itu.",
        "en": "Print {first} and {second}, give them to two people, then delete both files.",
    },
    "joined": {
        "id": "Kunci penyegel ada lagi di {file}.",
        "en": "The seal key is in {file} again.",
    },
    "unsigned": {
        "id": "tanpa tanda tangan atas bundel: --key menandatangani semuanya, juga halamannya",
        "en": "the bundle is not signed: --key signs all of it, the pages too",
    },
    "withheld": {"id": ", {count} asli tidak diserahkan", "en": ", {count} originals not handed out"},
    "recorded": {"id": "tercatat sebagai nomor {seq}, {at}", "en": "recorded as number {seq}, {at}"},
    "destroyed": {
        "id": "{item} dimusnahkan, tercatat sebagai nomor {seq}; sidiknya {object}",
        "en": "{item} destroyed, recorded as number {seq}; its digest is {object}",
    },
    "checked": {
        "id": "{kept} isi bukti dibaca, {missing} hilang, {damaged} berubah, {left} sisa dibuang",
        "en": "{kept} objects read, {missing} missing, {damaged} changed, {left} leftovers removed",
    },
    "counted": {
        "id": "{kept} isi bukti, {missing} hilang, {left} sisa dibuang; isinya tidak dibaca: perlu --identity",
        "en": "{kept} objects, {missing} missing, {left} leftovers removed; not read: that takes --identity",
    },
    "is_missing": {
        "id": "hilang: {item}, {object}; kembalikan dari cadangan",
        "en": "missing: {item}, {object}; restore it from a backup",
    },
    "is_damaged": {
        "id": "bukan lagi yang diterima: {item}, {object}; kembalikan dari cadangan",
        "en": "not what was received any more: {item}, {object}; restore it from a backup",
    },
    "limits": {
        "id": "satu berkas: {file}; satu perkara: {case}; seluruh vault: {vault}; terpakai {used}",
        "en": "one file: {file}; one case: {case}; the whole vault: {vault}; used {used}",
    },
    "no_limit": {"id": "tanpa batas", "en": "no limit"},
    "sealed": {
        "id": "{size} catatan disegel, cap waktu dari {authority}",
        "en": "{size} events sealed, timestamp by {authority}",
    },
    "sealed_undated": {"id": "{size} catatan disegel, tanpa cap waktu", "en": "{size} events sealed, no timestamp"},
    "requested": {
        "id": "{size} catatan disegel; bawa {file} ke otoritas, lalu netral evidence seal --answer",
        "en": "{size} events sealed; carry {file} to an authority, then netral evidence seal --answer",
    },
    "answered": {
        "id": "segel {size} bercap waktu {at} dari {authority}",
        "en": "seal {size} has the time {at} by {authority}",
    },
}


def said(what: str, lang: str, **facts: object) -> str:
    """One line."""
    return _SAID[what][lang].format(**facts) + "\n"
