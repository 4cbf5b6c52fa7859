"""Which variables of the environment does the portal know? Declared once, for the manual and for the start."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

PREFIX = "NETRAL_"
FILE = "_FILE"
RESTORING = "restoring.json"
"""In NETRAL_DATA while a backup is brought back: no other command opens what is half there."""


class BadSetting(ValueError):
    """A variable that says nothing usable: its name, what stands there, and what may stand there."""

    def __init__(self, name: str, value: str, hint: str) -> None:
        self.name = name
        super().__init__(f"{name}={value!r}: {hint}")


@dataclass(frozen=True, slots=True)
class Variable:
    """What stands in it, in both languages, and what holds when nobody sets it.

    One that is `secret` may stand in a file instead: `NAME_FILE`, or a credential of systemd with the same name.
    """

    name: str
    id: str
    en: str
    usual: str = ""
    secret: bool = False


VARIABLES = (
    Variable(
        "NETRAL_DATA",
        "Folder basis data, bukti, dan rahasia portal; hanya untuk pemiliknya.",
        "Folder of the database, the evidence and the portal's secret; for its owner alone.",
        usual="~/.local/share/netral",
    ),
    Variable(
        "NETRAL_DATABASE",
        "`sqlite:BERKAS`, atau `postgresql://orang:sandi@mesin/nama` (`?host=/run/postgresql` untuk soket).",
        "`sqlite:FILE`, or `postgresql://user:password@host/name` (`?host=/run/postgresql` for a socket).",
        usual="netral.sqlite3 · NETRAL_DATA",
        secret=True,
    ),
    Variable(
        "NETRAL_SECRET",
        "Paling sedikit 50 tanda acak. Bila tidak diisi, dibuat sekali di NETRAL_DATA, mode 600.",
        "At least 50 random signs. If left out, made once in NETRAL_DATA, mode 600.",
        secret=True,
    ),
    Variable(
        "NETRAL_SECRET_FALLBACKS",
        "Rahasia sebelumnya, dipisah spasi atau baris: masih dibaca, tidak lagi dipakai untuk menulis.",
        "Former secrets, apart by spaces or lines: still read, no longer written with.",
        secret=True,
    ),
    Variable(
        "NETRAL_HOSTS",
        "Nama situsnya, dipisah koma. Bintang (*) tidak diterima.",
        "Names under which it is reached, by commas. A star (*) is refused.",
        usual="127.0.0.1,localhost,[::1]",
    ),
    Variable(
        "NETRAL_HTTPS",
        "`1` di belakang proksi HTTPS: kuki aman, HSTS. `netral serve` sendiri mulai dengan `0`.",
        "`1` behind a proxy that speaks HTTPS: secure cookies, HSTS. `netral serve` by itself starts with `0`.",
        usual="1",
    ),
    Variable(
        "NETRAL_SEAL_KEY",
        "Berkas kunci Ed25519 (PEM) yang menyegel audit. Bila belum ada, dibuat pada segel pertama, mode 600.",
        "File of the Ed25519 key (PEM) that seals the audit. If there is none, made with the first seal, mode 600.",
        usual="seal.pem · NETRAL_DATA",
    ),
    Variable(
        "NETRAL_TSA",
        "Alamat otoritas cap waktu (RFC 3161) untuk `netral audit seal`.",
        "Address of a timestamp authority (RFC 3161) for `netral audit seal`.",
    ),
    Variable(
        "NETRAL_OIDC_ISSUER",
        "Penyedia OpenID Connect instansi, untuk masuk dengan akun instansi.",
        "The agency's OpenID Connect provider, to sign in with the agency's account.",
    ),
    Variable("NETRAL_OIDC_CLIENT", "Nama Netral di penyedia itu.", "Netral's name at that provider."),
    Variable("NETRAL_OIDC_SECRET", "Rahasia Netral di penyedia itu.", "Netral's secret at that provider.", secret=True),
    Variable(
        "NETRAL_OIDC_CLAIM",
        "Klaim yang berisi NIP atau surel seperti di Netral.",
        "The claim that holds the NIP or e-mail as Netral knows it.",
        usual="preferred_username",
    ),
    Variable(
        "NETRAL_OIDC_TWICE",
        "Kata `acr` atau `amr` yang berarti dua bukti, dipisah spasi. Selain itu Netral meminta bukti kedua sendiri.",
        "Words of `acr` or `amr` that mean two proofs, apart by spaces. Else Netral asks for a second proof itself.",
        usual="mfa",
    ),
    Variable(
        "NETRAL_RETENTION",
        "Masa simpan menurut JRA instansi, dalam bulan sesudah ditutup: `informasi_awal=12 terbukti=120`.",
        "Periods of the agency's schedule (JRA), in months after closing: `informasi_awal=12 terbukti=120`.",
        usual="retention.yaml · netral",
    ),
    Variable(
        "NETRAL_BACKUPS",
        "Berapa hari dan minggu cadangan `netral backup --into` disimpan; selama itu juga yang sudah dimusnahkan.",
        "For how many days and weeks backups of `netral backup --into` are kept; so long what was destroyed is, too.",
        usual="harian=14 mingguan=8",
    ),
    Variable("NETRAL_AGENCY", "Nama instansi di kepala halaman.", "The agency's name in the heading."),
    Variable(
        "NETRAL_DEMO",
        "`1`: peragaan dengan data karangan dan sandi yang diketahui semua orang.",
        "`1`: a demonstration with invented data and passwords that everybody knows.",
        usual="0",
    ),
    Variable(
        "NETRAL_DEMO_OPEN",
        "`1`: peragaan boleh mendengarkan di luar mesin ini (`--demo --host …`).",
        "`1`: the demonstration may listen outside this machine (`--demo --host …`).",
        usual="0",
    ),
    Variable(
        "NETRAL_TODAY",
        "Hari peragaan, seperti `2024-10-05`. Jangan dipakai instansi.",
        "The day of a demonstration, as `2024-10-05`. Not for an agency.",
    ),
    Variable(
        "NETRAL_DEBUG", "`1`: rincian kesalahan di terminal.", "`1`: details of a fault on the terminal.", usual="0"
    ),
)


def refuse_unknown(environ: Mapping[str, str]) -> None:
    """Raise BadSetting for a NETRAL_ name that nobody declared: a slip of the pen must not leave a safeguard off."""
    known = {one.name for one in VARIABLES} | {one.name + FILE for one in VARIABLES if one.secret}
    for name in sorted(environ):
        if name.startswith(PREFIX) and name not in known:
            close = get_close_matches(name, known, n=1)
            raise BadSetting(name, "…", f"tidak dikenal; maksud Anda {close[0]}?" if close else "tidak dikenal")


def secret(environ: Mapping[str, str], name: str) -> str | None:
    """What stands in the variable, in the file that `NAME_FILE` names, or in systemd's credential of that name."""
    given, path = environ.get(name), environ.get(name + FILE)
    if given and path:
        raise BadSetting(name, "…", f"ada juga {name + FILE}; isi salah satu saja")
    if given or path:
        return given or _content(name + FILE, Path(path or ""))
    credential = Path(environ.get("CREDENTIALS_DIRECTORY") or "/nonexistent", name)
    return _content(name, credential) if credential.is_file() else None


def _content(name: str, path: Path) -> str:
    try:
        text = path.read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise BadSetting(name, str(path), "berkas ini tidak dapat dibaca") from None
    if not text:
        raise BadSetting(name, str(path), "berkas ini kosong")
    return text


def refuse_half_restored(data: Path) -> None:
    """Raise BadSetting where a restore was cut off: the portal would open on half of what there was."""
    if (data / RESTORING).exists():
        raise BadSetting("NETRAL_DATA", f"{data}", "pemulihan cadangan di sini terputus; ulangi netral restore")
