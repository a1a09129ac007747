"""The strict loader refuses with file and key, and values are chosen by the day of the event."""

import datetime as dt
from decimal import Decimal

import pytest

from betang.regulation.instruments import InstrumentError, cited, instruments, parse_instruments
from betang.regulation.parameters import (
    NotInForceError,
    ParameterError,
    book,
    load_book,
    parse_parameter,
)
from betang.regulation.shape import ShapeError, parse_shape

GOOD = """
title = { id = "Contoh", en = "Example" }
shape = "record{batas: decimal, catatan?: text}"

[[value]]
value = { batas = 0.7 }
from = 2022-01-01
to = 2022-12-31
legal_basis = "PermenPANRB 6/2022 Pasal 5"
source = "S1"
confidence = "V"

[[value]]
value = { batas = 0.8 }
from = 2023-01-01
legal_basis = "SE MenPANRB 3/2023; PermenPANRB 6/2022"
source = "S1"
confidence = "M-high"
unset = ["catatan"]
"""


def parse(source: str) -> object:
    return parse_parameter(source, name="contoh/batas", register=instruments())


def test_values_are_exact_and_chosen_by_day() -> None:
    parameter = parse_parameter(GOOD, name="contoh/batas", register=instruments())
    first, second = parameter.on(dt.date(2022, 12, 31)), parameter.on(dt.date(2023, 1, 1))
    assert first is not None
    assert second is not None
    assert (first.value["batas"], second.value["batas"]) == (Decimal("0.7"), Decimal("0.8"))
    assert parameter.on(dt.date(2021, 12, 31)) is None
    assert second.unset == ("catatan",)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (("source =", "sumber ="), "value[0].sumber"),
        (('title = { id = "Contoh", en = "Example" }', ""), "title"),
        (('en = "Example"', 'fr = "Exemple"'), "title"),
        (("batas = 0.7", 'batas = "0,7"'), "value[0].value.batas"),
        (("batas = 0.7", "bats = 0.7"), "value[0].value.bats"),
        (("batas = 0.7", "batas = nan"), "value[0].value.batas"),
        (('"V"', '"yakin"'), "value[0].confidence"),
        (('confidence = "V"\n', ""), "value[0].confidence"),
        (("from = 2022-01-01\n", ""), "value[0].from"),
        (("from = 2022-01-01", "from = 2022-01-01T00:00:00"), "value[0].from"),
        (("to = 2022-12-31", "to = 2021-12-31"), "value[0].to"),
        (("to = 2022-12-31", "to = 2023-01-01"), "value[0].to"),
        (("from = 2023-01-01", "from = 2021-01-01"), "value[1].from"),
        (("to = 2022-12-31\n", ""), "value[0].to"),
        (("PermenPANRB 6/2022 Pasal 5", "PermenPANRB 66/2022"), "value[0].legal_basis"),
        (('unset = ["catatan"]', 'unset = ["batas"]'), "value[1].unset"),
        (("record{batas: decimal, catatan?: text}", "record{batas: angka}"), "shape"),
        (("title =", "judul = 1\ntitle ="), "judul"),
        (("title = {", "title = = {"), "TOML"),
    ],
)
def test_a_wrong_file_is_refused_with_file_and_key(change: tuple[str, str], key: str) -> None:
    assert change[0] in GOOD
    with pytest.raises(ParameterError) as refused:
        parse(GOOD.replace(*change, 1))
    assert refused.value.key == key
    assert str(refused.value).startswith(f"contoh/batas.toml: {key}: ")


def test_a_parameter_has_either_values_or_a_reason_for_having_none() -> None:
    unset = """
title = { id = "Contoh", en = "Example" }
shape = "decimal"
[unset]
why = { id = "Belum terbaca", en = "Not read yet" }
settled_by = "BKPSDM"
meanwhile = { id = "Tidak dihitung", en = "Not computed" }
legal_basis = "PP 30/2019"
"""
    parameter = parse_parameter(unset, name="contoh/kosong", register=instruments())
    assert parameter.unset is not None
    assert parameter.on(dt.date(2026, 1, 1)) is None
    with pytest.raises(ParameterError, match="either"):
        parse(GOOD + unset.split("\n", 3)[3])


