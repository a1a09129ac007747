"""How sure an index is: the t interval from the respondents' own indices.

A respondent's own index is the mean of the answers given times 25. Sums are exact quotients; the square root and the
interval's ends are decimals of 50 digits, so that the same answers give the same two places on every machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from betang.regulation.exact import round_half_up
from betang.regulation.parameters import InForce
from betang.regulation.skm.student import t_quantile

KONVERSI = "skm/konversi"
SELANG = "skm/selang"
DIGITS = 50


@dataclass(frozen=True, slots=True)
class Interval:
    """Ends of the interval, rounded; `deviation` is the sample's standard deviation, `factor` Student's t."""

    low: Decimal
    high: Decimal
    deviation: Decimal
    factor: Decimal


def interval(
    *, ikm: Fraction, respondents: Sequence[int], scored: Sequence[int], squared: Sequence[int], law: InForce
) -> Interval | None:
    """Return ikm ± t · sd / √n, cut to the index's range; None below two respondents.

    The three sequences are one row of a Tally: entry k counts those who gave k answers.
    """
    count = sum(respondents[1:])
    if count < 2:
        return None
    conversion, level = law[KONVERSI].value, law[SELANG].value["taraf"]
    total = sum((Fraction(s, k) for k, s in enumerate(scored) if k), Fraction(0))
    squares = sum((Fraction(s, k * k) for k, s in enumerate(squared) if k), Fraction(0))
    variance = (squares - total * total / count) / (count - 1) * conversion["faktor"] ** 2
    factor = Decimal(repr(t_quantile((1 + float(level)) / 2, count - 1)))
    with localcontext() as context:
        context.prec = DIGITS
        deviation = _decimal(variance).sqrt()
        half = factor * _decimal(variance / count).sqrt()
        middle = _decimal(ikm)
        low = max(middle - half, Decimal(conversion["skor_terendah"] * conversion["faktor"]))
        high = min(middle + half, Decimal(conversion["skor_tertinggi"] * conversion["faktor"]))
        places = conversion["desimal"]
        return Interval(round_half_up(low, places), round_half_up(high, places), round_half_up(deviation, 4), factor)


def _decimal(value: Fraction) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator)
