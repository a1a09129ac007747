"""How sure a ready-made measure is, and whether there are facts enough to hold it against anything.

Kept with the number that was drawn, by the law of the last day asked for: a number shown later says what it said then.
Measures made by hand are left as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from betang.ledger.measures import How, Measure
from betang.ledger.queries.measured import Measured
from betang.ledger.ready import CHANCE, chosen_in
from betang.regulation.exact import plain
from betang.regulation.parameters import InForce, book
from betang.regulation.service_standards.rule_share import per_cent
from betang.regulation.service_standards.share import UKURAN, enough, shares


@dataclass(frozen=True, slots=True)
class Sure:
    """The ends of intervals in per cent (of the number, of the quality beside a volume), their level in per cent.

    `compared` says whether there are facts enough to hold the number against another time, colleagues or a target.
    """

    interval: tuple[Decimal, Decimal] | None = None
    quality: tuple[Decimal, Decimal] | None = None
    level: Decimal | None = None
    compared: bool = True


def details_of(measure: Measure, answer: Measured, day: date) -> dict[str, Any]:
    """Give what is kept beside a drawn number of a ready-made measure; empty for any other, and where nothing is."""
    if chosen_in(measure) is None or answer.value is None or book()[UKURAN].on(day) is None:
        return {}
    law, found = book().on(day), dict[str, Any]()
    if measure.how in CHANCE:
        found["compared"] = bool(enough(of=np.array([answer.facts]), law=law)[0])
    if measure.how == How.SHARE:
        found["interval"] = _interval(answer.value, answer.facts, law)
    if answer.quality is not None and measure.pair is not None:
        found["quality_interval"] = _interval(answer.quality, answer.quality_facts, law)
    if "interval" in found or "quality_interval" in found:
        found["level"] = plain(Decimal(str(law[UKURAN].value["taraf"])) * 100)
    return found


def _interval(share: Decimal, of: int, law: InForce) -> list[str]:
    """Give the interval of a share in per cent, rounded to four places, of so many facts; as plain decimals."""
    found = shares(within=np.array([round(share * of / 100)]), of=np.array([of]), law=law)
    return [plain(per_cent(end).decimal(0)) for end in (found.low, found.high)]


def sure_of(drawn: Mapping[str, Any] | None) -> Sure:
    """Read what was kept beside a number."""
    kept = drawn or {}
    level = Decimal(kept["level"]) if "level" in kept else None
    return Sure(_ends(kept.get("interval")), _ends(kept.get("quality_interval")), level, kept.get("compared", True))


def _ends(kept: Sequence[str] | None) -> tuple[Decimal, Decimal] | None:
    return None if kept is None else (Decimal(kept[0]), Decimal(kept[1]))
