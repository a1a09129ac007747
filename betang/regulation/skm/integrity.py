"""How long a respondent may answer, and how many answers it takes to show a result for one officer."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from betang.regulation.parameters import InForce
from betang.regulation.trace import Trace

INTEGRITAS = "skm/integritas"


@dataclass(frozen=True, slots=True)
class Integrity:
    """`last` is the last day on which an answer counts; `shown` says whether a result may be shown."""

    last: npt.NDArray[np.datetime64]
    shown: npt.NDArray[np.bool_]


def integrity(
    *,
    closed: npt.NDArray[np.datetime64],
    respondents: npt.NDArray[np.int64],
    law: InForce,
    trace: Trace | None = None,
) -> Integrity:
    """Return the last day to answer for requests closed on a day (day 0), and which results may be shown."""
    rule = law[INTEGRITAS]
    found = Integrity(
        closed + np.timedelta64(rule.value["masa_isi_hari"], "D"),
        np.asarray(respondents >= rule.value["responden_min"]),
    )
    if trace is not None:
        days = {"tanggal_tutup": closed, "masa_isi_hari": rule.value["masa_isi_hari"]}
        trace.step("terakhir_diisi", days, found.last, parameter=rule)
        people = {"responden": respondents, "responden_min": rule.value["responden_min"]}
        trace.step("boleh_tampil", people, found.shown, parameter=rule)
    return found
