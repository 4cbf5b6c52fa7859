"""What to do now, in plain words: undo, tell the superior, keep proof, ask first."""

from __future__ import annotations

from netral.law.assess import Assessment
from netral.law.model import Text

STOP = Text("Jangan lakukan dulu.", "Do not do it.")
ASK_FIRST = Text(
    "Sebaiknya jangan dulu: bunyi aturannya tidak jelas menyebut ini, tetapi banyak instansi menganggapnya "
    "pelanggaran. "
    "Tanyakan kepada pejabat kepegawaian.",
    "Better not: the words of the rule do not clearly name this, but many agencies treat it as a violation. "
    "Ask your personnel officer.",
)
DEPENDS = Text(
    "Jawabannya bergantung pada hal yang belum disebut. Jangan lakukan sebelum jelas.",
    "The answer hangs on something that was not said. Do not act before it is clear.",
)
CONDITIONS = Text(
    "Boleh, selama syaratnya dijaga. Simpan bukti bahwa Anda menjaganya.",
    "You may, as long as the conditions are kept. Keep proof that you kept them.",
)
FREE = Text("Boleh. Ini hak Anda.", "You may. It is your right.")
SILENT = Text(
    "Tidak ada aturan yang menyebut ini. Bukan berarti aman: kalau ragu, tanyakan dulu secara tertulis.",
    "No rule names this. That does not make it safe: when in doubt, ask in writing first.",
)
NOT_YOURS = Text(
    "Kalau bukan Anda yang melakukannya: amankan akun, lapor ke platform dan polisi, beri tahu atasan langsung secara "
    "tertulis hari ini, dan simpan semua buktinya.",
    "If it was not you: secure the account, report to the platform and the police, tell your direct superior in "
    "writing today, and keep all proof.",
)
ALREADY = Text(
    "Kalau sudah terlanjur: batalkan sekarang, simpan tangkapan layar dan jamnya, dan beri tahu atasan langsung secara "
    "tertulis.",
    "If it is already done: undo it now, keep a screenshot with the time, and tell your direct superior in writing.",
)
UNDONE = Text(
    "Anda sudah membatalkannya: simpan bukti jamnya dan beri tahu atasan langsung secara tertulis.",
    "You took it back: keep proof of the time and tell your direct superior in writing.",
)
LEAVE = Text(
    "Kalau sudah terlanjur di sana: pulang, catat jam dan alasannya, dan beri tahu atasan langsung secara tertulis.",
    "If you are already there: leave, note the time and the reason, and tell your direct superior in writing.",
)
TAKE_DOWN = Text(
    "Kalau sudah terpasang: turunkan sekarang, foto sebelum dan sesudahnya, dan beri tahu atasan langsung secara "
    "tertulis.",
    "If it is already up: take it down now, photograph it before and after, and tell your direct superior in writing.",
)
REVIEW = Text(
    "Kalau keputusannya sudah keluar: tinjau dan koreksi secara tertulis, simpan dasar dan alasannya, dan beri tahu "
    "atasan langsung.",
    "If the decision is already out: review and correct it in writing, keep its grounds, and tell your superior.",
)
STEP_BACK = Text(
    "Kalau sudah terlanjur: lepaskan peran itu secara tertulis, simpan tanda terimanya, dan beri tahu atasan langsung.",
    "If you already hold the role: give it up in writing, keep the receipt, and tell your direct superior.",
)
WITHDRAW = Text(
    "Kalau suratnya sudah diberikan: tarik kembali secara tertulis, simpan tanda terimanya, dan beri tahu atasan "
    "langsung.",
    "If the letter is already given: withdraw it in writing, keep the receipt, and tell your direct superior.",
)
STOP_GIVING = Text(
    "Kalau sudah ada yang diberikan: hentikan, catat apa, kepada siapa, dan kapan, dan beri tahu atasan langsung "
    "secara tertulis.",
    "If something was already given: stop, note what, to whom and when, and tell your direct superior in writing.",
)
CALL_OFF = Text(
    "Kalau sudah berjalan: hentikan atau batalkan, catat siapa yang terlibat, dan beri tahu atasan langsung secara "
    "tertulis.",
    "If it is already under way: stop or call it off, note who was involved, and tell your direct superior in writing.",
)
RETURN = Text(
    "Kalau sudah dipakai: kembalikan fasilitasnya, catat pemakaiannya, dan beri tahu atasan langsung secara tertulis.",
    "If it is already in use: return the facility, note its use, and tell your direct superior in writing.",
)
REPORT = Text(
    "Kalau sudah terlanjur: catat apa yang terjadi dan beri tahu atasan langsung secara tertulis.",
    "If it is already done: note what happened and tell your direct superior in writing.",
)
RESIGN = Text(
    "Tidak dilarang, tetapi ada kewajiban: mengundurkan diri secara tertulis dan tidak dapat ditarik kembali. Tanyakan "
    "waktunya kepada pejabat kepegawaian.",
    "Not forbidden, but a duty follows: an irrevocable resignation in writing. Ask your personnel officer when it is "
    "due.",
)
HIGH_STAKE = Text(
    "Taruhannya lebih besar: hukuman sedang atau berat dapat mengakhiri status CPNS.",
    "More is at stake: a medium or heavy sanction may end the status of a CPNS.",
)
AFTERWARDS = {
    **dict.fromkeys(("Create", "Like", "Dislike", "Announce", "Follow", "Join", "Add", "Update", "Invite"), ALREADY),
    **dict.fromkeys(("Attend", "SupportActively", "Speak", "Gesture", "WearAttribute"), LEAVE),
    **dict.fromkeys(("BecomeMember", "Advise", "Execute", "Run"), STEP_BACK),
    **dict.fromkeys(("HoldActivity", "Mobilise", "Lobby"), CALL_OFF),
    "Display": TAKE_DOWN,
    "Decide": REVIEW,
    "GiveSupportLetter": WITHDRAW,
    "Give": STOP_GIVING,
    "UseFacility": RETURN,
}


def advice(found: Assessment) -> dict[str, str]:
    """Two or three sentences; no promise of safety, never the word guilty."""
    texts = list(_sentences(found))
    return {"id": " ".join(text.id for text in texts), "en": " ".join(text.en for text in texts)}


def _sentences(found: Assessment) -> list[Text]:
    facts = found.question.facts
    if facts.get("circumstances.not_author") == "true":
        return [NOT_YOURS]
    verdicts = set(found.verdict.values())
    texts = [_lead(found, verdicts)]
    if "prohibited" in verdicts:
        texts.append(_afterwards(found))
        if facts.get("actor.status") == "cpns":
            texts.append(HIGH_STAKE)
    return texts


def _lead(found: Assessment, verdicts: set[str]) -> Text:
    if verdicts == {"prohibited"}:
        return STOP
    if "prohibited" in verdicts:
        return ASK_FIRST
    if found.missing_facts and "permitted" not in verdicts:
        return DEPENDS if verdicts != {"not_regulated"} else SILENT
    if "permitted_with_conditions" in verdicts:
        return CONDITIONS
    if verdicts == {"permitted"}:
        return FREE
    return RESIGN if _must_resign(found) else SILENT


def _must_resign(found: Assessment) -> bool:
    """Standing for office is not forbidden; the norms that follow from it ask for a resignation."""
    rows = (row for judged in found.judgements.values() for one in judged for row in one.applied)
    return found.question.facts["verb"] == "Run" and any(row.norm.kind == "consequence" for row in rows)


def _afterwards(found: Assessment) -> Text:
    if "undone" in found.mitigating:
        return UNDONE
    return AFTERWARDS.get(found.question.facts["verb"], REPORT)
