"""The manual is what the program does today, and its links lead somewhere."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from docs import embed
from docs.build import PAGES, main, stale, write
from netral.cli.main import app

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\(([^)\s]+)\)")
PAGES_BY_HAND = sorted(
    path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
)


COMMAND = re.compile(r"^(?:\$ )?netral ((?:.|\\\n)+?)$", re.MULTILINE)


def commands() -> list[tuple[str, str]]:
    """(page, words) of every command that a page written by hand tells people to type."""
    found = []
    for name in PAGES_BY_HAND:
        if not name.startswith("docs/reference/"):
            blocks = re.findall(
                r"^```(?:console|sh)?\n(.*?)^```", (ROOT / name).read_text(encoding="utf-8"), re.S | re.M
            )
            found += [(name, match.group(1)) for block in blocks for match in COMMAND.finditer(block)]
    return found


@pytest.mark.parametrize(("page", "words"), commands())
def test_what_the_manual_tells_people_to_type_is_understood(page: str, words: str) -> None:
    typed = shlex.split(words.replace("\\\n", " "), comments=True)
    before_pipe = typed[: next((i for i, word in enumerate(typed) if word in "|><"), len(typed))]
    app().parse_args(before_pipe, exit_on_error=False, print_error=False)


def test_generated_pages_are_fresh() -> None:
    assert stale() == [], "run `make docs`"


def test_examples_inside_pages_are_what_the_program_says() -> None:
    pages = list(embed.refreshed())
    assert {path.name for path, _, _ in pages} >= {"README.md", "README.id.md", "ask.md", "ask.id.md"}
    assert not [path.name for path, text, fresh in pages if text != fresh], "run `make docs`"


def test_a_changed_a_missing_and_a_stray_page_are_all_stale(tmp_path: Path) -> None:
    write(tmp_path)
    assert stale(tmp_path) == []
    (tmp_path / "glossary.md").write_text("diubah tangan", encoding="utf-8")
    (tmp_path / "facts.md").unlink()
    (tmp_path / "lain.md").write_text("", encoding="utf-8")
    assert stale(tmp_path) == ["facts.md", "glossary.md", "lain.md"]


def test_a_wrong_word_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--chek"]) == 2
    assert "--check" in capsys.readouterr().err


@pytest.mark.parametrize("name", PAGES_BY_HAND)
def test_links_lead_to_files(name: str) -> None:
    page = ROOT / name
    targets = [link.split("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8"))]
    local = [target for target in targets if target and "://" not in target and not target.startswith("mailto:")]
    assert not [target for target in local if not (page.parent / target).exists()]


def test_every_generated_page_is_linked_from_the_manual_or_readme() -> None:
    linked = "".join((ROOT / name).read_text(encoding="utf-8") for name in PAGES_BY_HAND)
    assert not [name for name in PAGES if f"reference/{name})" not in linked]


@pytest.mark.parametrize("path", sorted((ROOT / "docs" / "adr").glob("*.md")), ids=lambda path: path.stem)
def test_a_decision_record_is_short_and_has_its_headings(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Context", "Decision", "Consequences"]
    assert len(text) <= 1400
