"""Who might this be about? Masked until somebody has weighed it: the side that a report hurts must not decide.

It masks too much rather than too little: whatever looks like a name, an account, a number on the ballot or a link, and
the words with which the reporter named the person. What was masked has always the same width.

It promises no more: a name in small letters behind no word that announces one stays, and so does what a story tells by
its content. The page says so to whoever weighs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MASK = "\N{BLACK RECTANGLE}" * 4
"""What the page draws as a bar, read out as “disamarkan”."""
_PLAIN = frozenset(
    "Apa Bapak Ibu Pak Bu Saya Kami Dia Mereka Ada Di Ke Dari Pada Hari Senin Selasa Rabu Kamis Jumat Sabtu Minggu "
    "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember ASN PNS CPNS PPPK PPNPN "
    "WhatsApp WA Facebook Instagram TikTok YouTube Twitter X Telegram Bawaslu BKN KPU Pemilu Pilkada Camat Lurah "
    "Kecamatan Kelurahan Desa Dinas Badan Bagian Kantor Sekolah SD SMP SMA SMK WIB WITA WIT Anda Ini Itu".split()
)
_PARTIES = (
    "pkb gerindra pdip pdi-p pdi perjuangan golkar nasdem buruh gelora pks pkn hanura garuda pan pbb demokrat psi "
    "perindo ppp ummat banteng beringin"
).split()
_SIGN = re.compile(
    r"https?://\S+|www\.\S+|[@#][\w.]+"
    r"|\b(?:(?:paslon|pasangan(?:\s+calon)?)\s+)?(?:nomor|no\.?)\s*+(?:urut\s*+)?(?:\.\s*+)?\w+"
    r"|\b(?:paslon|pasangan(?:\s+calon)?)\s+\w+"
    r"|\b(?:satu|dua|tiga|empat|lima|\d+)\s+jari\b"
    rf"|\b(?:{'|'.join(map(re.escape, _PARTIES))})\b",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(pak|bu|bapak|ibu|haji|hj|kyai|gus|cabup|cawabup|cagub|cawagub|cawalkot|capres|cawapres|calon"
    r"|mendukung|dukung|memilih|pilih|mencoblos|coblos)\s+(?!(?:pasangan|paslon|calon|salah|siapa|bupati|gubernur)\b)\w+",
    re.IGNORECASE,
)
"""Words behind which a name stands, however it is written."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_STOPS, _OPENS = frozenset(".!?:"), frozenset('"“(')


def masked(text: str, named: Iterable[str] = ()) -> str:
    """`text` with all of it behind `MASK`; `named`: words of the report that name the person or the place."""
    words = {word.casefold() for one in named for word in _WORD.findall(one) if len(word) > 2} - _COMMON
    told = _CALLED.sub(rf"\1 {MASK}", _SIGN.sub(MASK, text))
    made, last = [], 0
    for found in _WORD.finditer(told):
        if _hides(found, told, words):
            made.append(told[last : found.start()] + MASK)
            last = found.end()
    made.append(told[last:])
    # Neighbours are one bar: how many words a name has would tell too.
    return re.sub(rf"{MASK}(?:[\s.,'’-]*{MASK})+", MASK, "".join(made))


_COMMON = frozenset({"yang", "dan", "dari", "pada", "kepala", "guru", "camat", "lurah", "staf", "pegawai", "seorang"})


def _hides(found: re.Match[str], text: str, words: set[str]) -> bool:
    word = found[0]
    if word.casefold() in words:
        return True
    if not word[0].isupper() or word in _PLAIN:
        return False
    begins = _begins(text, found.start())
    following = _WORD.search(text, found.end())
    # The first word of a sentence is written large anyway; it is a name where another large one follows.
    return not begins or (
        following is not None
        and following.start() == found.end() + 1
        and following[0][0].isupper()
        and following[0] not in _PLAIN
    )


def _begins(text: str, at: int) -> bool:
    """Does a sentence begin here? Step by step: a pattern that is sought from the start of the text for each word takes
    minutes for what a stranger can write into one report."""
    if at == 0:
        return True
    end = at - 1 if text[at - 1] in _OPENS else at
    last = end
    while last and text[last - 1].isspace():
        last -= 1
    return "\n" in text[last:end] or text[last - 1 : last] in _STOPS
