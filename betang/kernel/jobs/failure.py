"""An error as administrators may read it: where it happened and of which kind, without the values it happened with.

Messages of errors can hold personal data (PostgreSQL quotes the row it refused), and administrators see no personal
files. So only the first line of a message is kept, quoted texts and long numbers are blotted out.
"""

import re
import traceback
from collections.abc import Iterator

LONGEST = 300  # characters of a message
_QUOTED = re.compile(r"'[^'\n]*'|\"[^\"\n]*\"|\([^()\n]*@[^()\n]*\)")
_NUMBER = re.compile(r"\d[\d .-]{4,}\d")


def outline(error: BaseException) -> str:
    """Return the places of an error and of those that led to it, the oldest first; lines of code, no values."""
    return "\n".join(_one(part) for part in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from _chain(earlier)
    yield error


def _one(error: BaseException) -> str:
    frames = "".join(traceback.format_list(traceback.extract_tb(error.__traceback__)))
    return f"{frames}{type(error).__qualname__}: {_message(error)}"


def _message(error: BaseException) -> str:
    first = (str(error).splitlines() or [""])[0][:LONGEST]
    return _NUMBER.sub("…", _QUOTED.sub("…", first))
