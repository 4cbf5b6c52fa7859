"""`netral evidence seal`: sign the head of the ledger, and have an authority date it."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from pathlib import Path

from netral.cli.errors import UserError
from netral.cli.vaults import VaultOption, WhoOption, now, opened, signing_key, told, who
from netral.evidence import timestamp
from netral.evidence.seal import SLACK

_LARGEST = 1 << 20


def seal(
    *,
    vault: VaultOption,
    key: Path,
    who_: WhoOption,
    next_key: Path | None = None,
    tsa: str | None = None,
) -> int:
    """Segel buku: tanda tangani kepalanya dan mintakan cap waktu kepada otoritas.

    Contoh:

        netral evidence seal --vault bukti/ --key segel.pem --who pengelola:A-07 --tsa https://tsa.contoh.example/tsr

    Parameters
    ----------
    vault
        Folder vault.
    key
        Kunci penyegel dari netral evidence init.
    who_
        Peran dan nomor, misalnya pengelola:A-07.
    next_key
        Kunci pengganti: segel ini ditandatangani keduanya, sesudahnya kunci baru yang dipakai.
    tsa
        Alamat otoritas cap waktu (RFC 3161). Tanpa itu waktunya hanya menurut jam instansi.
    """
    privates = [signing_key(path) for path in (key, next_key) if path is not None]
    with told():
        there = opened(vault)
        ask = (lambda query: in_step(tsa, query)) if tsa else None
        try:
            event = there.seal(*privates, who=who(who_), now=now(), ask=ask)
        except ValueError as error:
            raise UserError(f"jawaban otoritas cap waktu tidak dapat dipakai: {error}.") from None
    dated = f", cap waktu dari {event.facts['authority']}" if "authority" in event.facts else ", tanpa cap waktu"
    sys.stdout.write(f"{event.facts['size']} catatan disegel{dated}\n")
    return 0


def in_step(address: str, query: bytes) -> bytes:
    """An authority's answer, unless our clock is not the authority's.

    Sealed all the same, every event of this clock would read as dated back or forward, for good (§3 of the format).
    """
    answer = answered(address, query)
    behind = timestamp.told_at(answer) - now()
    if abs(behind) > SLACK:
        which = "terlambat" if behind > SLACK else "terlalu cepat"
        minutes = round(abs(behind).total_seconds() / 60)
        told_ = f"jam komputer ini {which} {minutes} menit dari jam {address}"
        raise UserError(f"{told_}: setel dulu, lalu segel lagi; buku belum disegel.")
    return answer


def answered(address: str, query: bytes) -> bytes:
    """An authority's answer over HTTP (RFC 3161 §3.4)."""
    if not address.startswith(("http://", "https://")):
        raise UserError(f"--tsa {address}: tulis alamat http atau https.")
    asked = urllib.request.Request(address, query, {"Content-Type": "application/timestamp-query"})
    try:
        with urllib.request.urlopen(asked, timeout=30) as response:
            return bytes(response.read(_LARGEST))
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        reason = getattr(error, "reason", error)
        raise UserError(f"{address}: otoritas cap waktu tidak menjawab ({reason}); buku belum disegel.") from None
