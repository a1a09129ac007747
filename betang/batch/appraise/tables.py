"""The tables of `betang appraise`: their columns, which of them are required, and the labels that are understood.

Labels are compared after folding case, spaces and underscores, the word "ekspektasi" is optional, synonyms are those
of the e-Kinerja exports. Numeric codes for ratings are refused: two systems number them in opposite directions.
"""

from collections.abc import Iterable, Mapping

from betang.kernel.exchange.columns import Choice, HashedWords, Kind, Nip, Number, Whole, Words
from betang.kernel.exchange.folding import fold
from betang.kernel.exchange.reading import Column, Description, required
from betang.regulation.credit import JENJANG
from betang.regulation.eksp2022.levels import CAPAIAN, JENIS, NILAI, PREDIKAT, RATING
from betang.regulation.indicator import ARAH

ORDER = ("unit", "rekap", "pegawai", "hasil", "indikator", "perilaku", "keputusan")
"""The order of the tables in messages."""
NEEDED = {"eksp-2022": ("unit", "pegawai", "hasil", "perilaku"), "num-2019": ("pegawai", "indikator")}
REKAP_STANDS_FOR = {"eksp-2022": frozenset({"unit", "pegawai", "hasil", "perilaku"}), "num-2019": {"pegawai"}}
"""Tables that a Rekap Penilaian makes dispensable (it lacks the units' achievement, but then rates without it)."""

_EXPECTATION = "ekspektasi"


def _spellings(names: Iterable[str]) -> tuple[str, ...]:
    """Return the usual spellings of names like AHLI_MUDA: as it is, "Ahli Muda", "Ahli muda", "AHLI MUDA"."""
    found: dict[str, None] = {}
    for name in names:
        words = name.replace("_", " ")
        found |= dict.fromkeys((name, name.lower(), words.title(), words.capitalize(), words, words.lower()))
    return tuple(found)


def _choice(names: Iterable[str], synonyms: Mapping[str, str] | None = None, *, hint: str = "") -> Choice:
    """Make a choice whose codes are the positions of the names; `synonyms` maps further labels to names."""
    listed = tuple(names)
    labels = {fold(name): code for code, name in enumerate(listed)}
    labels |= {fold(label): labels[fold(name)] for label, name in (synonyms or {}).items()}
    return Choice(labels, ", ".join(listed) + hint, _spellings(listed))


def _rating() -> Choice:
    """The three ratings, with or without the word "ekspektasi"; "Diatas" folds like "Di Atas"."""
    plain = {fold(name): code for code, name in enumerate(RATING.names)}
    labels = plain | {name + _EXPECTATION: code for name, code in plain.items()}
    words = [*RATING.names, *(f"{name}_EKSPEKTASI" for name in RATING.names), "DIATAS_EKSPEKTASI", "DIBAWAH_EKSPEKTASI"]
    return Choice(labels, f"{', '.join(RATING.names)} (kode angka ditolak)", _spellings(words))


def _predikat() -> Choice:
    """The five predikat by code or label, with the synonyms seen in exports."""
    labels = {fold(name): code for code, name in enumerate(PREDIKAT.names)}
    labels |= {fold(label.id): code for code, label in enumerate(PREDIKAT.labels)}
    for label, name in (("PERLU PERBAIKAN", "BP"), ("CUKUP", "BP"), ("KURANG", "K")):
        labels[fold(label)] = PREDIKAT.code(name)
    expected = f"{', '.join(label.id for label in PREDIKAT.labels)} (kode angka ditolak)"
    return Choice(labels, expected, ("Sangat Baik", "Baik", "Butuh Perbaikan", "Kurang", "Sangat Kurang"))


def _yes_no() -> Choice:
    return Choice({"tidak": 0, "ya": 1}, "ya atau tidak", ("tidak", "ya", "Tidak", "Ya", "TIDAK", "YA"), truth=(0, 1))


def _value() -> Choice:
    """The seven values of behaviour, by number or name."""
    names = {fold(label.id): code for code, label in enumerate(NILAI.labels)}
    numbers = {str(code + 1): code for code in range(len(NILAI.names))}
    common = (*numbers, *(label.id for label in NILAI.labels), *NILAI.names)
    expected = f"1 sampai 7, atau {', '.join(label.id for label in NILAI.labels)}"
    return Choice(names | numbers, expected, tuple(dict.fromkeys(common)), numbered=len(NILAI.names))


RATINGS = _rating()
_CAPAIAN = _choice(CAPAIAN.names, {"Cukup": "BUTUH_PERBAIKAN", "Perlu Perbaikan": "BUTUH_PERBAIKAN"})
_BOBOT = Choice({"70/30": 0, "60/40": 1}, "70/30 atau 60/40", ("70/30", "60/40"))
SCORE_COLUMNS = ("nskp", "npk", "bobot", "ide_baru")

UNIT = Description(
    "unit",
    (
        required("kode", Words()),
        required("nama", Words()),
        Column("induk", Words()),
        required("capaian", _CAPAIAN),
    ),
)
REKAP = Description(
    "rekap",
    (
        required("nip", Nip()),
        Column("nama", Words()),
        Column("rating_hasil", RATINGS, present=True, also=("Rating Hasil Kinerja", "Rating Hasil Kerja")),
        Column("rating_perilaku", RATINGS, present=True, also=("Rating Perilaku Kerja", "Rating Perilaku Kinerja")),
        Column(
            "predikat", _predikat(), also=("Predikat Kinerja Periodik", "Predikat Kinerja Tahunan", "Predikat Kinerja")
        ),
    ),
    silent=frozenset({"no", "jabatan"}),
)
REKAP_HEADER = (
    frozenset({"nip"}),
    frozenset({"ratinghasilkinerja", "ratinghasilkerja"}),
    frozenset({"ratingperilakukerja", "ratingperilakukinerja"}),
)
"""What makes a row the header of a Rekap Penilaian: its row number differs between exports."""


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


def hasil(*, keep_text: bool) -> Description:
    """Describe the table of work results; the text of an RHK is kept only where it will be printed."""
    text = _text(keep_text)
    columns = (
        required("nip", Nip()),
        required("rhk", text),
        Column("jenis", _choice(JENIS.names)),
        Column("rating", RATINGS),
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


PERILAKU = Description("perilaku", (required("nip", Nip()), required("nilai", _value()), required("rating", RATINGS)))
KEPUTUSAN = Description(
    "keputusan",
    (
        required("nip", Nip()),
        Column("rating_hasil", RATINGS),
        Column("rating_perilaku", RATINGS),
        Column("alasan", Words()),
    ),
)


def _text(keep: bool) -> Kind:
    return Words() if keep else HashedWords()
