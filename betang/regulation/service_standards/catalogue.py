"""The services, states and deadlines that the parameters name, as codes that rules can ask for."""

from collections.abc import Iterable
from typing import Any

from betang.regulation.codes import Codes
from betang.regulation.parameters import book
from betang.regulation.text import Text

STANDAR_WAKTU = "layanan/standar_waktu"
TARGET_INTERNAL = "layanan/target_internal"
TARGET_VERIFIKASI = "layanan/target_verifikasi"
TIGA_JAM = "layanan/tiga_jam"
ALUR_STATUS = "layanan/alur_status"
BATAS_LAPOR = "layanan/batas_lapor"
TAUTAN_HASIL = "layanan/tautan_hasil"
ANGKA_PUBLIK = "layanan/angka_publik"
TUJUAN_PETUGAS = "layanan/tujuan_petugas"
TAHAN_LANGKAH = "layanan/tahan_langkah"
PEMBERITAHUAN = "layanan/pemberitahuan"


def code_name(service: str) -> str:
    """Return the name of a service in codes: "kk-baru" is KK-BARU."""
    return service.upper()


def service_codes(parameter: str) -> Codes:
    """Return the services of a parameter's whole history, in order, with the names of the standard times."""
    listed = dict.fromkeys(key for value in book()[parameter].values for key in value.value)
    rows: dict[str, Any] = {}
    for value in book()[STANDAR_WAKTU].values:
        rows |= value.value
    return Codes(tuple(map(code_name, listed)), tuple(Text(rows[key]["nama"], rows[key]["en"]) for key in listed))


def state_codes() -> Codes:
    """Return the states of a request over the parameter's whole history."""
    rows = {row["kode"]: row for value in book()[ALUR_STATUS].values for row in value.value}
    return Codes(tuple(rows), tuple(Text(row["nama"], row["en"]) for row in rows.values()))


def by_state(rows: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the rows of the states by code."""
    return {row["kode"]: row for row in rows}
