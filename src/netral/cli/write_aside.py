"""Write a file whole or not at all: aside, flushed to disk, then renamed into place."""

from __future__ import annotations

import os
from pathlib import Path

from netral.cli.errors import UserError


def write_text(path: Path, text: str) -> None:
    """UTF-8; an interrupted write leaves the old file as it was. Raises UserError when the place refuses."""
    aside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with aside.open("w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as error:
        raise UserError(f"{path}: tidak dapat ditulis ({error.strerror}); pilih tempat lain.") from None
    finally:
        aside.unlink(missing_ok=True)
