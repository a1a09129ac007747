"""What people's workbooks do: formulas, merged headers, empty rows and columns, and archives meant to do harm."""

import zipfile
import zlib
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest
import xlsxwriter

from betang.kernel.exchange.report import BadInput
from tests.batch.appraise.inputs import A, book, load, write_ods, write_ods_content, write_xlsx


def refusal(path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        load(path, rules="eksp-2022")
    return caught.value


def with_formula(path, formula, value, *, cell="I2", sheet="indikator"):
    """Write the faultless workbook with one formula; `value` is its stored result."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        for name, rows in book().items():
            page = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, content in enumerate(row):
                    if content is not None:
                        page.write(number, column, content)
            if name == sheet:
                page.write_formula(cell, formula, None, value)
    return path


def test_a_formula_counts_by_its_stored_result(tmp_path):
    data = load(with_formula(tmp_path / "m.xlsx", "=F2*0.9", 85.5), rules="eksp-2022")
    assert data.indicators is not None
    assert data.indicators.realised.decimals()[0].normalize() == (85.5).as_integer_ratio()[0] / 2
    data = load(with_formula(tmp_path / "t.xlsx", '="1990"', A, cell="A2"), rules="eksp-2022")
    assert data.people.nip[0] == int(A)


def test_an_empty_text_is_a_stored_result(tmp_path):
    path = with_formula(tmp_path / "m.xlsx", '=""', "x", cell="H2")
    rewrite(
        path,
        "indikator",
        lambda xml: xml.replace('<c r="H2" t="str"><f>""</f><v>x</v>', '<c r="H2" t="str"><f>""</f><v></v>'),
    )
    data = load(path, rules="eksp-2022")
    assert data.indicators is not None
    assert data.indicators.maximum.tolist() == [False, False]


def test_a_formula_without_a_stored_result_is_refused(tmp_path):
    workbook = openpyxl.load_workbook(write_xlsx(tmp_path / "m.xlsx", book()))
    workbook["indikator"]["I3"] = "=F3-0.5"
    workbook["unit"]["A4"] = '="D.2"'  # the row holds nothing else
    workbook.save(tmp_path / "m.xlsx")
    text = str(refusal(tmp_path / "m.xlsx"))
    assert "m.xlsx, lembar indikator, baris 3, kolom realisasi: rumus tanpa hasil tersimpan" in text
    assert "m.xlsx, lembar unit, baris 4, kolom kode: rumus tanpa hasil tersimpan" in text
    assert "lembar unit, baris 4, kolom nama: kosong" in text


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A", "#VALUE!"])
def test_a_formula_with_an_error_is_refused(tmp_path, error):
    text = str(refusal(with_formula(tmp_path / "m.xlsx", "=1/0", error)))
    assert f"m.xlsx, lembar indikator, baris 2, kolom realisasi: rumus bergalat {error}" in text
    assert text.endswith("Jumlah kesalahan: 1")


def test_a_failed_formula_in_an_optional_cell_is_refused_too(tmp_path):
    assert "baris 2, kolom target_atas: rumus bergalat" in str(
        refusal(with_formula(tmp_path / "m.xlsx", "=1/0", "#N/A", cell="G2"))
    )


def test_a_failed_formula_outside_the_known_columns_is_nobodys_business(tmp_path):
    path = with_formula(tmp_path / "m.xlsx", "=1/0", "#N/A", cell="D2")  # aspek
    assert load(path, rules="eksp-2022").warnings == []


def test_a_formula_without_result_in_the_header_is_refused(tmp_path):
    workbook = openpyxl.load_workbook(write_xlsx(tmp_path / "m.xlsx", book()))
    workbook["hasil"]["B1"] = '="rhk"'
    workbook.save(tmp_path / "m.xlsx")
    assert "lembar hasil, baris 1, kolom B: rumus tanpa hasil tersimpan" in str(refusal(tmp_path / "m.xlsx"))


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ('<table:table-cell table:formula="of:=[.F2]" office:value-type="string" office:string-value=""'
         ' calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>', "rumus bergalat #DIV/0!"),
        ('<table:table-cell table:formula="of:=[.F2]" office:value-type="float" office:value="0">'
         "<text:p>Err:502</text:p></table:table-cell>", "rumus bergalat Err:502"),
        ('<table:table-cell table:formula="of:=[.F2]"/>', "rumus tanpa hasil tersimpan"),
    ],
)  # fmt: skip
def test_formulas_of_ods_are_refused_like_those_of_xlsx(tmp_path, cell, said):
    made = book()
    made["indikator"][2][8] = cell
    text = str(refusal(write_ods(tmp_path / "m.ods", made)))
    assert f"m.ods, lembar indikator, baris 3, kolom realisasi: {said}" in text


def test_a_formula_of_ods_counts_by_its_stored_result(tmp_path):
    made = book()
    made["indikator"][1][8] = (
        '<table:table-cell table:formula="of:=[.F2]" office:value-type="float" office:value="85.5">'
        "<text:p>86</text:p></table:table-cell>"
    )
    data = load(write_ods(tmp_path / "m.ods", made), rules="eksp-2022")
    assert data.indicators is not None
    assert str(data.indicators.realised.at(0)) == "85.5"


def test_notes_and_repeated_cells_of_ods_do_not_disturb(tmp_path):
    made = book()
    made["pegawai"][1][1] = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>catatan</text:p></office:annotation>'
        '<text:p>Ani<text:s text:c="2"/><text:span>Sari</text:span></text:p></table:table-cell>'
    )
    made["hasil"][2] = [A, "Data mutakhir", '<table:table-cell table:number-columns-repeated="2"/>']
    data = load(write_ods(tmp_path / "m.ods", made), rules="eksp-2022")
    assert data.people.name.to_list() == ["Ani  Sari", "Budi"]


def test_a_merged_header_is_refused(tmp_path):
    workbook = openpyxl.load_workbook(write_xlsx(tmp_path / "m.xlsx", book()))
    workbook["hasil"].merge_cells("C1:D1")
    workbook.save(tmp_path / "m.xlsx")
    text = str(refusal(tmp_path / "m.xlsx"))
    assert 'm.xlsx, lembar hasil, baris 1, kolom C: "C1:D1"' in text
    made = book()
    made["hasil"][0][2] = (
        '<table:table-cell office:value-type="string" table:number-columns-spanned="2">'
        "<text:p>jenis</text:p></table:table-cell>"
    )
    made["hasil"][0][3] = "<table:covered-table-cell/>"
    text = str(refusal(write_ods(tmp_path / "m.ods", made)))
    assert 'm.ods, lembar hasil, baris 1, kolom C: "C1:D1"' in text


def test_empty_rows_and_columns_are_left_out_and_rows_keep_their_numbers(tmp_path):
    workbook = openpyxl.load_workbook(write_xlsx(tmp_path / "m.xlsx", book()))
    page = workbook["perilaku"]
    page.insert_rows(3)
    page.insert_cols(2)
    page["A900"], page["Z2"], page["Z3"] = "\u00a0", "\u00a0", "\u00a0"
    page["H40"].number_format = "0.00"
    workbook.save(tmp_path / "m.xlsx")
    data = load(tmp_path / "m.xlsx", rules="eksp-2022")
    assert data.behaviours is not None
    assert (len(data.behaviours), data.warnings) == (3, [])
    page["D4"], page["Z4"] = "salah", "x"
    workbook.save(tmp_path / "m.xlsx")
    assert 'baris 4, kolom rating: "salah"' in str(refusal(tmp_path / "m.xlsx"))


def test_a_column_without_title_is_ignored_with_a_warning(tmp_path):
    made = book()
    made["perilaku"][2].append("entah apa")
    data = load(write_xlsx(tmp_path / "m.xlsx", made), rules="eksp-2022")
    assert data.warnings == ["m.xlsx, lembar perilaku: kolom D tanpa judul tidak dikenal, diabaikan"]


def test_truth_values_are_understood_words_for_them_are_not(tmp_path):
    made = book()
    made["pegawai"][1][3], made["pegawai"][2][3] = True, False
    made["indikator"][1][7], made["indikator"][2][7] = True, "tidak"  # a mixed column
    data = load(write_xlsx(tmp_path / "m.xlsx", made), rules="eksp-2022")
    assert data.people.head.tolist() == [True, False]
    assert data.indicators is not None
    assert data.indicators.maximum.tolist() == [True, False]
    made["indikator"][1][7] = "TRUE"
    assert 'kolom target_maksimal: "TRUE"' in str(refusal(write_xlsx(tmp_path / "n.xlsx", made)))


def test_a_date_is_no_number(tmp_path):
    workbook = openpyxl.load_workbook(write_xlsx(tmp_path / "m.xlsx", book()))
    workbook["indikator"]["F2"].number_format = "yyyy-mm-dd"
    workbook.save(tmp_path / "m.xlsx")
    assert "baris 2, kolom target" in str(refusal(tmp_path / "m.xlsx"))


def test_numbers_stored_as_text_are_numbers_and_number_cells_are_codes(tmp_path):
    made = book()
    made["unit"][1][0], made["unit"][2][2], made["pegawai"][1][2] = 101, "101", "101"
    made["indikator"][1][5], made["pegawai"][2][5] = "95", "6"
    data = load(write_xlsx(tmp_path / "m.xlsx", made), rules="eksp-2022")
    assert data.people.unit_code.to_list() == ["101", "D.1"]
    assert data.people.unit.tolist() == [0, 1]
    assert data.people.months.tolist() == [12, 6]


# --- archives -------------------------------------------------------------------------------------------------------


def rewrite(path: Path, sheet: str, change) -> None:
    """Change the XML of one sheet of a workbook."""
    number = list(book()).index(sheet) + 1
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = f"xl/worksheets/sheet{number}.xml"
    parts[name] = change(parts[name].decode()).encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)


def test_an_archive_that_says_it_swells_is_refused(tmp_path):
    path = write_xlsx(tmp_path / "m.xlsx", book())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/nol.bin", bytes(10_000_000))
    assert "m.xlsx: arsip yang mengembang terlalu besar - diharapkan arsip" in str(refusal(path))


def test_an_archive_that_lies_about_its_size_is_refused(tmp_path):
    path = write_xlsx(tmp_path / "m.xlsx", book())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/nol.bin", bytes(10_000_000))
    raw = path.read_bytes()
    lie = (1000).to_bytes(4, "little")
    path.write_bytes(raw.replace((10_000_000).to_bytes(4, "little"), lie))
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo("xl/media/nol.bin").file_size == 1000
    assert "mengembang terlalu besar" in str(refusal(path))


def test_an_archive_that_swells_less_is_read(tmp_path):
    path = write_xlsx(tmp_path / "m.xlsx", book())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/nol.bin", bytes(1_000_000))
    assert len(load(path, rules="eksp-2022").people) == 2


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_entities_are_refused_before_they_explode(tmp_path, kind):
    bomb = '<!DOCTYPE a [<!ENTITY x "ha">' + "".join(f'<!ENTITY x{i} "{"&x;" * 9}">' for i in range(9)) + "]>"
    if kind == "ods":
        path = write_ods_content(tmp_path / "m.ods", "", prolog=bomb)
    else:
        path = write_xlsx(tmp_path / "m.xlsx", book())
        rewrite(path, "unit", lambda xml: xml.replace("?>", "?>" + bomb, 1))
    assert "DOCTYPE" in str(refusal(path))


def test_cells_repeated_without_limit_are_refused(tmp_path):
    row = (
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell office:value-type="string"'
        ' table:number-columns-repeated="16384"><text:p>x</text:p></table:table-cell></table:table-row>'
    )
    path = write_ods_content(tmp_path / "m.ods", f'<table:table table:name="unit">{row}</table:table>')
    assert "sel berulang tanpa batas" in str(refusal(path))


def test_a_sheet_with_a_cell_in_its_last_corner_is_refused(tmp_path):
    made = book()
    path = write_xlsx(tmp_path / "m.xlsx", made)
    rewrite(
        path,
        "hasil",
        lambda xml: xml.replace("</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    )
    text = str(refusal(path))
    assert "lembar hasil" in text
    assert "1048576" in text


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("m.xlsx", b"nip,nama\n", "isi berkas bukan buku kerja"),
        ("m.xlsx", b"", "isi berkas bukan buku kerja"),
        ("m.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".xls lama, atau berkas yang dikunci"),
        ("m.xlsx", b"PK\x03\x04" + bytes(60), "arsip rusak"),
        ("m.ods", b"PK\x05\x06" + bytes(18), "arsip tanpa content.xml"),
        ("m.xls", b"\xd0\xcf\x11\xe0", "jenis berkas tidak dikenal"),
        ("m.csv", b"nip\n", "jenis berkas tidak dikenal"),
    ],
)
def test_what_is_no_workbook_is_refused(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    text = str(refusal(tmp_path / name))
    assert text.startswith(f"{name}: ")
    assert said in text


def test_a_missing_file_and_an_empty_folder_are_refused(tmp_path):
    assert "berkas atau folder tidak ada" in str(refusal(tmp_path / "tidak-ada.xlsx"))
    assert "tidak ada berkas seperti itu" in str(refusal(tmp_path))


def test_an_encrypted_archive_is_refused(tmp_path):
    path = write_xlsx(tmp_path / "m.xlsx", book())
    raw = bytearray(path.read_bytes())
    at = raw.index(b"PK\x01\x02")
    raw[at + 8] |= 1
    path.write_bytes(raw)
    assert "terenkripsi" in str(refusal(path))


def test_a_damaged_member_is_refused(tmp_path):
    path = write_xlsx(tmp_path / "m.xlsx", book())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("xl/worksheets/sheet1.xml")
    raw = bytearray(path.read_bytes())
    start = info.header_offset + 30 + len(info.filename)
    raw[start : start + info.compress_size] = bytes(info.compress_size)
    with pytest.raises(zlib.error):
        zlib.decompressobj(-15).decompress(bytes(raw[start : start + info.compress_size]))
    path.write_bytes(raw)
    assert "arsip rusak" in str(refusal(path))
