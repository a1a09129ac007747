"""Help with the wording of feedback: what was seen and where, what it led to, what comes next; never a judgement alone.

Hints only. They stand beside the form, never block it, and come from data (`data/feedback.toml`).
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

DATA = Path(__file__).with_name("data") / "feedback.toml"


@cache
def words() -> Mapping[str, Any]:
    """Read the words once."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def hints(parts: Mapping[str, str]) -> list[str]:
    """Give hints on a feedback by its parts: `situation`, `behaviour`, `impact`, `next_step`."""
    found = [text for name, text in _short().items() if _count(parts.get(name, "")) < words()["short"][name]]
    whole = " ".join(parts.values()).casefold()
    if word := _first(words()["person"]["words"], whole):
        found.append(_("“%(word)s” menilai orangnya. Tulis apa yang dilakukan dan terlihat.") % {"word": word})
    if word := _first(words()["vague"]["words"], parts.get("behaviour", "").casefold()):
        found.append(_("“%(word)s” belum menyebut apa yang terlihat. Beri satu contoh nyata.") % {"word": word})
    if word := _first(words()["always"]["words"], whole):
        found.append(_("“%(word)s” sukar dibuktikan. Sebutkan satu kejadian dan waktunya.") % {"word": word})
    return found


def _short() -> dict[str, str]:
    """Say what is missing where a part says too little."""
    return {
        "situation": _("Situasi: sebutkan kapan dan di mana, supaya penerima ingat kejadiannya."),
        "behaviour": _("Perilaku: sebutkan apa yang dilakukan, seperti terlihat di rekaman."),
        "impact": _("Dampak: sebutkan akibatnya bagi warga, tim, atau hasil kerja."),
        "next_step": _("Langkah: sebutkan apa yang diteruskan atau diubah, dan kapan."),
    }


def _count(text: str) -> int:
    return len(text.split())


def _first(candidates: Iterable[str], text: str) -> str:
    """Find the first of some words that stands in a text as a whole word."""
    return next((word for word in candidates if re.search(rf"\b{re.escape(word)}\b", text)), "")
