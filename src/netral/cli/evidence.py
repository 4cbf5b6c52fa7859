"""`netral evidence`: keep what was handed in so that it still proves something years later."""

from __future__ import annotations

import json as json_
import sys
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cyclopts import App, Parameter

from netral.cli import evidence_quota, evidence_seal, evidence_show
from netral.cli.bundle import bundle
from netral.cli.errors import REJECTS, USAGE, UserError
from netral.cli.evidence_words import said
from netral.cli.vaults import Lang, VaultOption, WhoOption, new_file, now, opened, told, who
from netral.evidence import note, retention
from netral.evidence.errors import Words
from netral.evidence.event import Happening, read
from netral.evidence.vault import Vault

HELP = "Simpan bukti sehingga tetap membuktikan bertahun-tahun kemudian: terima, catat, segel, serahkan, musnahkan."
app = App(name="evidence", help=HELP, help_format="plaintext")
app.command(bundle, name="bundle")
app.command(evidence_seal.seal, name="seal")
app.command(evidence_quota.quota, name="quota")
app.command(evidence_show.view, name="view")
app.command(evidence_show.redact, name="redact")
Json = Annotated[bool, Parameter(negative="")]


@app.command
def init(vault: Path, *, origin: str, key: Path, recipient: list[str] | None = None, lang: Lang = "id") -> int:
    """Buat vault baru dan kunci penyegelnya.

    Contoh:

        netral evidence init bukti/ --origin bkpsdm.contoh.go.id/bukti --key segel.pem

    Parameters
    ----------
    vault
        Folder baru untuk bukti.
    origin
        Nama buku ini untuk selamanya, misalnya alamat instansi; tanpa spasi dan tanpa tanda tambah.
    key
        Berkas baru untuk kunci penyegel; simpan di luar vault, dengan cadangan.
    recipient
        Kunci publik age; semua isi dienkripsi untuknya. Boleh beberapa.
    lang
        Bahasa: id atau en.
    """
    private = Ed25519PrivateKey.generate()
    try:
        public = note.public(private, origin)
    except ValueError:
        raise UserError(f"--origin {origin}: tanpa spasi dan tanpa tanda tambah.") from None
    with told(lang):
        if recipient:
            _refuse_recipients(recipient)
        Vault.refuse_filled(vault)
        # The key first: a vault whose key was never written could not be sealed.
        new_file(key, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        Vault.found(vault, origin, public, recipient or ())
    about = {"vault": vault, "key": public.written(), "fingerprint": public.fingerprint, "file": key}
    sys.stdout.write(said("founded", lang, **about))
    return 0


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

        netral evidence add --vault bukti/ --case P-2024-0147 --patrol hasil/ --finding 8f31… --export komentar.csv \
            --who pemeriksa:P-02 --why "temuan patroli"

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
) -> int:
    """Catat penyerahan, pengembalian, penahanan hukum, persetujuan pemusnahan, atau penutupan perkara.

    Contoh:

        netral evidence record held --vault bukti/ --case P-2024-0147 --who ppk:K-01 --why "gugatan di PTUN"

        netral evidence record noted --vault bukti/ --case P-2024-0147 --close-as tidak_terbukti \
            --who ppk:K-01 --why "putusan 12-11-2024"

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
    """
    if close_as is not None and (what != "noted" or close_as not in retention.classes()):
        raise UserError(f"--close-as: dengan noted, salah satu dari {', '.join(retention.classes())}.")
    if what == "approved" and item is None:
        raise UserError("approved: sebutkan --item; persetujuan diberikan per bukti.")
    with told(lang):
        there = opened(vault)
        if item is not None:
            there.item(case, item)
        facts = {"retention": close_as} if close_as else {}
        event = there.record(Happening(what, who(who_), why, case=case, item=item, facts=facts), now=now())
    sys.stdout.write(said("recorded", lang, seq=event.seq, at=event.at))
    return 0


@app.command
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


@app.command
def destroy(case: str, item: str, *, vault: VaultOption, who_: WhoOption, why: str, lang: Lang = "id") -> int:
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
    """
    by = who(who_)
    with told(lang):
        there = opened(vault)
        found = there.item(case, item)
        denial = retention.against(found, retention.classes(), by=by["id"], on=now().date())
        if denial is not None:
            raise UserError(f"{case}/{item}: {denial.words[lang]}.")
        event = there.destroy(found, who=by, why=why, now=now())
    sys.stdout.write(said("destroyed", lang, item=f"{case}/{item}", seq=event.seq, object=found.object))
    return 0


@app.command
def check(*, vault: VaultOption, lang: Lang = "id", json: Json = False) -> int:
    """Buang sisa proses yang terputus, lalu baca ulang setiap bukti. Buku dan segel diperiksa netral verify.

    Contoh: netral evidence check --vault bukti/

    Parameters
    ----------
    vault
        Folder vault.
    lang
        Bahasa: id atau en.
    json
        Cetak sebagai JSON.
    """
    with told(lang):
        there = opened(vault)
        swept = there.sweep(now=now())
        kept = {one.object for one in there.items() if one.state == "here"}
        missing = sorted(kept - set(there.store.names()))
    told_of = {**swept, "objects": len(kept), "missing": missing}
    if json:
        sys.stdout.write(json_.dumps(told_of) + "\n")
    else:
        left = swept["unnamed"] + len(swept["orphans"])
        sys.stdout.write(said("checked", lang, kept=len(kept), missing=len(missing), left=left))
    return 5 if missing else 0


def _refuse_recipients(recipients: list[str]) -> None:
    import pyrage

    for one in recipients:
        try:
            pyrage.x25519.Recipient.from_str(one)
        except pyrage.RecipientError:
            raise UserError(f"--recipient {one}: bukan kunci publik age (age1…).") from None
