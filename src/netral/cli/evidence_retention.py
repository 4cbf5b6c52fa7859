"""`netral evidence record`, `expired`, `destroy`: what happens to evidence between its coming and its end."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated, Literal

from cyclopts import Parameter

from netral.cli import evidence_show
from netral.cli.errors import UserError
from netral.cli.evidence_words import said
from netral.cli.vaults import Lang, VaultOption, WhoOption, now, opened, told, who
from netral.evidence import retention
from netral.evidence.event import Happening
from netral.evidence.vault import Vault

Json = Annotated[bool, Parameter(negative="")]


def record(
    what: Literal["transferred", "returned", "held", "released", "approved", "noted"],
    *,
    vault: VaultOption,
    case: str,
    who_: WhoOption,
    why: str,
    item: str | None = None,
    close_as: str | None = None,
    lang: Lang = "id",
    json: Json = False,
) -> int:
    """Catat penyerahan, pengembalian, penahanan hukum, persetujuan pemusnahan, atau penutupan perkara.

    Contoh:

        netral evidence record held --vault bukti/ --case P-2024-0147 --who ppk:K-01 --why "gugatan di PTUN"

        netral evidence record noted --vault bukti/ --case P-7 --close-as terbukti --who ppk:K-01 --why "putusan 3"

    Parameters
    ----------
    what
        transferred, returned, held (tahan), released (lepas), approved (setuju dimusnahkan), noted (catatan).
    vault
        Folder vault.
    case
        Nomor perkara.
    who_
        Peran dan nomor, misalnya ppk:K-01.
    why
        Alasan.
    item
        Bukti yang dimaksud; bila kosong, seluruh perkara. Persetujuan selalu per bukti.
    close_as
        Kelas masa simpan ketika perkara ditutup: informasi_awal, tidak_terbukti, terbukti.
    lang
        Bahasa: id atau en.
    json
        Cetak catatan kanonisnya, seperti dalam buku.
    """
    if close_as is not None and (what != "noted" or close_as not in retention.classes()):
        raise UserError(f"--close-as: dengan noted, salah satu dari {', '.join(retention.classes())}.")
    if what == "approved" and item is None:
        raise UserError("approved: sebutkan --item; persetujuan diberikan per bukti.")
    with told(lang):
        there = opened(vault)
        if what != "noted" or close_as:
            _refuse_unknown(there, case, lang)
        if item is not None:
            found = there.item(case, item)
            denial = retention.against(found, retention.classes(), by="", on=now().date())
            # Approved before its time, or while it is held, it would need nobody's look when that comes.
            if what == "approved" and denial is not None and denial.reason != "not_approved":
                raise UserError(f"{case}/{item}: {denial.words[lang]}.")
        facts = {"retention": close_as} if close_as else {}
        event = there.record(Happening(what, who(who_), why, case=case, item=item, facts=facts), now=now())
    if json:
        sys.stdout.buffer.write(event.line() + b"\n")
    else:
        sys.stdout.write(said("recorded", lang, seq=event.seq, at=event.at))
    return 0


def _refuse_unknown(vault: Vault, case: str, lang: str) -> None:
    """UserError for a case without any evidence: a hold on a number that was mistyped holds nothing."""
    if not vault.items(case):
        words = {
            "id": "tidak ada bukti dalam perkara itu; periksa nomornya",
            "en": "no evidence is in that case; look at its number",
        }
        raise UserError(f"--case {case}: {words[lang]}.")


def expired(*, vault: VaultOption, on: date | None = None, lang: Lang = "id", json: Json = False) -> int:
    """Bukti yang masa simpannya habis dan tidak ditahan; tidak memusnahkan apa pun.

    Contoh: netral evidence expired --vault bukti/ --on 2026-01-31

    Parameters
    ----------
    vault
        Folder vault.
    on
        Pada tanggal ini; bila kosong, hari ini.
    lang
        Bahasa: id atau en.
    json
        Cetak sebagai JSON.
    """
    with told(lang):
        there = opened(vault)
        found = retention.expired(there.items(), retention.classes(), on=on or now().date())
    evidence_show.items(found, json=json, lang=lang)
    return 0


def destroy(
    case: str, item: str, *, vault: VaultOption, who_: WhoOption, why: str, lang: Lang = "id", json: Json = False
) -> int:
    """Musnahkan isi satu bukti yang masa simpannya habis dan disetujui orang lain; sidik dan riwayatnya tinggal.

    Contoh: netral evidence destroy P-2024-0147 B-001 --vault bukti/ --who pengelola:A-07 --why "JRA 3.2"

    Parameters
    ----------
    case
        Nomor perkara.
    item
        Nama bukti.
    vault
        Folder vault.
    who_
        Peran dan nomor; bukan orang yang menyetujui.
    why
        Alasan.
    lang
        Bahasa: id atau en.
    json
        Cetak catatan kanonisnya, seperti dalam buku.
    """
    by = who(who_)
    with told(lang):
        there = opened(vault)
        found = there.item(case, item)
        denial = retention.against(found, retention.classes(), by=by["id"], on=now().date())
        if denial is not None:
            raise UserError(f"{case}/{item}: {denial.words[lang]}.")
        event = there.destroy(found, who=by, why=why, now=now())
    if json:
        sys.stdout.buffer.write(event.line() + b"\n")
        return 0
    sys.stdout.write(said("destroyed", lang, item=f"{case}/{item}", seq=event.seq, object=found.object))
    return 0
