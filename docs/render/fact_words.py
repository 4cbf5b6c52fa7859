"""What the facts and circumstances are called in a sentence that a lawyer reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from netral.law.facts import BOOL, FACTS
from netral.law.words import label

NAMES = {
    "actor.status": "pelaku",
    "actor.pejabat": "pelaku pejabat",
    "actor.on_cltn": "sedang cuti di luar tanggungan negara",
    "actor.relation": "hubungan dengan sasaran",
    "verb": "perbuatan",
    "object.type": "berupa",
    "object.visibility": "terlihat oleh",
    "object.content": "isinya",
    "object.with": "tampak di foto",
    "object.in_reply_to": "berupa komentar",
    "target.role": "sasaran",
    "target.status": "status sasaran",
    "target.contest": "pemilihan",
    "contest.type": "jenis pemilihan",
    "contest.phase": "tahap",
}
CIRCUMSTANCES = {
    "passive": ("hanya hadir dan mendengar", "present and listening only"),
    "duty_letter": ("ditugaskan dengan surat", "assigned by letter"),
    "party_attributes": ("memakai atribut partai atau peserta", "wearing party or contestant attributes"),
    "pns_attributes": ("memakai atribut PNS: seragam, Korpri, kendaraan dinas", "with civil-service attributes"),
    "state_facility": ("memakai fasilitas negara", "using state facilities"),
    "partisan_sign": ("ada simbol atau isyarat berpihak", "with a partisan symbol or sign"),
    "support_aim": ("bertujuan memberi dukungan", "with the aim of giving support"),
    "undone": ("sudah dibatalkan", "taken back"),
    "not_author": (
        "bukan ia yang melakukan: akun diretas atau dipinjam",
        "done by somebody else: hijacked or borrowed",
    ),
    "accidental": ("tidak sengaja", "by accident"),
    "all_contestants": ("sama terhadap semua peserta", "alike toward all contestants"),
    "outside_working_hours": ("di luar jam kerja", "outside working hours"),
    "before_employment": ("sebelum menjadi pegawai", "before the employment"),
    "added_by_others": ("dimasukkan ke grup oleh orang lain", "added to a group by others"),
    "resigned_before": ("sudah mengundurkan diri lebih dulu", "resigned before"),
    "independent_candidacy": ("jalur perseorangan", "an independent candidacy"),
    "campaign_participant": ("sebagai peserta kampanye", "as a participant of the campaign"),
}


def name(fact: str) -> str:
    """`target.role` as "sasaran"."""
    group, _, rest = fact.partition(".")
    return CIRCUMSTANCES[rest][0] if group == "circumstances" else NAMES[fact]


def value(fact: str, said: object) -> str:
    """One value in words; a word that has none stays as the code."""
    text = str(said).lower() if isinstance(said, bool) else str(said)
    if FACTS.get(fact) == BOOL:
        return "ya" if text == "true" else "tidak"
    words = label(text, "id", fact)
    return f"`{text}`" if words == text else words


def conditions(group: Mapping[str, Iterable[str]]) -> str:
    """One alternative in a sentence: everything between semicolons must hold."""
    if not group:
        return "selalu"
    return "; ".join(_condition(fact, sorted(values)) for fact, values in sorted(group.items()))


def _condition(fact: str, values: list[str]) -> str:
    if FACTS.get(fact) == BOOL and len(values) == 1:
        return name(fact) if values == ["true"] else f"bukan: {name(fact)}"
    return f"{name(fact)}: {' / '.join(value(fact, one) for one in values)}"
