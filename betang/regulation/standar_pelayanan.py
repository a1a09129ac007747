"""What a published service standard must contain, and what a service pledge (maklumat pelayanan) must say.

UU 25/2009 Pasal 21 and PermenPANRB 15/2014: fourteen components, of which the six of service delivery are published.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import Codes, codes
from betang.regulation.field import Field, Ragged
from betang.regulation.parameters import InForce, book
from betang.regulation.rule import Columns, Output, Rule
from betang.regulation.text import Text, joined
from betang.regulation.trace import Grouped, Trace

KOMPONEN = "standar-pelayanan/komponen"
MAKLUMAT = "standar-pelayanan/maklumat"

Mask = npt.NDArray[np.bool_]


def _codes(parameter: str, wording: str) -> Codes:
    """Return the codes that any dated value of a parameter names, with their wording."""
    entries = [entry for value in book()[parameter].values for entry in value.value]
    return codes(*{entry["kode"]: (entry["kode"], entry[wording], entry["english"]) for entry in entries}.values())


KODE_KOMPONEN = _codes(KOMPONEN, "komponen")
KODE_PERNYATAAN = _codes(MAKLUMAT, "pernyataan")
KELOMPOK = codes(
    ("MANUFACTURING", "Pengelolaan pelayanan, internal", "Manufacturing, internal"),
    ("SERVICE_DELIVERY", "Penyampaian pelayanan, dipublikasikan", "Service delivery, published"),
)


def present(*, owner: npt.NDArray[np.integer], code: Sequence[str], known: Sequence[str], n: int) -> Mask:
    """Say for each of n cases which of the `known` codes its items hold, shape (n, known); KeyError otherwise."""
    place = {name: index for index, name in enumerate(known)}
    found = np.zeros((n, len(known)), dtype=bool)
    found[owner, [place[name] for name in code]] = True
    return found


def _present(items: Ragged, known: Sequence[str]) -> Mask:
    """Mark for each case which of the codes of the day it was given; another day's codes count for nothing."""
    column = items.columns["kode"]
    named = [column.codes.names[code] for code in column.array.tolist()]
    kept = [(owner, name) for owner, name in zip(items.owner.tolist(), named, strict=True) if name in known]
    owners = np.array([owner for owner, _name in kept], dtype=np.int64)
    return present(owner=owners, code=[name for _owner, name in kept], known=known, n=len(items))


def _missing(found: Mask, names: Sequence[Text], among: Mask) -> list[Text | None]:
    """Name what each case lacks among the marked ones, None where it lacks nothing."""
    lacking = ~found & among
    return [joined(names[place] for place in np.flatnonzero(row).tolist()) for row in lacking]


