"""Which sentence does a wrong context file earn: where in it, what is wrong, what to write instead?"""

from __future__ import annotations

from pathlib import Path

from netral.acts.context import ContextError

_SAYS = {
    "invalid_json": "bukan JSON yang sah (baris {said}); periksa tanda kutip, koma dan kurungnya",
    "not_an_object": 'harus berupa objek; tulis {{"<nama berkas>": {{…}}}}',
    "unknown_key": "kunci ini tidak dikenal; yang dikenal: {choices}",
    "not_a_text": "harus berupa teks yang tidak kosong; isi atau hapus kuncinya",
    "unknown_word": "“{said}” tidak dikenal; gunakan {choices}",
    "unknown_zone": "zona waktu “{said}” tidak dikenal; gunakan {choices}, atau nama seperti Asia/Jakarta",
    "ambiguous": "nama ini dimiliki dua berkas; tulis juga foldernya, misalnya “{choices}”",
    "no_offset": "“{said}” bukan waktu dengan selisih zona; tulis seperti 2024-10-05T19:15:00+07:00",
}


def unreadable(path: Path, error: OSError) -> str:
    """The same for one that could not be opened."""
    return f"{path}: tidak dapat dibaca ({error.strerror}); periksa letak dan hak bacanya."


def sentence(error: ContextError) -> str:
    """One sentence, without the words of whoever parsed the file."""
    what = _SAYS[error.fault].format(said=error.said[:40], choices=", ".join(error.choices))
    place = f"{error.path}, {error.where}" if error.where else str(error.path)
    return f"{place}: {what}."
