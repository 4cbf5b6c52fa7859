"""What stands in each column of the patrol's findings, and what the manifest counts about them."""

from __future__ import annotations

from docs.render.words import table
from netral.patrol.findings import COLUMNS
from netral.patrol.report.codes import CONFLICTS

INTRO = """# Kolom temuan · Columns of findings

`findings.csv` dan `findings.parquet`: satu baris untuk satu perbuatan seorang pegawai terhadap satu peserta dalam satu
peran. Petunjuk, bukan putusan. *One row per act of one official toward one contestant in one role. An indication, not a
verdict.*

"""
CONFLICTING = """
## Ketidaksepakatan · Conflicts

Isi `conflicts`, menurut abjad, dipisahkan `;`. Yang tidak diketahui tidak menyangkal apa pun, begitu pula hari yang
memuat waktu yang tepat. *What `conflicts` may name. Unknown contradicts nothing, nor does a day that holds the exact
time.*

"""
COUNTS = """
## Dalam manifes · In the manifest

"""
MEANING = {
    "finding_id": (
        "nomor tetap: sidik dari perbuatan, pegawai, dan peserta",
        "lasting number: a hash of act, official, contestant",
    ),
    "official_id": ("pegawai, seperti dalam daftar", "the official, as in the register"),
    "agency": ("instansinya", "the agency"),
    "contest": ("pemilihan", "the contest"),
    "contestant_id": ("peserta, seperti dalam daftar", "the contestant, as in the register"),
    "role": ("akun siapa yang dituju", "whose account it was toward"),
    "target_status": ("status peserta saat itu", "the contestant's status at that time"),
    "phase": ("tahap pemilihan saat itu", "the phase at that time"),
    "platform": ("platform", "the platform"),
    "verb": ("perbuatan", "what was done"),
    "activity_id": ("nomor perbuatan itu sendiri di platform", "the platform's id of the act itself"),
    "object_id": ("yang dituju, atau yang ditulis", "what it was done to, or what was written"),
    "url": ("tautannya", "its link"),
    "occurred_at": ("kapan, dalam UTC", "when, in UTC"),
    "precision": ("ketelitian waktu itu", "how exactly the time is known"),
    "match_basis": ("pegawai dikenali dari `id` atau `handle`", "the official was matched by `id` or `handle`"),
    "owner_basis": ("bagaimana pemilik sasaran diketahui", "how it is known whose the target is"),
    "verdict_literal": ("menurut bunyi aturan", "by the words of the rule"),
    "verdict_practice": ("menurut praktik instansi", "by official practice"),
    "class_literal": ("kelas menurut bunyi aturan", "the class by the words of the rule"),
    "class_practice": ("kelas menurut praktik instansi", "the class by official practice"),
    "norms": ("norma yang berlaku", "the norms that apply"),
    "missing_facts": ("fakta yang belum diketahui", "facts that are not known"),
    "rulebook_sha256": ("sidik buku aturan", "hash of the rulebook"),
    "source_sha256": ("berkas dari catatan yang terkecil", "file of the smallest record"),
    "source_row": ("nomor catatan itu", "number of that record"),
    "mitigating": ("`undone`: dibatalkan sendiri kemudian", "`undone`: taken back later by the same account"),
    "sources": (
        "semua catatan tentang perbuatan ini, `sha256:baris` dipisahkan `;`",
        "all records of this act, `sha256:row` joined by `;`",
    ),
    "conflicts": ("kolom yang tidak disepakati catatan-catatan itu", "columns on which these records disagree"),
}
MANIFEST = {
    "counts.findings_in_several_files": (
        "temuan yang tercatat di lebih dari satu berkas",
        "findings that more than one file records",
    ),
    "counts.findings_with_conflicts": ("temuan yang catatannya tidak sepakat", "findings whose records disagree"),
    "registers.officials.recycled_handles": (
        "`accounts` akun yang nama akunnya kini milik nomor lain, menurut `acts` perbuatan; tidak pernah dicocokkan",
        "`accounts` accounts whose handle now belongs to another id, as `acts` acts showed; never matched",
    ),
}


def page() -> str:
    """Three tables: columns in their order, conflicts, counts."""
    columns = [(f"`{name}`", *MEANING[name]) for name in COLUMNS]
    conflicts = [(f"`{name}`", words["id"], words["en"]) for name, words in CONFLICTS.items()]
    counts = [(f"`{name}`", *words) for name, words in MANIFEST.items()]
    return (
        INTRO
        + table(("kolom", "artinya", "meaning"), columns)
        + CONFLICTING
        + table(("kolom", "artinya", "meaning"), conflicts)
        + COUNTS
        + table(("isi", "artinya", "meaning"), counts)
    )
