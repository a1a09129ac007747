"""An error as administrators may read it: where it happened and of which kind, without the values it happened with.

Messages of errors can hold personal data (PostgreSQL quotes the row it refused), and administrators see no personal
files. So only the first line of a message is kept, quoted texts, mail addresses and long numbers are blotted out.
"""

import re
import traceback

LONGEST = 300  # characters of a message
_VALUES = re.compile(r"""'[^']*'|"[^"]*"|\S+@\S+|\d[\d .-]{4,}\d""")  # quoted texts, addresses, long numbers


def outline(error: BaseException) -> str:
    """Return the places of an error and of those that led to it, the oldest first; lines of code, no values."""
    chain: list[BaseException] = []
    part: BaseException | None = error
    while part is not None and part not in chain:  # an error can be its own cause
        chain.insert(0, part)
        part = part.__cause__ or (None if part.__suppress_context__ else part.__context__)
    return "\n".join(_one(part) for part in chain)


def _one(error: BaseException) -> str:
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    return f"{frames}{type(error).__qualname__}: {_message(error)}"


def _message(error: BaseException) -> str:
    first = (str(error).splitlines() or [""])[0][:LONGEST]
    return _VALUES.sub("…", first)
