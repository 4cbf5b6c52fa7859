"""The words of questions and answers, Indonesian and English: facts, choices, verdicts, classes."""

from __future__ import annotations

Words = dict[str, str]


def _w(indonesian: str, english: str) -> Words:
    return {"id": indonesian, "en": english}


UNKNOWN = _w("Saya tidak tahu", "I do not know")
WHY = _w("Mengapa ditanya:", "Why do you ask:")
ASKED = {
    "verb": _w("Apa yang ingin Anda lakukan?", "What do you want to do?"),
    "target.role": _w("Kepada siapa, atau akun siapa?", "Toward whom, or whose account?"),
    "at": _w(
        "Kapan? Enter untuk sekarang, atau 2024-10-05T20:00+08:00", "When? Enter for now, or 2024-10-05T20:00+08:00"
    ),
    "actor.status": _w("Anda bekerja sebagai…", "You work as…"),
    "actor.pejabat": _w("Apakah Anda pejabat (struktural atau fungsional)?", "Are you an official with a post?"),
    "actor.on_cltn": _w(
        "Apakah Anda sedang cuti di luar tanggungan negara?", "Are you on leave outside state pay (CLTN)?"
    ),
    "actor.relation": _w("Apa hubungan Anda dengan orang itu?", "How are you related to that person?"),
    "object.type": _w("Berupa apa?", "What kind of thing is it?"),
    "object.visibility": _w("Siapa yang dapat melihatnya?", "Who can see it?"),
    "object.content": _w(
        "Ke mana arah isi atau akibatnya: mendukung, merugikan, netral?",
        "Where does its content or effect point: for, against, neutral?",
    ),
    "object.with": _w("Siapa atau apa yang tampak di foto?", "Who or what is in the picture?"),
    "object.in_reply_to": _w("Apakah ini komentar atau balasan?", "Is it a comment or reply?"),
    "target.status": _w("Apa status orang itu?", "What is that person's status?"),
    "target.contest": _w("Pemilihan yang mana?", "Which election?"),
    "circumstances.passive": _w(
        "Hanya hadir dan mendengar, tanpa ikut apa pun?", "Only present and listening, no part in it?"
    ),
    "circumstances.party_attributes": _w("Memakai atribut partai atau calon?", "With party or candidate attributes?"),
    "circumstances.pns_attributes": _w(
        "Memakai atribut PNS (Korpri, seragam)?", "With civil-service attributes (uniform)?"
    ),
    "circumstances.state_facility": _w(
        "Memakai fasilitas negara (kendaraan, gedung)?", "With state facilities (car, building)?"
    ),
    "circumstances.partisan_sign": _w("Ada isyarat tangan atau simbol berpihak?", "A partisan hand sign or symbol?"),
    "circumstances.support_aim": _w("Tujuannya memberi dukungan?", "Is the aim to give support?"),
    "circumstances.outside_working_hours": _w("Di luar jam kerja?", "Outside working hours?"),
    "circumstances.independent_candidacy": _w("Calon perseorangan?", "An independent candidacy?"),
    "circumstances.campaign_participant": _w(
        "Apakah Anda melakukannya sebagai peserta kampanye?", "Do you do it as a participant of the campaign?"
    ),
}
VERBS = {
    "Like": _w("Menyukai (like)", "Like"),
    "Create": _w("Membuat unggahan atau berkomentar", "Post or comment"),
    "Announce": _w("Membagikan", "Share"),
    "Follow": _w("Mengikuti akun", "Follow an account"),
    "Join": _w("Ikut grup", "Join a group"),
    "Dislike": _w("Tidak menyukai (dislike)", "Dislike"),
    "Add": _w("Menambahkan stiker atau cerita", "Add a sticker or story"),
    "Invite": _w("Mengajak", "Invite"),
    "View": _w("Membaca atau melihat", "Read or view"),
    "Attend": _w("Hadir di acara", "Attend an event"),
    "SupportActively": _w("Mendukung secara aktif di acara", "Support actively at an event"),
    "Display": _w("Memasang alat peraga", "Put up banners"),
    "Lobby": _w("Mendekati partai untuk mencalonkan diri", "Approach a party for my own candidacy"),
    "BecomeMember": _w("Menjadi anggota partai", "Become a party member"),
    "Advise": _w("Menjadi tim ahli atau konsultan", "Be expert or consultant"),
    "Mobilise": _w("Mengerahkan pegawai lain", "Mobilise colleagues"),
    "UseFacility": _w("Memakai fasilitas negara", "Use state facilities"),
    "Decide": _w("Membuat keputusan", "Make a decision"),
    "HoldActivity": _w("Mengadakan kegiatan", "Hold an activity"),
    "GiveSupportLetter": _w("Memberi surat dukungan atau KTP", "Give a support letter or ID copy"),
    "Gesture": _w("Berpose atau memberi isyarat", "Make a gesture"),
    "WearAttribute": _w("Memakai atribut", "Wear attributes"),
    "Execute": _w("Menjadi pelaksana atau tim kampanye", "Be campaign executor or team"),
    "Run": _w("Mencalonkan diri", "Run for office"),
    "Vote": _w("Memilih", "Vote"),
    "Speak": _w("Menjadi pembicara", "Speak"),
    "Give": _w("Memberi uang atau barang", "Give money or goods"),
    "Update": _w("Mengubah unggahan", "Change a post"),
    "Delete": _w("Menghapus unggahan", "Delete a post"),
    "Undo": _w("Membatalkan suka atau berhenti mengikuti", "Take back a like or stop following"),
    "Leave": _w("Keluar dari grup", "Leave a group"),
    "Listen": _w("Mendengarkan", "Listen"),
}
VALUES = {
    "true": _w("Ya", "Yes"),
    "false": _w("Tidak", "No"),
    "contestant": _w("Bakal calon atau calon sendiri", "The hopeful or candidate in person"),
    "campaign_account": _w("Akun atau grup tim pemenangan", "A campaign team's account or group"),
    "supporters_account": _w("Akun relawan", "A volunteers' account"),
    "campaign_team": _w("Orang tim kampanye", "A campaign team member"),
    "party": _w("Partai politik", "A political party"),
    "government_account": _w("Akun resmi pemerintah", "An official government account"),
    "news_media": _w("Media berita", "News media"),
    "colleagues": _w("Rekan kerja", "Colleagues"),
    "none": _w("Tidak ada", "None"),
    "pns": _w("PNS", "PNS (civil servant)"),
    "cpns": _w("CPNS", "CPNS (on probation)"),
    "pppk": _w("PPPK", "PPPK (contract ASN)"),
    "ppnpn": _w("PPNPN atau honorer", "PPNPN (non-ASN staff)"),
    "kepala_desa": _w("Kepala desa", "Village head"),
    "perangkat_desa": _w("Perangkat desa", "Village staff"),
    "bumn": _w("BUMN atau BUMD", "State enterprise"),
    "tni": _w("TNI", "Armed forces"),
    "polri": _w("Polri", "Police"),
    "bakal_calon": _w("Bakal calon", "Prospective candidate"),
    "calon": _w("Calon (sudah ditetapkan)", "Candidate (designated)"),
    "former": _w("Sudah tidak lagi", "No longer"),
    "promotes": _w("Mengajak atau memuji", "Promotes"),
    "opposes": _w("Menjelekkan atau menolak", "Opposes"),
    "neutral": _w("Netral", "Neutral"),
    "official": _w("Kabar kedinasan", "Official news"),
    "public": _w("Semua orang", "Everybody"),
    "limited": _w("Orang tertentu", "Some people"),
    "private": _w("Hanya saya", "Only me"),
    "spouse": _w("Suami atau istri", "Husband or wife"),
    "child": _w("Anak", "Child"),
    "parent": _w("Orang tua", "Parent"),
    "sibling": _w("Saudara", "Sibling"),
    "friend": _w("Teman atau kerabat", "Friend or relative"),
    "team": _w("Tim kampanye", "Campaign team"),
    "prop": _w("Alat peraga", "Props"),
    "nobody": _w("Tidak satu pun", "None of these"),
}
VERDICTS = {
    "prohibited": _w("⛔ Dilarang", "⛔ Prohibited"),
    "permitted_with_conditions": _w("◇ Boleh, dengan syarat", "◇ Permitted, with conditions"),
    "permitted": _w("✓ Boleh", "✓ Permitted"),
    "not_regulated": _w("◌ Tidak diatur", "◌ Not regulated"),
}
CLASSES = {
    "kode_etik": _w("Pelanggaran kode etik", "Breach of the code of ethics"),
    "disiplin_ringan": _w("Hukuman disiplin ringan", "Light discipline"),
    "disiplin_sedang": _w("Hukuman disiplin sedang", "Medium discipline"),
    "disiplin_berat": _w("Hukuman disiplin berat", "Heavy discipline"),
    "pidana": _w("Ancaman pidana", "Criminal penalty"),
    "administratif": _w("Sanksi administratif", "Administrative sanction"),
    "disiplin_instansi": _w("Disiplin menurut aturan instansi Anda", "Discipline by your agency's own rules"),
    "kontrak": _w("Sanksi menurut kontrak kerja", "Sanction by the work contract"),
    "satgas": _w("Diputus Satgas", "Decided by the task force"),
    None: _w("Tanpa kelas sanksi", "No class of sanction"),
}
CONFIDENCES = {
    "high": _w("tinggi", "high"),
    "medium": _w("sedang", "medium"),
    "low": _w("rendah, mintalah kepastian", "low, ask for certainty"),
}
LABELS = {
    "stopped": _w("Wawancara berhenti: perbuatannya perlu diketahui.", "Stopped: the act must be known."),
    "more": _w("; dan {count} norma lain", "; and {count} more norms"),
    "number": _w("Ketik angka 0 sampai {most}.", "Type a number from 0 to {most}."),
    "date": _w("Tanggal belum terbaca. Contoh: 2024-10-05", "That is no date. Example: 2024-10-05"),
    "literal": _w("Menurut bunyi aturan", "By the words of the rule"),
    "official_practice": _w("Menurut praktik instansi", "By official practice"),
    "same": _w("Kedua bacaan sama", "Both readings agree"),
    "confidence": _w("Keyakinan", "Confidence"),
    "contestable": _w("Dapat dibantah", "Can be argued"),
    "missing": _w("Yang belum disebut", "Not said"),
    "change": _w("Satu hal yang dapat mengubah jawaban", "One fact that would change the answer"),
    "basis": _w("Dasar aturan", "Articles"),
    "rulebook": _w("Buku aturan", "Rulebook"),
    "foot": _w(
        "Ini penjelasan, bukan putusan. Pertanyaan Anda tidak disimpan.",
        "This explains; it does not decide. Your question is not kept.",
    ),
    "to": _w("sampai", "to"),
    "unless": _w("Kecuali", "Unless"),
    "covers": _w("Mengambil alih", "Takes over"),
    "follows": _w("Menyusul kelas", "Follows the class"),
}


def label(value: str, lang: str, fact: str = "") -> str:
    """A choice or fact in words; an id (a contest) stays as it is."""
    words = (VERBS if fact == "verb" else VALUES).get(value) or ASKED.get(value)
    return words[lang] if words else value
