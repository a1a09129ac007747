"""The ways a case can go: sequences of activities, and how many cases take each."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from betang.services.process.log import EventLog


@dataclass(frozen=True)
class Variants:
    """How many different sequences there are, and the most frequent: (activities, cases), ties by their activities."""

    n: int
    top: list[tuple[tuple[str, ...], int]]


def variants(log: EventLog, *, top: int = 20) -> Variants:
    """Count the sequences of activities of all cases and name the `top` most frequent.

    A sequence is compared as the bytes of its activities' ranks, big end first: bytes then sort as the names do.
    """
    width = np.dtype(">u2" if len(log.activity) <= 1 << 16 else ">u4")
    track = log.activity.codes.astype(width).tobytes()
    starts = (log.heads * width.itemsize).tolist()
    ends = [*starts[1:], len(track)]
    counts = Counter(track[start:end] for start, end in zip(starts, ends, strict=False))
    kept = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:top]
    names = log.activity.names
    return Variants(
        len(counts), [(tuple(names[code] for code in np.frombuffer(key, width).tolist()), n) for key, n in kept]
    )
