"""A bare Polars pass over the same files: read, rate exactly, join, write; no checks, no catatan, no explanation.

It is what a skilled person would write who trusts the input: the measure for what Betang's care costs.
Run as `python -m bench.bare_pass FOLDER OUT`.
"""

import sys
from pathlib import Path

import polars as pl

_BELOW, _MEETS, _ABOVE = 0, 1, 2
_RATING = pl.Enum(["DI_BAWAH", "SESUAI", "DI_ATAS"])
_QUADRANT = ["SK", "BP", "BP", "K", "B", "B", "K", "B", "SB"]
_LEADER = {"ISTIMEWA": 2, "BAIK": 1, "BUTUH_PERBAIKAN": 0, "KURANG": 0, "SANGAT_KURANG": 0}
_COEFFICIENT = {
    "PEMULA": 375, "TERAMPIL": 500, "MAHIR": 1250, "PENYELIA": 2500,
    "AHLI_PERTAMA": 1250, "AHLI_MUDA": 2500, "AHLI_MADYA": 3750, "AHLI_UTAMA": 5000,
}  # fmt: skip
_PERCENT = {"SB": 150, "B": 100, "BP": 75, "K": 50, "SK": 25}


def items(folder: Path) -> pl.LazyFrame:
    """Rate each work result: as given, else by the lower median of its indicators; whole numbers, so exact."""
    cents = [(pl.col(name) * 100).round().cast(pl.Int64).alias(name) for name in ("target", "realisasi")]
    done = pl.when(pl.col("arah") == "TURUN").then(2 * pl.col("target") - pl.col("realisasi")).otherwise("realisasi")
    rating = (100 * done >= 90 * pl.col("target")).cast(pl.Int8) + (100 * done > 100 * pl.col("target")).cast(pl.Int8)
    proposed = (
        pl.scan_parquet(folder / "indikator.parquet")
        .select("nip", "rhk", "arah", *cents)
        .select("nip", "rhk", rating.alias("rating"))
        .group_by("nip", "rhk")
        .agg(pl.col("rating").sort().get((pl.len() - 1) // 2).alias("usulan"))
    )
    given = pl.col("rating").cast(_RATING).to_physical().cast(pl.Int8)
    return (
        pl.scan_parquet(folder / "hasil.parquet")
        .join(proposed, on=["nip", "rhk"], how="left")
        .select("nip", (pl.col("jenis") == "UTAMA").alias("utama"), given.fill_null(pl.col("usulan")).alias("r"))
    )


def results(folder: Path) -> pl.LazyFrame:
    """Propose the result rating of everyone with items."""
    core_below = (pl.col("utama") & (pl.col("r") == _BELOW)).sum()
    counted = items(folder).group_by("nip").agg(
        pl.len().alias("n"), (pl.col("r") == _ABOVE).sum().alias("a"), (pl.col("r") == _BELOW).sum().alias("b"),
        pl.col("utama").sum().alias("u"), core_below.alias("ub"), pl.col("r").null_count().alias("kosong"),
    )  # fmt: skip
    below = (2 * pl.col("b") > pl.col("n")) | ((pl.col("u") > 0) & (2 * pl.col("ub") >= pl.col("u")))
    above = (2 * pl.col("a") > pl.col("n")) & (pl.col("ub") == 0)
    rated = pl.when(above).then(_ABOVE).when(below).then(_BELOW).otherwise(_MEETS)
    rating = pl.when(pl.col("kosong") == 0).then(rated)
    return counted.select("nip", rating.alias("hasil"))


def behaviours(folder: Path) -> pl.LazyFrame:
    """Propose the behaviour rating of everyone with rated values."""
    rating = pl.col("rating").cast(_RATING).to_physical()
    counted = (
        pl.scan_parquet(folder / "perilaku.parquet")
        .group_by("nip")
        .agg(pl.len().alias("n"), (rating == _ABOVE).sum().alias("a"), (rating == _BELOW).sum().alias("b"))
    )
    above = (2 * pl.col("a") > pl.col("n")) & (pl.col("b") == 0)
    found = pl.when(above).then(_ABOVE).when(2 * pl.col("b") >= pl.col("n")).then(_BELOW).otherwise(_MEETS)
    return counted.select("nip", found.alias("perilaku"))


def evaluations(folder: Path) -> pl.LazyFrame:
    """Join everything to the people and find predikat and angka kredit."""
    units = pl.scan_parquet(folder / "unit.parquet").select(
        pl.col("kode").alias("unit"), pl.col("capaian").replace_strict(_LEADER, return_dtype=pl.Int64).alias("kepala")
    )
    people = pl.scan_parquet(folder / "pegawai.parquet").join(units, on="unit", how="left")
    result = pl.when(pl.col("kepala_unit") == "ya").then("kepala").otherwise("hasil")
    code = (pl.col("hasil") * 3 + pl.col("perilaku")).cast(pl.UInt8)
    points = (
        pl.col("jenjang").replace_strict(_COEFFICIENT, return_dtype=pl.Int64, default=None)
        * pl.col("predikat").replace_strict(_PERCENT, return_dtype=pl.Int64, default=None)
        * pl.col("bulan")
    )
    return (
        people.join(results(folder), on="nip", how="left", maintain_order="left")
        .join(behaviours(folder), on="nip", how="left", maintain_order="left")
        .with_columns(result.alias("hasil"))
        .with_columns(code.replace_strict(dict(enumerate(_QUADRANT)), return_dtype=pl.String).alias("predikat"))
        .select(
            "nip", "unit", pl.col("hasil").cast(pl.UInt8).cat.to(_RATING).alias("rating_hasil"),
            pl.col("perilaku").cast(pl.UInt8).cat.to(_RATING).alias("rating_perilaku"), "predikat",
            (points / 120_000).alias("angka_kredit"),
        )
    )  # fmt: skip


def main(folder: Path, out: Path) -> None:
    """Rate a folder and write the evaluation and the counts of each unit."""
    out.mkdir(parents=True, exist_ok=True)
    found = evaluations(folder).collect()
    found.write_parquet(out / "evaluasi.parquet")
    counts = found.group_by("unit").agg(pl.col("predikat").value_counts()).explode("predikat").unnest("predikat")
    counts.write_parquet(out / "distribusi.parquet")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
