"""TPP, the regional performance allowance: a skeleton. No value of the city is known and no rupiah is computed.

share paid = [weight of productivity × share by predikat + weight of discipline × (1 − deductions)]
             × (1 − cut by sanction) × share of the kind of employee

The table by predikat and the deductions come in as figures: there is no national table.
"""

from collections.abc import Sequence
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import codes
from betang.regulation.eksp2022.levels import PREDIKAT
from betang.regulation.exact import Exact, added, align, from_decimals, product
from betang.regulation.field import Field, Maybe
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text
from betang.regulation.trace import Trace

BOBOT = "tpp/bobot"
BAGIAN = "tpp/bagian"
STATUS = codes(
    ("PNS", "PNS", "Permanent civil servant"),
    ("CPNS", "CPNS", "Candidate civil servant"),
    ("PPPK", "PPPK", "Contract employee"),
)


def times(left: Exact, right: Exact) -> Exact:
    """Multiply two columns of decimals."""
    return Exact(product(left.mantissa, right.mantissa), left.scale + right.scale)


def rest(column: Exact) -> Exact:
    """Return 1 − each value, at least 0."""
    return Exact(np.maximum(added(-column.mantissa, 10**column.scale), 0), column.scale)


def by_predikat(*, predikat: npt.NDArray[np.int8], table: Sequence[Exact]) -> Exact:
    """Return each person's productivity share from that person's table (columns of shares, SK … SB)."""
    scale = max(column.scale for column in table)
    stacked = np.stack([column.rescaled(scale).mantissa for column in table])
    return Exact(stacked[predikat, np.arange(len(predikat))], scale)


def paid_share(
    *,
    productivity: Exact,
    deductions: Exact,
    cut: Exact,
    status: npt.NDArray[np.int8],
    law: InForce,
    trace: Trace | None = None,
) -> tuple[Exact, npt.NDArray[np.bool_]]:
    """Return the share of the basic allowance that is paid, and whether it is known for the kind of employee.

    All inputs are shares (0–1); deductions that add up to more than 1 leave nothing of the discipline part.
    """
    weights, kinds = law[BOBOT].value, law[BAGIAN].value
    first, second = (from_decimals([weights[name]] * len(status)) for name in ("produktivitas", "disiplin"))
    discipline = rest(deductions)
    left, right, scale = align(times(productivity, first), times(discipline, second))
    whole = times(Exact(added(left, right), scale), rest(cut))
    shares = [Decimal(1), kinds.get("cpns"), kinds.get("pppk")]
    known = np.array([share is not None for share in shares])[status]
    table = from_decimals(shares)
    found = times(whole, Exact(table.mantissa[status], table.scale))
    if trace is not None:
        inputs = {"bagian_produktivitas": productivity, "bagian_disiplin": discipline, **weights}
        trace.step("bagian_gabungan", inputs, Exact(added(left, right), scale), parameter=law[BOBOT])
        inputs = {"bagian_gabungan": Exact(added(left, right), scale), "potongan_hukuman": cut,
                  "status_pegawai": STATUS.of(status)}  # fmt: skip
        trace.step("bagian_dibayar", inputs, Maybe(found, known), parameter=law[BAGIAN])
    return found, known


def _skeleton(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    predikat = columns["predikat"].array
    productivity = by_predikat(predikat=predikat, table=[columns[f"f_{name.lower()}"] for name in PREDIKAT.names])
    deductions = columns["potongan_kehadiran"]
    if trace is not None:
        inputs = {
            "predikat": columns["predikat"],
            **{f"f_{n.lower()}": columns[f"f_{n.lower()}"] for n in PREDIKAT.names},
        }
        trace.step("bagian_produktivitas", inputs, productivity, basis="Rancangan Betang", confidence="DESIGN")
        inputs = {"potongan_kehadiran": deductions}
        trace.step("bagian_disiplin", inputs, rest(deductions), basis="Rancangan Betang", confidence="DESIGN")
    found, known = paid_share(
        productivity=productivity, deductions=deductions, cut=columns["potongan_hukuman"],
        status=columns["status_pegawai"].array, law=law, trace=trace,
    )  # fmt: skip
    return {
        "bagian_produktivitas": productivity,
        "bagian_disiplin": rest(deductions),
        "bagian_dibayar": Maybe(found, known),
    }


def _share(name: str, indonesian: str, english: str) -> Field:
    return Field(name, Text(indonesian, english), "decimal", least=Decimal(0), most=Decimal(1))


LABELS = {
    "produktivitas": Text("Bobot produktivitas", "Weight of productivity"),
    "disiplin": Text("Bobot disiplin", "Weight of discipline"),
    "bagian_gabungan": Text("Produktivitas dan disiplin digabung", "Productivity and discipline together"),
}

RULES = (
    Rule(
        id="tpp/kerangka",
        title=Text("Kerangka TPP", "Skeleton of the allowance"),
        about=Text(
            "Bagian TPP dasar yang dibayar. Tabel menurut predikat dan potongan diisi dari peraturan yang berlaku; "
            "angka kota belum diketahui dan tidak ada rupiah yang dihitung. Bagian ditulis 0 sampai 1.",
            "The share of the basic allowance that is paid. The table by predikat and the deductions are filled in "
            "from the regulation in force; the city's figures are not known and no rupiah is computed. Shares are 0 "
            "to 1.",
        ),
        basis="PP 12/2019 Pasal 58; Kepmendagri 900-4700/2020; Perwali Palangka Raya 17/2021",
        inputs=(
            Field("status_pegawai", Text("Status", "Status"), "choice", codes=STATUS),
            Field("predikat", Text("Predikat kinerja", "Predikat"), "choice", codes=PREDIKAT),
            *(
                _share(
                    f"f_{name.lower()}",
                    f"Bagian untuk {PREDIKAT.label(name).id}",
                    f"Share for {PREDIKAT.label(name).en}",
                )
                for name in reversed(PREDIKAT.names)
            ),
            _share("potongan_kehadiran", "Jumlah potongan kehadiran", "Sum of attendance deductions"),
            _share("potongan_hukuman", "Potongan karena hukuman disiplin", "Cut by a disciplinary sanction"),
        ),
        outputs=(
            Output("bagian_produktivitas", Text("Bagian produktivitas", "Productivity share")),
            Output("bagian_disiplin", Text("Bagian disiplin", "Discipline share")),
            Output("bagian_dibayar", Text("Bagian TPP dasar yang dibayar", "Share of the basic allowance paid")),
        ),
        run=_skeleton,
        parameters=(BOBOT, BAGIAN),
        cautions=(
            Text(
                "Kerangka saja: pembagian 60/40 belum dikonfirmasi, bagian untuk PPPK belum diketahui.",
                "A skeleton only: the split 60/40 is not confirmed, the share for contract employees not known.",
            ),
        ),
    ),
)
