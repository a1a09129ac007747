"""Keys across tables: the same answer in order, out of order, and with gaps."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.kernel.exchange.lookup import locate, paired, repeats, unique

KEYS = st.lists(st.integers(0, 30), max_size=40)


@given(KEYS, st.lists(st.integers(0, 30), max_size=20, unique=True))
def test_locate_finds_what_is_there(keys, among):
    found = locate(np.array(keys, dtype=np.int64), np.array(among, dtype=np.int64))
    assert found.tolist() == [among.index(key) if key in among else -1 for key in keys]


@given(st.lists(st.integers(0, 30), max_size=20, unique=True), st.lists(st.integers(1, 4), max_size=20))
def test_locate_finds_runs_in_the_other_tables_order(among, lengths):
    keys = [key for key, length in zip(among, lengths, strict=False) for _ in range(length)]
    found = locate(np.array(keys, dtype=np.uint64), np.array(among, dtype=np.uint64))
    assert found.tolist() == [among.index(key) for key in keys]


@given(KEYS)
def test_repeats_names_the_later_rows_and_the_first(keys):
    later, first = repeats(np.array(keys, dtype=np.int64))
    expected = [(row, keys.index(key)) for row, key in enumerate(keys) if keys.index(key) < row]
    assert list(zip(later.tolist(), first.tolist(), strict=True)) == expected


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 5)), max_size=40))
def test_groups_change_nothing_in_the_answer(pairs):
    for rows in (pairs, sorted(pairs, key=lambda pair: pair[0])):
        owner = np.array([pair[0] for pair in rows], dtype=np.int32)
        keys = paired(owner, np.array([pair[1] for pair in rows], dtype=np.uint64))
        assert unique(keys, groups=owner) == (len(set(rows)) == len(rows))


@pytest.mark.parametrize("length", [3, 40])
def test_long_runs_are_searched_too(length):
    owner = np.repeat(np.arange(3, dtype=np.int32), length)
    keys = np.arange(3 * length, dtype=np.int64)[::-1].copy()
    assert unique(keys, groups=owner)
    keys[length - 1] = keys[0]
    assert not unique(keys, groups=owner)


def test_pairs_with_swapped_parts_differ():
    one = paired(np.array([1]), np.array([2], dtype=np.uint64))
    other = paired(np.array([2]), np.array([1], dtype=np.uint64))
    assert one[0] != other[0]
