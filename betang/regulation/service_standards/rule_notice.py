"""When an officer and the head of section are told of a request that runs out of time or is returned again."""

from decimal import Decimal

import numpy as np

from betang.regulation.field import Field
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.service_standards.catalogue import PEMBERITAHUAN
from betang.regulation.text import Text
from betang.regulation.trace import Trace

_ZERO = Decimal(0)
_USED, _RETURNED = "bagian_terpakai", "kembali_ke"
_TOLD = (
    ("kabari_petugas", _USED, "petugas_bagian"),
    ("kabari_kepala", _USED, "kepala_bagian"),
    ("kabari_kembali", _RETURNED, "kembali_kali"),
)


def _told(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    """Compare what was used and how often it was returned with the thresholds; a threshold itself counts."""
    value, found = law[PEMBERITAHUAN], {}
    given = {_USED: columns[_USED].decimals(), _RETURNED: columns[_RETURNED].tolist()}
    for name, of, threshold in _TOLD:
        least = value.value[threshold]
        found[name] = np.array([each >= least for each in given[of]], dtype=bool)
        if trace is not None:
            trace.step(name, {of: columns[of], "ambang": least}, found[name], parameter=value)
    return found


LABELS = {"ambang": Text("Ambang", "Threshold")}

PEMBERITAHUAN_RULE = Rule(
    id=PEMBERITAHUAN,
    title=Text("Kapan petugas dan kepala bagian dikabari", "When officer and head of section are told"),
    about=Text(
        "Siapa yang dikabari bila sebagian waktu bersih suatu permohonan terpakai, atau bila dikembalikan lagi.",
        "Who is told when a share of a request's net time is used up, or when it is returned again.",
    ),
    basis="Rancangan Betang",
    inputs=(
        Field(
            _USED, Text("Bagian waktu terpakai, 1 berarti tepat pada batas", "Share of the time used, 1 is the limit"),
            "decimal", least=_ZERO,
        ),
        Field(_RETURNED, Text("Sudah dikembalikan, kali", "Returned so far, times"), "integer", least=_ZERO),
    ),
    outputs=(
        Output("kabari_petugas", Text("Kabari petugas", "Tell the officer")),
        Output("kabari_kepala", Text("Kabari kepala bagian", "Tell the head of section")),
        Output("kabari_kembali", Text("Kabarkan pengembaliannya", "Tell of the return")),
    ),
    run=_told,
    parameters=(PEMBERITAHUAN,),
    cautions=(
        Text("Tidak ada aturan yang menyebutnya; ini rancangan kami.", "No regulation names it; it is our own design."),
    ),
)  # fmt: skip
