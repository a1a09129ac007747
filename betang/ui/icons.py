"""The product's icons: 45 names of our own, drawn by the lucide package, plus the mark of the house.

The names are what templates use (`{% icon "home" %}`), so that another drawing needs a change in this table only. All
icons stand in one inline sprite per page: under 3 kB compressed, and a fragment that comes later may use any of them.
"""

from functools import cache
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

LUCIDE = {
    "baby": "baby",
    "bell": "bell",
    "build": "building-2",
    "calendar": "calendar",
    "caret": "chevron-right",
    "chart": "chart-column",
    "chat": "message-square",
    "check": "check",
    "clock": "clock",
    "doc": "file-text",
    "download": "download",
    "edit": "pencil",
    "eye": "eye",
    "family": "users-round",
    "finger": "fingerprint-pattern",
    "help": "circle-question-mark",
    "home": "house",
    "id": "id-card",
    "inbox": "inbox",
    "info": "info",
    "insight": "lightbulb",
    "lamp": "lamp-ceiling",
    "megaphone": "megaphone",
    "menu": "menu",
    "move": "truck",
    "panel": "panel-left",
    "pause": "pause",
    "phone": "smartphone",
    "pin": "map-pin",
    "plus": "plus",
    "print": "printer",
    "rings": "gem",
    "scale": "scale",
    "search": "search",
    "send": "send",
    "shield": "shield-check",
    "sprout": "sprout",
    "store": "store",
    "thumb": "thumbs-up",
    "thumbdown": "thumbs-down",
    "tree": "network",
    "undo": "undo-2",
    "upload": "upload",
    "users": "users",
    "warn": "triangle-alert",
}
_SVG = "{http://www.w3.org/2000/svg}"


def _symbol(name: str, source: bytes) -> str:
    """Return one lucide drawing as a <symbol>; its stroke comes from the style sheet."""
    root = ElementTree.fromstring(source)  # noqa: S314  the drawings come from an installed package, not from a user
    symbol = ElementTree.Element("symbol", {"id": f"i-{name}", "viewBox": root.attrib["viewBox"]})
    for shape in root:
        shape.tag, shape.tail = shape.tag.removeprefix(_SVG), None
        symbol.append(shape)
    return ElementTree.tostring(symbol, encoding="unicode").replace(" />", "/>")


@cache
def sprite() -> str:
    """Return the hidden <svg> with all symbols; KeyError when the package no longer draws one of them."""
    archive = ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))
    symbols = [_symbol(name, archive.read(f"{drawing}.svg")) for name, drawing in sorted(LUCIDE.items())]
    return f'<svg hidden width="0" height="0" aria-hidden="true">{"".join(symbols)}</svg>'


def icon(name: str, extra: str = "") -> str:
    """Return the markup of one icon; KeyError for a name that is not in the table."""
    if name not in LUCIDE:
        raise KeyError(f"There is no icon {name!r}; the names are in betang/ui/icons.py.")
    classes = f"icon {extra}".strip()
    return f'<svg class="{classes}" aria-hidden="true"><use href="#i-{name}"/></svg>'
