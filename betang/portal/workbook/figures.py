"""The figure of a distribution of predikat, with what the pattern of a unit's achievement expects, and the quadrant."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.portal.workbook.words import Grade, grades, language, quadrant_levels, short_ratings
from betang.regulation.eksp2022.distribution import POLA
from betang.regulation.eksp2022.levels import CAPAIAN, PREDIKAT
from betang.regulation.eksp2022.pattern import limits, pattern_text
from betang.regulation.exact import decimal_of, plain
from betang.regulation.parameters import InForce
from betang.ui import formats
from betang.ui.charts.columns import Column, columns
from betang.ui.charts.quadrant import Row, quadrant
from betang.ui.parts import Data, Figure

Range = tuple[Decimal, Decimal]
LONG_WORD = ("improvement", "improve\u00adment")  # where a narrow cell may break it


def distribution(
    title: str, tally: Sequence[int], *, rules: str, law: InForce, capaian: int = -1, source: str = ""
) -> Figure:
    """Draw the predikat of some people (`tally`: SK to SB); with `capaian` the pattern of that achievement behind."""
    total, every = sum(tally), grades(rules)
    expected = expectations(law, capaian)
    bars = [
        Column(
            words=_short(grade),
            share=tally[grade.level - 1] / total if total else 0.0,
            shown=_percent(tally[grade.level - 1], total),
            style=f"p{grade.level}",
            expected=_floats(expected.get(grade.level)),
        )
        for grade in every
    ]
    takeaway = largest(tally, rules=rules)
    ticks = [formats.percent(Decimal(step) / 100, places=0, language=language()) for step in range(0, 101, 20)]
    legend = [("p4", _("pegawai yang dinilai")), ("expect", _("pola acuan"))] if expected else []
    return Figure(
        title=title,
        takeaway=takeaway,
        drawing=columns(bars, label=f"{title}. {takeaway}", ticks=ticks),
        source=source or _("Bagian dari pegawai yang dinilai. Sumber: buku kerja yang diunggah."),
        data=_data(title, tally, every, expected),
        legend=legend,
    )


def largest(tally: Sequence[int], *, rules: str) -> str:
    """Say which predikat most people have, and their share."""
    total = sum(tally)
    if not total:
        return _("Belum ada pegawai yang dinilai.")
    top = max(tally)
    words = [grade.word for grade in grades(rules) if tally[grade.level - 1] == top]
    return ngettext(
        "Terbanyak %(word)s: %(count)s dari %(total)s pegawai (%(share)s).",
        "Terbanyak %(word)s: masing-masing %(count)s dari %(total)s pegawai (%(share)s).",
        len(words),
    ) % {
        "word": ", ".join(f"“{word}”" for word in words),
        "count": formats.number(top, language=language()),
        "total": formats.number(total, language=language()),
        "share": _percent(top, total),
    }


def expectations(law: InForce, capaian: int) -> dict[int, Range]:
    """Return by level the range that the pattern sets for a single predikat; groups and counts draw none."""
    pattern = law.get(POLA)
    if capaian < 0 or pattern is None:
        return {}
    found: dict[int, Range] = {}
    for limit in limits(pattern.value[CAPAIAN.names[capaian]]):
        if len(limit.group) == 1 and limit.kind in ("min", "max", "max_count"):
            level = PREDIKAT.code(limit.group[0]) + 1
            low, high = found.get(level, (Decimal(0), Decimal(1)))
            if limit.kind == "max_count" and limit.bound:
                continue
            bound = Decimal(limit.bound)
            found[level] = (bound, high) if limit.kind == "min" else (low, bound)
    return found


def pattern_words(law: InForce, capaian: int) -> str:
    """Say the pattern of an achievement in words, "" where there is none."""
    pattern = law.get(POLA)
    if capaian < 0 or pattern is None:
        return ""
    return pattern_text(pattern.value[CAPAIAN.names[capaian]]).text(language())


def basis(law: InForce, parameter: str) -> str:
    """Name the legal basis of a value, "" where it is not in force."""
    value = law.get(parameter)
    return value.legal_basis if value else ""


def quadrant_rows(
    law: InForce, *, current: tuple[int, int] | None = None, counts: Sequence[Sequence[int]] | None = None
) -> list[Row]:
    """Return the quadrant: one person's cell marked (ratings 0 to 2), or how many people are in each cell."""
    shown = {
        (row + 1, column + 1): formats.number(count, language=language())
        for row, line in enumerate(counts or [])
        for column, count in enumerate(line)
    }
    words = {grade.level: _short(grade).replace(*LONG_WORD) for grade in grades("eksp-2022")}
    place = None if current is None else (current[0] + 1, current[1] + 1)
    return quadrant(quadrant_levels(law), words, short_ratings(), current=place, counts=shown)


def _short(grade: Grade) -> str:
    """Return a predikat's word as it fits a cell or a column: "Kurang" of "Kurang/misconduct"."""
    return grade.word.partition("/")[0]


def _percent(part: int, total: int) -> str:
    share = decimal_of(Fraction(100 * part, total), 1) if total else Decimal(0)
    return f"{formats.number(Decimal(plain(share)), language=language())}%"


def _floats(span: Range | None) -> tuple[float, float] | None:
    return None if span is None else (float(span[0]), float(span[1]))


def _data(title: str, tally: Sequence[int], every: Sequence[Grade], expected: dict[int, Range]) -> Data:
    total = sum(tally)
    heads = [_("Predikat"), _("Pegawai"), _("Bagian"), *([_("Acuan")] if expected else [])]
    rows = []
    for grade in every:
        count = tally[grade.level - 1]
        row = [grade.word, formats.number(count, language=language()), _percent(count, total)]
        rows.append([*row, _range(expected.get(grade.level))] if expected else row)
    return Data(_("Data: %(title)s") % {"title": title}, heads, rows, frozenset({1, 2, 3}))


def _range(span: Range | None) -> str:
    if span is None:
        return "–"
    low, high = (100 * share for share in span)
    return formats.span(low, high, suffix="%", places=0, language=language())
