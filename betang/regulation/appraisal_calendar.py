"""The calendar of appraisal: period of the plan, periodic and annual deadlines, handing over the document."""

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from betang.regulation.appraisal_days import PENYERAHAN, PERIODE, PERIODS_A_YEAR, handover_limit, period_days
from betang.regulation.field import Field, InputError
from betang.regulation.parameters import InForce, book
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

SKP = "kalender-kinerja/skp"
TAHUNAN = "kalender-kinerja/batas_tahunan"
BERKALA = "kalender-kinerja/batas_berkala"
TANPA_UMPAN_BALIK = "kalender-kinerja/tanpa_umpan_balik"


def _handover(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    return {"batas_penyerahan": handover_limit(start=columns["tanggal_mulai"], law=law, trace=trace)}


def _plan(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    years, value = columns["tahun"].tolist(), law[SKP].value
    names = {"skp_mulai": "mulai", "skp_akhir": "akhir", "skp_ditetapkan": "ditetapkan_paling_lambat"}
    found = {name: _days(years, value[key]) for name, key in names.items()}
    if trace is not None:
        for name, days in found.items():
            trace.step(name, {"tahun": columns["tahun"]}, days, parameter=law[SKP])
    return found


def _days(years: list[int], month_day: str) -> npt.NDArray[np.datetime64]:
    """Return the day written as month-day in each year."""
    return np.array([f"{year:04d}-{month_day}" for year in years], dtype="datetime64[D]")


def _annual(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    years = columns["tahun"]
    values = [book()[TAHUNAN].on(dt.date(year, 12, 31)) for year in years.tolist()]
    found = [None if value is None else value.value for value in values]
    if trace is not None:
        for known in book()[TAHUNAN].values:
            here = np.array([value is known for value in values], dtype=bool)
            trace.only(here).step("batas_tahunan", {"tahun": years}, found, parameter=known)
        none = np.array([value is None for value in values], dtype=bool)
        trace.only(none).step("batas_tahunan", {"tahun": years}, found, basis="PermenPANRB 6/2022", confidence="V")
    return {"batas_tahunan": found}


def _period(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    kind, year, number = columns["jenis_periode"], columns["tahun"], columns["periode_ke"]
    most = np.array(PERIODS_A_YEAR)[kind.array]
    if (number > most).any():
        limit = int(most[number > most][0])
        raise InputError("periode_ke", Text(f"paling banyak {limit} dalam setahun", f"at most {limit} in a year"))
    first, last = period_days(kind=kind.array, year=year, number=number)
    value, next_month = law[BERKALA].value, last + np.timedelta64(1, "D")
    early, late = (next_month + np.timedelta64(value[key] - 1, "D") for key in ("tanggal_awal", "tanggal_akhir"))
    if trace is not None:
        inputs: dict[str, Any] = {"jenis_periode": kind, "tahun": year, "periode_ke": number}
        trace.step("periode_akhir", inputs, last, basis="PermenPANRB 6/2022", confidence="M-high")
        trace.step("batas_berkala_akhir", {"periode_akhir": last, **value}, late, parameter=law[BERKALA])
    return {
        "periode_mulai": first,
        "periode_akhir": last,
        "batas_berkala_awal": early,
        "batas_berkala_akhir": late,
    }


def _quiet(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    value = law[TANPA_UMPAN_BALIK].value
    reminded = columns["umpan_balik_terakhir"] + np.timedelta64(value, "D")
    if trace is not None:
        inputs = {"umpan_balik_terakhir": columns["umpan_balik_terakhir"], "tanpa_umpan_balik": value}
        trace.step("diingatkan_sejak", inputs, reminded, parameter=law[TANPA_UMPAN_BALIK])
    return {"diingatkan_sejak": reminded}


LABELS = {
    "tanggal_awal": Text("Tanggal awal pada bulan berikutnya", "First day in the next month"),
    "tanggal_akhir": Text("Tanggal akhir pada bulan berikutnya", "Last day in the next month"),
    "tanpa_umpan_balik": Text("Hari tanpa umpan balik", "Days without feedback"),
}
_YEAR = Field("tahun", Text("Tahun", "Year"), "integer", least=Decimal(1970), most=Decimal(2999))

RULES = (
    Rule(
        id="kalender-kinerja/skp",
        title=Text("Masa SKP", "Period of the plan"),
        about=Text(
            "SKP berlaku setahun; ditetapkan pada bulan Januari.", "The plan is annual and is fixed in January."
        ),
        basis="PP 30/2019; PermenPANRB 6/2022",
        inputs=(_YEAR,),
        outputs=(
            Output("skp_mulai", Text("Mulai", "From")),
            Output("skp_akhir", Text("Sampai", "To")),
            Output("skp_ditetapkan", Text("Ditetapkan paling lambat", "Fixed at latest")),
        ),
        run=_plan,
        parameters=(SKP,),
    ),
    Rule(
        id="kalender-kinerja/periode",
        title=Text("Periode evaluasi berkala", "Periods of the periodic evaluation"),
        about=Text(
            "Hari pertama dan terakhir suatu periode, dan kebiasaan batas penyelesaiannya.",
            "First and last day of a period, and the customary deadline.",
        ),
        basis="PermenPANRB 6/2022",
        inputs=(
            Field("jenis_periode", Text("Jenis periode", "Kind of period"), "choice", codes=PERIODE),
            _YEAR,
            Field(
                "periode_ke", Text("Periode ke", "Number of the period"), "integer", least=Decimal(1), most=Decimal(12)
            ),
        ),
        outputs=(
            Output("periode_mulai", Text("Mulai", "From")),
            Output("periode_akhir", Text("Sampai", "To")),
            Output("batas_berkala_awal", Text("Biasanya mulai", "Customarily from")),
            Output("batas_berkala_akhir", Text("Biasanya paling lambat", "Customarily at latest")),
        ),
        run=_period,
        parameters=(BERKALA,),
        cautions=(
            Text(
                "Jenis periode dipilih instansi; batasnya kebiasaan, bukan aturan.",
                "The agency chooses the kind of period; the deadline is custom, not a rule.",
            ),
        ),
    ),
    Rule(
        id="kalender-kinerja/batas_tahunan",
        title=Text("Batas evaluasi tahunan", "Deadline of the annual evaluation"),
        about=Text(
            "Diumumkan tiap tahun; kosong bila belum diketahui.", "Announced each year; empty where it is not known."
        ),
        basis="PermenPANRB 6/2022",
        inputs=(_YEAR,),
        outputs=(Output("batas_tahunan", Text("Paling lambat", "At latest")),),
        run=_annual,
        parameters=(TAHUNAN,),
    ),
    Rule(
        id="kalender-kinerja/penyerahan",
        title=Text("Penyerahan dokumen evaluasi", "Handing over the evaluation document"),
        about=Text(
            "Hari terakhir bagi penilai untuk menyerahkan, atau bagi pegawai untuk mengembalikan.",
            "The last day for the rater to hand over, or for the employee to return.",
        ),
        basis="PermenPANRB 6/2022",
        inputs=(Field("tanggal_mulai", Text("Dihitung sejak", "Counted from"), "date"),),
        outputs=(Output("batas_penyerahan", Text("Paling lambat", "At latest")),),
        run=_handover,
        parameters=(PENYERAHAN,),
    ),
    Rule(
        id="kalender-kinerja/tanpa_umpan_balik",
        title=Text("Pengingat umpan balik", "Reminder of feedback"),
        about=Text(
            "Sejak kapan pegawai dan penilainya diingatkan bahwa sudah lama tidak ada umpan balik.",
            "From when an employee and the rater are reminded that there has been no feedback for long.",
        ),
        basis="Rancangan Betang",
        inputs=(Field("umpan_balik_terakhir", Text("Umpan balik terakhir", "Last feedback"), "date"),),
        outputs=(Output("diingatkan_sejak", Text("Diingatkan sejak", "Reminded from")),),
        run=_quiet,
        parameters=(TANPA_UMPAN_BALIK,),
    ),
)
