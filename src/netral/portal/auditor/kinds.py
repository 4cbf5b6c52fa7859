"""What does the code of an event mean? A few words for each kind that the portal records, by what it is about."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ABOUT: tuple[tuple[str, Promise, dict[str, Promise]], ...] = (
    (
        "intake.",
        _("Laporan"),
        {
            "intake.received": _("laporan diterima"),
            "intake.read": _("laporan dibaca"),
            "intake.wrote": _("pesan petugas ditulis"),
            "intake.answered": _("pesan pelapor ditulis"),
            "intake.referred": _("nomor rujukan dicatat"),
            "intake.weighed": _("laporan ditimbang"),
            "intake.withdrawn": _("laporan ditarik pelapor"),
            "intake.swept": _("salinan tanpa laporan dibuang"),
        },
    ),
    (
        "triage.",
        _("Temuan"),
        {
            "triage.patrol": _("hasil patroli masuk"),
            "triage.opened": _("temuan dibaca"),
            "triage.weighed": _("temuan ditimbang"),
        },
    ),
    (
        "retention.",
        _("Masa simpan"),
        {
            "retention.approved": _("pemusnahan disetujui"),
            "retention.withdrawn": _("persetujuan pemusnahan ditarik"),
            "retention.destroyed": _("berkas dimusnahkan"),
            "retention.held": _("berkas ditahan untuk proses hukum"),
            "retention.released": _("penahanan berkas dilepas"),
        },
    ),
    (
        "sealed.",
        _("Kotak terkunci"),
        {
            "sealed.key_made": _("kunci pemeriksa dibuat"),
            "sealed.opened": _("nama pelapor dibuka"),
            "sealed.refused": _("pembukaan nama ditolak"),
            "sealed.handover_proposed": _("serah terima kunci diusulkan"),
            "sealed.handed_over": _("kunci diserahterimakan"),
            "sealed.handover_dropped": _("serah terima kunci dibatalkan"),
        },
    ),
    (
        "directory.",
        _("Pegawai"),
        {
            "directory.set_up": _("instansi disiapkan"),
            "directory.imported": _("daftar pegawai diimpor"),
            "directory.searched": _("pegawai dicari"),
            "directory.opened": _("data seorang pegawai dibaca"),
        },
    ),
    (
        "unit.",
        _("Unit"),
        {
            "unit.added": _("unit ditambah"),
            "unit.renamed": _("nama unit diganti"),
            "unit.move_proposed": _("pemindahan unit diusulkan"),
            "unit.moved": _("unit dipindahkan oleh dua orang"),
            "unit.move_dropped": _("usulan pemindahan unit dibatalkan"),
            "unit.ended": _("unit diakhiri"),
            "unit.reopened": _("unit dibuka lagi"),
        },
    ),
    (
        "mandate.",
        _("Peran"),
        {
            "mandate.proposed": _("peran diusulkan"),
            "mandate.granted": _("peran diberikan"),
            "mandate.confirmed": _("peran disahkan orang kedua"),
            "mandate.dropped": _("usulan peran dibatalkan"),
            "mandate.ended": _("peran diakhiri"),
        },
    ),
    (
        "conflict.",
        _("Benturan kepentingan"),
        {
            "conflict.declared": _("benturan dinyatakan"),
            "conflict.release_asked": _("pengakhiran benturan diminta"),
            "conflict.release_withdrawn": _("permintaan mengakhiri benturan ditarik"),
            "conflict.release_refused": _("pengakhiran benturan ditolak orang kedua"),
            "conflict.ended": _("benturan diakhiri"),
        },
    ),
    (
        "signin.",
        _("Masuk dan keamanan akun"),
        {
            "signin.in": _("masuk"),
            "signin.refused": _("upaya masuk ditolak"),
            "signin.session_ended": _("sesi diakhiri"),
            "signin.password_changed": _("kata sandi diganti"),
            "signin.factor_added": _("bukti kedua ditambah"),
            "signin.factor_removed": _("bukti kedua dihapus"),
            "signin.account_made": _("akun tanpa NIP dibuat"),
            "signin.slip_made": _("slip aktivasi dibuat"),
            "signin.reset_proposed": _("penghapusan bukti kedua diusulkan"),
            "signin.reset": _("bukti kedua dihapus oleh dua orang"),
            "signin.reset_dropped": _("usulan penghapusan bukti kedua dibatalkan"),
        },
    ),
    (
        "audit.",
        _("Catatan audit"),
        {
            "audit.read": _("catatan audit dibaca"),
            "audit.checked": _("rantai diperiksa"),
            "audit.exported": _("catatan audit diekspor"),
            "audit.key_changed": _("kunci segel diganti"),
        },
    ),
    (
        "contests.",
        _("Peserta dan aturan"),
        {
            "contests.register_changed": _("daftar peserta diganti"),
            "contests.rulebook_in_use": _("buku aturan lain mulai dipakai"),
        },
    ),
    (
        "api.",
        _("Program yang tersambung"),
        {
            "api.findings_read": _("daftar temuan dibaca program"),
            "api.report_read": _("laporan dibaca program dengan kodenya"),
            "api.token_made": _("token program dibuat"),
            "api.token_ended": _("token program diakhiri"),
        },
    ),
    (
        "backup.",
        _("Cadangan"),
        {
            "backup.made": _("cadangan dibuat"),
            "backup.restored": _("cadangan dipulihkan"),
            "backup.expired": _("cadangan lama dibuang"),
        },
    ),
    ("demo.", _("Peragaan"), {"demo.filled": _("data peragaan diisi")}),
)
"""The beginning that all kinds of a subject share, its name, and the words of each kind."""

WORDS: dict[str, Promise] = {kind: words for _prefix, _name, kinds in ABOUT for kind, words in kinds.items()}

CLOCKS: dict[str, str | Promise] = {"system": "", "behind": _("jam mundur"), "stated": _("waktu disebut orang")}
"""What is said of the time of an event; nothing where the machine's own clock told it."""
