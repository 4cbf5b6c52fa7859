"""Since when was it there, by the word of somebody who is not us? RFC 3161 timestamps over a note's bytes.

Nothing here goes to the network: `request` makes the bytes that a shell sends to an authority of the agency's choice.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import Certificate, InvalidVersion, ObjectIdentifier, load_der_x509_certificate
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client.tsp import TimeStampResponse
from rfc3161_client.verify import SHA256_OID

_GRANTED = (0, 1)
"""RFC 3161 §2.4.2: granted, and granted with modifications."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When an authority saw these bytes, to `accuracy` seconds, and its certificate's subject."""

    at: datetime
    accuracy: int
    authority: str


def request(note: bytes) -> bytes:
    """A query for SHA-256 of `note`, with a nonce, asking for the authority's certificates (DER)."""
    builder = TimestampRequestBuilder().data(note).hash_algorithm(HashAlgorithm.SHA256)
    return builder.cert_request(cert_request=True).build().as_bytes()


def read(answer: bytes, note: bytes) -> Stamp:
    """What an answer (DER) says of `note`; ValueError where it speaks of other bytes. No signature is checked."""
    with _from_a_stranger():
        response = _granted(answer)
        told = response.tst_info
        imprint = told.message_imprint
        if imprint.hash_algorithm != ObjectIdentifier(SHA256_OID) or imprint.message != sha256(note).digest():
            raise ValueError("the timestamp is of other bytes")
        accuracy = told.accuracy.seconds if told.accuracy and told.accuracy.seconds else 0
        return Stamp(told.gen_time, accuracy, _signer(response))


def told_at(answer: bytes) -> datetime:
    """The authority's time alone, whatever the answer is about; ValueError where it grants none."""
    with _from_a_stranger():
        return _granted(answer).tst_info.gen_time


def certificates(answer: bytes) -> list[Certificate]:
    """Those that the authority enclosed."""
    with _from_a_stranger():
        return [load_der_x509_certificate(one) for one in _decoded(answer).signed_data.certificates]


def verify(answer: bytes, note: bytes, roots: Sequence[Certificate]) -> Stamp:
    """The same, with signature and chain checked up to one of `roots`; ValueError where they do not hold."""
    stamp = read(answer, note)
    builder = VerifierBuilder(roots=list(roots))
    with _from_a_stranger():
        for one in certificates(answer):
            if one not in roots and one.subject != one.issuer:
                builder = builder.add_intermediate_certificate(one)
        builder.build().verify_message(_decoded(answer), note)
    return stamp


@contextmanager
def _from_a_stranger() -> Iterator[None]:
    """ValueError for whatever the parsers raise over damaged bytes, which they do not promise to agree on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", CryptographyDeprecationWarning)
        try:
            yield
        except (
            VerificationError,
            InvalidVersion,
            UnsupportedAlgorithm,
            LookupError,
            TypeError,
            OverflowError,
        ) as error:
            raise ValueError(f"not a timestamp: {error}") from error


def _signer(response: TimeStampResponse) -> str:
    (signer,) = response.signed_data.signer_infos
    for one in response.signed_data.certificates:
        certificate = load_der_x509_certificate(one)
        if (certificate.issuer, certificate.serial_number) == (signer.issuer, signer.serial_number):
            return certificate.subject.rfc4514_string()
    return signer.issuer.rfc4514_string()


def _granted(answer: bytes) -> TimeStampResponse:
    response = _decoded(answer)
    if response.status not in _GRANTED:
        raise ValueError("the authority granted no timestamp")
    return response


def _decoded(answer: bytes) -> TimeStampResponse:
    try:
        return decode_timestamp_response(answer)
    except ValueError as error:
        raise ValueError(f"not a timestamp: {error}") from error
