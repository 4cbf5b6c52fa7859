"""A WhatsApp chat is counted, line by line, and nobody in it is ever read, matched or told."""

import json
import random
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from netral.acts.context import Context
from netral.acts.read import open_export
from netral.acts.rejects import FileRefused
from netral.cli.read import read
from netral.patrol.batch import patrol
from tests.acts.exports import acts, opened, reasons
from tests.patrol.exports import registers

WIB = ZoneInfo("Asia/Jakarta")
ANDROID = """\
13/10/24 19.15 - Pesan dan panggilan dienkripsi secara end-to-end. Tidak seorang pun di luar chat ini dapat membacanya.
13/10/24 19.15 - +62 800-0000-0001 bergabung menggunakan tautan undangan grup ini
13/10/24 19.16 - Pak Asn: Mari dukung calon_contoh
baris kedua: tetap pesan yang sama

05/10/24 bukan awal pesan
13/10/24 19.17 - +62 800-0000-0002: <Media tidak disertakan>
13/10/24 19.18 - Pak Asn: Pesan ini dihapus
13/10/24 19.19 - Pak Asn: siap <Pesan ini diedit>
14/10/24 00.30 - Bu Contoh keluar
"""
IOS = (
    "[13/10/24 19.15.04] ~\u202fPak Asn: \u200ePesan dan panggilan dienkripsi secara end-to-end.\r\n"
    "\u200e[13/10/24 19.16.59] Pak Asn: \u200egambar tidak disertakan\r\n"
    "[13/10/24 19.17.00] Pak Asn: \u200ePesan ini dihapus.\r\n"
)
US = (
    "10/13/24, 12:05\u202fAM - Messages and calls are end-to-end encrypted.\n"
    "10/13/24, 7:15\u202fPM - Pak Asn: Mari dukung\n"
    "10/13/24, 7:16\u202fPM - +62 800-0000-0002: This message was deleted\n"
    "10/13/24, 7:17\u202fPM - Bu Contoh joined using this group's invite link\n"
    "10/13/24, 7:18\u202fPM - Bu Contoh left\n"
)
PEOPLE = ("Pak Asn", "pak asn", "Bu Contoh", "800-0000", "dukung", "calon")


def chat(path, text, **said):
    return opened(path, text.encode(), context=Context(**said))


@pytest.mark.parametrize(
    ("text", "variant", "records", "verbs", "notices"),
    [
        (ANDROID, "android", 7, {"Create": 3, "Delete": 1, "Join": 1, "Leave": 1}, 1),
        (IOS, "ios", 3, {"Create": 2, "Delete": 1}, 0),
        (US, "android", 5, {"Create": 1, "Delete": 1, "Join": 1, "Leave": 1}, 1),
    ],
)
def test_every_message_is_counted_by_what_it_is(tmp_path, text, variant, records, verbs, notices):
    report = chat(tmp_path, text, timezone=WIB).report()
    assert (report.format, report.variant, report.records, report.verbs) == ("whatsapp", variant, records, verbs)
    assert report.skipped_by_reason == ({"not_an_act": notices} if notices else {})
    assert report.accepted == records - notices


def test_days_and_clocks_of_every_phone_are_the_same_instants(tmp_path):
    def first_and_last(text):
        return chat(tmp_path, text, timezone=WIB).report().period

    evening = datetime(2024, 10, 13, 12, tzinfo=UTC)
    assert first_and_last(ANDROID) == (evening.replace(minute=15), evening.replace(hour=17, minute=30))
    assert first_and_last(IOS) == (evening.replace(minute=15, second=4), evening.replace(minute=17))
    assert first_and_last(US) == (evening.replace(minute=15), evening.replace(minute=18))
    assert first_and_last("2024-10-13 00:15 - Pak Asn: x\n")[0] == datetime(2024, 10, 12, 17, 15, tzinfo=UTC)
    noon = "10/13/24, 12:05 PM - Pak Asn: x\n10/13/24, 12:05 a.m. - Pak Asn: y\n"
    assert first_and_last(noon) == (datetime(2024, 10, 12, 17, 5, tzinfo=UTC), datetime(2024, 10, 13, 5, 5, tzinfo=UTC))


def test_a_zone_that_changes_its_clock_is_asked_on_that_day(tmp_path):
    text = "31/03/24 01.30 - Pak Asn: x\n31/03/24 03.30 - Pak Asn: y\n30/03/24 12.00 - Pak Asn: z\n"
    found = acts(chat(tmp_path, text, timezone=ZoneInfo("Europe/Amsterdam")))
    assert [act["published_at"].hour for act in found] == [0, 1, 11]
    assert [act["utc_offset_assumed"] for act in found] == [60, 120, 60]


def test_21_days_that_could_be_months_are_refused_until_somebody_says_which(tmp_path):
    early = ANDROID.replace("13/10", "05/10").replace("14/10", "06/10")
    with pytest.raises(FileRefused) as refusal:
        chat(tmp_path, early, timezone=WIB).report()
    assert refusal.value.reason == "ambiguous_date_order"
    assert chat(tmp_path, early, timezone=WIB, date_order="dmy").report().period[0].month == 10
    assert chat(tmp_path, early, timezone=WIB, date_order="mdy").report().period[0].month == 5


