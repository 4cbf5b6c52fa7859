"""The rows of a long list as one piece of HTML: in a template its cells cost more than what the list asks the database.

Head and caption stay in the template, and so do the words of both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString


def body(columns: Sequence[str], rows: Iterable[Sequence[object]], *, figures: Iterable[str] = ()) -> SafeString:
    """`<tr>` for each row, escaped. Its first cell is its header; to the others belong `columns`, shown beside them
    where the screen is narrow. `figures`: those of them that stand in columns of figures."""
    aligned = set(figures)
    cells = (
        format_html('<td{} data-l="{}">', SafeString(' class="num"' if one in aligned else ""), one) for one in columns
    )
    row = "".join(f"{cell.translate(_BRACES)}{{}}</td>" for cell in cells)
    return format_html_join("\n", f'<tr><th scope="row">{{}}</th>{row}</tr>', rows)


_BRACES = str.maketrans({"{": "{{", "}": "}}"})


def label(words: object, style: str = "") -> SafeString:
    """Words as a label; `style`: the end of its class."""
    return format_html('<span class="label{}">{}</span>', f" v-{style}" if style else "", words)


def link(address: str, words: object) -> SafeString:
    """Words that lead there."""
    return format_html('<a href="{}">{}</a>', address, words)


def joined(*parts: str) -> SafeString:
    """Each escaped, one behind the other."""
    return SafeString("".join(conditional_escape(one) for one in parts))
