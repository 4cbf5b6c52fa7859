"""The options of a choice, as one piece of HTML: in a template forty of them would cost more than a page of rows."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

_CHOSEN = SafeString(" selected")


def options(offered: Iterable[tuple[str, str | Promise]], chosen: str = "") -> SafeString:
    """`<option>` for each value and its words, escaped; the chosen one is marked."""
    rows = ((value, _CHOSEN if value == chosen else "", words) for value, words in offered)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
