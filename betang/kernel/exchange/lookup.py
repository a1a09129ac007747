"""Keys across tables: which row a key points to, and whether a key occurs twice. Keys are 64-bit whole numbers.

Rows of one person usually stand together, and tables usually have people in the same order: a run of equal keys is
looked up once, and if the runs follow the other table's order nothing needs to be searched at all.
"""

from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

Keys = npt.NDArray[Any]
Index = npt.NDArray[np.int32]

_SHORT_RUN = 24
_ODD = np.uint64(0x9E3779B97F4A7C15)


def locate(keys: Keys, among: Keys) -> Index:
    """Return for each key its place in `among` (one of them, if there are several), -1 where there is none."""
    if not len(keys):
        return np.zeros(0, dtype=np.int32)
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    heads = keys[starts]
    if len(heads) <= len(among) and np.array_equal(heads, among[: len(heads)]):
        places = np.arange(len(heads), dtype=np.int32)
    else:
        places = _searched(heads, among)
    if len(heads) == len(keys):
        return places
    return np.repeat(places, np.diff(starts, append=len(keys)))


def _searched(keys: Keys, among: Keys) -> Index:
    """Look keys up: by bisection where both sides are sorted, else by a hash join."""
    if _ascending(among) and len(among):
        places = np.searchsorted(among, keys).astype(np.int32)
        places[places == len(among)] = 0
        return np.where(among[places] == keys, places, np.int32(-1))
    other = pl.DataFrame({"key": among, "place": np.arange(len(among), dtype=np.int32)})
    other = other.unique("key", keep="first", maintain_order=True)
    found = pl.DataFrame({"key": keys}).join(other, on="key", how="left", maintain_order="left")
    return found["place"].fill_null(-1).to_numpy()


def unique(keys: Keys, *, groups: Keys | None = None) -> bool:
    """Say whether no key occurs twice; equal keys have equal `groups`, if these are given (the owners of rows)."""
    if _ascending(keys):
        return True
    if groups is not None and len(groups) and (groups[1:] >= groups[:-1]).all():
        starts = np.flatnonzero(groups[1:] != groups[:-1])
        longest = int(np.diff(starts, prepend=-1, append=len(groups) - 1).max())
        if longest <= _SHORT_RUN:  # equal keys can only stand close to each other
            return not any((keys[step:] == keys[:-step]).any() for step in range(1, longest))
    return pl.Series(keys).n_unique() == len(keys)


def repeats(keys: Keys, *, groups: Keys | None = None) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the places of the second and later occurrences, ascending, and for each the place of the first.

    `groups` as for `unique`.
    """
    if unique(keys, groups=groups):
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    frame = pl.DataFrame({"key": keys, "place": np.arange(len(keys), dtype=np.int64)})
    later = frame.with_columns(first=pl.col("place").min().over("key")).filter(pl.col("place") > pl.col("first"))
    return later["place"].to_numpy(), later["first"].to_numpy()


def paired(left: npt.NDArray[np.integer[Any]], right: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    """Return one key for each pair of a whole number and a hash; different pairs share one once in 10**19."""
    mixed = left.astype(np.uint64)
    mixed *= _ODD  # wraps around, which is meant
    mixed ^= right
    mixed *= _ODD
    mixed ^= mixed >> np.uint64(29)
    return mixed


def _ascending(keys: Keys) -> bool:
    return bool((keys[1:] > keys[:-1]).all())
