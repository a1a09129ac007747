"""Several tables in one file, to be stored encrypted: an archive of parquet files, of which single ones can be read."""

import zipfile
from collections.abc import Iterable, Mapping
from io import BytesIO

import polars as pl

MEDIA_TYPE = "application/zip"


def packed(frames: Mapping[str, pl.DataFrame]) -> bytes:
    """Return the tables as one file; each is compressed by itself, the archive only holds them together."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, frame in frames.items():
            table = BytesIO()
            frame.write_parquet(table, statistics=False)
            archive.writestr(f"{name}.parquet", table.getvalue())
    return made.getvalue()


def unpacked(content: bytes, names: Iterable[str] | None = None) -> dict[str, pl.DataFrame]:
    """Return the tables of a file that `packed` made: the named ones (KeyError where there is none), or all."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        wanted = names if names is not None else [name.removesuffix(".parquet") for name in archive.namelist()]
        return {name: pl.read_parquet(BytesIO(archive.read(f"{name}.parquet"))) for name in wanted}
