"""Nonsense in any variable stops the start with a hint, and with nothing that was to be secret."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from netral.cli.errors import UserError
from netral.cli.portal import database_told
from netral.portal import ready
from netral.portal.env import Settings, read
from netral.portal.variables import VARIABLES, BadSetting, refuse_half_restored

NONSENSE = (
    *(
        "",
        " ",
        "\t",
        "a\nb",
        "ü",
        "☃\u202e",
        "\udcff",
        "-1",
        "01",
        "١٢",
        "x" * 5000,
        "é" * 60,
        "a=b",
        "*",
        ".",
        "=",
        "a,,b",
    ),
    *("0001-01-01", "9999-12-31", "2024-13-45", "/", "/dev/null", "/proc/x/y", "~/netral", "netral", "mingguan=8"),
    *("sqlite:", "sqlite:x", "sqlite:/tidak/ada/x", "sqlite:/", "postgresql://", "postgresql://a:b@c:port/x"),
    *("postgresql://a:b@c:99999/x", "postgresql://[::1/x", "https://a b", "https://x/\n", "http://"),
)
REFUSED = (
    *(("NETRAL_DATA", one) for one in ("/dev/null", "/proc/x/y", "~/netral", "netral", "/" + "x" * 300, " ")),
    *(("NETRAL_DATABASE", one) for one in NONSENSE if one),
    *(("NETRAL_SEAL_KEY", one) for one in ("/", "seal.pem", "/tidak/ada/seal.pem", "/" + "x" * 300)),
    *(("NETRAL_HOSTS", one) for one in ("-", ".", "a b", "a_b", "ü", "http://a")),
    *(("NETRAL_TODAY", one) for one in ("0001-01-01", "9999-12-31", "١٢", " ")),
    *(("NETRAL_AGENCY", one) for one in ("x" * 201, "a\nb", "Dinas\u202eX", "\udcff")),
    *(("NETRAL_OIDC_CLAIM", one) for one in (" ", "a b", "ü")),
    *(("NETRAL_OIDC_TWICE", one) for one in ("ü", "mfa ☃")),
    *((name, one) for name in ("NETRAL_DEBUG", "NETRAL_DEMO", "NETRAL_DEMO_OPEN") for one in ("ya", "2", " 1", "true")),
    *(("NETRAL_BACKUPS", one) for one in ("harian", "harian=0", "mingguan=1", "harian=1 harian=2", "harian=999")),
)


@pytest.mark.parametrize(("name", "value"), REFUSED)
def test_a_value_that_is_none_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=name) as refused:
        read({"NETRAL_DATA": f"{tmp_path}", name: value})
    assert len(str(refused.value).replace(value, "")) > 20


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.sampled_from([one for one in VARIABLES if one.name != "NETRAL_DATA"]),
    st.sampled_from(NONSENSE) | st.text(st.characters(exclude_characters="\0"), max_size=80),
)
def test_whatever_stands_there_is_taken_or_refused(tmp_path: Path, one: object, value: str) -> None:
    """By a sentence, never by a traceback; and what may be a secret is not in it."""
    name, secret = one.name, one.secret  # type: ignore[attr-defined]
    found: Settings | BadSetting
    try:
        found = read({"NETRAL_DATA": f"{tmp_path}", name: value})
    except BadSetting as refused:
        found = refused
    said = f"{found}" if isinstance(found, BadSetting) else ""
    assert said == "" or name in said or name.startswith("NETRAL_OIDC")
    assert not (secret and len(value) > 20 and value in said)


@pytest.mark.parametrize("content", ["", "pendek", "\xff\xfe"])
def test_a_secret_of_this_machine_that_was_cut_off_stops_the_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "secret").write_bytes(content.encode("latin-1"))
    with pytest.raises(BadSetting, match="secret"):
        read({"NETRAL_DATA": f"{tmp_path}"})


def test_former_secrets_of_this_machine_stand_beside_it(tmp_path: Path) -> None:
    first = read({"NETRAL_DATA": f"{tmp_path}"}).secret
    (tmp_path / "secret").rename(tmp_path / "secret-former")
    second = read({"NETRAL_DATA": f"{tmp_path}"})
    assert (second.secret == first, second.former) == (False, [first])
    assert {path.name for path in tmp_path.iterdir()} == {"secret", "secret-former"}
    other = "rahasia-lain-yang-cukup-panjang-dan-acak-0123456789-abcdefg"
    assert read({"NETRAL_DATA": f"{tmp_path}", "NETRAL_SECRET_FALLBACKS": other}).former == [other]


def test_a_database_of_a_newer_version_is_not_opened(db: None) -> None:
    """The way back after an upgrade leads over a backup: an old program would write what the new one cannot read."""
    ready._refuse_newer()
    MigrationRecorder(connection).record_applied("intake", "9999_to_come")
    with pytest.raises(BadSetting, match="lebih baru"):
        ready._refuse_newer()


@pytest.mark.parametrize("fault", [OperationalError("disk I/O error\nDETAIL: canary"), DatabaseError("no database")])
def test_a_database_that_fails_is_no_fault_of_ours(fault: DatabaseError) -> None:
    with pytest.raises(UserError, match="ruang di disk") as told, database_told():
        raise fault
    assert "canary" not in str(told.value)
    with pytest.raises(IntegrityError), database_told():
        raise IntegrityError("Key (nip)=(canary)")


@pytest.mark.parametrize("name", ["secret", "secret-former", "restoring.json"])
def test_a_half_of_something_is_not_opened(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("setengah")
    with pytest.raises(BadSetting):
        refuse_half_restored(read({"NETRAL_DATA": f"{tmp_path}"}).data)
