"""Text into HTML that shows what it is: escaped, with invisible direction marks made visible."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

# Controls that reorder or hide text: a look-alike name must not pass as another on the page.
_HIDDEN = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)

# After a joining mark and before a letter, but never inside a number: 2.7.1 stays whole.
_JOINTS = re.compile(r"(?<=[/_:-])(?=\w)|(?<=\.)(?=[A-Za-z])")


def visible(text: str) -> str:
    """A hidden control becomes its code point in angle brackets: no name hides its end or commands a terminal."""
    return _HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def esc(value: object) -> str:
    """Escaped for text and attributes, hidden controls visible."""
    return html.escape(visible("" if value is None else str(value)), quote=True)


def breakable(value: object) -> str:
    """Escaped, with a place to break after each mark that joins words: a file name breaks nowhere else. Codes keep `esc`, to be searched for."""
    return "".join(f"{esc(part)}<wbr>" for part in _JOINTS.split(str(value)) if part).removesuffix("<wbr>")


def link(url: str | None, text: str) -> str:
    """A link to the act, for http(s) only; anything else is shown as plain text."""
    if not url:
        return esc(text)
    if urlsplit(url).scheme not in ("http", "https"):
        return f"<code>{esc(url)}</code>"
    return f'<a href="{esc(url)}" rel="noreferrer noopener">{esc(text)}</a>'


def table(
    caption: str, head: list[str], rows: list[list[str]], *, numeric: frozenset[int] = frozenset(), tight: bool = False
) -> str:
    """Cells are HTML already. Under 46 rem each row becomes a card that names its columns; a tight one needs no names."""

    def cell(index: int, content: str) -> str:
        kind = ' class="num"' if index in numeric else ' class="gambar"' if content.startswith("<svg") else ""
        if index == 0:
            return f'<th scope="row">{content}</th>'
        return f'<td{kind} data-l="{esc(head[index])}">{content}</td>'

    heads = "".join(f'<th scope="col"{_num(i in numeric)}>{esc(name)}</th>' for i, name in enumerate(head))
    body = "".join(f"<tr>{''.join(cell(i, content) for i, content in enumerate(row))}</tr>" for row in rows)
    label = f"<caption>{esc(caption)}</caption>"
    return f'<table class="tumpuk{" ringkas" if tight else ""}">{label}<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _num(yes: bool) -> str:
    return ' class="num"' if yes else ""
