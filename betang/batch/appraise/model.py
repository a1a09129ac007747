"""The checked input of an appraisal as compact columns: what `load` fills and `pipeline` rates.

People are rows 0…n−1 in the order of the input; every other table points to them by `owner`. Codes are positions in
the level lists of `betang.regulation` (-1 = blank). Text that no rating needs is kept only where it is printed.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from betang.regulation.exact import Exact

if TYPE_CHECKING:
    import polars as pl

Int8 = npt.NDArray[np.int8]
Int32 = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Units:
    """Units in input order: code and name (Series of text), parent (row, -1 = none), capaian (CAPAIAN codes, -1)."""

    code: "pl.Series"
    name: "pl.Series"
    parent: Int32
    capaian: Int8

    def __len__(self) -> int:
        return len(self.capaian)


@dataclass(frozen=True, slots=True)
class Score:
    """`num-2019` columns of people: NSKP and NPK (0 where absent), weights (0 = 70/30, 1 = 60/40), new idea."""

    present: Bools
    nskp: Exact
    npk: Exact
    weights: Int8
    idea: Bools


@dataclass(frozen=True, slots=True)
class People:
    """People in input order. `unit` is a row of Units (-1 = none given), `unit_code` the text as given."""

    nip: npt.NDArray[np.int64]
    name: "pl.Series"
    unit: Int32
    unit_code: "pl.Series"
    head: Bools
    level: Int8
    months: Int8
    score: Score | None = None

    def __len__(self) -> int:
        return len(self.nip)


@dataclass(frozen=True, slots=True)
class Results:
    """Work results: owner, kind (0 UTAMA, 1 TAMBAHAN), rating given (RATING codes, -1 = propose), text if kept."""

    owner: Int32
    kind: Int8
    rating: Int8
    rhk: "pl.Series | None" = None

    def __len__(self) -> int:
        return len(self.owner)


@dataclass(frozen=True, slots=True)
class Indicators:
    """Indicators: owner, result (row of Results, -1 = table not given), direction (ARAH codes), target and range."""

    owner: Int32
    result: Int32
    direction: Int8
    target: Exact
    realised: Exact
    upper: Exact | None
    has_upper: Bools | None
    maximum: Bools
    rhk: "pl.Series | None" = None
    name: "pl.Series | None" = None

    def __len__(self) -> int:
        return len(self.owner)


@dataclass(frozen=True, slots=True)
class Behaviours:
    """Rated values of behaviour: owner, value (NILAI codes), rating (RATING codes)."""

    owner: Int32
    value: Int8
    rating: Int8

    def __len__(self) -> int:
        return len(self.owner)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What raters decided where it differs: owner, result and behaviour rating (-1 = not decided), reason."""

    owner: Int32
    result: Int8
    behaviour: Int8
    reason: "pl.Series"

    def __len__(self) -> int:
        return len(self.owner)


@dataclass(frozen=True, slots=True)
class Printed:
    """An e-Kinerja Rekap: printed ratings and predikat of each person (codes, -1 = blank), one row a person."""

    result: Int8
    behaviour: Int8
    predikat: Int8


@dataclass(frozen=True)
class AppraiseInput:
    """Everything one run reads; a table that was not given is None. `warnings` are sentences for stderr."""

    people: People
    units: Units | None = None
    results: Results | None = None
    indicators: Indicators | None = None
    behaviours: Behaviours | None = None
    decisions: Decisions | None = None
    printed: Printed | None = None
    warnings: list[str] = field(default_factory=list)