def _components(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    rule = law[KOMPONEN]
    items: Ragged = columns["komponen"]
    found = _present(items, [entry["kode"] for entry in rule.value])
    names = [Text(entry["komponen"], entry["english"]) for entry in rule.value]
    published = np.array([entry["wajib_dipublikasikan"] for entry in rule.value], dtype=bool)
    public, inner = _missing(found, names, published), _missing(found, names, ~published)
    if trace is not None:
        given = Grouped(items.owner, items.columns["kode"])
        for step, among, lacking in (("kurang_publikasi", published, public), ("kurang_internal", ~published, inner)):
            trace.step(step, {"komponen": given, "wajib": int(among.sum())}, lacking, parameter=rule)
    return {
        "siap_publikasi": [lacking is None for lacking in public],
        "kurang_publikasi": public,
        "kurang_internal": inner,
        "lengkap": found.all(axis=1),
    }


def _component(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    rule = law[KOMPONEN]
    entries = {entry["kode"]: entry for entry in rule.value}
    found = [entries[columns["kode_komponen"].codes.names[code]] for code in columns["kode_komponen"].array.tolist()]
    names = [Text(entry["komponen"], entry["english"]) for entry in found]
    if trace is not None:
        trace.step("nama_komponen", {"kode_komponen": columns["kode_komponen"]}, names, parameter=rule)
    return {
        "nama_komponen": names,
        "kelompok_komponen": KELOMPOK.of(KELOMPOK.array([entry["kelompok"] for entry in found])),
        "wajib_dipublikasikan": [entry["wajib_dipublikasikan"] for entry in found],
    }


_ACTS = (Text("Tanda tangan pimpinan", "The head's signature"), Text("Dipajang", "Display"))


def _pledge(columns: Columns, law: InForce, trace: Trace | None) -> Columns:
    rule = law[MAKLUMAT]
    items: Ragged = columns["pernyataan"]
    found = _present(items, [entry["kode"] for entry in rule.value])
    names = [Text(entry["pernyataan"], entry["english"]) for entry in rule.value]
    acts = np.stack([columns["ditandatangani"], columns["dipajang"]], axis=1)
    whole = np.concatenate([found, acts], axis=1)
    lacking = _missing(whole, [*names, *_ACTS], np.ones(whole.shape[1], dtype=bool))
    if trace is not None:
        inputs = {
            "pernyataan": Grouped(items.owner, items.columns["kode"]),
            "ditandatangani": columns["ditandatangani"],
            "dipajang": columns["dipajang"],
        }
        trace.step("kurang_maklumat", inputs, lacking, parameter=rule)
    return {"maklumat_lengkap": whole.all(axis=1), "kurang_maklumat": lacking}


_BASIS = "UU 25/2009; PermenPANRB 15/2014"

LABELS = {"wajib": Text("Yang wajib ada", "Required")}

RULES = (
    Rule(
        id="standar-pelayanan/komponen",
        title=Text("Kelengkapan standar pelayanan", "Completeness of a service standard"),
        about=Text(
            "Komponen mana yang belum ada, dari enam yang dipublikasikan dan delapan yang internal.",
            "Which components are missing, of the six that are published and the eight that are internal.",
        ),
        basis=_BASIS,
        inputs=(
            Field("komponen", Text("Komponen yang ada", "Components that are there"), "items", required=False,
                  distinct=True, parts=(Field("kode", Text("Komponen", "Component"), "choice", codes=KODE_KOMPONEN),)),
        ),
        outputs=(
            Output("siap_publikasi", Text("Bagian yang dipublikasikan lengkap", "Published part complete")),
            Output("kurang_publikasi", Text("Belum ada, wajib dipublikasikan", "Missing, to be published")),
            Output("kurang_internal", Text("Belum ada, internal", "Missing, internal")),
            Output("lengkap", Text("Semua komponen ada", "All components there")),
        ),
        run=_components,
        parameters=(KOMPONEN,),
        cautions=(
            Text("Hanya keberadaan yang diperiksa, bukan isinya.", "Only presence is checked, not the contents."),
        ),
    ),
    Rule(
        id="standar-pelayanan/rincian",
        title=Text("Satu komponen standar pelayanan", "One component of a service standard"),
        about=Text("Nama dan kelompok suatu komponen, dan apakah wajib dipublikasikan.",
                   "Name and group of a component, and whether it must be published."),
        basis=_BASIS,
        inputs=(Field("kode_komponen", Text("Komponen", "Component"), "choice", codes=KODE_KOMPONEN),),
        outputs=(
            Output("nama_komponen", Text("Nama resmi", "Official name")),
            Output("kelompok_komponen", Text("Kelompok", "Group"), KELOMPOK),
            Output("wajib_dipublikasikan", Text("Wajib dipublikasikan", "Must be published")),
        ),
        run=_component,
        parameters=(KOMPONEN,),
    ),
    Rule(
        id="standar-pelayanan/maklumat",
        title=Text("Kelengkapan maklumat pelayanan", "Completeness of a service pledge"),
        about=Text(
            "Tiga pernyataan, tanda tangan pimpinan, dan pemajangan.",
            "Three statements, the head's signature, and display.",
        ),
        basis=_BASIS,
        inputs=(
            Field("pernyataan", Text("Pernyataan yang ada", "Statements that are there"), "items", required=False,
                  distinct=True,
                  parts=(Field("kode", Text("Pernyataan", "Statement"), "choice", codes=KODE_PERNYATAAN),)),
            Field("ditandatangani", Text("Ditandatangani pimpinan", "Signed by the head"), "bool"),
            Field("dipajang", Text("Dipajang", "Displayed"), "bool"),
        ),
        outputs=(
            Output("maklumat_lengkap", Text("Maklumat lengkap", "Pledge complete")),
            Output("kurang_maklumat", Text("Yang belum ada", "What is missing")),
        ),
        run=_pledge,
        parameters=(MAKLUMAT,),
    ),
)  # fmt: skip
