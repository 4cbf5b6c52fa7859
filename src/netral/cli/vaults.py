"""What every evidence command is told in the same way: the vault, who does it and why, and whose keys open it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cyclopts import Parameter

from netral.cli.errors import UNVERIFIED, UserError
from netral.evidence.errors import Broken, EvidenceRefused
from netral.evidence.vault import Vault

VaultOption = Annotated[Path, Parameter(name="--vault")]
Lang = Literal["id", "en"]
WhoOption = Annotated[str, Parameter(name="--who")]


@contextmanager
def told(lang: str = "id") -> Iterator[None]:
    """Raise UserError for what the block could not do; status 5 where something was altered."""
    try:
        yield
    except EvidenceRefused as error:
        raise UserError(f"{error.words[lang]}.") from None
    except Broken as error:
        raise UserError(f"{error.fault.code} {error.fault.at}: {error.fault.words[lang]}.", UNVERIFIED) from None
    except ModuleNotFoundError as error:
        raise UserError(f'{error.name} belum terpasang: pip install "netral[evidence]".') from None
    except PermissionError as error:
        raise UserError(f"{error.filename}: tidak boleh ditulis atau dibaca; periksa hak aksesnya.") from None
    except OSError as error:
        if error.errno != errno.EROFS:
            raise
        raise UserError(f"{error.filename}: disk ini hanya dapat dibaca; salin vault ke disk lain.") from None


def opened(vault: Path, identity: Path | None = None) -> Vault:
    """The vault in this folder, with the age identities of a file, if one is named."""
    return Vault(vault, _identities(identity))


def who(text: str, option: str = "--who") -> dict[str, str]:
    """`pemeriksa:P-02` as the ledger holds it."""
    role, colon, name = text.partition(":")
    if not (role and colon and name):
        raise UserError(f"{option} {text}: tulis peran dan nomor, misalnya {option} pemeriksa:P-02.")
    return {"role": role, "id": name}


def now() -> datetime:
    """The one clock of these commands."""
    return datetime.now(UTC)


def signing_key(path: Path) -> Ed25519PrivateKey:
    """An Ed25519 private key in PEM."""
    try:
        found = load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise UserError(f"{path}: tidak dapat dibaca ({error.strerror}).") from None
    except (ValueError, TypeError):
        raise UserError(f"{path}: bukan kunci PEM tanpa sandi.") from None
    if not isinstance(found, Ed25519PrivateKey):
        raise UserError(f"{path}: bukan kunci Ed25519; buat dengan netral evidence init.")
    return found


def new_key(path: Path, private: Ed25519PrivateKey) -> None:
    """An Ed25519 private key in PEM, in a file that must not be there yet."""
    new_file(path, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


def new_file(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """A file that must not be there yet."""
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise UserError(f"{path} sudah ada; pilih nama lain.") from None
    except OSError as error:
        raise UserError(f"{path}: tidak dapat ditulis ({error.strerror}).") from None


def _identities(path: Path | None) -> list[str]:
    if path is None:
        return []
    try:
        lines = path.read_text("ascii").splitlines()
    except (OSError, ValueError):
        raise UserError(f"{path}: bukan berkas identitas age yang dapat dibaca.") from None
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]
