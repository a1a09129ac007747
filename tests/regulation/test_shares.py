"""Wilson's interval: it holds the share, stays within 0 and 1, and gets narrower with more cases."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from betang.regulation.field import InputError
from betang.regulation.parameters import book
from betang.regulation.registry import rules
from betang.regulation.service_standards.share import quantile, shares, wilson

COUNTS = st.integers(1, 10**6).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of)))


@settings(max_examples=40, deadline=None)
@given(st.lists(COUNTS, min_size=1, max_size=6), st.sampled_from([0.8, 0.95, 0.99]))
def test_it_holds_the_share_within_the_range_and_whole_columns_say_what_single_cases_say(counts, level):
    within, of = (np.array(column) for column in zip(*counts, strict=True))
    low, high = wilson(within=within, of=of, level=level)
    share = within / of
    assert ((low >= 0) & (low <= share) & (share <= high) & (high <= 1)).all()
    assert (high > low).all()
    # The complement's interval is its mirror.
    mirrored_low, mirrored_high = wilson(within=of - within, of=of, level=level)
    assert np.allclose(mirrored_low, 1 - high, atol=1e-12)
    assert np.allclose(mirrored_high, 1 - low, atol=1e-12)
    for place, (k, n) in enumerate(counts):
        alone = wilson(within=np.array([k]), of=np.array([n]), level=level)
        assert (alone[0][0], alone[1][0]) == (low[place], high[place])


@given(st.integers(0, 200), st.integers(1, 200), st.integers(2, 50))
def test_more_cases_of_the_same_share_make_it_narrower(within, rest, times):
    k, n = np.array([within, within * times]), np.array([within + rest, (within + rest) * times])
    low, high = wilson(within=k, of=n, level=0.95)
    assert high[1] - low[1] < high[0] - low[0]
    # Its ends are those where the share lies z standard deviations away (Wilson's own definition).
    p, z = float(Fraction(within, within + rest)), quantile(0.95)
    for end in (low[0], high[0]):
        if 0 < end < 1:
            assert np.isclose(abs(p - end), z * np.sqrt(end * (1 - end) / n[0]), atol=1e-9)


def test_from_thirty_facts_on_it_is_compared_and_more_than_all_is_refused():
    law = book().on(date(2026, 11, 24))
    assert shares(within=np.array([1, 1]), of=np.array([29, 30]), law=law).compared.tolist() == [False, True]
    rule = rules()["layanan/ukuran"]
    with pytest.raises(InputError) as refused:
        rule.apply([rule.read({"memenuhi": 3, "fakta": 2})], law)
    assert refused.value.field == "memenuhi"
