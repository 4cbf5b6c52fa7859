"""What does the machine's owner want? Settings from the environment, with types; nonsense stops the start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from unicodedata import category
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from netral.evidence.retention import of_agency
from netral.portal import env_backups, env_oidc
from netral.portal.env_backups import Keeping
from netral.portal.env_files import folder, former, seal_key, secret
from netral.portal.env_oidc import Oidc
from netral.portal.variables import BadSetting, refuse_unknown
from netral.portal.variables import secret as given_secret


@dataclass(frozen=True, slots=True)
class Settings:
    """`database` is a Django database; `former` are secrets still read; `today` fixes the day of a demonstration.

    `seal_key`: the file of the key that seals the audit; `tsa`: the timestamp authority that dates its seals, if any.
    `retention`: months by class, where the agency set others than are shipped. `backups`: how long those are kept that
    take turns.
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
    backups: Keeping


def read(environ: Mapping[str, str]) -> Settings:
    """The settings of this environment; raises BadSetting. Makes the data folder and the secret if they are missing."""
    refuse_unknown(environ)
    data = folder(environ)
    demo = _yes_or_no(environ, "NETRAL_DEMO", default=False)
    # Read elsewhere, where a slip would count as no.
    for name in ("NETRAL_DEMO_OPEN", "NETRAL_DEBUG"):
        _yes_or_no(environ, name, default=False)
    return Settings(
        data=data,
        database=_database(given_secret(environ, "NETRAL_DATABASE") or f"sqlite:{data / 'netral.sqlite3'}"),
        secret=secret(environ, data),
        former=former(environ, data),
        hosts=_hosts(environ),
        https=_yes_or_no(environ, "NETRAL_HTTPS", default=True),
        agency=_agency(environ) or ("Pemerintah Kabupaten Contoh" if demo else "Instansi Anda"),
        demo=demo,
        today=_day(environ),
        seal_key=seal_key(environ) or data / "seal.pem",
        tsa=_address(environ, "NETRAL_TSA"),
        oidc=env_oidc.read(environ),
        retention=_retention(environ),
        backups=env_backups.read(environ),
    )


def _agency(environ: Mapping[str, str]) -> str:
    value = environ.get("NETRAL_AGENCY", "").strip()
    if len(value) > 200 or any(category(sign) in ("Cc", "Cf", "Cs", "Co") for sign in value):
        raise BadSetting("NETRAL_AGENCY", value[:40], "paling banyak 200 huruf, tanpa tanda yang tidak terlihat")
    return value


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
        found = date.fromisoformat(value)
    except ValueError:
        found = date.min
    if not 2000 <= found.year < 2100:
        raise BadSetting("NETRAL_TODAY", value, "tulis tanggal seperti 2024-10-05")
    return found


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
        not re.fullmatch(r"\.?[A-Za-z0-9]([A-Za-z0-9.\-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\]", host) for host in hosts
    ):
        raise BadSetting("NETRAL_HOSTS", value, "tulis nama situs, dipisah koma; bintang (*) tidak diterima")
    return hosts


def _database(address: str) -> dict[str, Any]:
    kind, _, rest = address.partition(":")
    if kind == "sqlite" and _may_be_a_file(rest):
        # Writers wait for each other at BEGIN instead of failing in the middle (SQLite "immediate").
        pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": pragmas}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": rest, "OPTIONS": options}
    if kind in ("postgres", "postgresql"):
        found = _address_of(address)
        # A socket stands in the query: postgresql://orang@/netral?host=/run/postgresql
        socket = parse_qs(found.query).get("host", [None])[0]
        parts = {"USER": found.username, "PASSWORD": found.password, "HOST": found.hostname or socket}
        named = {key: unquote(value) for key, value in parts.items() if value}
        name = unquote(found.path.lstrip("/"))
        if name:
            return {"ENGINE": "django.db.backends.postgresql", "NAME": name, "PORT": found.port or "", **named}
    raise _no_database()


def _address_of(address: str) -> SplitResult:
    """With a port that is one."""
    try:
        found = urlsplit(address)
        _ = found.port
    except ValueError:
        raise _no_database() from None
    return found


def _may_be_a_file(path: str) -> bool:
    try:
        return path.startswith("/") and Path(path).parent.is_dir() and not Path(path).is_dir()
    except OSError:
        return False


def _no_database() -> BadSetting:
    """Without what stands there: it may hold a password."""
    hint = "tulis sqlite:/jalan/berkas, dalam folder yang ada, atau postgresql://orang:sandi@mesin/nama"
    return BadSetting("NETRAL_DATABASE", "…", hint)
