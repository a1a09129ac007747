"""Calendar files: what they may say, and how each fault is named by file and key."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from betang.batch.calendar_file import CalendarFileError, load_calendar, parse_calendar
from betang.cli import main
from betang.regulation.calendar.city import city_calendar

HEAD = 'zona = "Asia/Pontianak"\n'
WEEK = '[hari]\nsenin = [["08:00", "12:00"], ["12:00", "24:00"]]\n'


def stretch(start: str, end: str, hours: str = 'selasa = [["08:00", "09:00"]]') -> str:
    return f"[[masa]]\nmulai = {start}\nakhir = {end}\n[masa.hari]\n{hours}\n"


def test_none_and_kota_name_the_citys_calendar() -> None:
    assert load_calendar(None) is load_calendar("kota") is city_calendar()


def test_a_file_is_read_as_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "kalender.toml"
    closed = "libur = [2026-08-17, 2026-02-24]\n"
    later, sooner = stretch("2026-03-01", "2026-03-01", ""), stretch("2026-02-19", "2026-02-28")
    path.write_text(HEAD + closed + WEEK + later + sooner, encoding="utf-8-sig")
    work = load_calendar(str(path))
    hours = {day: work.spans_on(dt.date.fromisoformat(day)) for day in (
        "2026-08-10", "2026-08-11", "2026-08-17", "2026-02-23", "2026-02-24", "2026-02-16", "2026-03-02",
    )}  # fmt: skip
    assert hours == {
        "2026-08-10": ((480, 720), (720, 1440)),
        "2026-08-11": (),
        "2026-08-17": (),
        "2026-02-23": (),  # a Monday of the stretch, which only opens on Tuesdays
        "2026-02-24": (),  # a Tuesday of it that is off
        "2026-02-16": ((480, 720), (720, 1440)),
        "2026-03-02": ((480, 720), (720, 1440)),
    }
    assert not work.bounded


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("zona = ", "kalender.toml: bukan TOML yang benar"),
        (WEEK, "kalender.toml: zona: wajib diisi"),
        ("zona = 7\n" + WEEK, "zona: wajib diisi"),
        ('zona = "Asia/Palangkaraya"\n' + WEEK, 'zona: "Asia/Palangkaraya" bukan zona waktu yang dikenal'),
        ('zona = "Asia"\n' + WEEK, 'zona: "Asia" bukan zona waktu'),
        ('zona = "../etc/passwd"\n' + WEEK, "bukan zona waktu"),
        (HEAD, "kalender.toml: hari: wajib diisi tabel jam kerja"),
        (HEAD + 'hari = "senin"\n', "hari: wajib diisi tabel"),
        (HEAD + "[hari]\n", "hari: kalender ini tidak punya satu rentang jam kerja pun"),
        (HEAD + "jam = 7\n" + WEEK, "kalender.toml: jam: kunci tidak dikenal"),
        (HEAD + '[hari]\nmonday = [["08:00", "12:00"]]\n', "hari.monday: kunci tidak dikenal"),
        (HEAD + '[hari]\nsenin = ["08:00", "12:00"]\n', 'hari.senin[0]: tulis seperti ["07:30", "12:00"]'),
        (HEAD + '[hari]\nsenin = "08:00"\n', "hari.senin: tulis seperti"),
        (HEAD + '[hari]\nsenin = [["08:00", "12:00", "13:00"]]\n', "hari.senin[0]: tulis seperti"),
        (HEAD + '[hari]\nsenin = [["8:00", "12:00"]]\n', "hari.senin[0][0]: tulis jam sebagai teks"),
        (HEAD + "[hari]\nsenin = [[08:00:00, 12:00:00]]\n", "hari.senin[0][0]: tulis jam sebagai teks"),
        (HEAD + '[hari]\nsenin = [["24:00", "24:00"]]\n', "hari.senin[0][0]: tulis jam"),
        (HEAD + '[hari]\nsenin = [["08:00", "24:01"]]\n', "hari.senin[0][1]: tulis jam"),
        (HEAD + '[hari]\nsenin = [["12:00", "08:00"]]\n', "hari.senin[0]: akhir harus sesudah awal"),
        (HEAD + '[hari]\nsenin = [["08:00", "08:00"]]\n', "hari.senin[0]: akhir harus sesudah awal"),
        (HEAD + '[hari]\nrabu = [["08:00", "12:00"], ["11:59", "13:00"]]\n', "hari.rabu[1]: rentang jam harus"),
        (HEAD + '[hari]\nrabu = [["13:00", "14:00"], ["08:00", "12:00"]]\n', "hari.rabu[1]: rentang jam harus"),
        (HEAD + "libur = 2026-08-17\n" + WEEK, "libur: tulis daftar tanggal"),
        (HEAD + 'libur = [2026-08-17, "2026-08-18"]\n' + WEEK, "libur[1]: tulis tanggal tanpa tanda kutip"),
        (HEAD + "libur = [2026-08-17T00:00:00]\n" + WEEK, "libur[0]: tulis tanggal"),
        (HEAD + "libur = [2026-02-30]\n" + WEEK, "bukan TOML yang benar"),
        (HEAD + "masa = 3\n" + WEEK, "masa: tulis sebagai [[masa]]"),
        (HEAD + WEEK + stretch("2026-03-20", "2026-02-19"), "masa[0].akhir: harus pada atau sesudah mulai"),
        (HEAD + WEEK + stretch('"2026-02-19"', "2026-03-20"), "masa[0].mulai: tulis tanggal tanpa tanda kutip"),
        (HEAD + WEEK + "[[masa]]\nmulai = 2026-02-19\n[masa.hari]\n", "masa[0].akhir: wajib diisi"),
        (HEAD + WEEK + "[[masa]]\nmulai = 2026-02-19\nakhir = 2026-03-20\n", "masa[0].hari: wajib diisi"),
        (HEAD + WEEK + "[[masa]]\nmulai = 2026-02-19\nakhir = 2026-03-20\nnama = 'X'\n", "masa[0].nama: kunci"),
        (
            HEAD + WEEK + stretch("2026-02-19", "2026-03-20", 'senin = [["09:00", "08:00"]]'),
            "masa[0].hari.senin[0]: akhir harus",
        ),
        (
            HEAD + WEEK + stretch("2026-03-20", "2026-03-25") + stretch("2026-02-19", "2026-03-20"),
            "masa[0].mulai: tumpang tindih dengan masa[1] (2026-02-19 sampai 2026-03-20)",
        ),
    ],
)  # fmt: skip
def test_a_fault_is_named_by_file_and_key(text: str, message: str) -> None:
    with pytest.raises(CalendarFileError) as caught:
        parse_calendar(text, file="kalender.toml")
    assert str(caught.value).startswith("kalender.toml: ")
    assert message in str(caught.value)


def test_both_commands_refuse_a_bad_file_and_write_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken, out = tmp_path / "rusak.toml", tmp_path / "hasil.csv"
    broken.write_bytes(HEAD.encode() + b"# \xff\n")
    events = tmp_path / "peristiwa.csv"
    events.write_text("kasus,waktu,jam\nK,2026-11-20,RUN\n", encoding="utf-8")
    assert main(["deadline", "--start", "2026-11-24", "--minutes", "5", "--calendar", str(broken)]) == 2
    assert main(["elapsed", str(events), "--calendar", str(broken), "--out", str(out)]) == 2
    assert main(["elapsed", str(events), "--calendar", str(tmp_path), "--out", str(out)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("rusak.toml: berkas kalender bukan teks UTF-8") == 2
    assert not out.exists()
