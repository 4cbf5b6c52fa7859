"""`netral evidence`: keep what was handed in so that it still proves something years later."""

from __future__ import annotations

import json as json_
import sys
from pathlib import Path
from typing import Annotated, Any

from cyclopts import App, Parameter

from netral.cli import evidence_halves, evidence_init, evidence_quota, evidence_retention, evidence_seal, evidence_show
from netral.cli.bundle import bundle
from netral.cli.errors import REJECTS, UNVERIFIED, USAGE, UserError
from netral.cli.evidence_words import said
from netral.cli.vaults import Lang, VaultOption, WhoOption, now, opened, told, who
from netral.evidence.errors import Words
from netral.evidence.event import read

HELP = "Simpan bukti sehingga tetap membuktikan bertahun-tahun kemudian: terima, catat, segel, serahkan, musnahkan."
app = App(name="evidence", help=HELP, help_format="plaintext")
app.command(evidence_init.init, name="init")
app.command(bundle, name="bundle")
app.command(evidence_seal.seal, name="seal")
app.command(evidence_halves.split, name="split-key")
app.command(evidence_halves.join, name="join-key")
app.command(evidence_quota.quota, name="quota")
app.command(evidence_show.view, name="view")
app.command(evidence_show.redact, name="redact")
app.command(evidence_retention.record, name="record")
app.command(evidence_retention.expired, name="expired")
app.command(evidence_retention.destroy, name="destroy")
Json = Annotated[bool, Parameter(negative="")]


@app.command
def add(
    *files: Path,
    vault: VaultOption,
    case: str,
    who_: WhoOption,
    why: str,
    title: str | None = None,
    item: str | None = None,
    patrol: Path | None = None,
    finding: str | None = None,
    export: Path | None = None,
    context: Path | None = None,
    identity: Path | None = None,
    lang: Lang = "id",
    json: Json = False,
) -> int:
    """Terima berkas sebagai bukti, atau satu baris ekspor yang menjadi temuan patroli.

    Foto mendapat salinan tanpa data lokasi dan perangkat; rekaman web (WARC, WACZ) diperiksa sidiknya dan mendapat
    salinan teks. Aslinya disimpan seperti diterima, juga bila terpotong. Berkas yang ditolak tidak menahan yang lain:
    status 3 bila sebagian tidak tersimpan.

    Contoh:

        netral evidence add foto.jpg --vault bukti/ --case P-2024-0147 --who pemeriksa:P-02 --why "diserahkan pelapor"

        netral evidence add --vault bukti/ --case P-7 --patrol hasil/ --finding 8f31 --export x.csv --who p:P-02 --why x

    Parameters
    ----------
    files
        Berkas yang diserahkan.
    vault
        Folder vault.
    case
        Nomor perkara: huruf, angka, titik, garis.
    who_
        Peran dan nomor orang yang menerima, misalnya pemeriksa:P-02.
    why
        Alasan atau asal bukti.
    title
        Judul bagi pembaca; bila kosong, nama berkasnya.
    item
        Nama bukti; bila kosong, nomor berikutnya.
    patrol
        Folder hasil netral patrol, untuk --finding.
    finding
        Nomor temuan (finding_id), boleh awalnya saja.
    export
        Berkas ekspor tempat temuan itu dibaca.
    context
        Berkas konteks, bila patroli memakainya.
    identity
        Berkas identitas age; hanya untuk membuat salinan di vault terenkripsi.
    lang
        Bahasa: id atau en.
    json
        Cetak bukti sebagai JSON.
    """
    from netral.cli import evidence_add

    if bool(files) == bool(finding):
        raise UserError("sebutkan berkas yang diserahkan, atau --finding dengan --patrol dan --export.")
    if finding and not (patrol and export):
        raise UserError("--finding perlu --patrol (folder hasil) dan --export (berkas ekspornya).")
    if item and len(files) > 1:
        raise UserError("--item hanya untuk satu berkas.")
    by, wrong = who(who_), list[Words]()
    with told(lang):
        there = opened(vault, identity)
        if finding:
            assert patrol is not None
            assert export is not None
            found = [
                evidence_add.finding(
                    there, patrol, finding, export, context=context, case=case, who=by, why=why, item=item
                )
            ]
        else:
            about: dict[str, Any] = {"case": case, "who": by, "why": why, "title": title, "item": item}
            handed = evidence_add.files(there, files, **about, lang=lang)
            found, wrong = [list(one.items) for one in handed], [words for one in handed for words in one.told()]
    made = [one for each in found for one in each]
    if made or not wrong:
        evidence_show.items(made, json=json, lang=lang)
    if wrong:
        # The rest was taken in: said last, so that it is what a person reads.
        raise UserError("\n".join(f"{one[lang]}." for one in wrong), REJECTS if made else USAGE)
    return 0


@app.command
def log(
    *, vault: VaultOption, case: str | None = None, item: str | None = None, lang: Lang = "id", json: Json = False
) -> int:
    """Riwayat penguasaan: siapa melakukan apa, kapan, dan mengapa.

    Contoh: netral evidence log --vault bukti/ --case P-2024-0147

    Parameters
    ----------
    vault
        Folder vault.
    case
        Hanya perkara ini.
    item
        Hanya bukti ini.
    lang
        Bahasa: id atau en.
    json
        Satu catatan kanonis per baris, seperti dalam buku.
    """
    with told(lang):
        there = opened(vault)
        lines = [line for line in there.lines() if _asked(read(line), case, item)]
        evidence_show.log(lines, json=json, lang=lang)
    return 0


def _asked(event: Any, case: str | None, item: str | None) -> bool:
    return case in (None, event.case) and item in (None, event.item)


@app.command
def check(*, vault: VaultOption, identity: Path | None = None, lang: Lang = "id", json: Json = False) -> int:
    """Buang sisa proses yang terputus, lalu baca ulang setiap bukti. Buku dan segel diperiksa netral verify.

    Status 5 bila ada isi yang hilang atau berubah.

    Contoh: netral evidence check --vault bukti/

    Parameters
    ----------
    vault
        Folder vault.
    identity
        Berkas identitas age; tanpa itu, isi vault terenkripsi tidak dapat dibaca ulang dan hanya dicari.
    lang
        Bahasa: id atau en.
    json
        Cetak sebagai JSON.
    """
    with told(lang):
        there = opened(vault, identity)
        swept = there.sweep(now=now())
        kept = {one.object: f"{one.case}/{one.item}" for one in there.items() if one.state == "here"}
        missing = sorted(kept.keys() - set(there.store.names()))
        readable = identity is not None or there.store.files_each == 1
        damaged = [name for name in sorted(kept.keys() - set(missing)) if readable and not there.store.whole(name)]
    told_of = {**swept, "objects": len(kept), "read": readable, "missing": missing, "damaged": damaged}
    if json:
        sys.stdout.write(json_.dumps(told_of) + "\n")
    else:
        left = swept["unnamed"] + len(swept["orphans"])
        facts = {"kept": len(kept), "missing": len(missing), "damaged": len(damaged), "left": left}
        sys.stdout.write(said("checked" if readable else "counted", lang, **facts))
        for what, names in (("is_missing", missing), ("is_damaged", damaged)):
            sys.stdout.write("".join(said(what, lang, item=kept[name], object=name) for name in names))
    return UNVERIFIED if missing or damaged else 0
