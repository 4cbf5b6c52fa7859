"""Where a reader may disagree with the answer, and why: the norms' own points, the dates, the question's gaps."""

from __future__ import annotations

from collections.abc import Iterator

from netral.law.assess import AFTER_VOTE, Assessment, assess, local_day, shown_setting
from netral.law.contests import ZONES
from netral.law.dates import doubt, phase_in_doubt
from netral.law.facts import READINGS
from netral.law.model import Contestable, Text
from netral.law.named import named_rows
from netral.law.question import Question
from netral.law.table import BITS, RUNS, Row, Table, masks

STATUS_START = Text(
    "Tidak ada aturan yang menetapkan kapan seseorang menjadi bakal calon: sejak mendaftar, atau sejak diumumkan.",
    "No rule says when somebody becomes a prospective candidate: on registration, or on public declaration.",
)
END_UNWRITTEN = Text(
    "Sampai kapan larangan berlaku sesudah pemungutan suara tidak tertulis; di sini dihitung sampai pelantikan.",
    "How long the ban lasts after the vote is not written; here it runs until inauguration.",
)
OTHER_DAY = Text(
    "Di tempat perbuatan sudah hari penetapan, di Jakarta belum; hari mana yang dipakai dapat dibantah.",
    "Where the act was done it was already the day of designation, in Jakarta not yet; which day counts can be argued.",
)
DATE_IN_DOUBT = Text(
    "Tanggal yang menentukan di sini belum pasti dalam sumber kami; periksa pada keputusan KPU.",
    "The date that decides here is not certain in our sources; check it in the election body's decision.",
)
PHASE_IN_DOUBT = Text(
    "Tahap yang ditampilkan memakai tanggal yang tidak ada dalam sumber kami; periksa pada keputusan KPU.",
    "The phase shown rests on dates that are not in our sources; check it in the election body's decision.",
)
WHICH_CONTEST = Text(
    "Beberapa pemilihan sedang berjalan; norma dan kelasnya bergantung pada pemilihan mana yang dimaksud. "
    "Di sini yang teringan.",
    "Several contests are running; norm and class depend on which is meant. The lightest is given here.",
)
NOT_AUTHOR = Text(
    "Siapa yang menguasai akun saat itu harus dibuktikan; beban pembuktiannya tidak diatur, dan PP 94/2021 Pasal 27 "
    "mewajibkan pemeriksa mencari kebenaran.",
    "Who controlled the account must be shown; no rule says who bears the proof, and PP 94/2021 article 27 obliges the "
    "examiner to seek the truth.",
)


def contestable(found: Assessment, table: Table, *, lang: str) -> Iterator[dict[str, str]]:
    """Every point once, by norm; then what the calendar and the question themselves leave open."""
    rows = list(named_rows(found, table))
    said: set[tuple[str, str]] = set()
    applied = {row.norm.id: row for row in rows}
    for name, row in sorted(applied.items()):
        for point in row.version.contestable:
            if _concerns(point, found) and (point.why.id, name) not in said:
                said.add((point.why.id, name))
                yield {"why": getattr(point.why, lang), "norm": name}
    dated = sorted(name for name, row in applied.items() if "target.status" in row.conditions)
    if dated:
        for why in _of_the_calendar(found, table):
            yield {"why": getattr(why, lang), "norm": dated[0]}
    doubtful = sorted(row.norm.id for row in rows if doubt(row, found, table))
    if doubtful:
        yield {"why": getattr(DATE_IN_DOUBT, lang), "norm": doubtful[0]}
    yield from ({"why": getattr(why, lang), "norm": name} for why, name in _of_the_question(found, rows, table))


def _of_the_question(found: Assessment, rows: list[Row], table: Table) -> Iterator[tuple[Text, str]]:
    """What can be argued because of how the question stands: the contest left open, the act of somebody else."""
    bans = [row.norm.id for row in rows if row.norm.kind == "prohibition"]
    if bans and "target.contest" in found.missing_facts and len(found.settings["literal"]) > 1:
        yield WHICH_CONTEST, bans[0]
    if found.question.facts.get("circumstances.not_author") == "true":
        asked = found.question
        facts = {fact: value for fact, value in asked.facts.items() if fact != "circumstances.not_author"}
        own = assess(Question(asked.at, facts, asked.companions, asked.contest), table)
        would = [row.norm.id for row in named_rows(own, table) if row.norm.kind == "prohibition"]
        yield from ((NOT_AUTHOR, name) for name in would[:1])


def _concerns(point: Contestable, found: Assessment) -> bool:
    """A point without conditions always concerns; one with conditions when what was said meets them."""
    bad, need = masks(point.when)
    bits = known = 0
    for fact, value in _all_facts(found):
        bits |= BITS[fact, value]
        known |= RUNS[fact]
    return not bits & bad and not need & ~known


def _all_facts(found: Assessment) -> Iterator[tuple[str, str]]:
    yield from found.question.facts.items()
    setting = shown_setting(found, "official_practice")
    computed = (("contest.type", setting.type), ("contest.phase", setting.phase))
    yield from ((fact, value) for fact, value in computed if value is not None)
    if "target.status" not in found.question.facts and setting.status is not None:
        yield "target.status", setting.status


def _of_the_calendar(found: Assessment, table: Table) -> Iterator[Text]:
    literal, practice = (shown_setting(found, reading) for reading in READINGS)
    if phase_in_doubt(practice, table):
        yield PHASE_IN_DOUBT
    if "target.status" in found.question.facts:
        return
    if practice.status == "bakal_calon" and (literal.status != practice.status or _early(found, table)):
        yield STATUS_START
    if practice.status == "calon" and practice.phase in AFTER_VOTE:
        yield END_UNWRITTEN
    if practice.contest and _jakarta_differs(found, table, practice.contest):
        yield OTHER_DAY


def _early(found: Assessment, table: Table) -> bool:
    contest = shown_setting(found, "official_practice").contest
    return contest is not None and table.calendars[contest, "registered"].on(found.day).status == "none"


def _jakarta_differs(found: Assessment, table: Table, contest: str) -> bool:
    at = found.question.at
    if found.zone == "WIB" or at.tzinfo is None or table.rulebook.contests[contest].regional:
        return False
    asked = Question(at.astimezone(ZONES["WIB"]), found.question.facts, None, None)
    days = table.calendars[contest, "registered"]
    return days.on(local_day(asked, table)[0]).status != days.on(found.day).status
