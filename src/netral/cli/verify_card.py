"""What a check found, in words for a judge: whole or not, item by item since when, and what is left to compare."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

from netral.evidence.bundle.words import STATES
from netral.evidence.verify.report import Held, Report

_WIB = timezone(timedelta(hours=7), "WIB")
_LANGUAGES = ("id", "en")
_SAID = {
    "bundle": ("Bundel bukti", "Bundle of evidence"),
    "ledger": ("Buku bukti", "Ledger of evidence"),
    "receipt": ("Tanda terima", "Receipt"),
    "whole": ("UTUH", "WHOLE"),
    "whose": ("UTUH, bila kunci di bawah milik instansi", "WHOLE, if the key below is the agency's"),
    "all": ("tidak ada yang berubah, hilang, atau disisipkan", "nothing was changed, taken out or put in"),
    "part": (
        "yang disegel tidak berubah; yang tidak dijaga tanda tangan atau segel dapat dihilangkan",
        "what is sealed was not changed; what no signature or seal holds could have been left out",
    ),
    "broken": ("TIDAK UTUH: {count} hal tidak cocok", "NOT WHOLE: {count} things do not hold"),
    "by": ("sudah ada pada {at} menurut {by}", "was there by {at}, by the word of {by}"),
    "own": (
        "dicatat {at}, hanya menurut jam instansi; disegel tanpa cap waktu",
        "recorded {at}, by the agency's own clock only; sealed without a timestamp",
    ),
    "bare": (
        "dicatat {at}, hanya menurut jam instansi; BELUM DISEGEL",
        "recorded {at}, by the agency's own clock only; NOT SEALED YET",
    ),
    "bad": ("TIDAK COCOK, lihat di bawah", "DOES NOT HOLD, see below"),
    "wrong": ("Yang tidak cocok", "What does not hold"),
    "told": ("Yang perlu diketahui", "What to know"),
    "more": ("dan {count} lagi seperti itu", "and {count} more of this kind"),
    "counted": ("{events} catatan, {seals} segel", "{events} events, {seals} seals"),
    "unsealed": (
        "{count} catatan sesudah segel terakhir belum disegel dan masih dapat dihapus tanpa jejak",
        "{count} events after the last seal are not sealed, and could be cut off without trace",
    ),
    "key": ("Sidik kunci instansi", "Fingerprint of the agency's key"),
    "compare": (
        "Cocokkan dengan yang diumumkan instansi, atau pakai --key.",
        "Compare it with the one that the agency published, or use --key.",
    ),
    "compared": ("Sama dengan kunci yang Anda sebut.", "It is the key that you named."),
    "retold": (
        "Yang dibuktikan segel: buku, bukti, catatan rekamannya, dan apa yang dinilai saat buktinya masuk.",
        "What the seals prove: the ledger, the items, their capture records, and what was said of them as they came.",
    ),
    "signed": (
        "Seluruh bundel ditandatangani instansi, juga halamannya.",
        "All of the bundle is signed by the agency, its pages too.",
    ),
    "packed": (
        "Sidik bundel ini: {digest}. Bundel yang benar dibuat instansi tercatat (bundled) di bukunya dengan sidik itu.",
        "Digest of this bundle: {digest}. The agency's ledger tells (bundled) of each bundle it made, by that digest.",
    ),
    "chained": (
        "Cap waktu diperiksa sampai akar yang Anda percayai.",
        "Timestamps are by an authority you trust.",
    ),
    "unchained": (
        "Tanda tangan otoritas cap waktu belum diperiksa; pakai --tsa-root, atau openssl ts -verify.",
        "The timestamp authority's signature was not checked; use --tsa-root, or openssl ts -verify.",
    ),
}


def card(report: Report, path: Path, *, lang: str, compared: bool) -> str:
    """Plain text; it prints, pipes and reads aloud."""
    return "\n".join(_lines(report, path, lang, compared)) + "\n"


def _lines(report: Report, path: Path, lang: str, compared: bool) -> Iterator[str]:
    yield f"{_said(report.kind, lang)} {path.name}: {_verdict(report, lang, compared)}"
    yield ""
    for one in report.held:
        yield f"  {'✓' if one.holds else '✗'} {one.name}  {_safe(one.title)}: {_standing(one, lang)}"
    counted = _said("counted", lang).format(events=report.events, seals=report.seals)
    yield from ("", counted)
    if report.unsealed > 0:
        yield _said("unsealed", lang).format(count=report.unsealed)
    if report.key is not None:
        yield f"{_said('key', lang)}: {report.key.fingerprint}"
        yield _said("compared" if compared else "compare", lang)
    if any(one.by for one in report.held):
        yield _said("chained" if report.chained else "unchained", lang)
    if report.kind == "bundle":
        yield _said("retold", lang)
        if report.signed:
            yield _said("signed", lang)
        yield _said("packed", lang).format(digest=report.packed)
    for head, found in (("told", report.told), ("wrong", report.faults)):
        if found:
            yield from ("", f"{_said(head, lang)}:")
            yield from (f"  {one.code} {_safe(one.at)}: {_safe(one.words[lang])}" for one in found)
        if found and found is report.told and report.untold:
            yield f"  {_said('more', lang).format(count=report.untold)}"


def _verdict(report: Report, lang: str, compared: bool) -> str:
    """No more than is proven: by whose key, and of what anybody could have left out."""
    if not report.holds:
        return _said("broken", lang).format(count=len(report.faults))
    loose = report.unsealed > 0 or (report.kind == "bundle" and not report.signed)
    return f"{_said('whole' if compared else 'whose', lang)}: {_said('part' if loose else 'all', lang)}"


def _standing(one: Held, lang: str) -> str:
    state = STATES[one.state][_LANGUAGES.index(lang)] if one.state in STATES else ""
    if not one.holds:
        when = _said("bad", lang)
    elif one.since is not None and one.by is not None:
        when = _said("by", lang).format(at=_moment(one.since), by=_safe(one.by))
    else:
        when = _said("own" if one.seal is not None else "bare", lang).format(at=_recorded(one.recorded))
    return f"{state}; {when}" if state else when


def _moment(at: datetime) -> str:
    try:
        return at.astimezone(_WIB).strftime("%Y-%m-%d %H.%M.%S WIB")
    except OverflowError:
        # The last hours of the year 9999, which only a stranger writes.
        return at.isoformat()


def _recorded(at: str) -> str:
    return _moment(datetime.fromisoformat(at))


def _said(name: str, lang: str) -> str:
    return _SAID[name][_LANGUAGES.index(lang)]


def _safe(text: str) -> str:
    """What a stranger wrote, without signs that move a terminal's cursor or turn the direction of writing."""
    return "".join(sign if sign.isprintable() else "�" for sign in text)
