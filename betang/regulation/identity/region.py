"""The city's region codes: which district and ward a code or a name means."""

from collections.abc import Mapping
from dataclasses import dataclass

from betang.regulation.parameters import InForce

WILAYAH = "identitas/wilayah"


@dataclass(frozen=True, slots=True)
class Region:
    """A district, or a ward of one (`ward` is None for the district itself)."""

    code: str
    district: str
    ward: str | None


def known_codes(law: InForce) -> frozenset[int]:
    """Return the district codes as they begin a NIK: 62.71.03 as 627103."""
    return frozenset(int(entry["kode"].replace(".", "")) for entry in law[WILAYAH].value["kecamatan"])


def regions(law: InForce) -> Mapping[str, Region]:
    """Return districts by name (every spelling) and by code, wards by code; codes without dots, names folded."""
    found: dict[str, Region] = {}
    for entry in law[WILAYAH].value["kecamatan"]:
        district = Region(entry["kode"], entry["kecamatan"], None)
        for spelling in (entry["kode"], entry["kecamatan"], *entry.get("ejaan_lain", ())):
            found[folded(spelling)] = district
        for ward in entry["kelurahan"]:
            found[folded(ward["kode"])] = Region(ward["kode"], entry["kecamatan"], ward["nama"])
    return found


def folded(text: str) -> str:
    """Return the form in which codes and names are compared: no dots, hyphens or spaces, small letters."""
    return "".join(text.casefold().replace(".", "").replace("-", "").split())
