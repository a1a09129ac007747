"""What no law says and the service still has to settle: links, public figures, the aim for officers, the hold.

Each is our own design, dated, so that the city's decree on service standards can replace it.
"""

from decimal import Decimal

import numpy as np

from betang.regulation.calendar.asking import read_instants
from betang.regulation.calendar.city import city_calendar
from betang.regulation.calendar.moments import Moments
from betang.regulation.calendar.zone import DAY, SECOND
from betang.regulation.field import Field
from betang.regulation.parameters import InForce
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.service_standards.catalogue import ANGKA_PUBLIK, TAHAN_LANGKAH, TAUTAN_HASIL, TUJUAN_PETUGAS
from betang.regulation.text import Text
from betang.regulation.trace import Trace

_ZERO = Decimal(0)
_DESIGN = Text(
    "Tidak ada aturan yang menyebutnya; ini rancangan kami.", "No regulation names it; it is our own design."
)
_LOOKED = Field("dilihat", Text("Dilihat pada", "Looked at"), "datetime")


def _link(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    """Say until when a link is valid and whether the document can still be fetched by it."""
    city, value, fetched = city_calendar(), law[TAUTAN_HASIL], columns["diunduh_kali"]
    sent, seen = (read_instants(city, name, columns[name]) for name in ("dikirim", "dilihat"))
    until = sent + value.value["hari"] * DAY
    may = np.asarray((seen < until) & (fetched < value.value["unduhan"]))
    if trace is not None:
        inputs = {"dikirim": Moments(city, sent), "hari_kalender": value.value["hari"]}
        trace.step("berlaku_sampai", inputs, Moments(city, until), parameter=value)
        shown = {"berlaku_sampai": Moments(city, until), "dilihat": Moments(city, seen), "diunduh_kali": fetched}
        trace.step("dapat_diunduh", {**shown, "unduhan": value.value["unduhan"]}, may, parameter=value)
    return {"berlaku_sampai": Moments(city, until), "dapat_diunduh": may}


def _public(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    """Say which groups are large enough to be published, and to be compared."""
    value = law[ANGKA_PUBLIK]
    found = {name: np.asarray(columns["jumlah"] >= value.value[name]) for name in ("diumumkan", "dibandingkan")}
    if trace is not None:
        for name, result in found.items():
            inputs = {"jumlah": columns["jumlah"], "paling_sedikit": value.value[name]}
            trace.step(name, inputs, result, parameter=value)
    return found


def _aim(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    """Say whether a share of requests in time is enough."""
    value = law[TUJUAN_PETUGAS]
    enough = np.array([share >= value.value for share in columns["bagian_tepat"].decimals()])
    if trace is not None:
        inputs = {"bagian_tepat": columns["bagian_tepat"], "tujuan": value.value}
        trace.step("cukup", inputs, enough, parameter=value)
    return {"cukup": enough}


def _hold(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    """Say when a step that was pressed is recorded, and whether it can still be called back."""
    city, value = city_calendar(), law[TAHAN_LANGKAH]
    pressed, seen = (read_instants(city, name, columns[name]) for name in ("ditekan", "dilihat"))
    taken = pressed + value.value * SECOND
    may = np.asarray(seen < taken)
    if trace is not None:
        inputs = {"ditekan": Moments(city, pressed), "tahan_detik": value.value}
        trace.step("dicatat_pada", inputs, Moments(city, taken), parameter=value)
        shown = {"dicatat_pada": Moments(city, taken), "dilihat": Moments(city, seen)}
        trace.step("dapat_dibatalkan", shown, may, parameter=value)
    return {"dicatat_pada": Moments(city, taken), "dapat_dibatalkan": may}


LABELS = {
    "unduhan": Text("Unduhan paling banyak", "Most downloads"),
    "paling_sedikit": Text("Paling sedikit", "At least"),
    "tujuan": Text("Tujuan", "Aim"),
    "tahan_detik": Text("Detik ditahan", "Seconds held"),
}

TAUTAN = Rule(
    id=TAUTAN_HASIL,
    title=Text("Berapa lama tautan dokumen berlaku", "How long the link of a document is valid"),
    about=Text(
        "Sampai kapan, dan berapa kali, dokumen dapat diambil dengan tautan yang dikirim.",
        "Until when, and how often, a document can be fetched by the link that was sent.",
    ),
    basis="Rancangan Betang",
    inputs=(
        Field("dikirim", Text("Tautan dikirim", "Link sent"), "datetime"),
        Field("diunduh_kali", Text("Sudah diunduh, kali", "Fetched so far, times"), "integer", least=_ZERO),
        _LOOKED,
    ),
    outputs=(
        Output("berlaku_sampai", Text("Berlaku sampai", "Valid until")),
        Output("dapat_diunduh", Text("Masih dapat diunduh", "Can still be fetched")),
    ),
    run=_link,
    parameters=(TAUTAN_HASIL,),
    cautions=(_DESIGN,),
)
PUBLIK = Rule(
    id=ANGKA_PUBLIK,
    title=Text("Kapan sebuah angka diumumkan", "When a figure is published"),
    about=Text(
        "Apakah sekelompok permohonan cukup besar agar angkanya diumumkan, dan agar dibandingkan.",
        "Whether a group of requests is large enough for its figure to be published, and to be compared.",
    ),
    basis="Rancangan Betang",
    inputs=(Field("jumlah", Text("Permohonan", "Requests"), "integer", least=_ZERO),),
    outputs=(
        Output("diumumkan", Text("Diumumkan", "Published")),
        Output("dibandingkan", Text("Dibandingkan dengan layanan lain", "Compared with other services")),
    ),
    run=_public,
    parameters=(ANGKA_PUBLIK,),
    cautions=(_DESIGN,),
)
PETUGAS = Rule(
    id=TUJUAN_PETUGAS,
    title=Text("Kapan jumlah petugas cukup", "When there are enough officers"),
    about=Text(
        "Apakah bagian permohonan yang selesai dalam target internal memenuhi tujuan.",
        "Whether the share of requests done within the internal target reaches the aim.",
    ),
    basis="Rancangan Betang",
    inputs=(
        Field(
            "bagian_tepat", Text("Bagian dalam target, 0 sampai 1", "Share within the target, 0 to 1"), "decimal",
            least=_ZERO, most=Decimal(1),
        ),
    ),
    outputs=(Output("cukup", Text("Petugas cukup", "Enough officers")),),
    run=_aim,
    parameters=(TUJUAN_PETUGAS,),
    cautions=(_DESIGN,),
)  # fmt: skip
TAHAN = Rule(
    id=TAHAN_LANGKAH,
    title=Text("Berapa lama langkah ditahan", "How long a step is held"),
    about=Text(
        "Kapan langkah yang ditekan di loket dicatat, dan sampai kapan dapat dibatalkan.",
        "When a step pressed at the counter is recorded, and until when it can be called back.",
    ),
    basis="Rancangan Betang",
    inputs=(Field("ditekan", Text("Tombol ditekan", "Button pressed"), "datetime"), _LOOKED),
    outputs=(
        Output("dicatat_pada", Text("Dicatat pada", "Recorded at")),
        Output("dapat_dibatalkan", Text("Masih dapat dibatalkan", "Can still be called back")),
    ),
    run=_hold,
    parameters=(TAHAN_LANGKAH,),
    cautions=(_DESIGN,),
)
