"""How long an uploaded log of another system is kept, and how large it may be: it can name officers and cases."""

from decimal import Decimal

import numpy as np

from betang.regulation.field import Field
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

SIMPAN_LOG = "pelindungan-data/simpan_log"


def _kept(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    """Say whether a log is taken, and from when it is erased."""
    value, size = law[SIMPAN_LOG], columns["ukuran_megabita"]
    taken = np.asarray(size <= value.value["megabita"])
    since = columns["tanggal_diunggah"] + np.timedelta64(value.value["hari"], "D")
    gone = np.asarray(columns["tanggal_dilihat"] >= since)
    if trace is not None:
        trace.step("diterima", {"ukuran_megabita": size, "megabita": value.value["megabita"]}, taken, parameter=value)
        inputs = {"tanggal_diunggah": columns["tanggal_diunggah"], "simpan_hari": value.value["hari"]}
        trace.step("dihapus_sejak", inputs, since, parameter=value)
        inputs = {"dihapus_sejak": since, "tanggal_dilihat": columns["tanggal_dilihat"]}
        trace.step("dihapus", inputs, gone, parameter=value)
    return {"diterima": taken, "dihapus_sejak": since, "dihapus": gone}


LABELS = {
    "megabita": Text("Ukuran paling besar, MB", "Largest size, MB"),
}
RULE = Rule(
    id=SIMPAN_LOG,
    title=Text("Berapa lama log sistem lain disimpan", "How long logs of other systems are kept"),
    about=Text(
        "Apakah log yang diunggah diterima menurut ukurannya, dan sejak kapan dihapus.",
        "Whether an uploaded log is taken by its size, and from when it is erased.",
    ),
    basis="Rancangan Betang",
    inputs=(
        Field("ukuran_megabita", Text("Ukuran, MB", "Size, MB"), "integer", least=Decimal(0)),
        Field("tanggal_diunggah", Text("Diunggah pada", "Uploaded on"), "date"),
        Field("tanggal_dilihat", Text("Dilihat pada", "Looked at on"), "date"),
    ),
    outputs=(
        Output("diterima", Text("Diterima", "Taken")),
        Output("dihapus_sejak", Text("Dihapus sejak", "Erased from")),
        Output("dihapus", Text("Sudah dihapus", "Erased by then")),
    ),
    run=_kept,
    parameters=(SIMPAN_LOG,),
    cautions=(Text("Angka-angkanya usulan kami.", "The figures are our proposal."),),
)
