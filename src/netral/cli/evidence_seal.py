"""`netral evidence seal`: sign the head of the ledger, and have an authority date it."""

from __future__ import annotations

import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Annotated

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cyclopts import Parameter

from netral.cli.errors import UserError
from netral.cli.evidence_words import said
from netral.cli.vaults import Lang, VaultOption, WhoOption, new_file, now, opened, signing_key, told, who
from netral.evidence import timestamp
from netral.evidence.event import Event, instant
from netral.evidence.seal import SLACK
from netral.evidence.vault import Vault

_LARGEST = 1 << 20


def seal(
    *,
    vault: VaultOption,
    who_: WhoOption,
    key: Path | None = None,
    next_key: Path | None = None,
    witness: str | None = None,
    tsa: str | None = None,
    request: Path | None = None,
    answer: Path | None = None,
    lang: Lang = "id",
    json: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Segel buku: tanda tangani kepalanya dan mintakan cap waktu kepada otoritas.

    Contoh:

        netral evidence seal --vault bukti/ --key segel.pem --who pengelola:A-07 --tsa https://tsa.contoh.example/tsr

    Di mesin tanpa jaringan: --request menulis permintaan cap waktu, --answer membawa jawabannya kembali.

        netral evidence seal --vault bukti/ --key segel.pem --who pengelola:A-07 --request segel.tsq

        netral evidence seal --vault bukti/ --who pengelola:A-07 --answer segel.tsr

    Parameters
    ----------
    vault
        Folder vault.
    key
        Kunci penyegel dari netral evidence init.
    who_
        Peran dan nomor, misalnya pengelola:A-07.
    next_key
        Kunci pengganti: segel ini ditandatangani keduanya, sesudahnya kunci baru yang dipakai, di hadapan saksi.
    witness
        Peran dan nomor orang kedua yang menyaksikan pergantian kunci, misalnya pimpinan:K-01.
    tsa
        Alamat otoritas cap waktu (RFC 3161). Tanpa itu waktunya hanya menurut jam instansi.
    request
        Berkas baru (.tsq) untuk dibawa ke otoritas; buku disegel sekarang, cap waktunya menyusul.
    answer
        Jawaban otoritas (.tsr) atas permintaan itu; tanpa --key.
    lang
        Bahasa: id atau en.
    json
        Cetak catatan kanonisnya, seperti dalam buku.
    """
    by = who(who_)
    if answer is not None:
        if key or next_key or tsa or request or witness:
            raise UserError("--answer: sebutkan hanya --vault dan --who.")
        return _answered(vault, answer, by, lang, json=json)
    if key is None:
        raise UserError("sebutkan --key: kunci penyegel dari netral evidence init.")
    second = _second(by, next_key, witness)
    if tsa and request:
        raise UserError("pilih salah satu: --tsa atau --request.")
    privates = [signing_key(path) for path in (key, next_key) if path is not None]
    with told(lang):
        there = opened(vault)
        if request is not None:
            return _requested(there, privates, request, by, second, lang, json=json)
        ask = (lambda query: in_step(tsa, query)) if tsa else None
        try:
            event = there.seal(*privates, who=by, witness=second, now=now(), ask=ask)
        except ValueError as error:
            raise UserError(f"jawaban otoritas cap waktu tidak dapat dipakai: {error}.") from None
    return _told("sealed" if "authority" in event.facts else "sealed_undated", event, lang, json=json)


def _told(what: str, event: Event, lang: str, *, json: bool, **facts: object) -> int:
    if json:
        sys.stdout.buffer.write(event.line() + b"\n")
    else:
        sys.stdout.write(said(what, lang, **event.facts, **facts))
    return 0


def _second(by: dict[str, str], next_key: Path | None, witness: str | None) -> dict[str, str] | None:
    """Who else was there as the key was changed: two people, or nobody where it is not."""
    if (next_key is None) != (witness is None):
        raise UserError("--next-key dan --witness: pergantian kunci disaksikan orang kedua; sebutkan keduanya.")
    if witness is None:
        return None
    second = who(witness, "--witness")
    if second["id"] == by["id"]:
        raise UserError("--who dan --witness: dua orang yang berbeda.")
    return second


def _requested(
    vault: Vault,
    privates: list[Ed25519PrivateKey],
    out: Path,
    by: dict[str, str],
    second: dict[str, str] | None,
    lang: str,
    *,
    json: bool,
) -> int:
    if out.exists():
        raise UserError(f"{out} sudah ada; pilih nama lain.")
    event, query = vault.ask_later(*privates, who=by, witness=second, now=now())
    new_file(out, query)
    return _told("requested", event, lang, json=json, file=out)


def _answered(folder: Path, answer: Path, by: dict[str, str], lang: str, *, json: bool) -> int:
    try:
        data = answer.read_bytes()[:_LARGEST]
    except OSError as error:
        raise UserError(f"{answer}: {error.strerror}.") from None
    with told(lang):
        event = opened(folder).answered(data, who=by, now=now())
    return _told("answered", event, lang, json=json, at=instant(timestamp.told_at(data)))


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
