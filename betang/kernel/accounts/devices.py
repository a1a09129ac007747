"""How a sign-in is told from another: the kind of browser and machine, and a part of the network address."""

import ipaddress

BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
MACHINES = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS X", "Mac"), ("Linux", "Linux"),
)  # fmt: skip


def device_of(agent: str) -> str:
    """Name browser and machine from a User-Agent header, "Firefox, Windows"; "" when neither is known."""
    found = [next((word for sign, word in table if sign in agent), "") for table in (BROWSERS, MACHINES)]
    return ", ".join(word for word in found if word)


def network_of(address: str) -> str:
    """Return the network of an address, /24 or /48, so that no single machine can be told; "" when unknown."""
    try:
        network = ipaddress.ip_network(address, strict=False)
    except ValueError:
        return ""
    return str(ipaddress.ip_network((network.network_address, 24 if network.version == 4 else 48), strict=False))
