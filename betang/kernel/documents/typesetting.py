"""Turns data into PDF/A-3a + PDF/UA-1 by Typst. Compilers are kept: the first paper costs most.

Setting a paper lets other threads go on, so that several can be set at a time, each by a compiler of its own.
Trap: a process that has set a paper must not fork. Typst's own threads are gone in the child, which waits for ever.

Data reaches a template as JSON in `sys.inputs` and never as source: whatever somebody typed is set as text, and a `#`
in it is a `#`. Fonts are those the package brings, so that the same data gives the same bytes on every machine.
"""

import io
import json
import unicodedata
from collections import deque
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

import betang

ROOT = Path(betang.__file__).parent  # templates import each other from here, and read nothing outside
UNKNOWN = "□"
MASK = 2  # of the QR code
SIGNS = frozenset("–—‘’“”•…≤≥≠×÷→←↑↓☐□\n")
_idle: deque[typst.Compiler] = deque()


def typeset(template: Path, *, data: Mapping[str, Any], address: str, now: datetime) -> bytes:
    """Set a paper; `address` stands in its QR code. The standards allow no sign without a picture in the fonts: a paper
    with such signs (a face, a foreign script) is set with □ in their place, rather than not at all.
    """
    made = _written(data)
    try:
        return _pdf(template, made, address, now)
    except typst.TypstError as error:
        if "could not be displayed" not in str(error):
            raise
        return _pdf(template, "".join(map(_known, made)), address, now)


def _pdf(template: Path, data: str, address: str, now: datetime) -> bytes:
    inputs = {"data": data, "qr": qr_code(address)}
    stamp = datetime.fromtimestamp(int(now.timestamp()), tz=UTC)
    compiler = _idle.pop() if _idle else typst.Compiler(root=ROOT, ignore_system_fonts=True)
    try:
        # The source goes along each time: a compiler that was given bytes once does not find them a second time.
        found = compiler.compile(
            _source(template), sys_inputs=inputs, format="pdf", pdf_standards=["a-3a", "ua-1"], timestamp=stamp
        )
    finally:
        _idle.append(compiler)
    if not isinstance(found, bytes):
        raise TypeError("Typst gave no PDF.")
    return found


@cache
def _source(template: Path) -> bytes:
    return template.read_bytes()


def qr_code(address: str) -> str:
    """Draw an address as a QR code, an SVG picture.

    Readers take any of the eight masks; to weigh all for the prettiest takes as long as a fifth of the paper.
    """
    out = io.BytesIO()
    segno.make(address, error="m", micro=False, mask=MASK).save(out, kind="svg", xmldecl=False, border=2, scale=4)
    return out.getvalue().decode()


def _written(data: Mapping[str, Any]) -> str:
    """Write data as JSON without signs that no paper shows: controls, halves of pairs, private ones."""
    return json.dumps(_shown(data), ensure_ascii=False)


def _shown(value: Any) -> Any:
    if isinstance(value, str):
        return value if value.isprintable() else "".join(filter(_shows, value))
    if isinstance(value, Mapping):
        return {key: _shown(one) for key, one in value.items()}
    return [_shown(one) for one in value] if isinstance(value, list | tuple) else value


def _shows(sign: str) -> bool:
    return sign == "\n" or unicodedata.category(sign)[0] != "C"


def _known(sign: str) -> str:
    return sign if ord(sign) < 0x250 or sign in SIGNS else UNKNOWN
