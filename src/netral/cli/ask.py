"""`netral ask`: one question, many, or a short interview."""

from __future__ import annotations

import sys
from json import JSONDecodeError, dumps, loads
from math import isfinite
from pathlib import Path
from typing import Any, Literal

from netral.cli.errors import UserError


def ask(
    *,
    json: str | None = None,
    lang: Literal["id", "en"] = "id",
    rulebook: Path | None = None,
    bakal_calon: Literal["registered", "publicly_declared"] | None = None,
) -> int:
    """Bolehkah saya? Jawaban atas satu perbuatan, dengan pasal dan dua bacaannya.

    Tanpa --json: wawancara pendek. Tidak ada yang disimpan.

    Contoh:

        netral ask

        netral ask --json pertanyaan.json

        echo '{"at": "2024-10-05", "verb": "Like", "target": {"role": "campaign_account"}}' | netral ask --json -

    Parameters
    ----------
    json
        Berkas berisi satu pertanyaan atau larik pertanyaan; "-" untuk masukan standar.
    lang
        Bahasa jawaban untuk orang: id atau en.
    rulebook
        Buku aturan lain (folder atau berkas terkompilasi), misalnya untuk memutar ulang jawaban lama.
    bakal_calon
        Sejak kapan seseorang dihitung bakal calon; bila kosong, tiap bacaan memakai caranya sendiri.
    """
    from netral.cli.rulebooks import opened
    from netral.law.table import build

    table = build(opened(rulebook, lang=lang))
    if json is None:
        from netral.cli.interview import interview

        return interview(table, lang=lang, bakal_calon=bakal_calon)
    from netral.law.answer import answer
    from netral.law.question import BadQuestion

    questions = _read(json)
    many = isinstance(questions, list)
    answers = []
    for number, question in enumerate(questions if many else [questions], 1):
        try:
            answers.append(answer(question, table, lang=lang, bakal_calon=bakal_calon))
        except BadQuestion as error:
            where = f"{json} [{number}]" if many else json
            raise UserError(f"{where}: {error if lang == 'id' else error.in_english()}.") from None
    sys.stdout.write(dumps(answers if many else answers[0], ensure_ascii=False, indent=2) + "\n")
    return 0


def _read(name: str) -> Any:
    if name == "-" and sys.stdin is None:
        raise UserError("masukan standar tertutup; beri berkas JSON.")
    try:
        # Bytes, since JSON is UTF-8 whatever the language of the machine.
        text = (sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()).decode("utf-8-sig")
    except OSError as error:
        raise UserError(
            f"{name}: tidak dapat dibaca ({error.strerror}); beri berkas JSON, atau - untuk masukan standar."
        ) from None
    except UnicodeDecodeError:
        raise UserError(f"{name}: bukan teks UTF-8; simpan sebagai JSON UTF-8.") from None
    try:
        found = loads(text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=_finite, parse_int=_whole)
        # `id` comes back as it was, so what was read must be writable: not half a sign, not nested without end.
        dumps(found, ensure_ascii=False, indent=2).encode()
        return found
    except JSONDecodeError as error:
        raise UserError(
            f"{name}: bukan JSON, baris {error.lineno} kolom {error.colno} ({error.msg}); "
            "tulis satu objek pertanyaan atau larik berisi pertanyaan."
        ) from None
    except RecursionError:
        raise UserError(
            f"{name}: bersarang terlalu dalam; tulis satu objek pertanyaan atau larik berisi pertanyaan."
        ) from None
    except UnicodeEncodeError as error:
        half = f"\\u{ord(error.object[error.start]):04x}"
        raise UserError(f"{name}: {half} hanya separuh tanda Unicode; tulis pasangannya juga.") from None
    except ValueError as error:
        raise UserError(f"{name}: {error}.") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Which of two values is meant would be a guess."""
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [key for key, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice}” ditulis dua kali dalam satu objek; sisakan satu")
    return found


def _no_number(word: str) -> float:
    raise ValueError(f"{word} bukan nilai JSON; tulis teks, angka, true, false, atau null")


def _finite(digits: str) -> float:
    return float(digits) if isfinite(float(digits)) else _no_number(digits)


def _whole(digits: str) -> int:
    return int(digits) if len(digits) < 1000 else int(_no_number(f"{digits[:12]}…"))
