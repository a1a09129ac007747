"""`betang process`: a real log against a slow reckoning, XES and csv alike, other columns and calendars, refusals."""

from __future__ import annotations

import csv
import datetime as dt
import gzip
import json
import statistics
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from betang.cli import main
from betang.regulation.calendar.city import city_calendar
from betang.services.process import source, xes
from betang.services.process.export import events_of, xes_lines
from betang.services.process.read import Titles, read_log

REAL = Path("examples/wabo-receipt.csv.gz")
HEADER = "case:concept:name,concept:name,time:timestamp,org:resource"
NOTHING = '<log xes.version="1.0"></log>'


def written(tmp_path: Path, text: str | bytes, name: str = "log.csv") -> Path:
    path = tmp_path / name
    data = text.encode() if isinstance(text, str) else text
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") and data[:2] != b"\x1f\x8b" else data)
    return path


def answer(capsys: pytest.CaptureFixture[str], path: Path, *arguments: object) -> dict[str, Any]:
    code = main(["process", str(path), "--out", "-", *map(str, arguments)])
    printed = capsys.readouterr()
    assert code == 0, printed.err
    found: dict[str, Any] = json.loads(printed.out)
    return found


def refusal(capsys: pytest.CaptureFixture[str], path: Path, *arguments: object) -> str:
    out = path.parent / "hasil.json"
    code = main(["process", str(path), "--out", str(out), *map(str, arguments)])
    printed = capsys.readouterr()
    assert (code, printed.out, out.exists()) == (2, "", False)
    return printed.err


def slowly(rows: list[dict[str, str]]) -> dict[str, Any]:
    """Reckon the figures row by row with what Python brings along."""
    held: dict[str, list[tuple[dt.datetime, str, str]]] = {}
    for row in rows:
        event = (dt.datetime.fromisoformat(row["time:timestamp"]), row["concept:name"], row["org:resource"])
        held.setdefault(row["case:concept:name"], []).append(event)
    traces = [sorted(events, key=lambda event: event[0]) for events in held.values()]
    steps: dict[tuple[str, str], list[float]] = {}
    passed: Counter[tuple[str, str]] = Counter()
    for trace in traces:
        for before, after in pairwise(trace):
            steps.setdefault((before[1], after[1]), []).append((after[0] - before[0]).total_seconds() / 3600)
            passed[(before[2], after[2])] += before[2] != after[2]
    hours = [(trace[-1][0] - trace[0][0]).total_seconds() / 3600 for trace in traces]
    ways = Counter(tuple(event[1] for event in trace) for trace in traces)
    return {
        "cases": len(traces),
        "events": len(rows),
        "activities": len({row["concept:name"] for row in rows}),
        "variants": len(ways),
        "start": ranked(Counter(trace[0][1] for trace in traces)),
        "end": ranked(Counter(trace[-1][1] for trace in traces)),
        "case_hours": {
            "mean": statistics.fmean(hours),
            "median": statistics.median(hours),
            "p90": statistics.quantiles(hours, n=10, method="inclusive")[8],
            "max": max(hours),
        },
        "follows": [
            {"from": a, "to": b, "n": n, "median_hours": statistics.median(t), "mean_hours": statistics.fmean(t)}
            for (a, b), n in ranked(Counter({pair: len(times) for pair, times in steps.items()})).items()
            for t in [steps[(a, b)]]
        ],
        "resources": len({row["org:resource"] for row in rows}),
        "handovers": [{"from": a, "to": b, "n": n} for (a, b), n in ranked(+passed).items()],
        "top_variants": [{"activities": list(way), "n": n} for way, n in list(ranked(ways).items())[:20]],
    }


def ranked(counts: Counter[Any]) -> dict[Any, int]:
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def close(value: Any) -> Any:
    """Compare floats within 10 places, and the order of keys too."""
    if isinstance(value, dict):
        return [(key, close(part)) for key, part in value.items()]
    if isinstance(value, list):
        return [close(part) for part in value]
    return pytest.approx(value, abs=2e-10, rel=1e-12) if isinstance(value, float) else value


