"""Every word of the report, Indonesian first, English complete. Never a word that decides guilt."""

from __future__ import annotations

Words = dict[str, str]


def _w(indonesian: str, english: str) -> Words:
    return {"id": indonesian, "en": english}


SAYS = {
    "title": _w("Laporan patroli", "Patrol report"),
    "contents": _w("Isi laporan", "Contents"),
    "skip": _w("Langsung ke isi", "Skip to content"),
    "demo": _w("Peragaan. Semua nama dan data karangan.", "Demonstration. All names and data are invented."),
    "h1": _w("Yang terlihat pada akun yang dinyatakan", "What was seen on declared accounts"),
    "lead": _w(
        "Perbuatan di muka umum pada akun yang dinyatakan sendiri oleh pegawai, terhadap peserta pemilihan yang terdaftar. "
        "Orang lain tidak dicatat.",
        "Public acts on accounts that officials declared themselves, toward registered contestants. "
        "Nobody else is recorded.",
    ),
    "indication": _w("Petunjuk, bukan putusan", "An indication, not a verdict"),
    "indication_why": _w(
        "Sebelum langkah apa pun: pastikan dulu siapa yang memegang akun saat itu, dengar penjelasan pegawai, lalu biarkan "
        "pejabat yang berwenang memutus. Akun bisa dibajak, dipinjam, atau berpindah tangan.",
        "Before any step: first establish who held the account at the time, hear the official, then let the competent "
        "authority decide. Accounts get hijacked, borrowed, or change hands.",
    ),
    "n_findings": _w("petunjuk", "indications"),
    "n_officials": _w("pegawai yang terkait, dari {of} yang terdaftar", "officials concerned, of {of} registered"),
    "n_records": _w("catatan dibaca dari {of} berkas", "records read from {of} files"),
    "n_rejects": _w("catatan tak terbaca atau ditolak", "records unreadable or rejected"),
    "read": _w("Apa yang dibaca", "What was read"),
    "read_why": _w(
        "Setiap catatan terhitung: diterima, ditolak, atau dilewati. Ketiganya selalu berjumlah sama dengan isi berkas.",
        "Every record is counted: accepted, rejected, or skipped. The three always add up to what the file holds.",
    ),
    "file": _w("Berkas", "File"),
    "format": _w("Format", "Format"),
    "period": _w("Masa", "Period"),
    "records": _w("Catatan", "Records"),
    "accepted": _w("Diterima", "Accepted"),
    "rejected": _w("Ditolak", "Rejected"),
    "skipped": _w("Dilewati", "Skipped"),
    "share": _w("Perbandingan", "Share"),
    "refused": _w("Ditolak seluruhnya", "Refused as a whole"),
    "unread": _w("Yang tidak terbaca", "What could not be read"),
    "unread_none": _w("Semua catatan terbaca.", "Every record could be read."),
    "reason": _w("Sebab", "Reason"),
    "count": _w("Banyaknya", "Count"),
    "remedy": _w("Yang dapat dilakukan", "What to do"),
    "blind": _w("Yang tidak dapat terlihat di sini", "What cannot be seen here"),
    "blind_why": _w(
        "Diamnya sebuah ekspor bukan bukti bahwa tidak terjadi apa-apa.",
        "The silence of an export is no proof that nothing happened.",
    ),
    "when": _w("Kapan: tahap pemilihan", "When: phases of the election"),
    "designation": _w("hari penetapan", "day of designation"),
    "class": _w("Kelas menurut dua bacaan", "Class in both readings"),
    "class_why": _w(
        "Bunyi aturan dan praktik instansi bisa berbeda. Keduanya ditunjukkan; selisihnya dapat menjadi bahan pembelaan.",
        "The words of the rule and official practice may differ. Both are shown; the difference may serve a defence.",
    ),
    "literal": _w("Menurut bunyi aturan", "By the words of the rule"),
    "official_practice": _w("Menurut praktik instansi", "By official practice"),
    "agency": _w("Per instansi", "By agency"),
    "class_name": _w("Kelas", "Class"),
    "agency_name": _w("Instansi", "Agency"),
    "day_name": _w("Hari", "Day"),
    "agency_why": _w("Urut abjad. Ini bukan peringkat.", "In alphabetical order. This is no ranking."),
    "day": _w("Per hari", "By day"),
    "as_table": _w("Baca sebagai tabel", "Read as a table"),
    "findings": _w("Petunjuk satu per satu", "The indications one by one"),
    "findings_none": _w(
        "Tidak ada perbuatan pada akun yang dinyatakan terhadap peserta yang terdaftar. Lihat juga apa yang tidak dapat "
        "terlihat di sini.",
        "No act on a declared account toward a registered contestant. See also what cannot be seen here.",
    ),
    "findings_cut": _w(
        "Di sini {shown} dari {all} petunjuk, yang paling awal. Semuanya ada di findings.csv.",
        "Here are {shown} of {all} indications, the earliest. All are in findings.csv.",
    ),
    "order": _w("Urut waktu. Tidak ada peringkat menurut orang.", "In order of time. People are not ranked."),
    "official": _w("Pegawai", "Official"),
    "target": _w("Sasaran", "Target"),
    "link": _w("Tautan", "Link"),
    "open": _w("Buka unggahan", "Open the post"),
    "no_link": _w("Tidak ada tautan dalam ekspor", "The export holds no link"),
    "basis": _w("Dasar pencocokan", "Basis of the match"),
    "norms": _w("Norma", "Norms"),
    "missing": _w("Yang belum diketahui", "Not known yet"),
    "mitigating": _w("Meringankan", "Mitigating"),
    "nothing": _w("Tidak ada", "Nothing"),
    "source": _w("Sumber", "Source"),
    "row": _w("baris", "row"),
    "confidence": _w("keyakinan", "confidence"),
    "none_class": _w("Tanpa kelas sanksi", "No class of sanction"),
    "foot": _w(
        "Netral membantu menjelaskan aturan. Putusan selalu diambil orang yang berwenang.",
        "Netral helps to explain the rules. Decisions are always taken by the people competent to take them.",
    ),
    "rulebook": _w("Buku aturan", "Rulebook"),
    "engine": _w("Mesin", "Engine"),
    "inputs": _w("Sidik berkas (SHA-256)", "Fingerprints of the files (SHA-256)"),
    "total": _w("Jumlah", "Total"),
    "undated": _w("tanpa waktu", "undated"),
    "precision": _w("ketelitian waktu: {unit}", "time known to the {unit}"),
}
VERDICTS = {
    "prohibited": (_w("Dilarang", "Prohibited"), "v-larang"),
    "permitted_with_conditions": (
        _w("Bergantung pada yang belum diketahui", "Depends on what is not known"),
        "v-syarat",
    ),
    "permitted": (_w("Boleh", "Permitted"), "v-boleh"),
    "not_regulated": (_w("Tidak diatur", "Not regulated"), "v-kosong"),
}
CLASSES = {
    "pidana": _w("Ancaman pidana", "Criminal penalty"),
    "administratif": _w("Sanksi administratif", "Administrative sanction"),
    "disiplin_berat": _w("Hukuman disiplin berat", "Heavy discipline"),
    "disiplin_sedang": _w("Hukuman disiplin sedang", "Medium discipline"),
    "disiplin_ringan": _w("Hukuman disiplin ringan", "Light discipline"),
    "disiplin_instansi": _w("Disiplin menurut aturan instansi", "Discipline by the agency's own rules"),
    "kontrak": _w("Sanksi menurut kontrak kerja", "Sanction by the work contract"),
    "kode_etik": _w("Pelanggaran kode etik", "Breach of the code of ethics"),
    "satgas": _w("Diputus Satgas", "Decided by the task force"),
}
VERBS = {
    "Like": _w("Menyukai", "Liked"),
    "Dislike": _w("Tidak menyukai", "Disliked"),
    "Announce": _w("Membagikan", "Shared"),
    "Create": _w("Menulis atau membalas", "Posted or replied"),
    "Follow": _w("Mengikuti", "Followed"),
    "Join": _w("Bergabung", "Joined"),
    "Leave": _w("Keluar", "Left"),
    "Undo": _w("Membatalkan", "Undid"),
    "Delete": _w("Menghapus", "Deleted"),
    "Update": _w("Mengubah", "Edited"),
    "Add": _w("Menambahkan", "Added"),
}
ROLES = {
    "contestant": _w("akun pribadi peserta", "the contestant's own account"),
    "campaign_account": _w("akun tim pemenangan", "a campaign account"),
    "supporters_account": _w("akun relawan", "a volunteers' account"),
    "campaign_team": _w("anggota tim kampanye", "a campaign team member"),
    "party": _w("partai politik", "a political party"),
    "government_account": _w("akun resmi pemerintah", "an official government account"),
    "news_media": _w("media berita", "news media"),
    "colleagues": _w("rekan kerja", "colleagues"),
    "none": _w("bukan peserta", "nobody in the contest"),
}
STATUSES = {
    "bakal_calon": _w("bakal calon", "prospective candidate"),
    "calon": _w("calon", "candidate"),
    "former": _w("sudah bukan calon", "no longer a candidate"),
    "none": _w("belum bakal calon", "not yet a candidate"),
}
PHASES = {
    "belum": _w("Sebelum pencalonan", "Before nomination"),
    "bakal_calon": _w("Bakal calon", "Prospective candidates"),
    "penetapan": _w("Sejak penetapan", "From designation"),
    "kampanye": _w("Masa kampanye", "Campaign"),
    "masa_tenang": _w("Masa tenang", "Quiet days"),
    "pemungutan_suara": _w("Pemungutan suara", "Voting"),
    "rekapitulasi": _w("Rekapitulasi", "Recapitulation"),
    "sesudah": _w("Sesudahnya", "Afterwards"),
}
MATCHES = {
    "id": _w("nomor akun sama dengan yang dinyatakan", "the account's id is the declared one"),
    "handle": _w(
        "nama akun sama dengan yang dinyatakan, dalam masa berlakunya",
        "the handle is the declared one, within its dates",
    ),
}
OWNERS = {
    "stated": _w("pemilik sasaran tertulis dalam ekspor", "the export states whose it is"),
    "url": _w("pemilik sasaran terbaca dari tautan", "the link says whose it is"),
    "parent": _w("pemilik sasaran dari unggahan induk", "from the parent post"),
    "context": _w("pemilik sasaran dari berkas konteks", "from the context file"),
    "inferred": _w(
        "sasaran hanya perkiraan dari sebutan pertama; tidak pernah cukup sendirian untuk sebuah perkara",
        "the target is only inferred from the first mention; never alone enough for a case",
    ),
}
FACTS = {
    "object.content": _w("isi unggahan", "what the post says"),
    "object.type": _w("jenis unggahan", "what kind of post"),
    "object.with": _w("siapa yang tampak di foto", "who is in the picture"),
    "object.visibility": _w("siapa yang dapat melihat", "who can see it"),
    "object.in_reply_to": _w("balasan atau bukan", "whether it is a reply"),
    "actor.relation": _w("hubungan keluarga", "family relation"),
    "actor.on_cltn": _w("cuti di luar tanggungan negara", "leave outside state pay"),
    "actor.pejabat": _w("pejabat atau bukan", "whether an official with a post"),
    "circumstances.support_aim": _w("tujuan mendukung", "aim of support"),
    "circumstances.partisan_sign": _w("isyarat berpihak", "a partisan sign"),
    "circumstances.party_attributes": _w("atribut partai", "party attributes"),
    "circumstances.pns_attributes": _w("atribut PNS", "civil-service attributes"),
    "circumstances.state_facility": _w("fasilitas negara", "state facilities"),
    "circumstances.passive": _w("pasif atau ikut", "passive or taking part"),
    "target.contest": _w("pemilihan yang mana", "which election"),
    "at": _w("waktu yang tepat", "the exact time"),
}
MITIGATING = {"undone": _w("dibatalkan sendiri kemudian", "taken back later by the same account")}
CONFIDENCES = {"high": _w("tinggi", "high"), "medium": _w("sedang", "medium"), "low": _w("rendah", "low")}
UNITS = {
    "min": _w("menit", "minute"),
    "day": _w("hari", "day"),
    "week": _w("minggu", "week"),
    "month": _w("bulan", "month"),
    "year": _w("tahun", "year"),
    "interval": _w("rentang", "interval"),
}
DAYS = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "id": tuple("Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()),
    "en": tuple("January February March April May June July August September October November December".split()),
}


def word(table: dict[str, Words], key: str | None, lang: str) -> str:
    """The word for a code; a code without one is shown as it is, never dropped."""
    found = table.get(key or "")
    return found[lang] if found else (key or "")
