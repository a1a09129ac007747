"""The two figures of a sitting: predikat of a unit beside its pattern, and the tendencies of raters."""

from decimal import Decimal

from django.utils.translation import gettext as _

from betang.performance.models import Period
from betang.performance.queries.calibration import Leaning
from betang.performance.queries.patterns import Pattern
from betang.performance.words import Mark, language
from betang.regulation.eksp2022.distribution import POLA
from betang.regulation.eksp2022.levels import PREDIKAT
from betang.regulation.eksp2022.pattern import limits
from betang.regulation.parameters import InForce, book
from betang.ui import formats
from betang.ui.charts.columns import Column, columns
from betang.ui.charts.intervals import Interval, intervals
from betang.ui.parts import Data, Figure

MOST_RATERS = 14


def spread(pattern: Pattern, period: Period) -> Figure:
    """Draw the predikat of one unit's cases with the range that its achievement's pattern sets for each."""
    expected = ranges(book().on(period.to_date), pattern.achievement)
    bars = [
        Column(
            words=mark.word.partition("/")[0],
            share=count / pattern.total if pattern.total else 0.0,
            shown=share(count, pattern.total),
            style=f"p{mark.level}",
            expected=expected.get(mark.level),
        )
        for mark, count in pattern.tally
    ]
    title = _("Distribusi predikat, %(unit)s") % {"unit": pattern.unit.name}
    takeaway = " ".join(f"{text[:1].upper()}{text[1:]}." for text in pattern.warnings) or _("Di dalam pola acuan.")
    ticks = [share(step, 100) for step in range(0, 101, 20)]
    note = _("Pola acuan adalah pembanding, bukan kuota: selisih dijelaskan dengan alasan.")
    return Figure(
        title=title,
        takeaway=takeaway,
        drawing=columns(bars, label=f"{title}. {takeaway}", ticks=ticks),
        source=f"{note} {_('Perkara Anda sendiri tidak dihitung di sini.')}",
        data=_spread_data(pattern),
        legend=[("p4", _("penilaian yang diserahkan")), *([("expect", _("pola acuan"))] if expected else [])],
    )


def _spread_data(pattern: Pattern) -> Data:
    rows = [
        (mark.word, formats.number(count, language=language()), share(count, pattern.total))
        for mark, count in pattern.tally
    ]
    return Data(
        _("Jumlah pegawai menurut predikat"), (_("Predikat"), _("Pegawai"), _("Bagian")), rows, frozenset({1, 2})
    )


def ranges(law: InForce, achievement: Mark | None) -> dict[int, tuple[float, float]]:
    """Give by level the range that the pattern sets for a single predikat; groups and counts draw none."""
    if achievement is None:
        return {}
    found: dict[int, tuple[float, float]] = {}
    for limit in limits(law[POLA].value[achievement.name]):
        if len(limit.group) == 1 and limit.kind in ("min", "max"):
            level = PREDIKAT.code(limit.group[0]) + 1
            low, high = found.get(level, (0.0, 1.0))
            bound = float(Decimal(limit.bound))
            found[level] = (bound, high) if limit.kind == "min" else (low, bound)
    return found


def share(part: int, total: int) -> str:
    """Write a share in whole percent."""
    return formats.percent(Decimal(part) / total if total else 0, places=0, language=language())


def leanings(found: Leaning) -> Figure | None:
    """Draw the tendencies of the raters that may be shown, the most lenient first; None when there are none."""
    rows = _rows(found)
    if not rows:
        return None
    apart = sum(row.marked for row in rows)
    title = _("Kecenderungan penilai, dalam tingkat rating hasil kerja")
    takeaway = (
        _("Pada %(n)s penilai selisihnya lebih besar dari ketidakpastian.") % {"n": apart}
        if apart
        else _("Tidak ada penilai yang selisihnya lebih besar dari ketidakpastian.")
    )
    reach = max(1.0, *(max(abs(row.low), abs(row.high)) for row in rows))
    ticks = [signed(reach * step / 2) for step in range(-2, 3)]
    ends = (_("lebih ketat"), _("lebih longgar"))
    return Figure(
        title=title,
        takeaway=takeaway,
        drawing=intervals(rows[:MOST_RATERS], label=f"{title}. {takeaway}", reach=reach, ticks=ticks, ends=ends),
        source=_leaning_note(found, len(rows)),
        data=_leaning_data(rows),
    )


def _rows(found: Leaning) -> list[Interval]:
    one = found.found
    shown = [place for place in range(len(found.raters)) if one.shown[place]]
    return [
        Interval(
            words=found.raters[place].name,
            note=f"({one.n[place]})",
            value=float(one.mean[place]),
            low=float(one.low[place]),
            high=float(one.high[place]),
            marked=bool(one.low[place] > 0 or one.high[place] < 0),
        )
        for place in sorted(shown, key=lambda place: -one.mean[place])
    ]


def _leaning_note(found: Leaning, shown: int) -> str:
    """Say what is drawn, and who is not."""
    what = _(
        "Rata-rata selisih rating hasil kerja terhadap usulan dari indikator, ditarik ke rata-rata semua penilai "
        "sesuai banyaknya pegawai; garis: rentang 90 persen."
    )
    hidden = _("Yang menilai kurang dari %(least)s pegawai tidak ditampilkan: %(hidden)s penilai.")
    return f"{what} {hidden % {'least': found.least, 'hidden': len(found.raters) - shown}}"


def _leaning_data(rows: list[Interval]) -> Data:
    table = [
        (row.words, signed(row.value), f"{signed(row.low)} – {signed(row.high)}", row.note.strip("()")) for row in rows
    ]
    heads = (_("Penilai"), _("Selisih"), _("Rentang 90 persen"), _("Pegawai"))
    return Data(_("Kecenderungan penilai"), heads, table, frozenset({1, 2, 3}))


def signed(value: float) -> str:
    """Write a number of levels with its sign and two decimals."""
    shown = formats.number(Decimal(f"{abs(value):.2f}"), places=2, language=language())
    return shown if f"{value:.2f}" in {"0.00", "-0.00"} else f"{'+' if value > 0 else '−'}{shown}"
