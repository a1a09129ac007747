"""IP ASN, the professionalism index: PermenPANRB 38/2018, Peraturan BKN 8/2019. Four dimensions add up to at most 100.

Several of its figures are general knowledge, so that the index is an estimate until the regulation has been read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import NONE, codes
from betang.regulation.eksp2022.levels import PREDIKAT
from betang.regulation.exact import Exact, Ratio, from_decimals
from betang.regulation.parameters import InForce
from betang.regulation.trace import Trace
from betang.regulation.wholes import over_power

BOBOT = "ip-asn/bobot"
KUALIFIKASI = "ip-asn/kualifikasi"
KOMPETENSI = "ip-asn/kompetensi"
SYARAT = "ip-asn/syarat_kompetensi"
KINERJA_PREDIKAT = "ip-asn/kinerja_predikat"
KINERJA_ANGKA = "ip-asn/kinerja_angka"
DISIPLIN = "ip-asn/disiplin"
KATEGORI_IP = "ip-asn/kategori"
Codes8 = npt.NDArray[np.int8]
Flags = npt.NDArray[np.bool_]

KELOMPOK = codes(
    ("PELAKSANA", "Pelaksana", "Executing staff"),
    ("JF", "Jabatan fungsional", "Functional post"),
    ("PENGAWAS", "Pengawas", "First-line manager"),
    ("ADMINISTRATOR", "Administrator", "Middle manager"),
    ("JPT", "Jabatan pimpinan tinggi", "Senior executive"),
)
PENDIDIKAN = codes(
    ("DI_BAWAH_SLTA", "Di bawah SLTA", "Below senior secondary school"),
    ("SLTA_D1_D2", "SLTA, D1, D2", "Senior secondary school, D1, D2"),
    ("D3", "D3", "D3 (three-year diploma)"),
    ("S1_D4", "S1, D4", "S1, D4 (bachelor)"),
    ("S2", "S2", "S2 (master)"),
    ("S3", "S3", "S3 (doctorate)"),
)
HUKUMAN = codes(
    ("BERAT", "Hukuman berat", "Severe sanction"),
    ("SEDANG", "Hukuman sedang", "Medium sanction"),
    ("RINGAN", "Hukuman ringan", "Light sanction"),
    ("TIDAK_PERNAH", "Tidak pernah dihukum", "Never sanctioned"),
)
KATEGORI = codes(
    ("SANGAT_RENDAH", "Sangat Rendah", "Very low"),
    ("RENDAH", "Rendah", "Low"),
    ("SEDANG", "Sedang", "Medium"),
    ("TINGGI", "Tinggi", "High"),
    ("SANGAT_TINGGI", "Sangat Tinggi", "Very high"),
)


@dataclass(frozen=True, slots=True)
class Points:
    """Points of each dimension, all of one scale."""

    qualification: Exact
    competence: Exact
    performance: Exact
    discipline: Exact

    @property
    def total(self) -> Exact:
        """Return the index: the sum of the four dimensions."""
        parts = (self.qualification, self.competence, self.performance, self.discipline)
        return Exact(np.sum([part.mantissa for part in parts], axis=0), self.qualification.scale)


def index_points(
    *,
    group: Codes8,
    education: Codes8,
    post_training: Flags,
    technical_hours: npt.NDArray[np.integer],
    seminar: Flags,
    performance: Exact,
    sanction: Codes8,
    law: InForce,
    trace: Trace | None = None,
) -> Points:
    """Return the points of each person; `performance` as of `predikat_points` or `value_points`, the rest codes.

    `technical_hours` are hours of technical training in the last year, `seminar` one in the last two years.
    """
    most = law[BOBOT].value
    technical = np.asarray(technical_hours >= law[SYARAT].value["jp_teknis_paling_sedikit"])
    earned = {"diklat_jabatan": post_training, "diklat_teknis": technical, "seminar": seminar}
    found = Points(
        _at_most(_lookup(law[KUALIFIKASI].value, PENDIDIKAN.names)[education], most["kualifikasi"]),
        _at_most(_competence(group, earned, law), most["kompetensi"]),
        _at_most(performance.rescaled(_SCALE).mantissa, most["kinerja"]),
        _at_most(_lookup(law[DISIPLIN].value, HUKUMAN.names)[sanction], most["disiplin"]),
    )
    if trace is not None:
        inputs: dict[str, Any] = {"pendidikan": PENDIDIKAN.of(education)}
        trace.step("poin_kualifikasi", inputs, found.qualification, parameter=law[KUALIFIKASI])
        trace.step("diklat_teknis", {"jp_teknis": technical_hours}, technical, parameter=law[SYARAT])
        inputs = {"kelompok_jabatan": KELOMPOK.of(group), **earned}
        trace.step("poin_kompetensi", inputs, found.competence, parameter=law[KOMPETENSI])
        trace.step("poin_disiplin", {"hukuman": HUKUMAN.of(sanction)}, found.discipline, parameter=law[DISIPLIN])
        inputs = {
            "poin_kualifikasi": found.qualification, "poin_kompetensi": found.competence,
            "poin_kinerja": found.performance, "poin_disiplin": found.discipline,
        }  # fmt: skip
        trace.step("ip_asn", inputs, found.total, parameter=law[BOBOT])
    return found


def _competence(group: Codes8, earned: Mapping[str, Flags], law: InForce) -> npt.NDArray[np.int64]:
    """Add up the points of the kinds of training that each person has, by group of posts."""
    table, total = law[KOMPETENSI].value, np.zeros(len(group), dtype=np.int64)
    for kind, has in earned.items():
        total += np.where(has, _lookup({name: row[kind] for name, row in table.items()}, KELOMPOK.names)[group], 0)
    return total


_SCALE = 4
"""Points are kept with four decimal places; the tables use at most one."""


def _lookup(table: Mapping[str, Decimal], names: Sequence[str]) -> npt.NDArray[np.int64]:
    """Return the points by code, and 0 for the code -1."""
    return np.append(from_decimals([table[name] for name in names]).rescaled(_SCALE).mantissa, 0)


def _at_most(points: npt.NDArray[Any], most: Decimal) -> Exact:
    """Cut points at the weight of their dimension."""
    return Exact(np.minimum(points, int(most.scaleb(_SCALE))), _SCALE)


def predikat_points(*, predikat: Codes8, law: InForce) -> Exact:
    """Return the points of performance by predikat (codes of EKSP-2022), 0 where there is none."""
    return Exact(_lookup(law[KINERJA_PREDIKAT].value, PREDIKAT.names)[predikat], _SCALE)


def value_points(*, value: Exact, law: InForce) -> Exact:
    """Return the points of performance by an old numeric value; the first row that fits decides."""
    column = Ratio(*over_power(value))
    rows = law[KINERJA_ANGKA].value
    points = _lookup({str(i): row["poin"] for i, row in enumerate(rows)}, [str(i) for i in range(len(rows))])
    return Exact(points[_first_row(column, [row["min"] for row in rows])], _SCALE)


def category(*, index: Exact, law: InForce, trace: Trace | None = None) -> Codes8:
    """Return the category of each index (0 Sangat Rendah … 4 Sangat Tinggi), -1 below the lowest bound."""
    rows = law[KATEGORI_IP].value
    table = np.append(KATEGORI.array([row["kategori"] for row in rows]), np.int8(NONE))
    found: Codes8 = table[_first_row(Ratio(*over_power(index)), [row["min"] for row in rows])]
    if trace is not None:
        trace.step("kategori_ip", {"ip_asn": index}, KATEGORI.of(found), parameter=law[KATEGORI_IP])
    return found


def _first_row(column: Ratio, bounds: Sequence[Decimal]) -> npt.NDArray[np.intp]:
    """Return the first row whose lower bound each value reaches, -1 where it reaches none."""
    row = np.full(len(column), -1, dtype=np.intp)
    for place in reversed(range(len(bounds))):
        row[~column.less(bounds[place])] = place
    return row
