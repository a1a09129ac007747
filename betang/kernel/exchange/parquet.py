"""Parquet files as tables: columns keep their types, the first data row is row 1, nothing is read before it is used.

A damaged file can make the native reader give up in a panic, which is no ordinary Python exception; it means the same
to the person whose file it is.
"""

from pathlib import Path

import polars as pl

from betang.kernel.exchange.report import Place, refuse
from betang.kernel.exchange.table import BROKEN, Table


def parquet_schema(path: Path, place: Place) -> dict[str, pl.DataType]:
    """Return the columns of a parquet file and their types; BadInput if the file is damaged."""
    try:
        return dict(pl.read_parquet_schema(path))
    except BROKEN as error:
        raise refuse(place, "berkas parquet yang utuh", found="tidak dapat dibaca") from error


def parquet_table(path: Path, place: Place) -> Table:
    """Open a parquet file as a table; BadInput if it is damaged."""
    schema = parquet_schema(path, place)
    try:
        scan = pl.scan_parquet(path, glob=False, hive_partitioning=False)
        height = scan.select(pl.len()).collect().item()
    except BROKEN as error:
        raise refuse(place, "berkas parquet yang utuh", found="tidak dapat dibaca") from error
    return Table(
        place=place,
        header=tuple(name.strip() for name in schema),
        header_row=0,
        frame=scan.select(pl.col(name).alias(str(position)) for position, name in enumerate(schema)),
        dtypes=dict(enumerate(schema.values())),
        height=height,
        first_row=1,
        streamed=True,
    )
