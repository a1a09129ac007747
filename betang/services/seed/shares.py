"""How often each service is asked for in the demo city, and how much work it is: assumed, no city's figures."""

from collections.abc import Sequence

import numpy as np

from betang.services.seed.pace import Rows

ASKED = {
    "kk-ubah": 15, "ktp-hilang-rusak": 12, "lahir": 12, "kk-hilang-rusak": 9, "ktp-baru": 8, "kia-baru": 8,
    "ktp-ganti-data": 6, "kk-baru": 5, "mati": 5, "pindah-datang": 4, "pindah-keluar": 4, "ikd": 4,
    "kutipan-kedua": 3, "kk-pisah": 3, "kk-ganti-kepala": 2, "pindah-dalam-kota": 2, "legalisir": 2, "kawin": 1.5,
    "betul-akta": 1.5, "kia-ganti": 1, "konsolidasi-nik": 1, "biodata-wni": 1, "ktp-ganti-pindah": 1,
}  # fmt: skip
RARE = 0.15
WORK = {
    "ikd": 0.2, "legalisir": 0.5, "kia-baru": 0.7, "ktp-hilang-rusak": 0.8, "lahir": 1.4, "kawin": 2.0, "mati": 1.2,
    "cerai": 2.0, "angkat-anak": 2.0, "ubah-nama": 1.7, "pindah-datang": 1.2, "betul-akta": 1.6, "kk-pisah": 1.2,
}  # fmt: skip


def shares(services: Sequence[str]) -> tuple[Rows, Rows]:
    """Return the share of each service (their sum is 1), and how its work compares with the usual."""
    asked = np.array([ASKED.get(each, RARE) for each in services], dtype=np.float64)
    return asked / asked.sum(), np.array([WORK.get(each, 1.0) for each in services])
