"""Which words stand for the codes of findings? A code without words is shown as it is, never dropped."""

from __future__ import annotations

from netral.patrol.report.words import Words, w

VERDICTS = {
    "prohibited": (w("Dilarang", "Prohibited"), "v-larang"),
    "permitted_with_conditions": (
        w("Bergantung pada yang belum diketahui", "Depends on what is not known"),
        "v-syarat",
    ),
    "permitted": (w("Boleh", "Permitted"), "v-boleh"),
    "not_regulated": (w("Tidak diatur", "Not regulated"), "v-kosong"),
}
CLASSES = {
    "pidana": w("Ancaman pidana", "Criminal penalty"),
    "administratif": w("Sanksi administratif", "Administrative sanction"),
    "disiplin_berat": w("Hukuman disiplin berat", "Heavy discipline"),
    "disiplin_sedang": w("Hukuman disiplin sedang", "Medium discipline"),
    "disiplin_ringan": w("Hukuman disiplin ringan", "Light discipline"),
    "disiplin_instansi": w("Disiplin menurut aturan instansi", "Discipline by the agency's own rules"),
    "kontrak": w("Sanksi menurut kontrak kerja", "Sanction by the work contract"),
    "kode_etik": w("Pelanggaran kode etik", "Breach of the code of ethics"),
    "satgas": w("Diputus Satgas", "Decided by the task force"),
}
VERBS = {
    "Like": w("Menyukai", "Liked"),
    "Dislike": w("Tidak menyukai", "Disliked"),
    "Announce": w("Membagikan", "Shared"),
    "Create": w("Menulis atau membalas", "Posted or replied"),
    "Follow": w("Mengikuti", "Followed"),
    "Join": w("Bergabung", "Joined"),
    "Leave": w("Keluar", "Left"),
    "Undo": w("Membatalkan", "Undid"),
    "Delete": w("Menghapus", "Deleted"),
    "Update": w("Mengubah", "Edited"),
    "Add": w("Menambahkan", "Added"),
}
# What heads a card: the act and toward whom, as one clause.
HEADS = {
    "Like": w("Menyukai unggahan {who}", "Liked a post of {who}"),
    "Dislike": w("Menyatakan tidak suka pada unggahan {who}", "Disliked a post of {who}"),
    "Announce": w("Membagikan unggahan {who}", "Shared a post of {who}"),
    "Create": w("Menulis kepada atau menyebut {who}", "Wrote to or mentioned {who}"),
    "Follow": w("Mengikuti {who}", "Followed {who}"),
    "Join": w("Bergabung dengan {who}", "Joined {who}"),
    "Leave": w("Keluar dari {who}", "Left {who}"),
}
OBJECTS = {
    "Like": w("Yang disukai", "What was liked"),
    "Dislike": w("Yang tidak disukai", "What was disliked"),
    "Announce": w("Yang dibagikan", "What was shared"),
    "Create": w("Yang ditulis", "What was written"),
    "Follow": w("Yang diikuti", "What was followed"),
    "Undo": w("Yang dibatalkan", "What was undone"),
    "Delete": w("Yang dihapus", "What was deleted"),
}
OPENS = {
    "Like": w("Buka unggahan yang disukai", "Open the post that was liked"),
    "Dislike": w("Buka unggahan yang tidak disukai", "Open the post that was disliked"),
    "Announce": w("Buka unggahan yang dibagikan", "Open the post that was shared"),
    "Create": w("Buka tulisan ini", "Open what was written"),
    "Follow": w("Buka akun yang diikuti", "Open the account that was followed"),
}
PLATFORMS = {
    "x": "X",
    "instagram": "Instagram",
    "tiktok": "TikTok",
    "facebook": "Facebook",
    "threads": "Threads",
    "youtube": "YouTube",
    "bluesky": "Bluesky",
    "mastodon": "Mastodon",
    "telegram": "Telegram",
    "whatsapp": "WhatsApp",
}
ROLES = {
    "contestant": w("akun pribadi peserta", "the contestant's own account"),
    "campaign_account": w("akun tim pemenangan", "a campaign account"),
    "supporters_account": w("akun relawan", "a volunteers' account"),
    "campaign_team": w("anggota tim kampanye", "a campaign team member"),
    "party": w("partai politik", "a political party"),
    "government_account": w("akun resmi pemerintah", "an official government account"),
    "news_media": w("media berita", "news media"),
    "colleagues": w("rekan kerja", "colleagues"),
    "none": w("bukan peserta", "nobody in the contest"),
}
STATUSES = {
    "bakal_calon": w("bakal calon", "prospective candidate"),
    "calon": w("calon", "candidate"),
    "former": w("sudah bukan calon", "no longer a candidate"),
    "none": w("belum bakal calon", "not yet a candidate"),
}
PHASES = {
    "belum": w("Sebelum pencalonan", "Before nomination"),
    "bakal_calon": w("Bakal calon", "Prospective candidates"),
    "penetapan": w("Sejak penetapan", "From designation"),
    "kampanye": w("Masa kampanye", "Campaign"),
    "masa_tenang": w("Masa tenang", "Quiet days"),
    "pemungutan_suara": w("Pemungutan suara", "Voting"),
    "rekapitulasi": w("Rekapitulasi", "Recapitulation"),
    "sesudah": w("Sesudahnya", "Afterwards"),
}
MATCHES = {
    "id": w("nomor akun sama dengan yang dinyatakan", "the account's id is the declared one"),
    "handle": w(
        "nama akun sama dengan yang dinyatakan, dalam masa berlakunya",
        "the handle is the declared one, within its dates",
    ),
}
OWNERS = {
    "stated": w("pemilik sasaran tertulis dalam ekspor", "the export states whose it is"),
    "url": w("pemilik sasaran terbaca dari tautan", "the link says whose it is"),
    "parent": w("pemilik sasaran dari unggahan induk", "from the parent post"),
    "context": w("pemilik sasaran dari berkas konteks", "from the context file"),
    "inferred": w(
        "sasaran hanya perkiraan dari sebutan pertama; tidak pernah cukup sendirian untuk sebuah perkara",
        "the target is only inferred from the first mention; never alone enough for a case",
    ),
}
FACTS = {
    "object.content": w("isi unggahan", "what the post says"),
    "object.type": w("jenis unggahan", "what kind of post"),
    "object.with": w("siapa yang tampak di foto", "who is in the picture"),
    "object.visibility": w("siapa yang dapat melihat", "who can see it"),
    "object.in_reply_to": w("balasan atau bukan", "whether it is a reply"),
    "actor.relation": w("hubungan keluarga", "family relation"),
    "actor.on_cltn": w("cuti di luar tanggungan negara", "leave outside state pay"),
    "actor.pejabat": w("pejabat atau bukan", "whether an official with a post"),
    "circumstances.support_aim": w("tujuan mendukung", "aim of support"),
    "circumstances.partisan_sign": w("isyarat berpihak", "a partisan sign"),
    "circumstances.party_attributes": w("atribut partai", "party attributes"),
    "circumstances.pns_attributes": w("atribut PNS", "civil-service attributes"),
    "circumstances.state_facility": w("fasilitas negara", "state facilities"),
    "circumstances.passive": w("pasif atau ikut", "passive or taking part"),
    "target.contest": w("pemilihan yang mana", "which election"),
    "at": w("waktu yang tepat", "the exact time"),
}
CONFLICTS = {
    "actor_handle": w("nama akun yang berbuat", "the handle of the account that acted"),
    "actor_id": w("nomor akun yang berbuat", "the id of the account that acted"),
    "interaction": w("balasan atau bukan", "whether it is a reply"),
    "object_id": w("unggahan mana yang dituju", "which post it was about"),
    "object_owner_handle": w("nama akun sasaran", "the handle of the target"),
    "object_owner_id": w("nomor akun sasaran", "the id of the target"),
    "occurred_at": w("waktunya", "when it was"),
    "official_id": w("akun pegawai yang mana", "which official's account it was"),
}
MITIGATING = {"undone": w("dibatalkan sendiri kemudian", "taken back later by the same account")}
CONFIDENCES = {"high": w("tinggi", "high"), "medium": w("sedang", "medium"), "low": w("rendah", "low")}
UNITS = {
    "min": w("menit", "minute"),
    "day": w("hari", "day"),
    "week": w("minggu", "week"),
    "month": w("bulan", "month"),
    "year": w("tahun", "year"),
    "interval": w("rentang", "interval"),
}


def word(table: dict[str, Words], key: str | None, lang: str) -> str:
    """The word for a code; a code without one is shown as it is, never dropped."""
    found = table.get(key or "")
    return found[lang] if found else (key or "")
