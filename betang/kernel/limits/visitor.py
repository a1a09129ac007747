"""Names the visitor that a limit counts: the network address, taken from the one place that nobody can make up."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def visitor(request: HttpRequest) -> str:
    """Return the visitor's address as a key for a limit; an IPv6 address by its /64, since a household has one.

    Behind a proxy of our own it is the last entry of X-Forwarded-For, the one that proxy wrote; the entries before it
    come from the browser. Never store or log the result.
    """
    sent = request.headers.get("X-Forwarded-For", "") if settings.BETANG_BEHIND_PROXY else ""
    text = sent.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
