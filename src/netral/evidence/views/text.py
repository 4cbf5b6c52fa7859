"""What does a page say? Its visible words, without running, loading or following anything."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_SILENT = {"script", "style", "template", "noscript", "head", "svg", "object", "iframe", "canvas"}
_BLOCKS = {
    "p",
    "div",
    "br",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "table",
    "blockquote",
}
_VOID = {"br", "hr", "img", "input", "meta", "link", "source", "wbr", "area", "base", "col", "embed", "track"}
MARK = "▇▇▇"
"""Stands for covered words: always the same, so that their length is not told."""


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        hidden = "hidden" in told or told.get("aria-hidden") == "true" or _HIDDEN.search(told.get("style") or "")
        if self._silent or tag in _SILENT or hidden:
            if tag not in _VOID:
                self._silent.append(tag)
            return
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag == "img" and told.get("alt"):
            self.parts.append(f"[{told['alt']}]")

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
        elif tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def visible(html: str) -> str:
    """The words that a reader would see, a line a block; scripts, styles and hidden parts left out."""
    parser = _Words()
    parser.feed(html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.parts).splitlines())
    return "\n".join(line for line in lines if line)


def covered(text: str, words: list[str]) -> tuple[str, int]:
    """The text with these words covered, whatever their case, and how often that was done."""
    pattern = re.compile("|".join(re.escape(one) for one in sorted(words, key=len, reverse=True)), re.IGNORECASE)
    return pattern.subn(MARK, text)
