"""From where does a request come? The block of its address, which only throttles see, and the kind of its browser."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_BROWSERS = (("Firefox", "Firefox"), ("Edg", "Edge"), ("OPR", "Opera"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "Mac"))


def block_of(request: HttpRequest) -> str:
    """The /24 (IPv4) or /64 (IPv6) of whoever asks, as text; behind a proxy, of the address that it saw."""
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.NETRAL.https:
        # A proxy stands in front and appends whom it saw; what stands before that, anybody may have written.
        seen = request.META.get("HTTP_X_FORWARDED_FOR", seen).rpartition(",")[2].strip()
    try:
        return block(ip_address(seen.strip("[]")))
    except ValueError:
        return "unknown"


def block(address: IPv4Address | IPv6Address) -> str:
    """The block that counts as one place."""
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    return str(ip_network((address, 24 if address.version == 4 else 64), strict=False))


def device_of(request: HttpRequest) -> str:
    """The kind of browser and of system: enough to know one's own session again, and no more."""
    agent = request.headers.get("User-Agent", "")
    found = [next((word for sign, word in kinds if sign in agent), "") for kinds in (_BROWSERS, _SYSTEMS)]
    if "Linux" in agent and not found[1]:
        found[1] = "Linux"
    return " · ".join(word for word in found if word)
