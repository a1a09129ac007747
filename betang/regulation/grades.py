"""Which grades (golongan) employees may hold, with the rank names of civil servants, and which job classes exist.

A grade is recognised however it is written ("III/b", "iii b", "IIIB") and given back as the law writes it.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from betang.regulation.field import Field
from betang.regulation.parameters import InForce, Value
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

GOLONGAN_PNS = "kepegawaian/golongan_pns"
GOLONGAN_PPPK = "kepegawaian/golongan_pppk"
KELAS = "kepegawaian/kelas_jabatan"


def grade_names(value: Value) -> list[str]:
    """Return the grades of a list in force, lowest first."""
    return [entry["golongan"] for entry in value.value]


def rank_names(value: Value) -> dict[str, str]:
    """Return the rank name of each grade, "" where grades bear none."""
    return {entry["golongan"]: entry.get("pangkat", "") for entry in value.value}


def as_written(texts: Sequence[str | None], value: Value) -> list[str]:
    """Return grades as the law writes them, "" for a text that is none of the list."""
    known = {folded(name): name for name in grade_names(value)}
    return [known.get(folded(text or ""), "") for text in texts]


def folded(text: str) -> str:
    """Return the form in which grades are compared: no spaces, no slash, small letters."""
    return "".join(text.casefold().replace("/", "").split())


def class_exists(*, classes: npt.NDArray[np.integer], value: Value) -> npt.NDArray[np.bool_]:
    """Tell for each job class whether there is one of that number."""
    limits = value.value
    return np.asarray((classes >= limits["terendah"]) & (classes <= limits["tertinggi"]))


def _pns(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    found = _found(columns, law[GOLONGAN_PNS], trace)
    ranks = rank_names(law[GOLONGAN_PNS])
    return {"golongan_baku": found, "pangkat": [ranks[name] if name else None for name in found]}


def _pppk(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    return {"golongan_baku": _found(columns, law[GOLONGAN_PPPK], trace)}


def _found(columns: Columns, value: Value, trace: Trace | None) -> list[str | None]:
    found = [name or None for name in as_written(columns["golongan"], value)]
    if trace is not None:
        trace.step("golongan_baku", {"golongan": columns["golongan"]}, found, parameter=value)
    return found


def _class(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    known = class_exists(classes=columns["kelas"], value=law[KELAS])
    if trace is not None:
        trace.step("kelas_berlaku", {"kelas": columns["kelas"]}, known, parameter=law[KELAS])
    return {"kelas_berlaku": known}


LABELS = {"tertinggi": Text("Tertinggi", "Highest")}
_GRADE = Field("golongan", Text("Golongan", "Grade"), "text")
_WRITTEN = Output("golongan_baku", Text("Golongan menurut aturan", "Grade as the rules write it"))
RULES = (
    Rule(
        id=GOLONGAN_PNS,
        title=Text("Golongan ruang dan pangkat PNS", "Grade and rank name of a PNS"),
        about=Text(
            "Golongan yang ada bagi PNS dan CPNS, dan nama pangkatnya; kosong bila tidak ada.",
            "The grades of PNS and CPNS, and their rank names; blank where there is none.",
        ),
        basis="Aturan kepangkatan PNS",
        inputs=(_GRADE,),
        outputs=(_WRITTEN, Output("pangkat", Text("Pangkat", "Rank name"))),
        run=_pns,
        parameters=(GOLONGAN_PNS,),
    ),
    Rule(
        id=GOLONGAN_PPPK,
        title=Text("Golongan PPPK", "Grade of a PPPK"),
        about=Text(
            "Golongan yang ada bagi PPPK, juga yang paruh waktu; kosong bila tidak ada.",
            "The grades of PPPK, part-time ones too; blank where there is none.",
        ),
        basis="PP 49/2018",
        inputs=(_GRADE,),
        outputs=(_WRITTEN,),
        run=_pppk,
        parameters=(GOLONGAN_PPPK,),
    ),
    Rule(
        id=KELAS,
        title=Text("Kelas jabatan", "Job class"),
        about=Text("Apakah ada kelas jabatan dengan angka itu.", "Whether there is a job class of that number."),
        basis="Aturan evaluasi jabatan",
        inputs=(Field("kelas", Text("Kelas jabatan", "Job class"), "integer"),),
        outputs=(Output("kelas_berlaku", Text("Kelas ini ada", "This class exists")),),
        run=_class,
        parameters=(KELAS,),
    ),
)
