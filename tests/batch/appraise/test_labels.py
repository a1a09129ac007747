"""Labels that tables may hold are values of law: what a parameter adds is understood, what it lacks is refused."""

from pathlib import Path
from typing import Any

import pytest

from betang.batch.appraise.load import load
from betang.kernel.exchange.report import BadInput
from betang.regulation.eksp2022.reading import SINONIM_CAPAIAN, SINONIM_RATING
from betang.regulation.parameters import InForce, changed
from betang.regulation.parameters import book as parameters
from tests.batch.appraise.inputs import DAYS, book, write_csv, write_parquet

LAW = parameters().on(DAYS["eksp-2022"])


def with_labels(parameter: str, **labels: tuple[str, ...]) -> InForce:
    return LAW.overlaid({parameter: changed(LAW[parameter], labels, basis="CONTOH: Perwali 1/2026")})


@pytest.mark.parametrize("written", ["Melampaui", "melampaui  EKSPEKTASI", "Melampaui_Ekspektasi"])
def test_a_new_synonym_is_understood_where_the_law_has_it(tmp_path: Path, written: str) -> None:
    made: dict[str, Any] = book()
    made["perilaku"][1][2] = written
    for number, write in enumerate((write_csv, write_parquet)):
        source = write(tmp_path / str(number), made)
        law = with_labels(SINONIM_RATING, DI_ATAS=("Melampaui ekspektasi",))
        behaviours = load(source, rules="eksp-2022", law=law).behaviours
        assert behaviours is not None
        assert behaviours.rating.tolist() == [2, 2, 0]
        with pytest.raises(BadInput, match="kolom rating"):
            load(source, rules="eksp-2022", law=LAW)


def test_a_synonym_that_is_gone_is_refused(tmp_path: Path) -> None:
    made = book()
    made["unit"][2][3] = "Cukup"
    source = write_csv(tmp_path / "c", made)
    assert load(source, rules="eksp-2022", law=LAW).units is not None
    with pytest.raises(BadInput, match='"Cukup" - diharapkan SANGAT_KURANG'):
        load(source, rules="eksp-2022", law=with_labels(SINONIM_CAPAIAN, BUTUH_PERBAIKAN=()))


def test_hundreds_of_synonyms_are_understood_too(tmp_path: Path) -> None:
    made = book()
    made["perilaku"][1][2], made["perilaku"][2][2] = "Istilah 0", "Istilah 399"
    law = with_labels(SINONIM_RATING, DI_BAWAH=tuple(f"Istilah {number}" for number in range(400)))
    behaviours = load(write_csv(tmp_path / "c", made), rules="eksp-2022", law=law).behaviours
    assert behaviours is not None
    assert behaviours.rating.tolist() == [0, 0, 0]


def test_ratings_beside_the_numeric_rules_are_read_before_their_own_law(tmp_path: Path) -> None:
    made = book()
    law = parameters().on(DAYS["num-2019"])
    assert law.get(SINONIM_RATING) is None
    results = load(write_csv(tmp_path / "c", made), rules="num-2019", law=law).results
    assert results is not None
    assert results.rating.tolist() == [1, -1, 2]