def test_a_missing_value_is_an_error_not_a_default() -> None:
    law = book().on(dt.date(2022, 6, 1))
    assert law.get("eksp-2022/pola_distribusi") is None
    with pytest.raises(NotInForceError, match="eksp-2022/pola_distribusi has no value in force on 2022-06-01"):
        law["eksp-2022/pola_distribusi"]


def test_the_book_on_disk_loads_and_every_citation_is_registered() -> None:
    for parameter in book().parameters.values():
        for value in parameter.values:
            assert cited(value.legal_basis, instruments())


def test_a_folder_with_a_wrong_file_does_not_load(tmp_path: object) -> None:
    from pathlib import Path

    root = Path(str(tmp_path))
    (root / "contoh").mkdir()
    (root / "contoh" / "baik.toml").write_text(GOOD, encoding="utf-8")
    assert list(load_book(root, instruments()).parameters) == ["contoh/baik"]
    (root / "contoh" / "buruk.toml").write_text(GOOD.replace("source", "sumber", 1), encoding="utf-8")
    with pytest.raises(ParameterError, match=r"contoh/buruk\.toml"):
        load_book(root, instruments())


@pytest.mark.parametrize(
    "source",
    [
        '[[instrument]]\nid = "X"\ntitle = {id="a",en="b"}\nread = "full"\nextra = 1',
        '[[instrument]]\nid = "X"\ntitle = {id="a",en="b"}\nread = "maybe"',
        '[[instrument]]\nid = "X"\ntitle = {id="a"}\nread = "full"',
        '[[instrument]]\nid = "X"\ntitle = {id="a",en="b"}\nread = "full"\nreplaced_by = "Y"',
        '[[instrument]]\nid = "X"\ntitle = {id="a",en="b"}\nread = "full"\n' * 2,
    ],
)
def test_a_wrong_register_is_refused(source: str) -> None:
    with pytest.raises(InstrumentError, match="X"):
        parse_instruments(source)


def test_a_citation_is_matched_whole() -> None:
    assert cited("PP 30/2019 Pasal 41; SE MenPANRB 3/2023", instruments()) == ("PP 30/2019", "SE MenPANRB 3/2023")
    with pytest.raises(InstrumentError, match="PP 30/20191"):
        cited("PP 30/20191", instruments())


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        ("integer", True), ("integer", Decimal("1.5")), ("share", Decimal("1.1")), ("bool", "ya"), ("text", " "),
        ("date", "2026-01-01"), ("A|B", "C"), ("list<integer>", 1), ("map<integer>", []),
        ("map<A|B, integer>", {"A": 1}),
        ("record{a: integer}", []), ("record{a: integer}", {}), ("decimal", Decimal("Infinity")),
    ],
)  # fmt: skip
def test_a_value_out_of_shape_is_refused(shape: str, value: object) -> None:
    with pytest.raises(ShapeError):
        parse_shape(shape).check(value, "")


@pytest.mark.parametrize(
    "shape", ["", "list<", "list<integer> x", "record{a integer}", "map<A|B integer>", "x;y", "wat"]
)
def test_a_shape_that_is_not_well_formed_is_refused(shape: str) -> None:
    with pytest.raises(ValueError, match="shape"):
        parse_shape(shape)


def test_every_instrument_says_what_of_it_is_not_modelled() -> None:
    silent = [name for name, entry in instruments().items() if entry.read != "design" and not entry.not_modelled]
    assert silent == []


def test_replaced_instruments_lead_to_the_ones_in_force() -> None:
    replaced = {name: entry.replaced_by for name, entry in instruments().items() if entry.replaced_by}
    assert replaced["PermenPANRB 8/2021"] == "PermenPANRB 6/2022"
    assert replaced["UU 5/2014"] == "UU 20/2023"
