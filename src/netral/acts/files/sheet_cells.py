"""Numbers and dates of a spreadsheet as exact text; what is not exact is written so that nobody believes it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_EXACT = 10**15
_1900, _1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001  a cell has no zone
_BUILT_IN_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_LITERAL = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.')


def number(text: str) -> str:
    """`1728155704`, `0.5`; beyond 15 digits in the form in which a spreadsheet shows a lost id."""
    value = float(text)
    if value != value or abs(value) == float("inf"):
        return text
    if abs(value) >= _EXACT:
        return f"{value:.14E}"
    return str(int(value)) if value == int(value) else repr(value)


def is_date(format_id: int, code: str) -> bool:
    """Does this number format show a day or a time?"""
    if not code:
        return format_id in _BUILT_IN_DATES
    bare = _LITERAL.sub("", code.partition(";")[0]).lower()
    return "general" not in bare and re.search(r"[ymdhs]", bare) is not None


def date(serial: str, code: str, *, from_1904: bool = False) -> str:
    """`2024-10-05 20:10:00`, without the time where neither the value nor its format has one; to the millisecond."""
    value = float(serial)
    if not 0 <= value < 2_958_466:
        return number(serial)
    at = (_1904 if from_1904 else _1900) + timedelta(milliseconds=round(value * 86_400_000))
    timed = at.time() != at.min.time() or re.search(r"[hs]", _LITERAL.sub("", code).lower())
    if value < 1:
        return str(at.time())
    return at.isoformat(" ", "milliseconds" if at.microsecond else "seconds") if timed else at.date().isoformat()
