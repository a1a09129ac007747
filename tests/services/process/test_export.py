"""Events out as XES and csv: other tools read them, text stays text, nothing breaks the document."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from xml.parsers import expat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from betang.regulation.calendar.city import city_calendar
from betang.services.process.export import TITLES, Event, csv_text, events_of, xes_lines
from betang.services.process.read import Titles, read_log

AT = dt.datetime(2026, 11, 20, 8, 0, 0, 250_000, tzinfo=dt.timezone(dt.timedelta(hours=7)))
# What a document cannot hold, what a spreadsheet would run, and what would be trimmed has no way back.
names = st.text(st.characters(codec="utf-8"), min_size=1).map(lambda text: f"n{text}n")


@settings(max_examples=40)
@given(
    drawn=st.lists(st.tuples(st.sampled_from("AB"), names, st.integers(0, 99), st.none() | names, st.none() | names))
)
def test_what_is_written_is_well_formed_and_can_be_read_again(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[tuple[str, str, int, str | None, str | None]]
) -> None:
    made = (Event(case, what, AT + dt.timedelta(hours=hour), who, why) for case, what, hour, who, why in drawn)
    events = sorted(made, key=_when)
    text = "".join(xes_lines(events))
    expat.ParserCreate().Parse(text, True)
    assert text.count("<event>") == len(events)
    if not events:
        return
    path = tmp_path_factory.getbasetemp() / "keluar.xes"
    path.write_text(text, encoding="utf-8", newline="")
    log = read_log(path, Titles(), city_calendar(), covered=False, say=pytest.fail)
    again = list(events_of(log, cases=dict.fromkeys(event.case for event in events), zone="Asia/Jakarta"))
    assert list(map(_when, again)) == list(map(_when, events))
    assert {event.activity for event in again} == {_kept(event.activity) for event in events}


def _when(event: Event) -> tuple[str, dt.datetime]:
    return event.case, event.at


def _kept(text: str) -> str:
    return "".join(letter if letter >= " " or letter in "\t\n\r" else "\ufffd" for letter in text).translate(
        {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}
    )


def test_csv_is_safe_in_a_spreadsheet_and_carries_its_reasons(tmp_path: Path) -> None:
    events = [Event("=A", "Terima", AT, None), Event("=A", "Kembali", AT, "Ani, A.", "dokumen kurang")]
    text = "".join(csv_text(events))
    rows = list(csv.reader(text.removeprefix("\ufeff").splitlines()))
    moment = "2026-11-20T08:00:00.250000+07:00"
    assert rows == [
        list(TITLES),
        ["'=A", "Terima", moment, "", ""],
        ["'=A", "Kembali", moment, "Ani, A.", "dokumen kurang"],
    ]
    path = tmp_path / "keluar.csv"
    path.write_text(text, encoding="utf-8", newline="")
    log = read_log(path, Titles(reason="reason"), city_calendar(), covered=True, say=pytest.fail)
    assert list(events_of(log, cases=["=A"], zone="Asia/Jakarta")) == events
    assert 'key="reason" value="dokumen kurang"' in "".join(xes_lines(events))
    with pytest.raises(ValueError, match="offset"):
        list(csv_text([events[0]._replace(at=AT.replace(tzinfo=None))]))
