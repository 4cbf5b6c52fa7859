"""What the values of a form are called in a message: English as the forms write it, and Indonesian."""

from __future__ import annotations

INDONESIAN = {
    "text": "teks",
    "Indonesian text": "teks Indonesia",
    "English text": "teks Inggris",
    "confidence": "keyakinan",
    "fact": "fakta",
    "citation": "kutipan",
    "what the article says": "isi pasal",
    "actor status": "status pelaku",
    "reading": "bacaan",
    "norm id or pattern": "id atau pola norma",
    "class": "kelas",
    "sanction code": "kode sanksi",
    "kind of norm": "jenis norma",
    "contest type": "jenis pemilihan",
    "region code": "kode daerah",
    "profile": "cara hitung",
    "scope": "cakupan",
    "verb": "kata kerja",
    "zone": "zona",
}
