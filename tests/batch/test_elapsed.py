"""`betang elapsed`: net and gross minutes of cases from every spelling of a file, and what is refused."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.batch.elapsed_table import elapsed_csv
from betang.cli import main
from betang.regulation.calendar.city import city_calendar
from tests.regulation.calendars import open_minutes

HEADER = "kasus,neto_menit,bruto_menit,selesai\n"
WIB = dt.timezone(dt.timedelta(hours=7))
K = "RUN 2026-11-20T09:00, PAUSE 2026-11-20T14:00, RUN 2026-11-23T10:00, STOP 2026-11-24T09:15"


def rows(case: str, events: str, split: str = ",") -> list[str]:
    return [split.join((case, time, clock)) for clock, time in (event.split() for event in events.split(", "))]


def written(tmp_path: Path, lines: list[str], *, header: str = "kasus,waktu,jam", encoding: str = "utf-8") -> Path:
    path = tmp_path / "peristiwa.csv"
    path.write_bytes(("\n".join([header, *lines]) + "\n").encode(encoding))
    return path


def answer(capsys: pytest.CaptureFixture[str], path: Path, *arguments: object) -> str:
    code = main(["elapsed", str(path), *map(str, arguments)])
    printed = capsys.readouterr()
    assert code == 0, printed.err
    return printed.out


def refusal(capsys: pytest.CaptureFixture[str], path: Path, *arguments: object) -> str:
    code = main(["elapsed", str(path), *map(str, arguments)])
    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    return printed.err


@pytest.mark.parametrize(
    ("events", "result"),
    [
        (K, "615,915,ya"),
        ("RUN 2026-11-20T09:00, STOP 2026-11-24T09:15", "915,915,ya"),
        ("PAUSE 2026-11-20T09:00, STOP 2026-11-20T10:00", "0,0,ya"),  # no RUN
        ("PAUSE 2026-11-20T09:00, RUN 2026-11-20T10:00, STOP 2026-11-20T10:30", "30,30,ya"),  # PAUSE before RUN
        ("RUN 2026-11-20T09:00, RUN 2026-11-20T10:00, STOP 2026-11-20T10:30", "90,90,ya"),  # RUN while running
        ("RUN 2026-11-20T09:00, STOP 2026-11-20T10:00, RUN 2026-11-20T11:00, STOP 2026-11-20T11:10", "70,130,ya"),
        ("RUN 2026-11-20T09:00, STOP 2026-11-20T10:00, PAUSE 2026-11-20T11:00", "60,120,tidak"),
        ("RUN 2026-11-20T09:00", "0,0,tidak"),  # still running: nothing after the last event
        ("STOP 2026-11-20T10:00, RUN 2026-11-20T09:00", "60,60,ya"),  # the file is not sorted
        ("RUN 2026-11-20T09:00, STOP 2026-11-20T09:00, RUN 2026-11-20T09:00", "0,0,tidak"),  # a tie keeps file order
        ("RUN 2026-11-20T09:00, RUN 2026-11-20T09:00, STOP 2026-11-20T09:00", "0,0,ya"),
        ("RUN 2026-11-21T09:00, STOP 2026-11-22T18:00", "0,0,ya"),  # a weekend
        ("RUN 2026-11-20T09:00:00, STOP 2026-11-20T09:00:20", "0.33,0.33,ya"),
        ("RUN 2026-11-20T09:00:00, STOP 2026-11-20T09:00:00.3", "0.01,0.01,ya"),  # half a hundredth goes up
        ("RUN 2026-11-20T09:00:00, STOP 2026-11-20T09:00:00.299999", "0,0,ya"),
        ("RUN 2026-11-20T02:00Z, STOP 2026-11-20T11:30:30+09:00", "30.5,30.5,ya"),
        ("RUN 2026-11-20, STOP 2026-11-20T24:00", "450,450,ya"),
        ("RUN 20261120T0900, STOP 2026-11-20T09:30:00,5", "30.01,30.01,ya"),
    ],
)  # fmt: skip
def test_one_case(capsys: pytest.CaptureFixture[str], tmp_path: Path, events: str, result: str) -> None:
    path = written(tmp_path, rows("K", events, ";"), header="kasus;waktu;jam")
    assert answer(capsys, path) == f"{HEADER}K,{result}\n"


def test_cases_stand_in_order_of_appearance_and_their_events_may_be_mixed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    first, second = rows("B-2", K), rows('A"1', "RUN 2026-11-20T09:00, STOP 2026-11-20T10:00")
    second = [line.replace('A"1', '"A""1, lama"') for line in second]
    mixed = [first[3], second[1], first[0], second[0], first[2], first[1]]
    path = written(tmp_path, mixed)
    assert answer(capsys, path) == f'{HEADER}B-2,615,915,ya\n"A""1, lama",60,60,ya\n'


@pytest.mark.parametrize(
    ("header", "split", "encoding"),
    [
        ("Kasus, WAKTU ,jam", ",", "utf-8-sig"),
        ("jam;ka_sus;wak tu;petugas", ";", "utf-8"),
    ],
)
def test_names_separators_and_encodings(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, header: str, split: str, encoding: str
) -> None:
    lines = []
    for line in rows(" K ", K.replace("RUN", "run").replace("PAUSE", " Pause")):
        cells = line.split(",")
        lines.append(split.join(cells if split == "," else [cells[2], cells[0], cells[1], "Ani"]))
    path = written(tmp_path, lines, header=header, encoding=encoding)
    code = main(["elapsed", str(path)])
    printed = capsys.readouterr()
    assert (code, printed.out) == (0, f"{HEADER}K,615,915,ya\n")
    assert printed.err.count("petugas") == ("petugas" in header)


def test_the_result_goes_to_a_file_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path, out = written(tmp_path, rows("K", K)), tmp_path / "baru" / "hasil.csv"
    assert answer(capsys, path, "--out", out) == ""
    assert out.read_bytes() == f"{HEADER}K,615,915,ya\n".encode()
    assert answer(capsys, path, "--out", "-") == f"{HEADER}K,615,915,ya\n"
    assert "adalah berkas peristiwa" in refusal(capsys, path, "--out", path)
    assert "adalah folder" in refusal(capsys, path, "--out", tmp_path)


def test_a_file_without_cases_gives_a_table_without_cases(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert answer(capsys, written(tmp_path, [])) == HEADER


def test_another_calendar(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    office = tmp_path / "kantor.toml"
    office.write_text('zona = "Europe/Amsterdam"\n[hari]\nminggu = [["00:00", "24:00"]]\n', encoding="utf-8")
    twice = "RUN 2026-10-25T02:30, STOP 2026-10-25T02:30:00+01:00"
    path = written(tmp_path, [*rows("hari", "RUN 2026-10-25, STOP 2026-10-26"), *rows("jam", twice)])
    assert answer(capsys, path, "--calendar", office) == f"{HEADER}hari,1500,1500,ya\njam,60,60,ya\n"


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["K,2026-11-20T09:00,JALAN"], 'peristiwa.csv, baris 2, kolom jam: "JALAN" - diharapkan RUN, PAUSE, atau STOP'),
        (["K,2026-11-20,RUN", "K,20/11/2026 09:00,STOP"], 'waktu: "20/11/2026 09:00" - diharapkan waktu seperti'),
        (["K,2026-02-30,RUN"], "baris 2, kolom waktu"),
        (["K,2026-11-20T25:00,RUN"], "baris 2, kolom waktu"),
        (["K,2026-11-20T09:00:60,RUN"], "baris 2, kolom waktu"),
        (["K,2026-11-20T09:00:00.1234567,RUN"], "baris 2, kolom waktu"),
        (["K,1026-11-20T09:00:00,RUN"], "baris 2, kolom waktu"),
        ([",2026-11-20,RUN"], "baris 2, kolom kasus: kosong"),
        (["K,,RUN"], "baris 2, kolom waktu: kosong"),
        (["K,2026-11-20,"], "baris 2, kolom jam: kosong"),
        (["", "K,2026-11-20,2"], 'baris 3, kolom jam: "2"'),
        (["K,2027-12-31,RUN", "K,2028-01-03,STOP"], 'baris 3, kolom waktu: "2028-01-03"'),
        (["K,2023-12-31T23:59,RUN"], "tahun 2023 belum ada dalam tabel hari libur kota"),
        (["K,2026-11-20,RUN,lebih"], "baris 2"),
        (['K,"2026-11-20,RUN'], "baris"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named(capsys: pytest.CaptureFixture[str], tmp_path: Path, lines: list[str], message: str) -> None:
    out = tmp_path / "hasil.csv"
    assert message in refusal(capsys, written(tmp_path, lines), "--out", out)
    assert not out.exists()


def test_the_first_fifty_faults_are_shown_and_all_are_counted(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    told = refusal(capsys, written(tmp_path, ["K,kemarin,RUN"] * 40 + ["K,2026-11-20,X"] * 40))
    assert told.count("baris ") == 50
    assert "Jumlah kesalahan: 80" in told


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "tidak ada isi"),
        (b"kasus,jam\nK,RUN\n", "kolom wajib waktu"),
        (b"kasus,waktu,jam,Jam\nK,2026-11-20,RUN,RUN\n", "satu kolom jam saja"),
        (b"kasus,waktu,jam\nK\xe9,2026-11-20,RUN\n", "UTF-8"),
        ("kasus,waktu,jam\n".encode("utf-16"), "UTF-16"),
    ],
)
def test_a_file_that_is_none_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "peristiwa.csv"
    path.write_bytes(content)
    assert message in refusal(capsys, path)


def test_missing_files_folders_and_workbooks_are_refused(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert "berkas tidak ada" in refusal(capsys, tmp_path / "tidak-ada.csv")
    assert "folder" in refusal(capsys, tmp_path)
    workbook = tmp_path / "peristiwa.xlsx"
    workbook.write_bytes(b"PK")
    assert "jenis berkas lain" in refusal(capsys, workbook)


MINUTES = 9 * 24 * 60
START = dt.datetime(2026, 3, 13, 7, 0, tzinfo=WIB)
OPEN = [
    round((moment - START) / dt.timedelta(minutes=1))
    for moment in open_minutes(city_calendar(), START, START + dt.timedelta(minutes=MINUTES))
]
cases = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, MINUTES), st.sampled_from(["RUN", "PAUSE", "STOP"])),
    min_size=1,
    max_size=14,
)


def slowly(events: list[tuple[int, str]]) -> tuple[int, int, bool]:
    """Time one case by looking at every open minute."""
    ordered = sorted(events, key=lambda event: event[0])
    running = [time for time, clock in ordered if clock == "RUN"]
    net = gross = 0
    for minute in OPEN:
        said = [clock for time, clock in ordered if time <= minute]
        if minute < ordered[-1][0] and said:
            net += said[-1] == "RUN"
            gross += bool(running) and running[0] <= minute
    return net, gross, ordered[-1][1] == "STOP"


@given(events=cases)
def test_the_slow_reckoning_agrees(
    tmp_path_factory: pytest.TempPathFactory, events: list[tuple[int, int, str]]
) -> None:
    path = tmp_path_factory.getbasetemp() / "peristiwa.csv"
    lines = [f"k{case},{(START + dt.timedelta(minutes=time)).isoformat()},{clock}" for case, time, clock in events]
    path.write_text("\n".join(["kasus,waktu,jam", *lines]) + "\n", encoding="utf-8")
    expected = HEADER
    for case in dict.fromkeys(case for case, _, _ in events):
        net, gross, done = slowly([(time, clock) for owner, time, clock in events if owner == case])
        expected += f"k{case},{net},{gross},{'ya' if done else 'tidak'}\n"
    assert elapsed_csv(path, city_calendar(), say=pytest.fail) == expected


@given(micros=st.integers(0, 3 * 60 * 10**6))
def test_minutes_are_rounded_half_up_from_exact_numbers(tmp_path_factory: pytest.TempPathFactory, micros: int) -> None:
    path = tmp_path_factory.getbasetemp() / "pecahan.csv"
    start = dt.datetime(2026, 11, 24, 9, tzinfo=WIB)
    end = start + dt.timedelta(microseconds=micros)
    path.write_text(f"kasus,waktu,jam\nK,{start.isoformat()},RUN\nK,{end.isoformat()},STOP\n", encoding="utf-8")
    minutes = (Decimal(micros) / (60 * 10**6)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    found = elapsed_csv(path, city_calendar(), say=pytest.fail).splitlines()[1].split(",")
    assert Decimal(found[1]) == Decimal(found[2]) == minutes
