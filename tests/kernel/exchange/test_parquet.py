"""A parquet file with any one byte wrong is read or refused with a sentence, even where the native reader panics."""

from pathlib import Path

import polars as pl
import pytest

from betang.kernel.exchange.parquet import parquet_table
from betang.kernel.exchange.report import BadInput, Place

PLACE = Place("data.parquet", "data")


def test_a_whole_file_is_a_table_of_its_types(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    pl.DataFrame({" nip ": ["199004172015032008"], "u1": [3]}).write_parquet(path)
    table = parquet_table(path, PLACE)
    assert (table.header, table.height, table.row_number(0)) == (("nip", "u1"), 1, 1)
    assert list(table.dtypes.values()) == [pl.String, pl.Int64]
    assert table.cells(1, [0]) == ["3"]


@pytest.mark.parametrize("byte", [0x00, 0x7F, 0xFF])
def test_a_damaged_file_is_never_more_than_bad_input(tmp_path: Path, byte: int) -> None:
    path = tmp_path / "data.parquet"
    pl.DataFrame({"nip": ["199004172015032008"], "u1": [3]}).write_parquet(path)
    raw = path.read_bytes()
    said = set()
    for place in range(len(raw)):
        path.write_bytes(raw[:place] + bytes([byte]) + raw[place + 1 :])
        try:
            parquet_table(path, PLACE)
        except BadInput as error:
            said.add(str(error.problems[0]))
    assert said == {"data.parquet, lembar data: tidak dapat dibaca - diharapkan berkas parquet yang utuh"}


def test_cells_that_cannot_be_read_again_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "data.parquet"
    pl.DataFrame({"u1": [3]}).write_parquet(path)
    table = parquet_table(path, PLACE)
    path.write_bytes(b"PAR1")
    with pytest.raises(BadInput, match="isi tabel tidak dapat dibaca"):
        table.cells(0, [0])
    with pytest.raises(BadInput, match="isi tabel tidak dapat dibaca"):
        table.select([pl.col("0")])
