"""Dates inside civil servants' numbers: what cannot be is told from what can."""

import numpy as np
import pytest

from betang.batch.appraise.nip_dates import implausible


@pytest.mark.parametrize(
    ("nip", "odd"),
    [
        (199004172015032008, False),
        (199013172015032008, True),
        (199002292015032008, True),
        (199202292015032008, False),
        (199004312015032008, True),
        (199004302015032008, False),
        (199004172015002008, True),
        (199004172015132008, True),
        (199004172025211008, False),
        (201504172015032008, True),
        (200803172025032008, False),
        (200804172025032008, True),
        (193001172015032008, True),
    ],
)
def test_a_date_that_cannot_be_is_noticed(nip, odd):
    assert implausible(np.array([nip, 199004172015032008])).tolist() == [odd, False]


def test_an_empty_column():
    assert implausible(np.zeros(0, dtype=np.int64)).tolist() == []
