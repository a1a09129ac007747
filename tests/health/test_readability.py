"""Every public text can be read by who went to school: short sentences, no words of the office without explanation."""

from __future__ import annotations

import pytest

from tests.health import readability
from tests.health.readability import Text
from tests.health.sources import ROOT, holds

RULES = readability.rules()


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    """All texts for residents."""
    return [*readability.catalogue(RULES["public"]), *readability.data(RULES["data"], RULES["official"])]


def test_sentences_for_residents_are_short_and_without_words_of_the_office(texts):
    assert len(texts) > 1000
    assert readability.average(texts) <= RULES["limits"]["average"]
    holds(readability.too_long(texts, RULES["limits"]["longest"]))
    holds(readability.unplain(texts, RULES["word"]))


def test_every_place_that_is_named_exists():
    places = [*RULES["public"], *RULES["data"], *RULES["official"]]
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_a_long_sentence_and_an_unexplained_word_are_found():
    long = Text("a.html", f"Pendek saja. {'kata ' * 25}%(banyak)s. Pendek lagi.")
    assert [found.partition(": kata")[0] for found in readability.too_long([long], 25)] == ["a.html: 26 words"]
    assert readability.average([Text("a", "Satu dua. Tiga empat lima enam?"), Text("a", "Label")]) == 3
    words = [{"word": "SKM", "say": "survei kepuasan", "unless": ["survei kepuasan"]}]
    good = [Text("a", "Survei kepuasan (SKM)."), Text("a", "%(SKM)s baik"), Text("a", "SKM-el")]
    assert readability.unplain([*good, Text("b", "Isi skm Anda.")], words) == [
        "b: write “survei kepuasan” for “SKM”: Isi skm Anda."
    ]
