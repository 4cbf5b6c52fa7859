"""Whom a reader trusts for the time: the roots that were named, and nobody who only looks like one."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from netral.evidence import timestamp
from tests.evidence.authority import Authority, found

NOTE = b"kepala buku\n"
PEM = serialization.Encoding.PEM
Key = ec.EllipticCurvePrivateKey


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return found(tmp_path_factory.mktemp("authority"))


def new() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


def name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(
    subject: str, key: Key, issuer: x509.Name, by: Key, *, ca: bool, until: datetime | None = None
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder().subject_name(name(subject)).issuer_name(issuer).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
    builder = builder.not_valid_after(until or now + timedelta(days=9))
    builder = builder.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    if not ca:
        stamping = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(stamping, critical=True)
    return builder.sign(by, hashes.SHA256())


def answered(folder: Path, signer: x509.Certificate, key: Key, enclosed: Sequence[x509.Certificate]) -> bytes:
    """What OpenSSL answers with this signer, enclosing its certificate and these in this order."""
    there = found(folder)
    (folder / "signer.pem").write_bytes(signer.public_bytes(PEM))
    private = key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "signer.key").write_bytes(private)
    (folder / "chain.pem").write_bytes(b"".join(one.public_bytes(PEM) for one in enclosed))
    with (folder / "openssl.cnf").open("a") as settings:
        settings.write(f"certs = {folder}/chain.pem\n" if enclosed else "")
    return there.answer(timestamp.request(NOTE))


def rooted(authority: Authority) -> tuple[x509.Name, Key]:
    key = serialization.load_pem_private_key((authority.folder / "root.key").read_bytes(), None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return authority.roots()[0].subject, key


@pytest.mark.parametrize("issuer", ["Akar Palsu", "AKAR PALSU", "Akar  palsu "])
def test_a_root_that_a_stranger_encloses_is_not_believed(authority: Authority, tmp_path: Path, issuer: str) -> None:
    """To OpenSSL these spellings are one name: a certificate that names itself so is a root."""
    key, own = new(), new()
    root = certificate("Akar Palsu", key, name(issuer), key, ca=True)
    answer = answered(tmp_path, certificate("Palsu", own, root.subject, key, ca=False), own, [root])
    assert timestamp.read(answer, NOTE).authority == "CN=Palsu"
    with pytest.raises(ValueError, match="verify"):
        timestamp.verify(answer, NOTE, authority.roots())


def test_who_was_only_trusted_to_sign_the_time_vouches_for_nobody(authority: Authority, tmp_path: Path) -> None:
    root, key = rooted(authority)
    middle, own = new(), new()
    between = certificate("Penanda Tangan", middle, root, key, ca=False)
    answer = answered(tmp_path, certificate("Palsu", own, between.subject, middle, ca=False), own, [between])
    with pytest.raises(ValueError, match="verify"):
        timestamp.verify(answer, NOTE, authority.roots())


@pytest.mark.parametrize(
    "enclosed",
    [
        lambda between, root: [between],
        lambda between, root: [between, between],
        lambda between, root: [root, between],
        lambda between, root: [between, root],
    ],
)
def test_a_chain_is_followed_in_whatever_order_it_is_enclosed(
    authority: Authority, tmp_path: Path, enclosed: Callable[..., list[x509.Certificate]]
) -> None:
    root, key = rooted(authority)
    middle, own = new(), new()
    between = certificate("Cabang", middle, root, key, ca=True)
    signer = certificate("Cap Waktu", own, between.subject, middle, ca=False)
    answer = answered(tmp_path, signer, own, enclosed(between, authority.roots()[0]))
    assert timestamp.verify(answer, NOTE, authority.roots()).authority == "CN=Cap Waktu"


def test_what_was_dated_before_the_certificate_expired_stays_dated(authority: Authority, tmp_path: Path) -> None:
    """As a judge does, years later; of OpenSSL's own check one must ask for that day."""
    root, key = rooted(authority)
    own, until = new(), datetime.now(UTC) + timedelta(seconds=2)
    signer = certificate("Cap Waktu", own, root, key, ca=False, until=until)
    answer = answered(tmp_path, signer, own, [])
    time.sleep(max(0, (until - datetime.now(UTC)).total_seconds()) + 1.1)
    stamp = timestamp.verify(answer, NOTE, authority.roots())
    (tmp_path / "note").write_bytes(NOTE)
    (tmp_path / "tsr").write_bytes(answer)
    words = ["-data", tmp_path / "note", "-in", tmp_path / "tsr", "-CAfile", authority.root_file]
    for day, held in (([], False), (["-attime", f"{stamp.at.timestamp():.0f}"], True)):
        done = subprocess.run(["openssl", "ts", "-verify", *day, *words], capture_output=True, check=False)
        assert (done.returncode == 0) == held


def test_a_grant_with_modifications_is_one(authority: Authority) -> None:
    """RFC 3161 §2.4.2; the word is beside what the authority signed."""
    answer = authority.answer(timestamp.request(NOTE))
    granted = bytes.fromhex("3003020100")
    assert answer.count(granted) == 1
    modified = answer.replace(granted, bytes.fromhex("3003020101"))
    assert timestamp.verify(modified, NOTE, authority.roots()) == timestamp.verify(answer, NOTE, authority.roots())


def test_an_answer_has_one_form(authority: Authority) -> None:
    answer = authority.answer(timestamp.request(NOTE))
    assert answer[:2] == b"\x30\x82"
    for other in (answer + b"\0", b"\x30\x83\0" + answer[2:], answer[:-1], answer[:1], b"", b"\x30\x80" + answer[4:]):
        with pytest.raises(ValueError, match="not a timestamp"):
            timestamp.read(other, NOTE)