def test_the_real_log_agrees_with_a_slow_reckoning_and_says_the_same_as_xes(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with gzip.open(REAL, "rt", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    found = answer(capsys, REAL)
    assert close(found) == close(slowly(rows))
    assert (found["cases"], found["events"], found["activities"], found["variants"]) == (1434, 8577, 27, 116)
    assert found["follows"][0]["n"] == 1177
    log = read_log(REAL, Titles(), city_calendar(), covered=False, say=pytest.fail)
    names = list(dict.fromkeys(row["case:concept:name"] for row in rows))
    lines = xes_lines(events_of(log, cases=names, zone="Asia/Pontianak"))
    monkeypatch.setattr(xes, "_CHUNK", 1000)
    assert answer(capsys, written(tmp_path, "".join(lines), "Log.XES.gz")) == found


SMALL = f"""{HEADER}
B,Terima,2026-11-20T08:00,Ani
A,Terima,2026-11-20T15:30:00+07:00,Ani
A,Periksa,2026-11-20T15:30:00+07:00,
B,Periksa,2026-11-20T09:00Z,Budi
A,Kirim,2026-11-23T08:30,Ani
A,Kirim,2026-11-23T09:30,Budi
"""
EXPECTED = {
    "cases": 2,
    "events": 6,
    "activities": 3,
    "variants": 2,
    "start": {"Terima": 2},
    "end": {"Kirim": 1, "Periksa": 1},
    "case_hours": {"mean": 37, "median": 37, "p90": 60.2, "max": 66},
    "working_minutes": {"mean": 300, "median": 300, "p90": 444, "max": 480},
    "follows": [
        {"from": "Terima", "to": "Periksa", "n": 2, "median_hours": 4, "mean_hours": 4},
        {"from": "Kirim", "to": "Kirim", "n": 1, "median_hours": 1, "mean_hours": 1},
        {"from": "Periksa", "to": "Kirim", "n": 1, "median_hours": 65, "mean_hours": 65},
    ],
    "resources": 2,
    "handovers": [{"from": "Ani", "to": "Budi", "n": 2}],
    "top_variants": [
        {"activities": ["Terima", "Periksa"], "n": 1},
        {"activities": ["Terima", "Periksa", "Kirim", "Kirim"], "n": 1},
    ],
}
OFFICE = 'zona = "Asia/Jakarta"\n[hari]\n' + "\n".join(
    f'{day} = [["08:00", "16:00"]]' for day in ("senin", "selasa", "rabu", "kamis", "jumat")
)


def test_a_small_log_by_hand_in_several_spellings(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    office = written(tmp_path, OFFICE, "kantor.toml")
    found = answer(capsys, written(tmp_path, SMALL), "--calendar", office)
    assert found == EXPECTED
    assert list(found) == list(EXPECTED)
    out = tmp_path / "baru" / "hasil.json"
    assert main(["process", str(tmp_path / "log.csv"), "--out", str(out), "--calendar", str(office)]) == 0
    assert (json.loads(out.read_text(encoding="utf-8")), capsys.readouterr().out) == (EXPECTED, "")
    plain = {key: value for key, value in EXPECTED.items() if key != "working_minutes"}
    assert answer(capsys, written(tmp_path, SMALL)) == plain
    other = "\ufeff" + SMALL.replace(HEADER, "nomor ; LANGKAH;saat;Oleh").replace(",", ";")
    flags = ("--case", "Nomor", "--activity", "langkah", "--time", "Saat", "--resource", "oleh")
    assert answer(capsys, written(tmp_path, other, "lain.csv.gz"), *flags) == plain
    alone = "\n".join(line.rpartition(",")[0] for line in SMALL.splitlines())
    assert answer(capsys, written(tmp_path, alone)) == plain | {"resources": 0, "handovers": []}
    # One column may be both what is done and who does it.
    found = answer(capsys, written(tmp_path, SMALL.replace("0,\n", "0,Cici\n")), "--activity", "org:resource")
    assert (found["start"], found["resources"], found["variants"]) == ({"Ani": 2}, 3, 2)
    city = answer(capsys, written(tmp_path, SMALL), "--calendar", "kota")
    assert city["working_minutes"]["max"] == 390  # 08.00 to 16.00, less an hour and a half of break on a Friday


def test_only_what_is_complete_counts_and_ties_keep_the_order_of_the_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    lines = ["A,Z,2026-11-20,COMPLETE", "A,Y,2026-11-20,start", "A,X,2026-11-20, Complete ", "A,W,2026-11-19,"]
    log = "\n".join(["case:concept:name,concept:name,time:timestamp,lifecycle:transition", *lines])
    found = answer(capsys, written(tmp_path, log))
    assert found["top_variants"] == [{"activities": ["Z", "X"], "n": 1}]
    assert found["case_hours"] == {"mean": 0, "median": 0, "p90": 0, "max": 0}
    ways = "\n".join(f"K{n:02d},{step},2026-11-20" for n in range(25) for step in (f"S{n:02d}", "T"))
    found = answer(capsys, written(tmp_path, f"{HEADER.rpartition(',')[0]}\n{ways}\n"))
    assert [way["activities"][0] for way in found["top_variants"]] == [f"S{n:02d}" for n in range(20)]
    assert list(found["start"]) == [f"S{n:02d}" for n in range(25)]


XES = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!-- a comment --><x:log xmlns:x="http://www.xes-standard.org/" xes.version="2.0">
<x:extension name="Concept" prefix="concept" uri="http://example.org/concept.xesext"/>
<x:global scope="trace"><x:string key="concept:name" value="nobody"/></x:global>
<x:global scope="event"><x:string key="concept:name" value="nothing"/>
 <x:string key="org:resource" value="x"/></x:global>
<x:classifier name="Activity" keys="concept:name"/><x:string key="concept:name" value="the log"/>
<x:trace><x:string key="ID" value="7"/></x:trace>
<x:trace><x:string key="concept:name" value=" A "/><x:string key="ID" value="1"/>
 <x:event><x:string key="concept:name" value="Terima &amp; caf\u00e9">
  <x:string key="concept:name" value="no"/></x:string>
  <x:date key="time:timestamp" value="2026-11-20T08:00:00.500+07:00"/>
  <x:list key="more"><x:values><x:string key="concept:name" value="no"/></x:values></x:list></x:event>
 <x:event><x:string key="concept:name" value="Kirim"/><x:date key="time:timestamp" value="2026-11-21"/></x:event>
</x:trace>
<x:trace><x:event><x:date key="time:timestamp" value="2026-11-20T09:00"/><x:string key="concept:name" value="Cek"/>
 </x:event><x:string key="concept:name" value="A"/><x:string key="ID" value="2"/></x:trace>
</x:log>"""


def test_xes_as_other_tools_write_it(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, XES.encode("latin-1"), "log.xes")
    found = answer(capsys, path)
    assert found["top_variants"] == [{"activities": ["Terima & café", "Cek", "Kirim"], "n": 1}]
    assert [step["from"] for step in found["follows"]] == ["Cek", "Terima & café"]
    assert found["follows"][1]["mean_hours"] == pytest.approx(1 - 0.5 / 3600, abs=1e-10)
    assert (found["resources"], found["handovers"]) == (0, [])
    for column in ("ID", "case:ID"):  # another attribute of the trace parts the two traces of one name
        assert answer(capsys, path, "--case", column)["cases"] == 2
    assert "atribut org:group pada peristiwa" in refusal(capsys, path, "--resource", "org:group")
    utf16 = XES.replace("ISO-8859-1", "UTF-16").encode("utf-16")
    assert answer(capsys, written(tmp_path, utf16, "lain.xes")) == found


EVENT = '<event><string key="concept:name" value="A"/><date key="time:timestamp" value="2026-11-20"/></event>'
TRACE = f'<trace><string key="concept:name" value="K"/>{EVENT}</trace>'
BOMB = '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><log>&b;</log>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (BOMB, "log.xes, baris 1: XML dengan DOCTYPE atau entitas"),
        (BOMB.encode("utf-16"), "DOCTYPE"),
        ('<!DOCTYPE log SYSTEM "file:///etc/passwd"><log/>', "DOCTYPE"),
        (f"<log>&other;{TRACE}</log>", "undefined entity"),
        (f"<log>{TRACE}", "XML tidak dapat dibaca"),
        ("kasus,langkah\nA,B\n", "XML tidak dapat dibaca"),
        ("", "XML tidak dapat dibaca"),
        (NOTHING, "tidak ada peristiwa"),
        ("<html><body/></html>", "unsur html"),
        (f"<log>\n{EVENT}</log>", "log.xes, baris 2: peristiwa tanpa kasus"),
        (f"<log><trace>{EVENT}</trace></log>", "atribut concept:name pada trace"),
        (f"<log>{TRACE}\n<trace>{EVENT}</trace></log>", "baris 2, kolom case:concept:name: kosong"),
        (f"<log>{TRACE.replace('<date', '<string')}</log>".replace('value="2026-11-20"', ""), "atribut time:timestamp"),
        (f"<log>{TRACE}{TRACE.replace('2026', '20x6')}</log>", '"20x6-11-20" - diharapkan waktu'),
        (f"<log>{TRACE}{TRACE.replace('date key', 'date kei')}</log>", "kolom time:timestamp: kosong"),
    ],
)
def test_xes_that_is_none_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str | bytes, message: str
) -> None:
    assert message in refusal(capsys, written(tmp_path, text, "log.xes"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "tidak ada isi"),
        (HEADER, "tidak ada peristiwa"),
        (f"{HEADER},lifecycle:transition\nA,B,2026-11-20,,start", "tidak ada peristiwa"),
        ("kasus,concept:name,time:timestamp\nA,B,2026-11-20", "kolom wajib case:concept:name pada baris judul"),
        (f"{HEADER},Concept:Name,concept:name\nA,B,2026-11-20,,C,D", "satu kolom concept:name saja"),
        (f"{HEADER}\nA,B,2026-11-20,\n ,B,2026-11-20,", "log.csv, baris 3, kolom case:concept:name: kosong"),
        (f"{HEADER}\nA,,2026-11-20,", "baris 2, kolom concept:name: kosong"),
        (f"{HEADER}\nA,B,,", "baris 2, kolom time:timestamp: kosong"),
        (f"{HEADER}\nA,B,20/11/2026 09:00,", 'baris 2, kolom time:timestamp: "20/11/2026 09:00"'),
        (f"{HEADER}\nA,B,2026-02-30,", "baris 2, kolom time:timestamp"),
        (f'{HEADER}\nA,"B,2026-11-20,', "tanda kutip"),
        (f"{HEADER}\nA,B,2026-11-20,C,D", "paling banyak 4 sel"),
        (f"{HEADER}\nA,B\u00ff,2026-11-20,".encode("latin-1"), "UTF-8"),
        (HEADER.encode("utf-16"), "UTF-16"),
    ],
)
def test_csv_that_is_none_is_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str | bytes, message: str
) -> None:
    assert message in refusal(capsys, written(tmp_path, text))


def test_files_columns_and_calendars_that_do_not_fit_are_refused(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = written(tmp_path, SMALL)
    assert "berkas tidak ada" in refusal(capsys, tmp_path / "tidak-ada.csv")
    assert "jenis berkas tidak dikenal" in refusal(capsys, written(tmp_path, "PK", "log.xlsx"))
    assert "folder" in refusal(capsys, tmp_path)
    assert "kolom wajib Petugas" in refusal(capsys, small, "--resource", "Petugas")
    assert "tidak sekaligus" in refusal(capsys, small, "--time", "org:resource")
    assert "adalah berkas log" in _overwriting(capsys, small)
    assert "zona" in refusal(capsys, small, "--calendar", written(tmp_path, "[hari]", "kosong.toml"))
    real = written(tmp_path, REAL.read_bytes(), "nyata.csv.gz")
    assert "tahun 2011 belum ada dalam tabel hari libur kota" in refusal(capsys, real, "--calendar", "kota")
    whole = gzip.compress(SMALL.encode())
    for broken in (whole[:-9], whole[:20] + b"\0\0\0" + whole[23:], b"\x1f\x8bxx", b"bukan arsip"):
        (tmp_path / "rusak.csv.gz").write_bytes(broken)
        assert "arsip rusak" in refusal(capsys, tmp_path / "rusak.csv.gz")
    monkeypatch.setattr(source, "_SMALL", 1_000_000)
    swollen = written(tmp_path, f"{HEADER}\n{' ' * 2_000_000}", "besar.csv.gz")
    assert "mengembang terlalu besar" in refusal(capsys, swollen)


def _overwriting(capsys: pytest.CaptureFixture[str], path: Path) -> str:
    content = path.read_bytes()
    assert main(["process", str(path), "--out", str(path)]) == 2
    assert path.read_bytes() == content
    return capsys.readouterr().err