def test_proofs_of_both_orders_prove_none(tmp_path):
    with pytest.raises(FileRefused) as refusal:
        chat(tmp_path, ANDROID + US, timezone=WIB).report()
    assert refusal.value.reason == "ambiguous_date_order"


@pytest.mark.parametrize(
    "stamp", ["45/10/24 19.20", "13/10/24 25.20", "13/10/24 19.70", "13/10/24 13.20 PM", "1/1/123 1.00"]
)
def test_a_stamp_that_is_no_time_costs_its_message_only(tmp_path, stamp):
    reading = chat(tmp_path, f"{ANDROID}{stamp} - Pak Asn: x\n", timezone=WIB)
    assert len(acts(reading)) == 6
    assert reasons(reading) == [(8, "time_unreadable")]


def test_without_a_zone_no_instant_is_made_up_and_the_period_holds_all_that_it_can_mean(tmp_path):
    reading = chat(tmp_path, ANDROID)
    assert {act["published_at"] for act in acts(reading)} == {None}
    assert reading.report().period == (
        datetime(2024, 10, 13, 5, 15, tzinfo=UTC),
        datetime(2024, 10, 14, 12, 30, tzinfo=UTC),
    )


def test_a_message_that_a_block_cuts_is_one_message(tmp_path):
    long = ANDROID + "13/10/24 20.00 - Pak Asn: panjang\n" + "lanjutan baris\n" * 700_000
    report = chat(tmp_path, long + "13/10/24 20.01 - Pak Asn: x\n", timezone=WIB).report()
    assert (report.records, report.accepted) == (9, 8)


def test_bytes_that_are_no_letters_cost_their_message_only(tmp_path):
    reading = opened(tmp_path, ANDROID.encode() + b"13/10/24 20.00 - \xff: x\n", context=Context(timezone=WIB))
    assert len(acts(reading)) == 6
    assert reasons(reading) == [(8, "encoding")]


def test_a_rejected_message_is_found_again_at_its_bytes(tmp_path):
    whole = ANDROID + "13/10/24 25.20 - Pak Asn: x\nlanjutan\n"
    reading = chat(tmp_path, whole + "13/10/24 20.00 - Pak Asn: y\n", timezone=WIB)
    reading.report()
    (reject,) = reading.rejects
    assert whole.encode()[reject.byte_offset :] == b"13/10/24 25.20 - Pak Asn: x\nlanjutan\n"
    assert reject.byte_len == len(whole.encode()) - reject.byte_offset


@pytest.mark.parametrize("text", [ANDROID, IOS, US])
def test_no_act_has_an_author_an_object_or_a_word_and_none_is_public(tmp_path, text):
    found = acts(chat(tmp_path, text, timezone=WIB, object_owner="calon_contoh", object_id="1"))
    for act in found:
        assert act["is_public"] is False
        private = ("actor_key", "actor_id", "actor_handle", "actor_name", "object_id", "object_url", "text")
        assert {act[name] for name in (*private, "object_owner_id", "object_owner_handle")} == {None}
        assert not any(word in str(act) for word in PEOPLE)


def test_what_is_told_of_a_chat_names_nobody(tmp_path, capsys):
    (tmp_path / "grup.txt").write_text(ANDROID + "45/10/24 19.20 - Pak Asn: x\n", "utf-8")
    assert read(tmp_path / "grup.txt", out=tmp_path / "out") == 3
    told = capsys.readouterr().out + "".join(path.read_text() for path in (tmp_path / "out").iterdir())
    assert not any(word in told for word in PEOPLE)


def test_the_patrol_finds_nothing_in_a_chat_and_says_why(tmp_path):
    """Not even where the register declares that very name and number."""
    files = registers(tmp_path)
    lines = ["P1,whatsapp,,Pak Asn,,,pns,,", "P2,whatsapp,+62 800-0000-0002,,,,pns,,"]
    files["officials"].write_text(
        files["officials"].read_text() + "\n".join(lines).replace("Pak Asn", "pak.asn") + "\n"
    )
    (tmp_path / "grup.txt").write_text(ANDROID.replace("Pak Asn", "pak.asn"), "utf-8")
    patrol([tmp_path / "grup.txt"], out=tmp_path / "out", contexts={"grup.txt": Context(timezone=WIB)}, **files)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
    assert (manifest["counts"]["records"], manifest["counts"]["findings"]) == (7, 0)
    assert "tidak pernah ada temuan" in (tmp_path / "out" / "report.html").read_text("utf-8")
    told = "".join(path.read_text("utf-8") for path in (tmp_path / "out").iterdir() if path.suffix != ".parquet")
    assert "pak.asn" not in told


@pytest.mark.parametrize("text", [ANDROID, IOS, US])
def test_a_damaged_chat_adds_up_or_is_refused(tmp_path, text):
    chance = random.Random(text)
    for number in range(60):
        data = bytearray(text.encode())
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(data) + 1)
            data[at : at + chance.choice((0, 1, 9))] = bytes(chance.choice(b"\0\r\n:-[]/9\xff") for _ in range(3))
        (tmp_path / f"{number}").write_bytes(data)
        try:
            reading = open_export(tmp_path / f"{number}", context=Context(timezone=WIB))
            found = acts(reading)
        except FileRefused:
            continue
        assert reading.report().accepted == len(found)
        assert {act["actor_key"] for act in found} <= {None}
