"""Write the generated pages of the manual, or say which of them are stale.

python -m docs.build            writes docs/reference/*.md and the examples inside other pages
python -m docs.build --check    writes nothing; exit status 1 when a page is not what the program would write
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from docs import embed
from docs.render import calendar, cases, commands, facts, findings, formats, glossary, norms, settings

REFERENCE = Path(__file__).parent / "reference"
NOTICE = "<!-- Halaman ini dibuat oleh `make docs`; ubah sumbernya, bukan halaman ini. -->\n\n"
PAGES: dict[str, Callable[[], str]] = {
    "calendar.md": calendar.page,
    "cases.md": cases.page,
    "commands.md": commands.page,
    "facts.md": facts.page,
    "findings.md": findings.page,
    "formats.md": formats.page,
    "glossary.md": glossary.page,
    "norms.md": norms.page,
    "settings.md": settings.page,
}

EXAMPLE = Path(__file__).parents[1] / "deploy" / "netral.env.example"
"""Settings to fill in, from the same declarations as their page."""
BY_HAND = {"evidence-format.md"}
"""Pages that describe a format, and are what a program is written from, not the other way round."""


def stale(folder: Path = REFERENCE) -> list[str]:
    """Names of pages that are missing, different, or made by nobody."""
    written = {path.name for path in folder.glob("*.md")}
    wrong = {name for name, text in _rendered().items() if not _same(folder / name, text)}
    return sorted(wrong | (written - PAGES.keys() - BY_HAND))


def write(folder: Path = REFERENCE) -> None:
    """Make every page again."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in _rendered().items():
        (folder / name).write_text(text, encoding="utf-8")


def _beside() -> Iterator[tuple[Path, str, str]]:
    """(file, its text, its text made again) of what is written outside of the reference."""
    yield from embed.refreshed()
    yield EXAMPLE, EXAMPLE.read_text(encoding="utf-8") if EXAMPLE.exists() else "", settings.example()


def _rendered() -> dict[str, str]:
    return {name: NOTICE + page().strip() + "\n" for name, page in PAGES.items()}


def _same(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def main(words: list[str]) -> int:
    """0 when the pages are fresh or written, 1 when --check finds a stale one, 2 for anything else."""
    if words not in ([], ["--check"]):
        print("docs.build: write nothing or --check after it", file=sys.stderr)
        return 2
    if not words:
        write()
        for path, _, fresh in _beside():
            path.write_text(fresh, encoding="utf-8")
        return 0
    names = [f"docs/reference/{name}" for name in stale()]
    names += [path.relative_to(embed.ROOT).as_posix() for path, text, fresh in _beside() if text != fresh]
    for name in names:
        print(f"{name} is stale; run `make docs` and commit the result", file=sys.stderr)
    return 1 if names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
