"""Which places of a text say these words, however they are written there? They are covered, or the copy is not made."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from html.entities import codepoint2name
from urllib.parse import unquote

MARK = "▇▇▇"
"""Stands for covered words: always the same, so that their length is not told."""
_UNSEEN = "\u00ad\u034f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u0300-\u036f"
_BETWEEN = rf"(?:[{_UNSEEN}]|<[^<>]{{0,500}}>)*"
"""What may stand between two letters without parting them for the eye: unseen signs, accents, tags of a page."""
_SPACE = rf"{_BETWEEN}(?:(?:\s|&nbsp;|&#160;|%20|\+|\\[nrt]|\\u00a0){_BETWEEN})+"
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")


def covered(text: str, words: list[str]) -> tuple[str, int]:
    """The text with these words covered, and how often that was done.

    Whatever their case, accents, width and spacing, and also as JSON, HTML and web addresses write their letters.
    """
    there = _by_letter(text)
    longest_first = sorted(words, key=len, reverse=True)
    pattern = re.compile("|".join(_pattern(one, there) for one in longest_first), re.IGNORECASE)
    return pattern.subn(MARK, text)


def says(text: str, words: list[str]) -> bool:
    """Can one of these words still be read, once everything is written out?"""
    told = _folded(unquote(unescape(_ESCAPE.sub(lambda found: chr(int(found[1], 16)), text))))
    return any(_folded(one) in told for one in words)


def _pattern(word: str, there: dict[str, set[str]]) -> str:
    parts = [_BETWEEN.join(_letter(letter, there) for letter in _folded(part)) for part in word.split()]
    return _SPACE.join(parts)


def _letter(letter: str, there: dict[str, set[str]]) -> str:
    """One letter in every way in which this text may write it."""
    same = sorted(there.get(letter, set()) | {letter, letter.upper()})
    ways = [re.escape(one) for one in same]
    for one in (sign for sign in same if len(sign) == 1):
        code = ord(one)
        ways += [rf"&#0*{code};?", rf"&#x0*{code:x};?", "".join(f"%{byte:02x}" for byte in one.encode())]
        ways.append("".join(rf"\\u{unit:04x}" for unit in _units(one)))
        if name := codepoint2name.get(code):
            ways.append(f"&{name};?")
    return f"(?:{'|'.join(ways)})"


def _units(sign: str) -> list[int]:
    told = sign.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(told[at : at + 2]) for at in range(0, len(told), 2)]


def _by_letter(text: str) -> dict[str, set[str]]:
    """The signs of this text by the letter that each is to a reader: é and Ｅ are an e."""
    found: dict[str, set[str]] = {}
    for sign in set(text):
        found.setdefault(_folded(sign), set()).add(sign)
    return found


def _folded(text: str) -> str:
    """As compared: no case, no accents, no unseen signs, one space for any."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    seen = "".join(sign for sign in apart if unicodedata.category(sign) not in ("Mn", "Cf"))
    return " ".join(seen.split())
