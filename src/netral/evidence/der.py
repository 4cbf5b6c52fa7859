"""DER as far as a timestamp needs it: an answer put in the one order that a strict reader takes.

OpenSSL, and with it many authorities, writes the certificates of a chain in the order of the chain; DER wants a set
sorted (X.690 §11.6). They are not covered by the signature, so that to sort them changes nothing that was said.
"""

from __future__ import annotations

from collections.abc import Iterator

_SEQUENCE, _CERTIFICATES, _INTEGER = 0x30, 0xA0, 0x02
_GRANTED = bytes((_INTEGER, 1, 0))


def ordered(answer: bytes) -> bytes:
    """A TimeStampResp (RFC 3161 §2.4.2) with its certificates sorted; ValueError where it is not of that form."""
    status, content_type, signed_data = _parts(answer)
    found = _wrapped(_SEQUENCE, status + _token(content_type, b"".join(_sorted(signed_data))))
    if len(found) != len(answer):
        raise ValueError("lengths not as DER has them")
    return found


def plainly_granted(answer: bytes) -> bytes:
    """The same answer without its status and the words beside it, which nobody signed: as if simply granted."""
    _, content_type, signed_data = _parts(answer)
    status = _wrapped(_SEQUENCE, _GRANTED)
    return _wrapped(_SEQUENCE, status + _token(content_type, b"".join(_sorted(signed_data))))


def _parts(answer: bytes) -> tuple[bytes, bytes, bytes]:
    """The status, the token's type, and what stands in its SignedData (RFC 5652 §5.1)."""
    status, token = _only(_inside(answer, _SEQUENCE), 2)
    content_type, content = _only(_inside(token, _SEQUENCE), 2)
    (signed_data,) = _only(_inside(content, 0xA0), 1)
    return status, content_type, _inside(signed_data, _SEQUENCE)


def _token(content_type: bytes, signed_data: bytes) -> bytes:
    return _wrapped(_SEQUENCE, content_type + _wrapped(0xA0, _wrapped(_SEQUENCE, signed_data)))


def _sorted(signed_data: bytes) -> Iterator[bytes]:
    # Its third member holds what was signed; the first behind that may be the certificates.
    for place, part in enumerate(_elements(signed_data)):
        if place > 2 and part[0] == _CERTIFICATES:
            yield _wrapped(_CERTIFICATES, b"".join(sorted(_elements(_inside(part, _CERTIFICATES)))))
        else:
            yield part


def _only(data: bytes, count: int) -> list[bytes]:
    found = list(_elements(data))
    if len(found) != count:
        raise ValueError("no token in it")
    return found


def _inside(element: bytes, tag: int) -> bytes:
    """What stands in the one element that `element` is."""
    begin, end = _measured(element, 0)
    if element[0] != tag or end != len(element):
        raise ValueError("not of its form")
    return element[begin:]


def _elements(data: bytes) -> Iterator[bytes]:
    at = 0
    while at < len(data):
        _, end = _measured(data, at)
        yield data[at:end]
        at = end


def _measured(data: bytes, at: int) -> tuple[int, int]:
    """Where the content of the element at this place begins and ends."""
    head = data[at : at + 2]
    long = head[1] & 0x7F if len(head) == 2 and head[1] & 0x80 else 0
    size = int.from_bytes(data[at + 2 : at + 2 + long]) if long else head[-1] if len(head) == 2 else 0
    end = at + 2 + long + size
    if len(head) < 2 or head[1] == 0x80 or end > len(data):
        raise ValueError("cut short")
    return at + 2 + long, end


def _wrapped(tag: int, content: bytes) -> bytes:
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes((tag, 0x80 | len(length))) + length + content
