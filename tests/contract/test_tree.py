"""What the tree itself promises: no drawers, no giants, nothing of anybody's machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DRAWERS = {"utils", "helpers", "common", "core", "services", "managers", "misc"}
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|Users|opt)/\w")
REGISTRY = re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|index-url|find-links|https?://", re.IGNORECASE)
# The folder of real exports beside the checkout: named by the command that uses it, and where that is explained.
MAY_NAME_SHARED = ("Makefile", "CONTRIBUTING.md", "benchmarks/", "docs/explanation/real-exports", ".gitignore")


def tracked() -> list[Path]:
    """Files of the project: what git tracks and what it would add."""
    said = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return sorted(ROOT / name for name in said.stdout.splitlines() if (ROOT / name).is_file())


def texts() -> list[tuple[str, str]]:
    """(path, text) of every file that is text."""
    found = []
    for path in tracked():
        if path == Path(__file__):
            continue
        try:
            found.append((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def test_no_folder_or_module_is_a_drawer() -> None:
    parts = {part.removesuffix(".py") for path in tracked() for part in path.relative_to(ROOT).parts}
    assert not parts & DRAWERS


def test_no_module_has_become_two() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in tracked()
        if path.suffix == ".py" and (lines := len(path.read_text(encoding="utf-8").splitlines())) > 400
    }
    assert not long, "split these modules"


def test_every_module_says_which_question_it_answers() -> None:
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if path.suffix == ".py"
        and path.is_relative_to(ROOT / "src")
        and path.read_text(encoding="utf-8").strip()
        and not path.read_text(encoding="utf-8").startswith('"""')
    ]
    assert not silent


def test_nothing_names_a_place_on_somebodys_machine() -> None:
    assert not [name for name, text in texts() if MACHINE.search(text)]


def test_real_exports_are_named_only_by_the_command_that_reads_them() -> None:
    found = [name for name, text in texts() if re.search(r"\bshared/", text)]
    assert not [name for name in found if not name.startswith(MAY_NAME_SHARED)]


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_locks_pin_every_package_by_hash_and_no_address(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    packages = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert packages
    assert not REGISTRY.search(text)
    assert all("==" in line for line in packages)
    assert text.count("--hash=sha256:") >= len(packages)


def test_the_licence_is_the_one_that_the_package_names() -> None:
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE v. 1.2" in licence
    assert "15. Applicable Law" in licence
    assert 'license = "EUPL-1.2"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
