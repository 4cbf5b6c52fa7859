"""Where does the portal keep what it has? Its folder, the file of its secret and of former ones, the key that seals."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from errno import EACCES
from pathlib import Path

from netral.portal.variables import BadSetting
from netral.portal.variables import secret as given_secret


def folder(environ: Mapping[str, str]) -> Path:
    data = _absolute(environ, "NETRAL_DATA") or Path.home() / ".local" / "share" / "netral"
    try:
        data.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not os.access(data, os.R_OK | os.W_OK | os.X_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
    except OSError as error:
        told = f"folder ini tidak dapat dipakai ({error.strerror}); pilih yang lain, atau beri hak kepada pengguna ini"
        raise BadSetting("NETRAL_DATA", f"{data}"[:200], told) from None
    return data


def seal_key(environ: Mapping[str, str]) -> Path | None:
    path = _absolute(environ, "NETRAL_SEAL_KEY")
    try:
        if path is not None and (path.is_dir() or not path.parent.is_dir()):
            raise BadSetting("NETRAL_SEAL_KEY", f"{path}", "tulis berkas dalam folder yang ada")
    except OSError as error:
        raise BadSetting("NETRAL_SEAL_KEY", f"{path}"[:200], f"{error.strerror}; tulis nama berkas lain") from None
    return path


def _absolute(environ: Mapping[str, str], name: str) -> Path | None:
    """A path from the root: a service begins in another folder than a person who tries it."""
    value = environ.get(name)
    if not value:
        return None
    if not value.startswith("/"):
        raise BadSetting(name, value[:200], "tulis dari akar, seperti /var/lib/netral; tanda ~ tidak dikenal di sini")
    return Path(value)


def secret(environ: Mapping[str, str], data: Path) -> str:
    """From the environment, or of this machine: made on the first start, readable to its owner alone."""
    if given := given_secret(environ, "NETRAL_SECRET"):
        return _strong("NETRAL_SECRET", given)
    path = data / "secret"
    try:
        if not path.exists():
            _make(path)
        return _strong(f"{path}", path.read_text().strip())
    except (OSError, UnicodeDecodeError) as error:
        told = f"tidak dapat dibaca atau ditulis ({getattr(error, 'strerror', 'isinya bukan teks')})"
        raise BadSetting("NETRAL_SECRET", f"{path}", told) from None


def _make(path: Path) -> None:
    """A secret of this machine, whole or not at all: of two that start at once, the first one's."""
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(aside)
    finally:
        aside.unlink(missing_ok=True)


def former(environ: Mapping[str, str], data: Path) -> list[str]:
    """From the environment, or from `secret-former` beside `secret`."""
    name, path = "NETRAL_SECRET_FALLBACKS", data / "secret-former"
    given = given_secret(environ, name)
    if given is None and path.is_file():
        try:
            given = path.read_text()
        except (OSError, UnicodeDecodeError):
            raise BadSetting(name, f"{path}", "berkas ini tidak dapat dibaca") from None
    return [_strong(name, one) for one in (given or "").split()]


def _strong(name: str, value: str) -> str:
    # With a blank in it, it could never be a former one: they stand apart by blanks.
    if len(value) < 50 or len(set(value)) < 5 or len(value.split()) != 1:
        raise BadSetting(name, "…", "terlalu mudah ditebak; pakai paling sedikit 50 tanda acak, tanpa spasi")
    return value
