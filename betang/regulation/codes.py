"""Named levels (ratings, predikat, units' achievement) stored as small whole numbers.

A code is the position of its name, lowest first, so that "better" is "greater"; -1 means "none".
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from betang.regulation.text import Text

NONE = -1


@dataclass(frozen=True, slots=True)
class Codes:
    """An ordered list of names, lowest first, with their labels on screen."""

    names: tuple[str, ...]
    labels: tuple[Text, ...]

    def code(self, name: str | None) -> int:
        """Return the code of a name (None gives -1); KeyError for an unknown one."""
        if name is None:
            return NONE
        try:
            return self.names.index(name)
        except ValueError:
            raise KeyError(f"{name!r} is not one of {', '.join(self.names)}") from None

    def array(self, names: list[str | None]) -> npt.NDArray[np.int8]:
        """Return the codes of many names, int8, -1 for None."""
        return np.array([self.code(name) for name in names], dtype=np.int8)

    def of(self, array: npt.NDArray[np.integer]) -> "Coded":
        """Bind an array of codes to these names, for traces and outputs."""
        return Coded(self, array)

    def label(self, name: str) -> Text:
        """Return the label on screen of a name."""
        return self.labels[self.code(name)]


@dataclass(frozen=True, slots=True)
class Coded:
    """An array of codes that knows its names."""

    codes: Codes
    array: npt.NDArray[np.integer]

    def __len__(self) -> int:
        return len(self.array)

    def at(self, index: int) -> str | None:
        """Return the name in one place, None where there is none."""
        code = int(self.array[index])
        return None if code < 0 else self.codes.names[code]


def codes(*rows: tuple[str, str, str]) -> Codes:
    """Build codes from (name, Indonesian label, English label) rows, lowest first."""
    return Codes(tuple(r[0] for r in rows), tuple(Text(r[1], r[2]) for r in rows))
