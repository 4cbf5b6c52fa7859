"""Where do a register's bytes come from? From a file as often as wanted, from a pipe once, kept in memory."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path
from typing import Any

import pyarrow as pa

from netral.patrol.errors import RegisterRefused


class RegisterBytes:
    """An opened register; raises RegisterRefused where it cannot be."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            # A pipe is read to its end here: nobody could read it again.
            self._kept = None if path.is_file() else path.read_bytes()
            with self.open() as file:
                self.head = file.read(65_536)
        except FileNotFoundError:
            raise RegisterRefused(path, "berkas tidak ada", "periksa letak dan namanya") from None
        except IsADirectoryError:
            raise RegisterRefused(path, "ini folder, bukan berkas", "sebutkan berkas di dalamnya") from None
        except OSError as error:
            raise RegisterRefused(path, f"tidak dapat dibuka ({error.strerror})", "periksa hak bacanya") from None

    def open(self) -> io.BufferedReader | io.BytesIO:
        return self.path.open("rb") if self._kept is None else io.BytesIO(self._kept)

    @property
    def arrow(self) -> Any:
        """What Arrow's readers take; a file by its name, which they read quickest."""
        return self.path if self._kept is None else pa.BufferReader(self._kept)

    def sha256(self) -> str:
        with self.open() as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
