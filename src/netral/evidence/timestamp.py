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

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.utils import CryptographyDeprecationWarning
from cryptography.x509 import (
    BasicConstraints,
    Certificate,
    DuplicateExtension,
    ExtensionNotFound,
    InvalidVersion,
    ObjectIdentifier,
    load_der_x509_certificate,
)
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)
from rfc3161_client.tsp import TimeStampResponse
from rfc3161_client.verify import SHA256_OID

from netral.evidence import der

_GRANTED = (0, 1)
"""RFC 3161 §2.4.2: granted, and granted with modifications."""
_MANY = 16
"""Certificates that an answer encloses at most: each is tried against each."""


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
        enclosed = _decoded(answer).signed_data.certificates
        if len(enclosed) > _MANY:
            raise ValueError("not a timestamp: very many certificates")
        return [load_der_x509_certificate(one) for one in enclosed]


def verify(answer: bytes, note: bytes, roots: Sequence[Certificate]) -> Stamp:
    """The same, with signature and chain checked up to one of `roots`; ValueError where they do not hold."""
    stamp = read(answer, note)
    with _from_a_stranger():
        between = _issuers(certificates(answer), roots)
        verifier = VerifierBuilder(roots=list(roots), intermediates=between).build()
        # The client takes "granted with modifications" for a refusal; nobody signed that word.
        verifier.verify_message(_decoded(der.plainly_granted(answer)), note)
    return stamp


def _issuers(enclosed: Sequence[Certificate], roots: Sequence[Certificate]) -> list[Certificate]:
    """Of what was enclosed, the authorities that one of `roots` vouches for, itself or by another of them.

    The client trusts whatever it is given, as if it were a root (it calls them intermediates). What a stranger
    encloses may be a root of their own, under two spellings of one name, which OpenSSL takes for the same.
    """
    rest, found = [one for one in enclosed if one not in roots and _is_authority(one)], list[Certificate]()
    while new := [one for one in rest if any(_issued(by, one) for by in (*roots, *found))]:
        found += [one for place, one in enumerate(new) if one not in new[:place]]
        rest = [one for one in rest if one not in found]
    return found


def _is_authority(one: Certificate) -> bool:
    try:
        return one.extensions.get_extension_for_class(BasicConstraints).value.ca
    except (ExtensionNotFound, DuplicateExtension):
        return False


def _issued(by: Certificate, one: Certificate) -> bool:
    try:
        one.verify_directly_issued_by(by)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


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
        return decode_timestamp_response(der.ordered(answer))
    except ValueError as error:
        raise ValueError(f"not a timestamp: {error}") from error
