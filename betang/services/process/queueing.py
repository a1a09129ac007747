"""How long people wait at a counter: Erlang's formula, and what uneven arrivals and service times add to it.

M/M/c is exact for chance arrivals and exponential service times (A. K. Erlang 1917). For others the mean wait is
Allen and Cunneen's approximation, E[W] ≈ E[W of M/M/c] · (ca² + cs²) / 2 with the coefficients of variation of the
times between arrivals and of the service times (A. O. Allen, Probability, Statistics and Queueing Theory, 2nd edition,
1990); that somebody waits at all is taken from Erlang, and how long those wait as exponential.
"""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from betang.regulation.text import Text
from betang.services.process.gamma import gamma_cdf

_CELLS = 1000

ASSUMPTIONS = (
    Text(
        "Satu antrean, yang datang lebih dulu dilayani lebih dulu, dan setiap petugas dapat melayani siapa pun.",
        "One line, first come first served, and every officer can serve anyone.",
    ),
    Text(
        "Orang datang satu per satu menurut kebetulan, sama seringnya sepanjang jam buka, dan tidak pergi sebelum "
        "dilayani.",
        "People come one by one by chance, equally often throughout opening hours, and do not leave unserved.",
    ),
    Text(
        "Keadaan sudah mantap: pagi yang mulai tanpa antrean dan jam tutup tidak diperhitungkan.",
        "The steady state: a morning that begins without a line and the closing time are not taken into account.",
    ),
    Text(
        "Lama layanan menyebar menurut distribusi gama dengan rata-rata dan koefisien variasi ini (koefisien 1 berarti "
        "eksponensial).",
        "Service times follow a gamma distribution with this mean and coefficient of variation (1: exponential).",
    ),
    Text(
        "Tunggu rata-rata memakai pendekatan Allen-Cunneen; lama menunggu bagi yang menunggu dianggap eksponensial. "
        "Pendekatan ini tepat untuk M/M/c dan paling kurang tepat bila petugas sedikit dan layanannya sangat beragam.",
        "The mean wait is the Allen-Cunneen approximation; the wait of those who wait is taken as exponential. This is "
        "exact for M/M/c and least exact with few officers and very uneven services.",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Demand:
    """What comes to a counter: people an hour, minutes a service, and how uneven both are (coefficients of variation).

    ValueError unless all are finite, `per_hour` and `service_minutes` above 0 and the others at least 0.
    """

    per_hour: float
    service_minutes: float
    service_cv: float = 1.0
    arrival_cv: float = 1.0

    def __post_init__(self) -> None:
        values = (self.per_hour, self.service_minutes, self.service_cv, self.arrival_cv)
        if not all(map(math.isfinite, values)) or min(values[:2]) <= 0 or min(values[2:]) < 0:
            raise ValueError("arrivals and service times are above 0, coefficients of variation at least 0")

    @property
    def load(self) -> float:
        """The work that comes, in officers who would be busy without a pause (erlang)."""
        return self.per_hour * self.service_minutes / 60


@dataclass(frozen=True)
class Counter:
    """A counter where `staff` officers meet a demand; waits are in minutes, infinite where the line only grows."""

    demand: Demand
    staff: int

    @property
    def busy_share(self) -> float:
        """The share of their time (0-1) in which the officers serve; 1 or more: the line only grows."""
        return self.demand.load / self.staff

    @cached_property
    def wait_share(self) -> float:
        """The share of people (0-1) who have to wait at all."""
        return erlang_c(self.staff, self.demand.load)

    @cached_property
    def mean_wait(self) -> float:
        """The mean wait of everybody, those who do not wait included."""
        if self.busy_share >= 1:
            return math.inf
        exponential = self.wait_share * self.demand.service_minutes / (self.staff - self.demand.load)
        return exponential * (self.demand.arrival_cv**2 + self.demand.service_cv**2) / 2

    def waits_within(self, minutes: float) -> float:
        """Return the share of people (0-1) who wait at most so long before they are served."""
        return 1 - self.wait_share * float(self._still_waiting(np.array([minutes]))[0])

    def done_within(self, minutes: float) -> float:
        """Return the share of people (0-1) who have been served at most so long after they came."""
        edges = np.linspace(0, minutes, _CELLS + 1)
        reached = gamma_cdf(edges, mean=self.demand.service_minutes, cv=self.demand.service_cv)
        if self.busy_share >= 1:
            return 0.0
        # A service that takes s leaves minutes - s for waiting; within a cell services are spread evenly.
        left = minutes - (edges[1:] + edges[:-1]) / 2
        late = self._mean_still_waiting(left, minutes / _CELLS)
        return float(reached[0] + np.sum(np.diff(reached) * (1 - self.wait_share * late)))

    @property
    def _tail(self) -> float:
        """The mean wait of those who wait."""
        return self.mean_wait / self.wait_share if self.wait_share else 0.0

    def _still_waiting(self, minutes: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """Return the share of those who wait that wait longer."""
        if self.busy_share >= 1:
            return np.ones(len(minutes))
        return np.exp(-minutes / self._tail) if self._tail else np.zeros(len(minutes))

    def _mean_still_waiting(self, middle: npt.NDArray[np.float64], width: float) -> npt.NDArray[np.float64]:
        """Return the mean of `_still_waiting` over cells of a width around each middle, exact for narrow tails too."""
        if not self._tail or not width:
            return self._still_waiting(middle)
        ends = np.exp(-(middle - width / 2) / self._tail), np.exp(-(middle + width / 2) / self._tail)
        return (ends[0] - ends[1]) * self._tail / width


def erlang_c(staff: int, load: float) -> float:
    """Return the share of people (0-1) who wait when `staff` officers meet a load in erlang; 1 where it is too much.

    By the recursion of Erlang's loss formula, which stays exact for hundreds of officers.
    """
    if load >= staff:
        return 1.0
    lost = 1.0
    for officers in range(1, staff + 1):
        lost = load * lost / (officers + load * lost)
    return lost / (1 - load / staff * (1 - lost))
