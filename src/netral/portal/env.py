"""What does the machine's owner want? Settings from the environment, with types; nonsense stops the start."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from netral.evidence.retention import of_agency
from netral.portal import env_oidc
from netral.portal.env_oidc import Oidc
from netral.portal.variables import BadSetting, refuse_unknown
from netral.portal.variables import secret as given_secret


@dataclass(frozen=True, slots=True)
class Settings:
    """`database` is a Django database; `former` are secrets still read; `today` fixes the day of a demonstration.

    `seal_key`: the file of the key that seals the audit; `tsa`: the timestamp authority that dates its seals, if any.
    `retention`: months by class, where the agency set others than are shipped.
    """

    data: Path
    database: dict[str, Any]
    secret: str
    former: list[str]
    hosts: list[str]
    https: bool
    agency: str
    demo: bool
    today: date | None
    seal_key: Path
    tsa: str | None
    oidc: Oidc | None
    retention: Mapping[str, int]


def read(environ: Mapping[str, str]) -> Settings:
    """The settings of this environment; raises BadSetting. Makes the data folder and the secret if they are missing."""
    refuse_unknown(environ)
    data = Path(environ.get("NETRAL_DATA") or Path.home() / ".local" / "share" / "netral")
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    demo = _yes_or_no(environ, "NETRAL_DEMO", default=False)
    return Settings(
        data=data,
        database=_database(given_secret(environ, "NETRAL_DATABASE") or f"sqlite:{data / 'netral.sqlite3'}"),
        secret=_secret(environ, data),
        former=_former(environ),
        hosts=_hosts(environ),
        https=_yes_or_no(environ, "NETRAL_HTTPS", default=True),
        agency=environ.get("NETRAL_AGENCY", "Pemerintah Kabupaten Contoh" if demo else "Instansi Anda").strip(),
        demo=demo,
        today=_day(environ),
        seal_key=Path(environ.get("NETRAL_SEAL_KEY") or data / "seal.pem"),
        tsa=_address(environ, "NETRAL_TSA"),
        oidc=env_oidc.read(environ),
        retention=_retention(environ),
    )


def _yes_or_no(environ: Mapping[str, str], name: str, *, default: bool) -> bool:
    value = environ.get(name)
    if value is None:
        return default
    if value not in ("0", "1"):
        raise BadSetting(name, value, "tulis 1 (ya) atau 0 (tidak)")
    return value == "1"


def _day(environ: Mapping[str, str]) -> date | None:
    value = environ.get("NETRAL_TODAY")
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadSetting("NETRAL_TODAY", value, "tulis tanggal seperti 2024-10-05") from None


def _address(environ: Mapping[str, str], name: str) -> str | None:
    value = environ.get(name)
    if not value:
        return None
    if not re.fullmatch(r"https?://[A-Za-z0-9.\-]+(:\d{1,5})?(/[!-~]*)?", value):
        raise BadSetting(name, value, "tulis alamat http atau https")
    return value


def _retention(environ: Mapping[str, str]) -> dict[str, int]:
    value = environ.get("NETRAL_RETENTION", "")
    parts = [one.partition("=") for one in value.split()]
    if any(not (count.isascii() and count.isdecimal() and len(count) < 5) for _name, _is, count in parts):
        raise BadSetting("NETRAL_RETENTION", value, "tulis kelas dan bulan, seperti informasi_awal=12")
    months = {name: int(count) for name, _is, count in parts}
    try:
        of_agency(months)
    except ValueError as error:
        raise BadSetting("NETRAL_RETENTION", value, f"kelas tidak dikenal, atau terlalu singkat ({error})") from None
    return months


def _hosts(environ: Mapping[str, str]) -> list[str]:
    value = environ.get("NETRAL_HOSTS", "127.0.0.1,localhost,[::1]")
    hosts = [host.strip() for host in value.split(",") if host.strip()]
    if not hosts or any(
        host == "*" or not re.fullmatch(r"\.?[A-Za-z0-9.\-]+|\[[0-9a-fA-F:]+\]", host) for host in hosts
    ):
        raise BadSetting("NETRAL_HOSTS", value, "tulis nama situs, dipisah koma; bintang (*) tidak diterima")
    return hosts


def _database(address: str) -> dict[str, Any]:
    kind, _, rest = address.partition(":")
    if kind == "sqlite" and rest:
        # Writers wait for each other at BEGIN instead of failing in the middle (SQLite "immediate").
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": rest, "OPTIONS": options}
    if kind in ("postgres", "postgresql"):
        found = urlsplit(address)
        # A socket stands in the query: postgresql://orang@/netral?host=/run/postgresql
        socket = parse_qs(found.query).get("host", [None])[0]
        parts = {"USER": found.username, "PASSWORD": found.password, "HOST": found.hostname or socket}
        named = {key: unquote(value) for key, value in parts.items() if value}
        name = unquote(found.path.lstrip("/"))
        if name:
            return {"ENGINE": "django.db.backends.postgresql", "NAME": name, "PORT": found.port or "", **named}
    # The address may hold a password: it is not repeated.
    raise BadSetting("NETRAL_DATABASE", f"{kind}:…", "tulis sqlite:BERKAS atau postgresql://orang:sandi@mesin/nama")


def _secret(environ: Mapping[str, str], data: Path) -> str:
    """From the environment, or of this machine: made on the first start, readable to its owner alone."""
    if given := given_secret(environ, "NETRAL_SECRET"):
        return _strong("NETRAL_SECRET", given)
    path = data / "secret"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return path.read_text()


def _former(environ: Mapping[str, str]) -> list[str]:
    name = "NETRAL_SECRET_FALLBACKS"
    return [_strong(name, one) for one in (given_secret(environ, name) or "").split()]


def _strong(name: str, value: str) -> str:
    if len(value) < 50 or len(set(value)) < 5:
        raise BadSetting(name, "…", "terlalu mudah ditebak; pakai paling sedikit 50 tanda acak")
    return value
