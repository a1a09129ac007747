"""Groups of 360-degree feedback: whatever is shown, no difference of it tells of fewer people than a block has."""

from hypothesis import given
from hypothesis import strategies as st

from betang.regulation.merged_groups import GROUPS, merged

COUNTS = st.fixed_dictionaries({name: st.integers(0, 12) for name in GROUPS})


@given(COUNTS, st.integers(5, 8))
def test_blocks_are_disjoint_large_enough_and_leave_out_nobody_who_answered(counts, least):
    blocks = merged(counts, least=least)
    named = [name for block in blocks for name in block]
    assert len(named) == len(set(named))
    for block in blocks:
        assert sum(counts[name] for name in block) >= least
    total = sum(counts.values())
    present = {name for name in GROUPS if counts[name]}
    assert set(named) == (present if total >= least else set())
