"""What does the report say in its own voice? Indonesian first, English complete; never a word that decides guilt."""

from __future__ import annotations

Words = dict[str, str]


def w(indonesian: str, english: str) -> Words:
    """Both languages."""
    return {"id": indonesian, "en": english}


SAYS = {
    "title": w("Laporan patroli", "Patrol report"),
    "contents": w("Isi laporan", "Contents"),
    "skip": w("Langsung ke isi", "Skip to content"),
    "demo": w("Peragaan. Semua nama dan data karangan.", "Demonstration. All names and data are invented."),
    "h1": w("Yang terlihat pada akun yang dinyatakan", "What was seen on declared accounts"),
    "lead": w(
        "Perbuatan di muka umum pada akun yang dinyatakan sendiri oleh pegawai, terhadap peserta pemilihan yang terdaftar. "
        "Orang lain tidak dicatat.",
        "Public acts on accounts that officials declared themselves, toward registered contestants. "
        "Nobody else is recorded.",
    ),
    "indication": w("Petunjuk, bukan putusan", "An indication, not a verdict"),
    "indication_why": w(
        "Sebelum langkah apa pun: pastikan dulu siapa yang memegang akun saat itu, dengar penjelasan pegawai, lalu biarkan "
        "pejabat yang berwenang memutus. Akun bisa dibajak, dipinjam, atau berpindah tangan.",
        "Before any step: first establish who held the account at the time, hear the official, then let the competent "
        "authority decide. Accounts get hijacked, borrowed, or change hands.",
    ),
    "n_findings": w("petunjuk", "indications"),
    "n_officials": w("pegawai yang terkait, dari {of} yang terdaftar", "officials concerned, of {of} registered"),
    "n_records": w("catatan dibaca dari {of} berkas", "records read from {of} files"),
    "n_rejects": w("catatan tak terbaca atau ditolak", "records unreadable or rejected"),
    "read": w("Apa yang dibaca", "What was read"),
    "read_why": w(
        "Setiap catatan terhitung: diterima, ditolak, atau dilewati. Ketiganya selalu berjumlah sama dengan isi berkas.",
        "Every record is counted: accepted, rejected, or skipped. The three always add up to what the file holds.",
    ),
    "file": w("Berkas", "File"),
    "period": w("Masa", "Period"),
    "records": w("Catatan", "Records"),
    "accepted": w("Diterima", "Accepted"),
    "rejected": w("Ditolak", "Rejected"),
    "skipped": w("Dilewati", "Skipped"),
    "share": w("Perbandingan", "Share"),
    "refused": w("Ditolak seluruhnya", "Refused as a whole"),
    "unread": w("Yang tidak terbaca", "What could not be read"),
    "unread_none": w("Semua catatan terbaca.", "Every record could be read."),
    "reason": w("Sebab", "Reason"),
    "count": w("Banyaknya", "Count"),
    "remedy": w("Yang dapat dilakukan", "What to do"),
    "blind": w("Yang tidak dapat terlihat di sini", "What cannot be seen here"),
    "blind_why": w(
        "Diamnya sebuah ekspor bukan bukti bahwa tidak terjadi apa-apa.",
        "The silence of an export is no proof that nothing happened.",
    ),
    "when": w("Kapan: tahap pemilihan", "When: phases of the election"),
    "designation": w("hari penetapan", "day of designation"),
    "class": w("Kelas menurut dua bacaan", "Class in both readings"),
    "class_why": w(
        "Bunyi aturan dan praktik instansi bisa berbeda. Keduanya ditunjukkan; selisihnya dapat menjadi bahan pembelaan.",
        "The words of the rule and official practice may differ. Both are shown; the difference may serve a defence.",
    ),
    "literal": w("Menurut bunyi aturan", "By the words of the rule"),
    "official_practice": w("Menurut praktik instansi", "By official practice"),
    "both": w("menurut bunyi aturan dan menurut praktik instansi", "by the words of the rule and by official practice"),
    "same": w("Kedua bacaan sama", "Both readings agree"),
    "agency": w("Per instansi", "By agency"),
    "class_name": w("Kelas", "Class"),
    "agency_name": w("Instansi", "Agency"),
    "day_name": w("Hari", "Day"),
    "agency_why": w("Urut abjad. Ini bukan peringkat.", "In alphabetical order. This is no ranking."),
    "day": w("Per hari", "By day"),
    "as_table": w("Baca sebagai tabel", "Read as a table"),
    "findings": w("Petunjuk satu per satu", "The indications one by one"),
    "findings_none": w(
        "Tidak ada perbuatan pada akun yang dinyatakan terhadap peserta yang terdaftar. Lihat juga apa yang tidak dapat "
        "terlihat di sini.",
        "No act on a declared account toward a registered contestant. See also what cannot be seen here.",
    ),
    "findings_cut": w(
        "Di sini {shown} dari {all} petunjuk, yang paling awal. Semuanya ada di findings.csv.",
        "Here are {shown} of {all} indications, the earliest. All are in findings.csv.",
    ),
    "order": w("Urut waktu. Tidak ada peringkat menurut orang.", "In order of time. People are not ranked."),
    "official": w("Pegawai", "Official"),
    "target": w("Sasaran", "Target"),
    "object": w("Yang dituju", "What it was done to"),
    "open": w("Buka unggahan", "Open the post"),
    "object_code": w("Alamat dalam ekspor", "Its id in the export"),
    "contest": w("Pemilihan", "Election"),
    "answered": w(
        "Bila ini balasan, unggahan yang dijawab tampak di sana.",
        "If it is a reply, the post it answers is shown there.",
    ),
    "no_link": w("Ekspor tidak menyebut tautan atau nomornya", "The export tells neither a link nor an id"),
    "basis": w("Dasar pencocokan", "Basis of the match"),
    "missing": w("Yang belum diketahui", "Not known yet"),
    "mitigating": w("Meringankan", "Mitigating"),
    "source": w("Sumber", "Source"),
    "row": w("baris", "row"),
    "also": w("Juga tercatat di", "Also recorded in"),
    "conflicts": w("Catatan tidak sepakat", "Records disagree"),
    "conflicts_on": w("tentang {what}. Bandingkan dulu: {sources}", "on {what}. Compare them first: {sources}"),
    "more_sources": w("dan {count} catatan lain", "and {count} other records"),
    "several": w(
        "{count} petunjuk tercatat di lebih dari satu berkas dan dihitung sekali.",
        "{count} indications are recorded in more than one file and counted once.",
    ),
    "differing": w(
        "Pada {count} petunjuk catatannya tidak sepakat; selisihnya ditunjukkan.",
        "On {count} indications the records disagree; the difference is shown.",
    ),
    "recycled": w(
        "Nama akun kini milik nomor akun lain: {accounts} akun yang dinyatakan, {acts} perbuatan terhadap peserta. "
        "Tidak ada yang dicocokkan: pemakai nama itu orang lain. Bila daftar belum menyebut akhir masanya, tanyakan kepada "
        "pegawainya nama akun yang sekarang.",
        "The handle now belongs to another id: {accounts} declared accounts, {acts} acts toward contestants. "
        "None was matched: who has the handle is somebody else. Where the register does not yet say when it ended, ask the "
        "official for the present handle.",
    ),
    "origin": w("Asal dan pencocokan", "Origin and match"),
    "contestant": w("peserta", "contestant"),
    "region": w("daerah berkode {code}", "the region with code {code}"),
    "number": w("Nomor petunjuk", "Number of the indication"),
    "more": w(" dan {count} pasal lain", " and {count} more articles"),
    "confidence": w("keyakinan", "confidence"),
    "none_class": w("Tanpa kelas sanksi", "No class of sanction"),
    "foot": w(
        "Netral membantu menjelaskan aturan. Putusan selalu diambil orang yang berwenang.",
        "Netral helps to explain the rules. Decisions are always taken by the people competent to take them.",
    ),
    "rulebook": w("Buku aturan", "Rulebook"),
    "engine": w("Mesin", "Engine"),
    "inputs": w("Sidik berkas (SHA-256)", "Fingerprints of the files (SHA-256)"),
    "by_reading": w(
        "{literal} menurut bunyi aturan, {practice} menurut praktik instansi",
        "{literal} by the words of the rule, {practice} by official practice",
    ),
    "rejects": w(
        "Sebab dan jalan keluarnya. Nomor setiap baris yang ditolak ada di rejects.ndjson.",
        "Reasons and remedies. The number of every rejected row is in rejects.ndjson.",
    ),
    "told_read": w(
        "{accepted} dari {records} catatan diterima, {rejected} ditolak, {skipped} dilewati.",
        "{accepted} of {records} records accepted, {rejected} rejected, {skipped} skipped.",
    ),
    "told_share": w("{name}: {count} dari {all} petunjuk.", "{name}: {count} of {all} indications."),
    "told_phases": w("Banyaknya petunjuk menurut tahap: {phases}.", "Indications by phase: {phases}."),
    "told_phase": w("{phase} mulai {day}, {count}", "{phase} from {day}, {count}"),
    "told_days": w(
        "{all} petunjuk pada {days} hari antara {first} dan {last}; paling banyak {most} sehari.",
        "{all} indications on {days} days between {first} and {last}; at most {most} a day.",
    ),
    "told_mark": w("Garis putus-putus: {marks}.", "Dashed line: {marks}."),
    "told_engine": w(
        "DuckDB {duckdb} dan Ibis {ibis}, memori paling banyak {memory}",
        "DuckDB {duckdb} and Ibis {ibis}, at most {memory} of memory",
    ),
    "undated": w("tanpa waktu", "undated"),
    "precision": w("ketelitian waktu: {unit}", "time known to the {unit}"),
}
