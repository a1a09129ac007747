"""The policy file overlays values, says so, and is refused where it is wrong."""

import datetime as dt
from decimal import Decimal

import pytest

from betang.regulation.parameters import book
from betang.regulation.policy import PolicyError, parse_policy

HEAD = 'dasar = "CONTOH: Perwali 1/2026"\ndari = 2026-01-01\n'


def test_only_the_named_keys_change_and_carry_the_basis() -> None:
    policy = parse_policy(HEAD + "[ambang]\nmayoritas = 0.6\n", book=book())
    law = policy.applied(book().on(dt.date(2026, 6, 1)))
    value = law["eksp-2022/ambang"]
    assert value.value == {"mayoritas": Decimal("0.6"), "minoritas": Decimal("0.5")}
    assert (value.overlay, value.legal_basis) == ("CONTOH: Perwali 1/2026", "CONTOH: Perwali 1/2026")
    assert value.start == dt.date(2026, 1, 1)
    assert law["eksp-2022/kuadran"].overlay is None
    assert book().on(dt.date(2026, 6, 1))["eksp-2022/ambang"].value["mayoritas"] == Decimal("0.5")


def test_before_its_first_day_it_changes_nothing() -> None:
    policy = parse_policy(HEAD + "[distribusi]\nn_min = 3\n", book=book())
    law = book().on(dt.date(2025, 12, 31))
    assert policy.applied(law) is law


def test_a_section_without_keys_changes_nothing() -> None:
    law = parse_policy(HEAD + "[ambang]\n", book=book()).applied(book().on(dt.date(2026, 6, 1)))
    assert law["eksp-2022/ambang"].overlay is None


@pytest.mark.parametrize(
    ("source", "key"),
    [
        ("dari = 2026-01-01\n", "dasar"),
        ('dasar = "x"\n', "dari"),
        ('dasar = "x"\ndari = "2026"\n', "dari"),
        (HEAD + "[kuadran]\nx = 1\n", "kuadran"),
        (HEAD + "[ambang]\nmayoritass = 0.6\n", "ambang.mayoritass"),
        (HEAD + "[ambang]\nmayoritas = 60\n", "ambang.mayoritas"),
        (HEAD + '[distribusi]\nn_min = "lima"\n', "distribusi.n_min"),
        (HEAD + "[distribusi]\nn_min = 0\n", "distribusi.n_min"),
        (HEAD + "[usulan_rating]\ndi_bawah_kurang_dari = 101\n", "usulan_rating.di_bawah_kurang_dari"),
        (HEAD + "[usulan_rating]\ndi_atas_lebih_dari = 1e9999999\n", "usulan_rating.di_atas_lebih_dari"),
        (HEAD + "[ambang]\nmayoritas = 1e-9999999\n", "ambang.mayoritas"),
        (HEAD + "ambang = 3\n", "ambang"),
        ("dasar = \n", "TOML"),
    ],
)
def test_a_wrong_policy_is_refused_with_its_key(source: str, key: str) -> None:
    with pytest.raises(PolicyError) as refused:
        parse_policy(source, book=book())
    assert refused.value.key == key
