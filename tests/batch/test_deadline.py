"""`betang deadline`: the worked examples, other calendars, and what is refused."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from betang.cli import main

OFFICE = """
zona = "Asia/Pontianak"
libur = [2026-08-17]
[hari]
senin = [["07:30", "12:00"], ["13:00", "16:00"]]
selasa = [["07:30", "12:00"], ["13:00", "16:00"]]
[[masa]]
mulai = 2026-02-19
akhir = 2026-03-20
[masa.hari]
senin = [["08:00", "12:00"], ["12:30", "15:00"]]
"""


def answer(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    code = main(["deadline", *map(str, arguments)])
    printed = capsys.readouterr()
    assert code == 0, printed.err
    return printed.out


def refusal(capsys: pytest.CaptureFixture[str], *arguments: object) -> str:
    code = main(["deadline", *map(str, arguments)])
    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    return printed.err


def calendar(tmp_path: Path, text: str = OFFICE) -> Path:
    path = tmp_path / "kantor.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("start", "limit", "number", "due"),
    [
        ("2026-01-15T15:30", "--minutes", 450, "2026-01-19T15:30:00+07:00"),  # A: a holiday on the day after
        ("2026-03-17T14:00", "--minutes", 450, "2026-03-25T15:00:00+07:00"),  # B: Ramadan, then Lebaran
        ("2026-11-20T16:00", "--minutes", 450, "2026-11-23T15:30:00+07:00"),  # C: late on Friday
        ("2026-11-24T06:00", "--minutes", 450, "2026-11-24T16:00:00+07:00"),  # D1: before opening
        ("2026-11-24T06:00", "--minutes", 60, "2026-11-24T08:30:00+07:00"),  # D2
        ("2026-11-21T09:00", "--minutes", 60, "2026-11-23T08:30:00+07:00"),  # E: Saturday
        ("2026-12-23T15:00", "--minutes", 450, "2026-12-28T15:00:00+07:00"),  # F: Christmas
        ("2026-05-23T10:00", "--working-days", 3, "2026-05-29T16:30:00+07:00"),  # G
        ("2026-05-23T10:00", "--working-days", 5, "2026-06-03T16:00:00+07:00"),  # H
        ("2026-11-24T09:00", "--working-days", 14, "2026-12-14T16:00:00+07:00"),  # I
        ("2026-11-24T09:00", "--working-days", 60, "2027-02-23T15:00:00+07:00"),  # J2: Ramadan of 2027
        ("2026-09-10", "--calendar-days", 60, "2026-11-09T23:59:59+07:00"),  # L: a birth
        ("2026-11-24T02:00Z", "--minutes", 60, "2026-11-24T10:00:00+07:00"),
        ("2026-11-24T09:00:00.5", "--minutes", 1, "2026-11-24T09:01:00.500000+07:00"),
        ("2027-12-15", "--calendar-days", 60, "2028-02-13T23:59:59+07:00"),  # needs no table
    ],
)
def test_the_worked_examples(capsys: pytest.CaptureFixture[str], start: str, limit: str, number: int, due: str) -> None:
    assert answer(capsys, "--start", start, limit, number) == f"{due}\n"
    assert answer(capsys, "--start", start, limit, number, "--calendar", "kota") == f"{due}\n"


def test_j1_the_same_without_ramadan_hours(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    week = "\n".join(
        f'{day} = [["07:30", "12:00"], ["13:00", "16:00"]]' for day in ("senin", "selasa", "rabu", "kamis")
    )
    off = "2026-12-24, 2026-12-25, 2027-01-01, 2027-01-05, 2027-02-05"
    text = (
        f'zona = "Asia/Pontianak"\nlibur = [{off}]\n[hari]\n{week}\njumat = [["07:30", "11:30"], ["13:00", "16:30"]]\n'
    )
    options = ("--start", "2026-11-24T09:00", "--working-days", 60, "--calendar", calendar(tmp_path, text))
    assert answer(capsys, *options) == "2027-02-23T16:00:00+07:00\n"


def test_a_result_that_rests_on_an_estimate_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    main(["deadline", "--start", "2026-12-28T09:00", "--working-days", "10"])
    assert "kalender 2027 masih perkiraan" in capsys.readouterr().err
    main(["deadline", "--start", "2026-11-24T09:00", "--working-days", "10"])
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("start", "limit", "number", "due"),
    [
        ("2026-08-11T15:30", "--minutes", 60, "2026-08-18T08:00:00+07:00"),  # Monday 17 August is closed
        ("2026-02-24T10:00", "--minutes", 1, "2026-03-02T08:01:00+07:00"),  # no Tuesday in the stretch
        ("2026-03-16T14:59", "--minutes", 2, "2026-03-23T07:31:00+07:00"),  # the stretch ends on 20 March
        ("2031-01-06T07:00", "--working-days", 1, "2031-01-07T16:00:00+07:00"),  # a file knows every year
    ],
)
def test_a_calendar_from_a_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, start: str, limit: str, number: int, due: str
) -> None:
    assert answer(capsys, "--start", start, limit, number, "--calendar", calendar(tmp_path)) == f"{due}\n"


def test_a_day_may_end_at_midnight_and_clocks_may_change(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = calendar(tmp_path, 'zona = "Europe/Amsterdam"\n[hari]\nminggu = [["00:00", "24:00"]]\n')
    options = ("--start", "2026-10-25", "--calendar", path)
    assert answer(capsys, *options, "--minutes", 25 * 60) == "2026-10-26T00:00:00+01:00\n"
    assert answer(capsys, *options, "--working-days", 1) == "2026-11-02T00:00:00+01:00\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--minutes", "5"], "--start wajib diisi"),
        (["--start", "2026-11-24"], "--calendar-days; diberi: tidak satu pun"),
        (["--start", "2026-11-24", "--minutes", "5", "--working-days", "1"], "diberi: --minutes dan --working-days"),
        (["--start", "2026-11-24", "--minutes", "0"], "--minutes 0: tulis bilangan bulat mulai 1"),
        (["--start", "2026-11-24", "--minutes=-3"], "--minutes -3: tulis bilangan bulat mulai 1"),
        (["--start", "2026-11-24", "--working-days", "1.5"], "tulis bilangan bulat"),
        (["--start", "2026-11-24", "--calendar-days", "٣"], "tulis bilangan bulat"),
        (["--start", "24/11/2026", "--minutes", "5"], "--start 24/11/2026: tulis waktu seperti 2026-01-31T09:00"),
        (["--start", "0026-11-24", "--minutes", "5"], "tahun harus 1900 sampai 2999"),
        (["--start", "2028-01-03", "--minutes", "5"], "tahun 2028 belum ada dalam tabel hari libur kota"),
        (["--start", "2027-12-31T16:00", "--minutes", "31"], "tahun 2028 belum ada"),
        (["--start", "2027-12-31T16:00", "--working-days", "1"], "Tambahkan nilai untuk tahun 2028"),
        (["--start", "2023-12-29", "--minutes", "5"], "tahun 2023 belum ada"),
        (["--start", "2026-11-24", "--minutes", "9" * 30], "tahun 2028 belum ada"),
        (["--start", "2026-11-24", "--calendar-days", "9" * 30], "sampai 2999"),
        (["--start", "2026-11-24", "--minutes", "5", "--calendar", "tidak-ada.toml"], "tidak-ada.toml: berkas"),
    ],
)  # fmt: skip
def test_what_is_refused(capsys: pytest.CaptureFixture[str], arguments: list[str], message: str) -> None:
    assert message in refusal(capsys, *arguments)


def test_the_answer_does_not_wait_for_libraries_it_does_not_need() -> None:
    code = (
        "import sys; from betang.cli import main; "
        "main(['deadline', '--start', '2026-11-24', '--minutes', '5']); "
        "print(sorted({'polars', 'django', 'xlsxwriter'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "2026-11-24T07:35:00+07:00\n[]\n"
