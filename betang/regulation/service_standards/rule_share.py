"""The rule about a share of steps or requests: its interval, and whether it may be compared."""

from decimal import Decimal

import numpy as np

from betang.regulation.exact import Exact, Ratio
from betang.regulation.field import Field, InputError
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.service_standards.share import UKURAN, Floats, shares
from betang.regulation.text import Text
from betang.regulation.trace import Trace

PLACES = 2
_PER_CENT = Text("persen", "per cent")
_MOST = Decimal(10**9)


def _share(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    within, of = columns["memenuhi"], columns["fakta"]
    if (within > of).any():
        raise InputError("memenuhi", Text("lebih banyak daripada seluruh fakta", "more than all facts"))
    found, rule = shares(within=within, of=of, law=law), law[UKURAN]
    out = {
        "bagian": Exact(Ratio(within * 100, of).half_up(PLACES), PLACES),
        "selang_bawah": per_cent(found.low),
        "selang_atas": per_cent(found.high),
        "dibandingkan": found.compared,
    }
    if trace is not None:
        counts = {"memenuhi": within, "fakta": of}
        trace.step("bagian", counts, out["bagian"], parameter=rule)
        for name in ("selang_bawah", "selang_atas"):
            trace.step(name, {**counts, "taraf": rule.value["taraf"]}, out[name], parameter=rule)
        least = {"fakta": of, "fakta_min": rule.value["fakta_min"]}
        trace.step("dibandingkan", least, found.compared, parameter=rule)
    return out


def per_cent(share: Floats) -> Exact:
    """Give shares in per cent, rounded half up to two places."""
    return Exact(np.floor(share * 10 ** (PLACES + 2) + 0.5).astype(np.int64), PLACES)


LABELS = {
    "memenuhi": Text("Yang memenuhi", "Those within the limit"),
    "fakta": Text("Seluruh fakta", "All facts"),
    "fakta_min": Text("Fakta paling sedikit", "Fewest facts"),
}

UKURAN_BAGIAN = Rule(
    id="layanan/ukuran",
    title=Text("Bagian yang memenuhi, dan selangnya", "A share and its interval"),
    about=Text(
        "Berapa persen langkah atau permohonan memenuhi syarat (tepat waktu, benar sejak pertama, dikembalikan), "
        "selang Wilson-nya, dan apakah faktanya cukup untuk dibandingkan dengan periode lalu, rekan, atau target.",
        "How many per cent of steps or requests meet a condition (in time, right at first, returned), Wilson's "
        "interval, and whether there are enough facts to compare it with last period, colleagues or a target.",
    ),
    basis="Rancangan Betang",
    inputs=(
        Field("memenuhi", LABELS["memenuhi"], "integer", least=Decimal(0), most=_MOST),
        Field("fakta", LABELS["fakta"], "integer", least=Decimal(1), most=_MOST),
    ),
    outputs=(
        Output("bagian", Text("Bagian", "Share"), unit=_PER_CENT),
        Output("selang_bawah", Text("Selang, batas bawah", "Interval, lower end"), unit=_PER_CENT),
        Output("selang_atas", Text("Selang, batas atas", "Interval, upper end"), unit=_PER_CENT),
        Output("dibandingkan", Text("Boleh dibandingkan", "May be compared")),
    ),
    run=_share,
    parameters=(UKURAN,),
    cautions=(
        Text(
            "Selang ini bicara tentang kebetulan antarperkara saja, bukan tentang perkara yang lebih sulit.",
            "The interval tells of chance between cases only, not of harder cases.",
        ),
    ),
)
