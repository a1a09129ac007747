"""Reading labels and codes of ratings, predikat and units' achievement as other systems and people write them.

Case, spaces, underscores and the word "ekspektasi" make no difference; synonyms are a parameter; what is not known is
refused, never guessed. Numeric codes are read only where the data is known to be SIASN's, since 1 is the highest there.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from betang.regulation.codes import NONE, Codes
from betang.regulation.eksp2022.levels import CAPAIAN, PREDIKAT, RATING
from betang.regulation.parameters import InForce

SINONIM_RATING = "eksp-2022/sinonim_rating"
SINONIM_PREDIKAT = "eksp-2022/sinonim_predikat"
SINONIM_CAPAIAN = "eksp-2022/sinonim_capaian"
SIASN_RATING = "eksp-2022/siasn_rating"
SIASN_PREDIKAT = "eksp-2022/siasn_predikat"
LEVELS: Mapping[str, Codes] = {
    SINONIM_RATING: RATING, SINONIM_PREDIKAT: PREDIKAT, SINONIM_CAPAIAN: CAPAIAN,
    SIASN_RATING: RATING, SIASN_PREDIKAT: PREDIKAT,
}  # fmt: skip
UNKNOWN = -2
"""The code of a label that is not known (a blank one is -1)."""


def folded(label: str) -> str:
    """Return a label without what makes no difference: "DI  ATAS_Ekspektasi" → "diatas"."""
    plain = "".join(label.split()).replace("_", "").casefold()
    return plain.removesuffix("ekspektasi") or plain


def vocabulary(parameter: str, law: InForce) -> Mapping[str, int]:
    """Return the known labels of a synonym parameter, folded, with the code each stands for."""
    codes, synonyms = LEVELS[parameter], law[parameter].value
    return {
        folded(label): codes.code(name)
        for name, labels in synonyms.items()
        for label in (name, codes.label(name).id, *labels)
    }


def label_codes(labels: Sequence[str | None], words: Mapping[str, int]) -> npt.NDArray[np.int8]:
    """Return the code of each label by a `vocabulary`: -1 for a blank one, -2 (UNKNOWN) for one that is not known."""
    known: dict[str | None, int] = {None: NONE}
    for label in set(labels) - {None}:
        plain = folded(label or "")
        known[label] = words.get(plain, UNKNOWN) if plain else NONE
    return np.fromiter((known[label] for label in labels), dtype=np.int8, count=len(labels))


def from_siasn(numbers: npt.NDArray[np.integer], parameter: str, law: InForce) -> npt.NDArray[np.int8]:
    """Return our codes for SIASN's numbers; -2 (UNKNOWN) for a number that stands for nothing."""
    table = law[parameter].value
    found = np.full(len(numbers), UNKNOWN, dtype=np.int8)
    for name, number in table.items():
        found[numbers == number] = LEVELS[parameter].code(name)
    return found


def to_siasn(codes: npt.NDArray[np.integer], parameter: str, law: InForce) -> npt.NDArray[np.int8]:
    """Return SIASN's numbers for our codes, -1 where there is none."""
    table = law[parameter].value
    numbers = [*(table[name] for name in LEVELS[parameter].names), NONE]
    return np.asarray(np.array(numbers, dtype=np.int8)[codes])
