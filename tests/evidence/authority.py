"""A timestamp authority for tests, made with OpenSSL as any agency could: a root, a signer, answers to queries."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from cryptography.x509 import Certificate, load_pem_x509_certificate

_SETTINGS = """
[ req ]
distinguished_name = name
prompt = no
[ name ]
CN = Otoritas Cap Waktu Uji
[ root ]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[ signer ]
extendedKeyUsage = critical, timeStamping
keyUsage = critical, digitalSignature
[ tsa ]
default_tsa = here
[ here ]
serial = {folder}/serial
crypto_device = builtin
signer_cert = {folder}/signer.pem
signer_key = {folder}/signer.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
"""


@dataclass(frozen=True)
class Authority:
    """Its folder: `root.pem` is what a verifier trusts."""

    folder: Path

    @property
    def root_file(self) -> Path:
        return self.folder / "root.pem"

    def roots(self) -> list[Certificate]:
        return [load_pem_x509_certificate(self.root_file.read_bytes())]

    def answer(self, query: bytes) -> bytes:
        """The DER answer to a DER query."""
        (self.folder / "query").write_bytes(query)
        _openssl(self.folder, "ts", "-reply", "-config", "openssl.cnf", "-queryfile", "query", "-out", "answer")
        return (self.folder / "answer").read_bytes()


def found(folder: Path, name: str = "Otoritas Cap Waktu Uji") -> Authority:
    """Make an authority with elliptic keys in an empty folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = _SETTINGS.format(folder=folder).replace("Otoritas Cap Waktu Uji", name)
    (folder / "openssl.cnf").write_text(text)
    (folder / "serial").write_text("01\n")
    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650", "-config", "openssl.cnf")
    root = ("-x509", "-extensions", "root", "-keyout", "root.key", "-out", "root.pem", "-subj", f"/CN=Akar {name}")
    _openssl(folder, "req", *key, *root)
    _openssl(folder, "req", *key, "-new", "-keyout", "signer.key", "-out", "signer.csr", "-subj", f"/CN={name}")
    signed = (
        "-CA",
        "root.pem",
        "-CAkey",
        "root.key",
        "-days",
        "3650",
        "-extfile",
        "openssl.cnf",
        "-extensions",
        "signer",
    )
    _openssl(folder, "x509", "-req", "-in", "signer.csr", *signed, "-out", "signer.pem")
    return Authority(folder)


def _openssl(folder: Path, *words: str) -> None:
    subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)
