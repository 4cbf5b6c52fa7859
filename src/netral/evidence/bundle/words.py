"""The words of a bundle's index, for its page and its PDF alike."""

from __future__ import annotations

from netral.evidence import note, timestamp
from netral.evidence.bundle.contents import Contents, Standing
from netral.evidence.errors import Words
from netral.evidence.item import Item
from netral.evidence.seal import Seal

KINDS = {
    "export_row": ("Baris ekspor", "Row of an export"),
    "file": ("Berkas", "File"),
    "photo": ("Foto atau tangkapan layar", "Photo or screenshot"),
    "capture": ("Rekaman web", "Web capture"),
    "view": ("Salinan untuk dilihat", "Copy for viewing"),
    "redaction": ("Salinan yang ditutup sebagian", "Redacted copy"),
}
STATES = {
    "here": ("ada dalam bundel ini", "in this bundle"),
    "withheld": ("disimpan instansi, tidak diserahkan", "kept by the agency, not handed over"),
    "destroyed": ("sudah dimusnahkan, tercatat", "destroyed, on record"),
}
EVENTS = {
    "received": "diterima · received",
    "hashed": "disidik · hashed",
    "viewed": "dilihat · viewed",
    "copied": "disalin · copied",
    "redacted": "ditutup sebagian · redacted",
    "sealed": "disegel · sealed",
    "transferred": "diserahkan · transferred",
    "returned": "dikembalikan · returned",
    "held": "ditahan · held",
    "released": "dilepas · released",
    "approved": "disetujui · approved",
    "destroyed": "dimusnahkan · destroyed",
    "noted": "dicatat · noted",
    "bundled": "dibundel · bundled",
}


def both(indonesian: str, english: str) -> str:
    """Both languages in one line."""
    return f"{indonesian} · {english}"


def summary(contents: Contents, state: Standing) -> list[Words]:
    """What this is, who says so, and how it is checked."""
    key = contents.keys[0]
    return [
        {
            "id": f"{len(state.items)} bukti dan {len(state.events)} catatan, dari buku {contents.origin}, sampai segel {state.size}.",
            "en": f"{len(state.items)} items and {len(state.events)} events, of ledger {contents.origin}, up to seal {state.size}.",
        },
        {
            "id": "Bukti adalah petunjuk, bukan putusan. Yang membuktikan keutuhannya adalah sidik dan segel di bawah ini.",
            "en": "Evidence is an indication, not a decision. What proves it whole are the digests and seals below.",
        },
        {
            "id": f"Periksa sendiri: netral verify FOLDER; atau python3 verify.py FOLDER. Sidik kunci instansi: {key.fingerprint}",
            "en": f"Check it yourself: netral verify FOLDER; or python3 verify.py FOLDER. The agency's key: {key.fingerprint}",
        },
    ]


def about(item: Item) -> list[tuple[str, str]]:
    """What an item is, a row each: what is told, and the value."""
    rows = [
        (both("Jenis", "Kind"), both(*KINDS[item.kind])),
        (both("Keadaan", "State"), both(*STATES[item.state])),
        (both("Sidik", "Digest"), item.object),
        (both("Ukuran", "Size"), f"{item.size} · {item.media_type}"),
    ]
    return [*rows, (both("Salinan dari", "Copy of"), item.of)] if item.of else rows


def custody(state: Standing) -> list[tuple[str, ...]]:
    """The case's events, a row each."""
    return [
        (
            f"{event.seq}",
            event.at
            + {"system": "", "behind": " (jam mundur · clock went back)", "stated": " (disebut · stated)"}[event.clock],
            EVENTS.get(event.kind, event.kind),
            event.item or "",
            f"{event.who['role']} {event.who['id']}",
            event.why,
        )
        for event in state.events
    ]


def sealed(state: Standing) -> list[tuple[str, ...]]:
    """The seals, a row each."""
    return [(f"0–{size - 1}", note.read(one.note)[0].root.hex(), _dated(one)) for size, one in state.seals]


def _dated(seal: Seal) -> str:
    if seal.answer is None:
        return "–"
    stamp = timestamp.read(seal.answer, seal.note)
    return f"{stamp.at.isoformat()} · {stamp.authority}"
