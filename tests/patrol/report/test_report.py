"""The report says what it must and never what it must not."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from netral.acts.rejects import REASONS
from netral.law.loader import load_rulebook
from netral.patrol.report import write_report
from netral.patrol.report.codes import CONFLICTS
from netral.patrol.report.html import esc, link
from netral.patrol.report.reasons import FORMATS, WHY
from netral.patrol.report.words import SAYS

FORMATS_PAGE = Path(__file__).parents[3] / "docs/reference/formats.md"

NEVER = ("bersalah", "pelaku", "skor", "terbukti", "guilty", "offender", "score")
INPUT: dict[str, Any] = {
    "path": "dir/ekspor.csv",
    "sha256": "ab" * 32,
    "format": "tweet-harvest",
    "variant": "2.7.1",
    "records": 5,
    "accepted": 3,
    "rejected": 1,
    "skipped": 1,
    "rejected_by_reason": {"actor_conflict": 1},
    "refused": None,
    "period": ["2024-10-01T00:00:00+00:00", "2024-10-02T00:00:00+00:00"],
    "cannot_show": [{"id": "Suka tidak pernah ada.", "en": "Likes are never there."}],
}
FINDING: dict[str, Any] = {
    "finding_id": "f" * 32,
    "official_id": "0000000001",
    "agency": "Dinas <b>",
    "contest": "pilkada-2024/7371",
    "contestant_id": "paslon-1",
    "role": "contestant",
    "target_status": "calon",
    "phase": "kampanye",
    "platform": "x",
    "verb": "Like",
    "activity_id": None,
    "object_id": None,
    "url": "javascript:alert(1)",
    "occurred_at": datetime(2024, 10, 10, 8, tzinfo=UTC),
    "precision": "us",
    "match_basis": "id",
    "owner_basis": "inferred",
    "verdict_literal": "not_regulated",
    "verdict_practice": "prohibited",
    "class_literal": None,
    "class_practice": "disiplin_berat",
    "norms": "skb-dis-06-interaksi-akun-calon",
    "missing_facts": "object.content",
    "rulebook_sha256": "cd" * 32,
    "source_sha256": "ab" * 32,
    "source_row": 7,
    "mitigating": "undone",
    "sources": f"{'ab' * 32}:7",
    "conflicts": "",
}


def write(out: Path, rows: list[dict[str, Any]], **changes: Any) -> dict[str, str]:
    manifest = {"inputs": [{**INPUT, **changes}], "engine": {"duckdb": "2"}, "counts": {}}
    table = pa.Table.from_pylist(rows) if rows else pa.table({"finding_id": pa.array([], pa.string())})
    write_report(out, manifest=manifest, findings=table, rulebook=load_rulebook(), officials_count=400)
    return {path.name: path.read_text("utf-8") for path in out.glob("*.html")}


def words(html: str) -> str:
    """What a reader sees."""
    seen: list[str] = []

    class Reader(HTMLParser):
        hidden = 0

        def handle_starttag(self, tag: str, attrs: Any) -> None:
            self.hidden += tag in ("style", "script")

        def handle_endtag(self, tag: str) -> None:
            self.hidden -= tag in ("style", "script")

        def handle_data(self, data: str) -> None:
            if not self.hidden:
                seen.append(data)

    Reader().feed(html)
    return " ".join(seen)


def test_a_finding_is_told_in_both_readings_with_its_doubts(tmp_path: Path) -> None:
    page = words(write(tmp_path, [FINDING])["report.html"])
    for said in (
        *("Kamis 10 Oktober 2024, 16.00.00 WITA", "Petunjuk, bukan putusan", "Tidak diatur", "Hukuman disiplin berat"),
        *("Menurut bunyi aturan", "Menurut praktik instansi", "SKB 22-09-2022 Lampiran II.B.6", "isi unggahan"),
        *("tidak pernah cukup sendirian", "dibatalkan sendiri", "Suka tidak pernah ada.", "hari penetapan"),
    ):
        assert said in page


@pytest.mark.parametrize("name", ["report.html", "report.en.html"])
def test_no_word_decides_and_no_markup_slips_in(tmp_path: Path, name: str) -> None:
    html = write(tmp_path, [FINDING])[name]
    assert not [word for word in NEVER if re.search(rf"\b{word}\b", words(html).lower())]
    assert "Dinas &lt;b&gt;" in html
    assert 'href="javascript' not in html


def test_both_languages_say_everything(tmp_path: Path) -> None:
    assert all(texts.keys() == {"id", "en"} and all(texts.values()) for texts in SAYS.values())
    pages = write(tmp_path, [FINDING])
    assert pages.keys() == {"report.html", "report.en.html"}
    assert pages["report.html"].count("<section") == pages["report.en.html"].count("<section")


def test_silence_is_never_innocence(tmp_path: Path) -> None:
    page = words(write(tmp_path, [])["report.en.html"])
    assert "The silence of an export is no proof" in page
    assert "See also what cannot be seen here" in page


def test_a_refused_file_says_why(tmp_path: Path) -> None:
    refused = {"reason": "actor_column_missing", "detail": ""}
    page = write(tmp_path, [], refused=refused, accepted=0, rejected=0, skipped=0, records=0)["report.en.html"]
    assert "Refused as a whole" in page
    assert "actor_column_missing" in page


def test_the_page_stays_usable_with_many_findings(tmp_path: Path) -> None:
    many = [{**FINDING, "finding_id": f"{number:032x}"} for number in range(3000)]
    page = write(tmp_path, many)["report.en.html"]
    assert page.count('class="kartu temuan"') == 500
    assert "500 of 3000" in page
    assert len(page) < 3_000_000


def test_hidden_controls_are_shown_and_links_are_only_web_links() -> None:
    assert esc("a\u202eb") == "a⟨U+202E⟩b"
    assert link("https://x.com/a", "Buka").startswith('<a href="https://x.com/a" rel="noreferrer')
    assert link("data:text/html,x", "Buka").startswith("<code>")


def test_where_sources_disagree_both_files_are_named_in_words_and_unfolded(tmp_path: Path) -> None:
    two = {**FINDING, "sources": f"{'ab' * 32}:7;{'ef' * 32}:12", "conflicts": "occurred_at;object_owner_id"}
    inputs = [INPUT, {**INPUT, "path": "dir/lain.csv", "sha256": "ef" * 32}]
    counts = {"findings_in_several_files": 1, "findings_with_conflicts": 1}
    manifest = {"inputs": inputs, "engine": {}, "counts": counts}
    table = pa.Table.from_pylist([two])
    write_report(tmp_path, manifest=manifest, findings=table, rulebook=load_rulebook(), officials_count=400)
    page = words((tmp_path / "report.html").read_text("utf-8"))
    shown, folded = page.split("Petunjuk satu per satu")[-1].split("Asal dan pencocokan")
    for said in ("waktunya, nomor akun sasaran", "ekspor.csv, baris 7", "lain.csv, baris 12"):
        assert said in shown
    assert "Juga tercatat di lain.csv, baris 12" in folded
    assert "1 petunjuk tercatat di lebih dari satu berkas" in page
    assert "Catatan tidak sepakat" not in words(write(tmp_path, [FINDING])["report.html"])


def test_every_conflict_has_words(tmp_path: Path) -> None:
    every = {**FINDING, "conflicts": ";".join(CONFLICTS)}
    page = words(write(tmp_path, [every])["report.en.html"])
    assert all(told["en"] in page for told in CONFLICTS.values())


POST = "at://did:plc:z6ojdddpdfr3y4l62athd6ae/app.bsky.feed.post/3post"
PAGE = "https://bsky.app/profile/did:plc:z6ojdddpdfr3y4l62athd6ae/post/3post"


@pytest.mark.parametrize(
    ("verb", "url", "object_id", "href", "said"),
    [
        ("Like", None, POST, PAGE, "Buka unggahan yang disukai"),
        (
            "Announce",
            None,
            "https://mastodon.example/a/1",
            "https://mastodon.example/a/1",
            "Buka unggahan yang dibagikan",
        ),
        ("Create", "https://x.com/a/status/1", "1", "https://x.com/a/status/1", "unggahan yang dijawab tampak di sana"),
        ("Undo", None, POST.replace("post/", "like/"), None, "app.bsky.feed.like/3post"),
        ("Follow", None, "did:plc:abc", None, "did:plc:abc"),
        ("Like", None, "at://did:plc:a/app.bsky.feed.post/3post?x#y", None, "at://did:plc:a"),
        ("Like", "https://[", "7", None, "7"),
        ("Like", None, None, None, "Ekspor tidak menyebut tautan atau nomornya"),
    ],
)
def test_a_card_shows_what_it_was_about(
    tmp_path: Path, verb: str, url: str | None, object_id: str | None, href: str | None, said: str
) -> None:
    html = write(tmp_path, [{**FINDING, "verb": verb, "url": url, "object_id": object_id}])["report.html"]
    card = html[html.index("<article") : html.index("</article>")]
    assert re.findall(r'href="([^"]*)"', card) == ([href] if href else [])
    assert said in words(card)
    assert ("Ekspor tidak menyebut" in card) == (object_id is None)


def test_equal_readings_are_one_statement(tmp_path: Path) -> None:
    same = {**FINDING, "role": "campaign_account", "verdict_literal": "prohibited", "class_literal": "disiplin_berat"}
    card = words(write(tmp_path, [same])["report.html"]).split("Petunjuk satu per satu")[-1]
    assert "Kedua bacaan sama:" in card
    assert "menurut bunyi aturan dan menurut praktik instansi" in card
    assert card.count("Hukuman disiplin berat") == 1
    assert "sedang menurut bunyi aturan, tinggi menurut praktik instansi" in card


def test_a_norm_stands_under_the_reading_that_it_carries(tmp_path: Path) -> None:
    html = write(tmp_path, [FINDING])["report.html"]
    literal, practice = re.findall(r'<section class="baca .*?</section>', html)
    norm = load_rulebook().norms["skb-dis-06-interaksi-akun-calon"]
    assert norm.id not in literal
    assert norm.id in practice
    assert esc(norm.title.id) in practice
    assert "Kedua bacaan sama" not in html


def test_codes_stand_beside_words_and_never_alone(tmp_path: Path) -> None:
    pages = write(tmp_path, [FINDING], rejected_by_reason={"actor_conflict": 1, "invalid_json": 2})
    page = pages["report.html"]
    assert 'Dua akun yang berbeda disebut <code class="kecil">actor_conflict</code>' in page
    assert "Pemilihan Gubernur, Bupati, dan Wali Kota 2024, daerah berkode 7371 <code>pilkada-2024/7371</code>" in page
    assert 'Unggahan X <code class="kecil">tweet-harvest 2.7.1</code>' in page
    assert "<caption>rejects.ndjson" not in page


def test_every_reason_and_format_has_words() -> None:
    assert WHY.keys() == {name for name, reason in REASONS.items() if reason.scope != "skip"}
    headings = set(re.findall(r"^## ([a-z0-9-]+)$", FORMATS_PAGE.read_text("utf-8"), re.MULTILINE))
    assert headings <= FORMATS.keys()


def test_text_alternatives_are_sentences(tmp_path: Path) -> None:
    for page in write(tmp_path, [FINDING]).values():
        told = re.findall(r'aria-label="([^"]*)"', page)
        assert [label for label in told if not re.search(r"[a-z]{3}", label)] == []
        assert [
            label for label in re.findall(r'role="img" aria-label="([^"]*)"', page) if not label.endswith(".")
        ] == []


@pytest.mark.parametrize(("most", "ticks"), [(1, ["1", "0"]), (3, ["3", "2", "1", "0"]), (9, ["10", "5", "0"])])
def test_the_axis_counts_in_whole_numbers_up_to_the_largest(tmp_path: Path, most: int, ticks: list[str]) -> None:
    rows = [{**FINDING, "finding_id": f"{number:032x}"} for number in range(most)]
    page = write(tmp_path, rows)["report.html"]
    axis = re.search(r'<div class="skala"[^>]*>(.*?)</div>', page)
    assert axis
    assert re.findall(r"<span>(\d+)</span>", axis[1]) == ticks
