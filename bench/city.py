"""A generated city for benchmarks: 3 results, 6 indicators and 7 behaviours a person, as a folder of parquet files.

The people are invented: serial numbers run through the years, names are numbers. `make_city` is repeatable: the same
size and seed give the same files.
"""

from pathlib import Path

import numpy as np
import polars as pl

PEOPLE_A_UNIT = 30
_CHUNK = 250_000
_RATING = ("DI_BAWAH", "SESUAI", "DI_ATAS")
_CAPAIAN = ("ISTIMEWA", "BAIK", "BUTUH_PERBAIKAN", "KURANG", "SANGAT_KURANG")
_LEVEL = (None, "TERAMPIL", "MAHIR", "PENYELIA", "AHLI_PERTAMA", "AHLI_MUDA", "AHLI_MADYA")
_VALUES = (
    "Berorientasi Pelayanan", "Akuntabel", "Kompeten", "Harmonis", "Loyal", "Adaptif", "Kolaboratif",
)  # fmt: skip
_RESULTS = ("Permohonan diproses sesuai janji layanan", "Data kependudukan mutakhir", "Warga memahami syarat layanan")


def make_city(folder: Path, people: int, *, seed: int = 20261124) -> Path:
    """Write a city of `people` into `folder` (kept and reused when it is there); return the folder."""
    done = folder / "pegawai.parquet"
    if done.exists():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(seed)
    _units(rng, people).write_parquet(folder / "unit.parquet")
    tables = {"hasil": _results, "indikator": _indicators, "perilaku": _behaviours, "pegawai": _people}
    parts = folder / "bagian"
    parts.mkdir(exist_ok=True)
    for number, start in enumerate(range(0, people, _CHUNK)):
        rows = np.arange(start, min(people, start + _CHUNK))
        for name, build in tables.items():
            build(rng, rows).write_parquet(parts / f"{name}-{number:04d}.parquet")
    for name in tables:
        pl.scan_parquet(parts / f"{name}-*.parquet").sink_parquet(folder / f"{name}.parquet")
    for part in parts.iterdir():
        part.unlink()
    parts.rmdir()
    return folder


def nips(rows: np.ndarray) -> pl.Series:
    """Return plausible NIPs, all different: birth day, appointment month, sex and serial run through their ranges."""
    serial, rest = rows % 999 + 1, rows // 999
    sex, rest = rest % 2 + 1, rest // 2
    month, rest = rest % 12 + 1, rest // 12
    day, rest = rest % 28 + 1, rest // 28
    birth_month, rest = rest % 12 + 1, rest // 12
    birth = (1970 + rest % 30) * 10_000 + birth_month * 100 + day
    appointed = (1970 + rest % 30 + 25) * 100 + month
    return pl.Series("nip", birth * 10**10 + appointed * 10**4 + sex * 1000 + serial).cast(pl.String)


def _units(rng: np.random.Generator, people: int) -> pl.DataFrame:
    count = -(-people // PEOPLE_A_UNIT)
    return pl.DataFrame(
        {
            "kode": [f"U{i:06d}" for i in range(count)],
            "nama": [f"Unit {i}" for i in range(count)],
            "induk": [None if i == 0 else f"U{(i - 1) // 8:06d}" for i in range(count)],
            "capaian": rng.choice(_CAPAIAN, count, p=(0.1, 0.6, 0.2, 0.07, 0.03)),
        }
    )


def _people(rng: np.random.Generator, rows: np.ndarray) -> pl.DataFrame:
    unit = rows // PEOPLE_A_UNIT
    return pl.DataFrame(
        {
            "nip": nips(rows),
            "nama": pl.Series(rows).cast(pl.String),
            "unit": ("U" + pl.Series(unit).cast(pl.String).str.zfill(6)),
            "kepala_unit": np.where(rows % PEOPLE_A_UNIT == 0, "ya", "tidak"),
            "jenjang": pl.Series(_LEVEL, dtype=pl.String).gather(rng.integers(0, len(_LEVEL), len(rows))),
            "bulan": rng.choice((12, 12, 12, 12, 6, 3), len(rows)),
        }
    )


def _results(rng: np.random.Generator, rows: np.ndarray) -> pl.DataFrame:
    count = 3 * len(rows)
    given = rng.integers(0, 20, count)
    return pl.DataFrame(
        {
            "nip": nips(np.repeat(rows, 3)),
            "rhk": pl.Series(_RESULTS).gather(np.tile(np.arange(3), len(rows))),
            "jenis": np.tile(("UTAMA", "UTAMA", "TAMBAHAN"), len(rows)),
            "rating": pl.Series([*_RATING, None], dtype=pl.String).gather(np.minimum(given, 3)),
        }
    )


def _indicators(rng: np.random.Generator, rows: np.ndarray) -> pl.DataFrame:
    count = 6 * len(rows)
    target = rng.integers(20, 400, count) / 4
    realised = np.round(target * rng.normal(1.02, 0.08, count).clip(0, 2), 2)
    return pl.DataFrame(
        {
            "nip": nips(np.repeat(rows, 6)),
            "rhk": pl.Series(_RESULTS).gather(np.tile(np.repeat(np.arange(3), 2), len(rows))),
            "indikator": np.tile(("Jumlah", "Waktu"), 3 * len(rows)),
            "aspek": np.tile(("KUANTITAS", "WAKTU"), 3 * len(rows)),
            "arah": np.tile(("NAIK", "TURUN"), 3 * len(rows)),
            "target": target,
            "realisasi": realised,
        }
    )


def _behaviours(rng: np.random.Generator, rows: np.ndarray) -> pl.DataFrame:
    count = 7 * len(rows)
    rating = rng.choice(3, count, p=(0.07, 0.55, 0.38))
    return pl.DataFrame(
        {
            "nip": nips(np.repeat(rows, 7)),
            "nilai": pl.Series(_VALUES).gather(np.tile(np.arange(7), len(rows))),
            "rating": pl.Series(_RATING).gather(rating),
        }
    )
