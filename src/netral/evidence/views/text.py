"""What does a page say? Its visible words, without running, loading or following anything.

`python -m netral.evidence.views.text` does that for standard input, apart: there are pages that take the library hours.
"""

from __future__ import annotations

import re
import sys
from html.parser import HTMLParser

from netral.evidence.views import apart

_SILENT = {"script", "style", "template", "noscript", "title", "iframe"}
_BLOCKS = set(
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header "
    "hr li main nav ol option p pre section table td th tr ul".split()
)
_VOID = {"br", "hr", "img", "input", "meta", "link", "source", "wbr", "area", "base", "col", "embed", "track"}
_ENDED_BY = {
    "p": _BLOCKS - {"br", "td", "th", "tr", "option"},
    "li": {"li"},
    "dt": {"dt", "dd"},
    "dd": {"dt", "dd"},
    "tr": {"tr", "tbody", "tfoot"},
    "td": {"td", "th", "tr"},
    "th": {"td", "th", "tr"},
    "option": {"option"},
}
"""Elements that need no end tag, and what ends them (HTML, optional tags): a hidden one hides no more than itself."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SIGNS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self._silent and tag in _ENDED_BY.get(self._silent[-1], ()):
            self._silent.pop()
        told = dict(attrs)
        hidden = "hidden" in told or _HIDDEN.search(told.get("style") or "")
        if tag in _BLOCKS and not self._silent:
            self.parts.append("\n")
        if self._silent or tag in _SILENT or hidden:
            if tag not in _VOID:
                self._silent.append(tag)
            return
        if tag == "img" and told.get("alt"):
            self.parts.append(f"[{told['alt']}]")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._silent:
            del self._silent[self._silent.index(tag) :]
        else:
            # It ends something around: what needs no end tag of its own ends with it.
            while self._silent and self._silent[-1] in _ENDED_BY:
                self._silent.pop()
        if tag in _BLOCKS and not self._silent:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def visible(html: str) -> str:
    """The words that a reader would see, a line a block; scripts, styles and hidden parts left out.

    Style sheets are not read: words that only they hide are shown. Costs more than its length on hostile pages.
    """
    parser = _Words()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).splitlines())
    return "\n".join(line for line in lines if line)


def plain(text: str) -> str:
    """Signs that steer a terminal or turn the direction of reading are made visible; tabs and lines stay."""
    return _SIGNS.sub("�", text.replace("\r\n", "\n"))


def main() -> int:
    """The visible words of standard input."""
    return apart.answer(lambda data: ({}, visible(data.decode("utf-8", "replace")).encode("utf-8", "replace")))


if __name__ == "__main__":
    sys.exit(main())
