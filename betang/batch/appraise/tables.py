"""The tables of `betang appraise`: their columns, which of them are required, and what their cells may hold.

Labels are compared after folding case, spaces and underscores. Numeric codes for ratings are refused: two systems
number them in opposite directions.
"""

from collections.abc import Iterable

from betang.batch.appraise.labels import Labels, spellings
from betang.kernel.exchange.columns import Choice, HashedWords, Kind, Nip, Number, Whole, Words
from betang.kernel.exchange.folding import fold
from betang.kernel.exchange.reading import Column, Description, required
from betang.regulation.credit import JENJANG
from betang.regulation.eksp2022.levels import JENIS, NILAI
from betang.regulation.indicator import ARAH

ORDER = ("unit", "rekap", "pegawai", "hasil", "indikator", "perilaku", "keputusan")
"""The order of the tables in messages."""
NEEDED = {"eksp-2022": ("unit", "pegawai", "hasil", "perilaku"), "num-2019": ("pegawai", "indikator")}
REKAP_STANDS_FOR = {"eksp-2022": frozenset({"unit", "pegawai", "hasil", "perilaku"}), "num-2019": {"pegawai"}}
"""Tables that a Rekap Penilaian makes dispensable (it lacks the units' achievement, but then rates without it)."""


def _choice(names: Iterable[str]) -> Choice:
    """Make a choice whose codes are the positions of the names."""
    listed = tuple(names)
    labels = {fold(name): code for code, name in enumerate(listed)}
    return Choice(labels, ", ".join(listed), spellings(listed))


def _yes_no() -> Choice:
    return Choice({"tidak": 0, "ya": 1}, "ya atau tidak", ("tidak", "ya", "Tidak", "Ya", "TIDAK", "YA"), truth=(0, 1))


def _value() -> Choice:
    """The seven values of behaviour, by number or name."""
    names = {fold(label.id): code for code, label in enumerate(NILAI.labels)}
    numbers = {str(code + 1): code for code in range(len(NILAI.names))}
    common = (*numbers, *(label.id for label in NILAI.labels), *NILAI.names)
    expected = f"1 sampai 7, atau {', '.join(label.id for label in NILAI.labels)}"
    return Choice(names | numbers, expected, tuple(dict.fromkeys(common)), numbered=len(NILAI.names))


_BOBOT = Choice({"70/30": 0, "60/40": 1}, "70/30 atau 60/40", ("70/30", "60/40"))
SCORE_COLUMNS = ("nskp", "npk", "bobot", "ide_baru")

REKAP_RESULT = ("Rating Hasil Kinerja", "Rating Hasil Kerja")
REKAP_BEHAVIOUR = ("Rating Perilaku Kerja", "Rating Perilaku Kinerja")
REKAP_PREDIKAT = ("Predikat Kinerja Periodik", "Predikat Kinerja Tahunan", "Predikat Kinerja")
REKAP_HEADER = (frozenset({"nip"}), frozenset(map(fold, REKAP_RESULT)), frozenset(map(fold, REKAP_BEHAVIOUR)))
"""What makes a row the header of a Rekap Penilaian: its row number differs between exports."""


def unit(labels: Labels) -> Description:
    """Describe the table of units."""
    columns = (
        required("kode", Words()),
        required("nama", Words()),
        Column("induk", Words()),
        required("capaian", labels.capaian),
    )
    return Description("unit", columns)


def rekap(labels: Labels) -> Description:
    """Describe an e-Kinerja Rekap Penilaian."""
    columns = (
        required("nip", Nip()),
        Column("nama", Words()),
        Column("rating_hasil", labels.rating, present=True, also=REKAP_RESULT),
        Column("rating_perilaku", labels.rating, present=True, also=REKAP_BEHAVIOUR),
        Column("predikat", labels.predikat, also=REKAP_PREDIKAT),
    )
    return Description("rekap", columns, silent=frozenset({"no", "jabatan"}))


def pegawai(rules: str) -> Description:
    """Describe the table of people; the columns of the score are read only under `num-2019`."""
    score = (
        Column("nskp", Number()),
        Column("npk", Number()),
        Column("bobot", _BOBOT),
        Column("ide_baru", _yes_no()),
    )
    return Description(
        "pegawai",
        (
            required("nip", Nip()),
            required("nama", Words()),
            required("unit", Words()),
            Column("kepala_unit", _yes_no()),
            Column("jenjang", _choice(JENJANG.names)),
            Column("bulan", Whole(1, 12)),
            *(score if rules == "num-2019" else ()),
        ),
        silent=frozenset(fold(name) for name in SCORE_COLUMNS),
    )


def hasil(labels: Labels, *, keep_text: bool) -> Description:
    """Describe the table of work results; the text of an RHK is kept only where it will be printed."""
    text = _text(keep_text)
    columns = (
        required("nip", Nip()),
        required("rhk", text),
        Column("jenis", _choice(JENIS.names)),
        Column("rating", labels.rating),
    )
    return Description("hasil", columns)


def indikator(*, keep_text: bool) -> Description:
    """Describe the table of indicators; `aspek` tells nothing that a rule uses."""
    text = _text(keep_text)
    columns = (
        required("nip", Nip()),
        required("rhk", text),
        required("indikator", text),
        Column("arah", _choice(ARAH.names)),
        required("target", Number()),
        Column("target_atas", Number()),
        Column("target_maksimal", _yes_no()),
        required("realisasi", Number()),
    )
    return Description("indikator", columns, silent=frozenset({"aspek"}))


def perilaku(labels: Labels) -> Description:
    """Describe the table of rated behaviour."""
    columns = (required("nip", Nip()), required("nilai", _value()), required("rating", labels.rating))
    return Description("perilaku", columns)


def keputusan(labels: Labels) -> Description:
    """Describe the table of raters' decisions."""
    columns = (
        required("nip", Nip()),
        Column("rating_hasil", labels.rating),
        Column("rating_perilaku", labels.rating),
        Column("alasan", Words()),
    )
    return Description("keputusan", columns)


def _text(keep: bool) -> Kind:
    return Words() if keep else HashedWords()
