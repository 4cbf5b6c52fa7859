"""The shipped rulebook holds every row of the law, each with its article."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest
from ruamel.yaml import YAML

from netral.law import loader
from netral.law.forms import schemas
from netral.law.model import Rulebook

ETHICS = "01-alat-peraga-bakal 02-kampanye-daring-bakal 03-hadir-deklarasi-bakal 04-interaksi-akun-pemenangan-bakal \
05a-foto-bakal 05b-foto-tim-bakal 05c-foto-alat-peraga-bakal 06-ikut-kampanye-bakal 07-kampanye-pasangan-tanpa-cltn"
DISCIPLINE = "01-alat-peraga-calon 02-kampanye-daring-calon 03-pendekatan-parpol-tanpa-cltn 04-hadir-kampanye-calon \
05-anggota-parpol 06-interaksi-akun-calon 07a-foto-calon 07b-foto-tim-calon 07c-foto-alat-peraga-calon \
08-kegiatan-keberpihakan 09-tim-ahli-sebelum 10-tim-ahli-sesudah 11-dukungan-ktp 12-keputusan-berpihak 13-lain-lain"
LAW = "pp94-5n1-ikut-kampanye pp94-5n2-atribut pp94-5n3-mengerahkan-pns pp94-5n4-fasilitas-negara \
pp94-5n5-keputusan-tindakan pp94-5n6-kegiatan pp94-5n7-surat-dukungan pp94-atasan-lalai uu7-280-3-pelaksana-tim \
uu7-280-3-bumn uu7-280-2-mengikutsertakan uu7-282-pejabat uu7-283-keberpihakan uu10-71-1-pejabat uu10-70-1-libatkan \
uu10-187a-politik-uang uu7-492-luar-jadwal uu20-52-pecat-parpol pp11-37-cpns pp11-254-mundur pppk-disiplin-instansi \
se1-2023-ppnpn se18-2023-boleh-dampingi se18-2023-boleh-foto se18-2023-larangan-medsos uu6-29-kades uu6-51-perangkat \
uu34-39-tni uu2-28-polri hak-pilih-asn hak-informasi"
NORMS = [
    *(f"skb-etik-{row}" for row in ETHICS.split()),
    *(f"skb-dis-{row}" for row in DISCIPLINE.split()),
    *LAW.split(),
]
SANCTIONS = "none moral-tertutup moral-terbuka ringan-1 ringan-2 ringan-3 sedang-tukin-25-6 sedang-tukin-25-9 \
sedang-tukin-25-12 sedang-kgb-1y sedang-kp-1y sedang-turun-pangkat-1y berat-turun-jabatan-12 berat-bebas-jabatan-12 \
berat-pdhtaps ptdh cpns-berhenti pppk-phk-dh pppk-phk-tdh ppnpn-teguran ppnpn-phk desa-teguran desa-berhenti-sementara \
desa-berhenti blokir-siasn pidana-494 pidana-494-2026 pidana-188 pidana-188-2026 pidana-187a"
CONTESTS = [f"pemilu-2024/{office}" for office in ("PPWP", "DPR", "DPD", "DPRD")]
CONTESTS += ["pilkada-2024", "pilkada-ulang-2025", "pilkada-psu-2025", "nasional-2029/PPWP", "daerah-2031/PILKADA"]


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return loader.load_rulebook()


@pytest.mark.parametrize("name", NORMS)
def test_every_row_of_the_norms_is_there(name: str, book: Rulebook) -> None:
    assert name in book.norms


@pytest.mark.parametrize("code", SANCTIONS.split())
def test_every_rung_of_the_ladders_is_there(code: str, book: Rulebook) -> None:
    assert code in book.sanctions


@pytest.mark.parametrize("name", CONTESTS)
def test_every_contest_is_there(name: str, book: Rulebook) -> None:
    assert name in book.contests


def test_every_version_of_every_norm_cites_an_article_that_exists(book: Rulebook) -> None:
    versions = [version for norm in book.norms.values() for version in norm.versions]
    cited = [version for version in versions if version.citations]
    assert len(cited) == len(versions) > 60
    for version in versions:
        for citation in version.citations:
            assert citation.article in book.instruments[citation.instrument].articles


def test_campaigns_last_as_long_as_the_calendar_says(book: Rulebook) -> None:
    for contest, days in (("pemilu-2024/PPWP", 75), ("pilkada-2024", 60)):
        begins, ends = book.contests[contest].campaign or (date.min, date.min)
        assert (ends - begins).days + 1 == days


def test_uncertain_points_are_shown_as_such(book: Rulebook) -> None:
    assert book.norms["skb-dis-06-interaksi-akun-calon"].versions[-1].confidence_by_reading["literal"] == "medium"
    assert book.norms["skb-dis-09-tim-ahli-sebelum"].versions[-1].confidence == "medium"
    assert book.sanctions["pidana-494-2026"].confidence == "low"
    assert book.contests["pilkada-2024"].confidence["publicly_declared"] == "low"
    assert book.instruments["se_menpanrb_18_2023"].confidence == "medium"


def test_criminal_rows_change_on_the_day_of_the_new_code(book: Rulebook) -> None:
    before, after = book.norms["uu7-280-3-pelaksana-tim"].versions
    assert before.valid_to == after.valid_from == date(2026, 1, 2)
    assert before.sanction["*"] != after.sanction["*"]


def test_editors_are_given_a_schema_that_accepts_every_file() -> None:
    written = {path.name.removesuffix(".schema.json"): path for path in (loader.SHIPPED / "schema").glob("*.json")}
    assert {name: json.loads(path.read_text("utf-8")) for name, path in written.items()} == schemas()
    for file in loader.sources(loader.SHIPPED):
        kind = file.relative_to(loader.SHIPPED).parts[0].removesuffix(".yaml")
        data = YAML(typ="safe", pure=True).load(file)
        jsonschema.validate(json.loads(json.dumps(data, default=str)), _booleans_allowed(schemas()[kind]))


def _booleans_allowed(schema: dict) -> dict:
    """YAML gives true and false where a condition's words are text."""
    if schema.get("type") == "string":
        return {"type": ["string", "boolean", "integer"], **{k: v for k, v in schema.items() if k == "enum"}}
    return {
        key: (
            {name: _booleans_allowed(one) for name, one in value.items()}
            if key == "properties"
            else [_booleans_allowed(one) for one in value]
            if key == "anyOf"
            else _booleans_allowed(value)
            if key in ("items", "additionalProperties") and isinstance(value, dict)
            else value
        )
        for key, value in schema.items()
    }
