"""How sure we are of a value of law, in words: what each tag of a source means to a reader."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from betang.regulation.parameters import CONFIDENCE


@dataclass(frozen=True, slots=True)
class Confidence:
    """One grade: its tag, a short word, the tone of its badge, and a sentence."""

    tag: str
    word: str
    tone: str
    sentence: str


def confidence(tag: str) -> Confidence:
    """Return the words for a tag; KeyError for an unknown one."""
    return {
        "V2": Confidence("V2", _("dua sumber"), "good", _("Dua sumber atau lebih yang saling bebas sepakat.")),
        "V": Confidence("V", _("satu sumber"), "good", _("Dibaca pada satu sumber.")),
        "C": Confidence("C", _("kode publik"), "info", _("Terlihat pada kode program publik, bukan pada naskah.")),
        "M-high": Confidence(
            "M-high", _("cukup yakin"), "info", _("Pengetahuan umum yang kami yakini; naskahnya belum terbaca.")
        ),
        "M-med": Confidence(
            "M-med", _("kurang yakin"), "warn", _("Pengetahuan umum yang mungkin keliru; periksa sebelum dipakai.")
        ),
        "M-low": Confidence(
            "M-low", _("tidak yakin"), "warn", _("Pengetahuan umum yang lemah; jangan dipakai tanpa pemeriksaan.")
        ),
        "INFER": Confidence("INFER", _("disimpulkan"), "warn", _("Kami simpulkan dari ketentuan lain.")),
        "DESIGN": Confidence("DESIGN", _("usulan kami"), "line", _("Pilihan rancangan Betang, bukan hukum.")),
    }[tag]


def less_sure(tag: str, *, than: str) -> Confidence | None:
    """Return the words for a tag that is less sure than another, None for one that is as sure or surer."""
    return confidence(tag) if CONFIDENCE.index(tag) > CONFIDENCE.index(than) else None


def legend() -> list[Confidence]:
    """Return all grades, the surest first."""
    return [confidence(tag) for tag in CONFIDENCE]
