"""Read a rulebook: a folder of YAML, or a compiled one; strictly, and only if it is what its hash says.

A rulebook's hash is that of its content, so whoever has the answer and the file can tell that they belong
together. YAML takes about a second to parse; the compiled copy beside the shipped rulebook is used only while the
YAML files are those that it was made from, so an edited norm is in force at once.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from netral.law.assemble import assemble
from netral.law.errors import RulebookError, RulebookErrors
from netral.law.model import Rulebook, Text

SHIPPED = Path(__file__).parent / "rulebook"
COMPILED = Path(__file__).parent / "rulebook.compiled.json"
OTHER_FORMS = (LookupError, TypeError, ValueError, AttributeError, RecursionError, OverflowError)
"""What reading or asking a rulebook raises whose content has other forms than ours."""


def load_rulebook(path: Path | None = None) -> Rulebook:
    """The rulebook in a folder or a compiled file; without a path the one shipped. Raises RulebookErrors."""
    if path is None:
        return assemble(fresh_copy() or read_folder(SHIPPED))
    if not path.is_file():
        return assemble(read_folder(path))
    try:
        return assemble(_compiled(path)[0])
    except OTHER_FORMS:
        # Its hash is true, so nobody changed it: a Netral with other forms wrote it.
        raise of_another_version(path) from None


def load_foreign(path: Path) -> Rulebook:
    """A compiled file that somebody handed in: its hash only says that it is whole, so it is checked as YAML would be
    and must also make a table. Raises RulebookErrors."""
    from netral.law.check import check
    from netral.law.table import build

    try:
        data = _compiled(path)[0]
        if errors := check(data):
            raise RulebookErrors(errors)
        rulebook = assemble(data)
        build(rulebook)
    except OTHER_FORMS:
        raise of_another_version(path) from None
    return rulebook


def fresh_copy() -> dict[str, Any] | None:
    """The compiled copy of the shipped rulebook, if it is whole and made from the YAML that lies there."""
    try:
        data, made_from = _compiled(COMPILED)
    except RulebookErrors:
        return None
    return data if made_from == digest(SHIPPED) else None


def digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of every file of a rulebook, sorted: is a compiled copy still fresh?"""
    total = hashlib.sha256()
    for file in sources(folder):
        content = file.read_bytes().replace(b"\r\n", b"\n")
        total.update(f"{file.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def sources(folder: Path) -> list[Path]:
    """The rulebook's files, by name."""
    return sorted(folder.rglob("*.yaml"), key=lambda file: file.relative_to(folder).as_posix())


def read_folder(folder: Path) -> dict[str, Any]:
    """Read and check every file; all faults at once as RulebookErrors. Plain data, dates as text, and its hash."""
    from netral.law.yaml_files import read_files

    if not folder.is_dir():
        raise _refused(
            folder,
            "bukan folder buku aturan dan bukan buku aturan terkompilasi; beri salah satunya",
            "is neither a rulebook's folder nor a compiled rulebook; give one of these",
        )
    content = _content(read_files(folder))
    return {**json.loads(content), "sha256": hashlib.sha256(content).hexdigest()}


def compiled_text(data: dict[str, Any], made_from: str = "") -> str:
    """What `read_folder` returned, on two lines: which rulebook this is (and of which files), and its content."""
    head = {"made_from": made_from, "sha256": data["sha256"]}
    return f"{json.dumps(head, sort_keys=True)}\n{_content(data).decode()}\n"


def compiled_content(path: Path) -> bytes:
    """The bytes whose sha256 is the rulebook's: of a folder, or of a compiled file."""
    return _content(_compiled(path)[0] if path.is_file() else read_folder(path))


def _content(data: dict[str, Any]) -> bytes:
    rest = {key: value for key, value in data.items() if key != "sha256"}
    return json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _compiled(path: Path) -> tuple[dict[str, Any], str]:
    """The data, and the digest of the files that it was made from; refused when its content is not what it says."""
    try:
        head, _, content = path.read_bytes().strip().partition(b"\n")
        said = json.loads(head)
        sha256, made_from = str(said["sha256"]), str(said["made_from"])
    except OSError as error:
        why = error.strerror
        raise _refused(path, f"tidak dapat dibaca ({why})", f"cannot be read ({why})") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _refused(
            path,
            "bukan buku aturan terkompilasi; buat dengan netral law compile",
            "is no compiled rulebook; make one with netral law compile",
        ) from None
    if hashlib.sha256(content).hexdigest() != sha256:
        raise _refused(
            path,
            "berubah sesudah dikompilasi: isinya bersidik lain; kompilasi lagi buku aturannya",
            "was changed after it was compiled: its content has another hash; compile the rulebook again",
        )
    return {**json.loads(content), "sha256": sha256}, made_from


def of_another_version(path: Path) -> RulebookErrors:
    """What is said of such a one."""
    return _refused(
        path,
        "ditulis oleh Netral versi lain; kompilasi lagi dari YAML-nya",
        "was written by another version of Netral; compile it again from its YAML",
    )


def _refused(path: Path, indonesian: str, english: str) -> RulebookErrors:
    """The whole of it cannot be used."""
    return RulebookErrors([RulebookError(str(path), 0, Text(indonesian, english))])
